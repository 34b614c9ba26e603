import Tensors

/// One step of one parameter: brings the data into rows of one number type, runs the rule, and writes back.
struct ParameterUpdate {
    private let parameter: Tensor
    private let gradient: Tensor
    private let state: ParameterState

    init(_ parameter: Tensor, _ gradient: Tensor, _ state: ParameterState) {
        self.parameter = parameter
        self.gradient = gradient
        self.state = state
    }

    func run(_ rule: any UpdateRule, _ options: Options) throws {
        guard !parameter.isMeta, !gradient.isMeta else { return }
        try GradientMode.disabled {
            if parameter.dtype == .float64 {
                try run(rule, options, Double.self, .float64)
            } else {
                try run(rule, options, Float.self, .float32)
            }
        }
    }

    private func run<Number: BinaryFloatingPoint>(
        _ rule: any UpdateRule, _ options: Options, _ type: Number.Type, _ dtype: DType
    ) throws {
        let memory = try state.buffers(of: parameter, dtype, rule, options)
        for buffer in [parameter] + memory.buffers { try checkShape(of: buffer) }
        // Half precision and views are computed in a copy, which is rounded once at the end.
        let target = try rows(of: parameter, dtype)
        let buffers = try memory.buffers.map { try rows(of: $0, dtype) }
        let slope = try contiguous(to(detach(gradient), dtype))
        guard let start = target.address, let slopeStart = slope.address else { return }
        let elements = Elements(
            parameter: start.assumingMemoryBound(to: Number.self),
            gradient: UnsafePointer(slopeStart.assumingMemoryBound(to: Number.self)),
            buffers: buffers.compactMap { $0.address?.assumingMemoryBound(to: Number.self) },
            count: target.elementCount, step: state.step, isFirst: memory.areNew)
        // The rule treats each element by itself, so threads share the elements.
        WorkerPool.ranges(elements.count) { rule.update(elements[$0], options) }
        for (tensor, copy) in zip([parameter] + memory.buffers, [target] + buffers) {
            if tensor === copy { tensor.changed() } else { try tensor.assign(copy) }
        }
    }

    /// The tensor itself where its numbers lie in rows of the type, else a copy.
    private func rows(of tensor: Tensor, _ dtype: DType) throws -> Tensor {
        let isDirect = tensor.dtype == dtype && tensor.isContiguous
        return isDirect ? tensor : try clone(contiguous(to(detach(tensor), dtype)))
    }

    /// What is updated has the shape of the gradient; whoever sets `.data` can make it another.
    private func checkShape(of tensor: Tensor) throws {
        guard tensor.shape != gradient.shape || tensor.shape != parameter.shape else { return }
        let common = try broadcast(tensor.shape, gradient.shape)
        let target = common == tensor.shape ? parameter : tensor
        throw TensorError.runtime("output with shape \(target.shape) doesn't match the broadcast shape \(common)")
    }
}

/// What a rule remembers about one parameter between steps.
final class ParameterState {
    var step = 0
    var buffers: [(name: String, tensor: Tensor)] = []

    /// The memory that a rule needs, in its order; made at the first step, or later where the rule allows it.
    ///
    /// KeyError where a setting that was changed after the first step asks for what is not there.
    fileprivate func buffers(
        of parameter: Tensor, _ dtype: DType, _ rule: any UpdateRule, _ options: Options
    ) throws -> (buffers: [Tensor], areNew: Bool) {
        var areNew = false
        let found = try rule.buffers(options).map { name, initial in
            if let known = buffers.first(where: { $0.name == name }) { return known.tensor }
            guard step == 1 || rule.makesBuffersLater else { throw TensorError.invalid(.key, name) }
            let made = try Tensor.full(parameter.shape, .float(initial), dtype: dtype)
            buffers.append((name, made))
            areNew = true
            return made
        }
        if let other = found.first(where: { $0.dtype != dtype }), rule.needsPrecision(options) {
            throw TensorError.runtime(
                "expected dtype \(other.dtype.nativeName) for `end` but got dtype \(dtype.nativeName)")
        }
        return (found, areNew)
    }
}
