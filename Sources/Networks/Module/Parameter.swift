import Tensors

/// What makes a tensor a parameter: it is a leaf that collects gradients, and it knows that it is one.
extension Tensor {
    /// This tensor as a parameter, as `nn.Parameter(tensor)` makes it.
    package func asParameter(requiresGrad: Bool = true) throws -> Tensor {
        isParameter = true
        if dtype.isDifferentiable { try setRequiresGrad(requiresGrad) }
        return self
    }

    /// Forgets the gradient, or fills it with zeros: `zero_grad`.
    func clearGrad(toNone: Bool) throws {
        guard let gradient = grad, !toNone else {
            grad = nil
            return
        }
        let zeros = try Tensor.zeros(gradient.shape, dtype: gradient.dtype, device: gradient.device)
        try GradientMode.disabled { try gradient.assign(zeros) }
        try gradient.detachInPlace()
    }
}
