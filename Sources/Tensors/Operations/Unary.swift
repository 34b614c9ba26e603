import CKernels
import Glibc

/// A function of each element alone, for real numbers; float16 and bfloat16 are computed in float32.
struct RealFunction: Sendable {
    /// The name in messages: "exp".
    let name: String
    /// PyTorch's name of the derivative.
    let node: String
    let narrow: @Sendable (Float) -> Float
    let wide: @Sendable (Double) -> Double
    /// The gradient of the input, from the gradient of the result, the input and the result.
    let derivative: (@Sendable (_ gradient: Tensor, _ input: Tensor, _ result: Tensor) throws -> Tensor)?
    /// Which of them the derivative reads.
    let reads: Reads

    /// The same function over many contiguous numbers at once.
    var vector: VectorFunction?
    /// The derivative by one loop over the gradient and what the derivative reads.
    var vectorDerivative: PairLoops.Pairs?

    typealias VectorFunction = @Sendable (UnsafeMutablePointer<Float>?, UnsafePointer<Float>?, Int) -> Void

    enum Reads { case input, result, nothing }

    func callAsFunction(_ input: Tensor) throws -> Tensor {
        let dtype = input.dtype.floating
        if dtype.isComplex, let function = ComplexFunctions.named[name] ?? ComplexInverses.named[name] {
            return try function(input).labelled(node)
        }
        guard !dtype.isComplex else { throw TensorError.notImplemented(operation: "\"\(name)_vml_cpu\"", dtype: dtype) }
        let output = try evaluated(input, dtype)
        guard let derivative, Tape.records(input) else { return output }
        switch reads {
        case .input:
            return output.derived(node, from: [input], saving: [input]) { step in
                let input = try step.saved(0)
                if let loop = vectorDerivative, let gradient = try loopGradient(step.gradient, input, loop) {
                    return [gradient]
                }
                return [try derivative(step.gradient, input, input)]
            }
        case .result:
            return output.derived(node, from: [input], savingResult: true) { step in
                let result = try step.result
                if let loop = vectorDerivative, let gradient = try loopGradient(step.gradient, result, loop) {
                    return [gradient]
                }
                return [try derivative(step.gradient, result, result)]
            }
        case .nothing:
            return output.derived(node, from: [input]) { step in
                [try derivative(step.gradient, step.gradient, step.gradient)]
            }
        }
    }

    private func evaluated(_ input: Tensor, _ dtype: DType) throws -> Tensor {
        let output = try Tensor.empty(input.shape, dtype: dtype.compute, device: input.device)
        if input.isMeta { return try output.asDType(dtype) }
        let source = try input.asDType(dtype.compute)
        if dtype.compute == .float64 {
            source.map(into: output, wide)
        } else if let vector, source.isContiguous {
            let (x, z) = (source.pointer(Float.self), output.pointer(Float.self))
            WorkerPool.ranges(source.elementCount) { vector(z + $0.lowerBound, x + $0.lowerBound, $0.count) }
        } else {
            source.map(into: output, narrow)
        }
        return try output.asDType(dtype)
    }
}

extension Tensor {
    /// Applies a function to each element; the output is contiguous and has the same shape.
    @inline(__always)
    func map<S: Element, R: Element>(into output: Tensor, _ body: (S) -> R) {
        let x = pointer(S.self)
        let z = output.pointer(R.self)
        if isContiguous && output.isContiguous {
            WorkerPool.ranges(elementCount) { range in
                for index in range { z[index] = body(x[index]) }
            }
            return
        }
        Loop(shape: shape, strides: [output.strides, strides]).run2 { to, toStride, from, fromStride, count in
            for index in 0..<count { z[to &+ index &* toStride] = body(x[from &+ index &* fromStride]) }
        }
    }
}

/// Minus each element.
package func neg(_ input: Tensor) throws -> Tensor {
    guard input.dtype != .bool else {
        throw TensorError.runtime(
            "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the "
                + "`~` or `logical_not()` operator instead.")
    }
    // Subtraction from zero would lose the sign of zeros.
    let negated = try GradientMode.disabled {
        try looped(input, f32_negate) ?? (input.dtype.isFloatingPoint ? input * -1 : rsub(input, constant(0, input)))
    }
    guard Tape.records(input) else { return negated }
    return negated.derived("NegBackward0", from: [input]) { [try -$0.gradient] }
}
