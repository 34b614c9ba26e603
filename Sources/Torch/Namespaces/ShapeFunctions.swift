import Language
import Tensors

/// Functions of torch about shapes and dtypes, which take no tensors or give none.
enum ShapeFunctions {
    static var all: [NativeFunction] {
        [
            TorchNamespace.function("broadcast_shapes", "(*shapes)", "The shape that these shapes broadcast to.") {
                arguments, evaluator in
                let shapes = try evaluator.array(from: arguments[0]).map { try evaluator.sizes($0) }
                return Value(try translating { try shapes.reduce(Dimensions()) { try Tensors.broadcast($0, $1) } })
            },
            TorchNamespace.function("tensordot", "(a, b, dims=2, out=None)", "Sums products over several dimensions.") {
                arguments, evaluator in
                let a = try TorchNamespace.tensor(arguments[0], "tensordot", "a")
                let b = try TorchNamespace.tensor(arguments[1], "tensordot", "b", position: 2)
                let (first, second) = try contracted(arguments[2], a, b, evaluator)
                return Value(try translating { try Tensors.tensordot(a, b, first, second) })
            },
            TorchNamespace.function("result_type", "(tensor, other)", "The dtype of a result of both.") {
                arguments, _ in
                try Value(translating { Tensors.resultType(try operand(arguments[0]), try operand(arguments[1])) })
            },
            TorchNamespace.function("promote_types", "(type1, type2)", "The smallest dtype that holds both.") {
                arguments, _ in
                guard let first = arguments[0].dtype, let second = arguments[1].dtype else {
                    throw PythonError(.typeError, "promote_types(): arguments must be torch.dtype")
                }
                return Value(first.promoted(with: second))
            },
            TorchNamespace.function("can_cast", "(from_, to)", "Whether a dtype may be stored as another one.") {
                arguments, _ in
                guard let first = arguments[0].dtype, let second = arguments[1].dtype else {
                    throw PythonError(.typeError, "can_cast(): arguments must be torch.dtype")
                }
                return .bool(first.canCast(to: second))
            },
        ]
    }

    /// The dimensions that `dims` names: the last ones of `a` with the first ones of `b`, or a list for each.
    private static func contracted(
        _ dims: Value, _ a: Tensor, _ b: Tensor, _ evaluator: Evaluator
    ) throws -> ([Int], [Int]) {
        if let lists = dims.sequenceElements, lists.count == 2, lists[0].sequenceElements != nil {
            return (try evaluator.sizes(lists[0]).array, try evaluator.sizes(lists[1]).array)
        }
        if let lists = dims.sequenceElements, lists.count == 2 {
            return ([try evaluator.index(lists[0])], [try evaluator.index(lists[1])])
        }
        let count = try evaluator.index(dims)
        guard count >= 0 else {
            throw PythonError(.runtimeError, "tensordot expects dims >= 0, but got dims=\(count)")
        }
        guard count <= min(a.rank, b.rank) else {
            throw PythonError(.runtimeError, "tensordot expects dims < ndim_a or ndim_b, but got dims=\(count)")
        }
        return (Array((a.rank - count)..<a.rank), Array(0..<count))
    }

    private static func operand(_ value: Value) throws -> Tensor {
        guard let operand = try Operand(value) else {
            throw PythonError(.typeError, "result_type(): arguments must be Tensor or Number, not \(value.typeName)")
        }
        switch operand {
        case .tensor(let tensor): return tensor
        case .number(let number): return try Tensor(number: number)
        case .unsigned(let bits): return try Tensor(number: .int(Int(bitPattern: UInt(bits))))
        }
    }
}
