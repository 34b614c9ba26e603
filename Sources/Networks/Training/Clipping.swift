import Glibc
import Tensors

/// Keeping gradients within limits, and many parameters as one vector.
package enum Gradients {
    /// Scales all gradients so that the norm of all of them together is at most `limit`; gives the norm before.
    ///
    /// `norm` is the order: 2 for Euclid's, infinity for the largest element.
    @discardableResult
    package static func clip(_ parameters: [Tensor], norm limit: Double, order: Double = 2) throws -> Tensor {
        let gradients = parameters.compactMap(\.grad)
        return try GradientMode.disabled {
            guard !gradients.isEmpty else { return try Tensor.scalar(0.0) }
            let total = try totalNorm(gradients, order)
            let scale = limit / (try total.item().real + 1e-6)
            for gradient in gradients where scale < 1 { try gradient.overwrite { try $0 * .float(scale) } }
            return total
        }
    }

    /// The norm of all elements of all tensors together: `get_total_norm`.
    package static func totalNorm(_ tensors: [Tensor], _ order: Double = 2) throws -> Tensor {
        let norms = try tensors.map { try norm($0.doubles(), order) }
        return try Tensor.scalar(.float(norm(norms, order)), dtype: tensors.first?.dtype ?? Defaults.dtype)
    }

    private static func norm(_ values: [Double], _ order: Double) throws -> Double {
        if order == .infinity { return values.reduce(0) { Swift.max($0, $1.magnitude) } }
        if order == 2 { return values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        if order == 1 { return values.reduce(0) { $0 + $1.magnitude } }
        let sum = values.reduce(0) { $0 + Glibc.pow($1.magnitude, order) }
        return Glibc.pow(sum, 1 / order)
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
