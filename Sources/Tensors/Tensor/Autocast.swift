import CKernels

/// `torch.autocast`: products are computed in a shorter dtype, losses in float32, while it is on.
///
///     try Autocast.with(.bfloat16) { try matmul(a, b).dtype }   // bfloat16
package enum Autocast {
    /// The dtype of products; nil when autocast is off. Read and changed on the threads that run cells.
    package nonisolated(unsafe) static var dtype: DType?

    /// Operations that PyTorch computes in float32 under autocast, by the name in the table.
    private static let wide: Set<String> = [
        "binary_cross_entropy", "mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss", "cosine_embedding_loss",
        "nll_loss", "cross_entropy", "hinge_embedding_loss", "poisson_nll_loss", "margin_ranking_loss",
        "triplet_margin_loss", "kl_div", "binary_cross_entropy_with_logits", "prod", "quantile", "nanquantile", "cdist",
        "trace", "avg_pool3d",
    ]

    /// Runs the body with another setting.
    package static func with<Result>(_ setting: DType?, _ body: () throws -> Result) rethrows -> Result {
        let before = dtype
        dtype = setting
        defer { dtype = before }
        return try body()
    }

    /// Runs a product on shortened inputs; nil when autocast is off.
    @inline(__always)
    static func product(_ inputs: Tensor?..., body: ([Tensor?]) throws -> Tensor) throws -> Tensor? {
        guard let target = dtype else { return nil }
        return try shortened(inputs, target, body)
    }

    @inline(never)
    private static func shortened(_ inputs: [Tensor?], _ target: DType, _ body: ([Tensor?]) throws -> Tensor) throws
        -> Tensor
    {
        try with(nil) { try body(inputs.map { try $0.map { try cast($0, target) } }) }
    }

    /// Arguments of an operation that is computed in float32; nil for all others.
    static func widened(_ name: String, _ arguments: [Argument]) throws -> [Argument]? {
        guard wide.contains(name) else { return nil }
        return try arguments.map { argument in
            guard case .tensor(let tensor) = argument, tensor.dtype.size < 4 else { return argument }
            return .tensor(try cast(tensor, .float32))
        }
    }

    private static func cast(_ tensor: Tensor, _ target: DType) throws -> Tensor {
        guard tensor.dtype.isFloatingPoint, tensor.dtype != .float64 else { return tensor }
        return try to(tensor, target)
    }
}
