/// A float32 tensor combined with a number of the language, when nothing but the elements matters: no tape, no promotion,
/// no gaps. It is the commonest step of small programs, and does without a tensor for the number.
///
///     try NumberArithmetic.sum(hidden, 1)   // nil where `add` has more to do
package enum NumberArithmetic {
    package static func sum(_ tensor: Tensor, _ number: Double) throws -> Tensor? {
        try result(tensor, number, Arithmetic.Add.loops?.right)
    }

    package static func difference(_ tensor: Tensor, _ number: Double) throws -> Tensor? {
        try result(tensor, number, Arithmetic.Subtract.loops?.right)
    }

    package static func product(_ tensor: Tensor, _ number: Double) throws -> Tensor? {
        try result(tensor, number, Arithmetic.Multiply.loops?.right)
    }

    package static func quotient(_ tensor: Tensor, _ number: Double) throws -> Tensor? {
        try result(tensor, number, Arithmetic.Divide.loops?.right)
    }

    @inline(__always)
    private static func result(_ tensor: Tensor, _ number: Double, _ loop: PairLoops.Number?) throws -> Tensor? {
        guard let loop, !Tape.records(tensor), let source = tensor.floats32 else { return nil }
        let count = tensor.elementCount
        let output = try Tensor.empty(tensor.layout.shape, dtype: .float32)
        let target = output.pointer(Float.self)
        let factor = Float(number)
        WorkerPool.ranges(count) { loop(target + $0.lowerBound, source + $0.lowerBound, factor, $0.count) }
        return output
    }
}
