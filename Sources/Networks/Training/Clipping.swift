import Tensors

/// Keeping gradients within limits, and many parameters as one vector.
package enum Gradients {
    /// Scales all gradients so that the norm of all of them together is at most `limit`; gives the norm before.
    ///
    /// `order` is 2 for Euclid's norm, infinity for the largest element.
    @discardableResult
    package static func clip(
        _ parameters: [Tensor], norm limit: Double, order: Double = 2, refusingNonfinite: Bool = false
    ) throws -> Tensor {
        let gradients = parameters.compactMap(\.grad)
        return try GradientMode.disabled {
            guard !gradients.isEmpty else { return try Tensor.scalar(0.0) }
            let total = try totalNorm(gradients, order, refusingNonfinite: refusingNonfinite)
            let scale = limit / (try total.item().real + 1e-6)
            // A norm that is not a number makes the gradients so, as in PyTorch.
            for gradient in gradients where !(scale >= 1) { try gradient.overwrite { try $0 * .float(scale) } }
            return total
        }
    }

    /// The norm of all elements of all tensors together: `get_total_norm`.
    package static func totalNorm(_ tensors: [Tensor], _ order: Double = 2, refusingNonfinite: Bool = false) throws
        -> Tensor
    {
        guard !tensors.isEmpty else { return try Tensor.scalar(0.0, dtype: Defaults.dtype) }
        return try GradientMode.disabled {
            let total = try norm(stack(tensors.map { try norm($0, .float(order)) }, 0), .float(order))
            if refusingNonfinite, try !total.item().real.isFinite {
                throw TensorError.runtime(
                    "The total norm of order \(order) for gradients from `parameters` is non-finite, so it cannot be "
                        + "clipped. To disable this error and scale the gradients by the non-finite norm anyway, set "
                        + "`error_if_nonfinite=False`")
            }
            return total
        }
    }

    /// Limits every element of every gradient to [-limit, limit].
    package static func clip(_ parameters: [Tensor], value limit: Double) throws {
        try GradientMode.disabled {
            for gradient in parameters.compactMap(\.grad) {
                try gradient.overwrite { try clamp($0, Tensor.scalar(.float(-limit)), Tensor.scalar(.float(limit))) }
            }
        }
    }

    /// All elements of all parameters in one vector: `parameters_to_vector`.
    package static func vector(of parameters: [Tensor]) throws -> Tensor {
        try cat(parameters.map { try view($0, [-1]) }, 0)
    }

    /// Writes a vector back into the parameters: `vector_to_parameters`.
    package static func spread(_ vector: Tensor, over parameters: [Tensor]) throws {
        var start = 0
        for parameter in parameters {
            let count = parameter.elementCount
            let part = try view(narrow(vector, 0, start, count), parameter.shape)
            try GradientMode.disabled { try parameter.assign(part) }
            start += count
        }
    }
}
