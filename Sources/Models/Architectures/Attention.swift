import Networks
import Tensors

/// Scaled dot-product attention over heads, every step of it named.
///
///     attn_scores  = query · keyᵀ * scale, soft-capped, masked
///     attn_weights = softmax(attn_scores)
///     z            = attn_weights · value
struct Attention {
    /// The names that `attend` gives, and those that its callers give around it.
    static let names = ["query", "key", "value", "attn_scores", "attn_weights", "z", "attn_output"]

    let scale: Double
    /// Added to the scores: [batch or 1, 1, query or 1, key].
    var mask: Tensor?
    /// Whether keys after the query are masked here, because the mask does not do it.
    var isCausal = false
    /// How far back a query may look, if the mask does not say it.
    var window: Int?
    var headMask: Tensor?
    var dropout: Module?
    /// Scores stay between minus and plus this: cap * tanh(scores / cap).
    var softCap: Double?
    /// Some families take the softmax of half precision scores in single precision.
    var computesInFloat = false

    /// The mixed values [batch, head, query, size] and the weights [batch, head, query, key].
    func attend(
        _ query: Tensor, _ key: Tensor, _ value: Tensor, naming layer: ModelLayer
    ) throws -> (output: Tensor, weights: Tensor) {
        var scores = try matmul(query, transpose(key, -1, -2)) * .float(scale)
        if let softCap { scores = try tanh(scores / .float(softCap)) * .float(softCap) }
        scores = try layer.name("attn_scores", masked(scores, queries: query.size(-2), keys: key.size(-2)))
        var weights = try softmax(computesInFloat ? to(scores, .float32) : scores, dim: -1)
        if weights.dtype != value.dtype { weights = try to(weights, value.dtype) }
        if let dropout { weights = try dropout.call(weights) }
        if let headMask { weights = try weights * headMask }
        weights = try layer.name("attn_weights", weights)
        return (try layer.name("z", matmul(weights, value)), weights)
    }

    private func masked(_ scores: Tensor, queries: Int, keys: Int) throws -> Tensor {
        var masked = scores
        if isCausal, queries > 1 || window != nil {
            let allowed = try AttentionMask.allowed(
                queries: queries, past: keys - queries, window: window, device: scores.device)
            let lowest = Scalar.float(AttentionMask.lowest(scores.dtype))
            masked = try maskedFill(masked, logicalNot(allowed), Tensor(number: lowest, device: scores.device))
        }
        return try mask.map { try masked + $0 } ?? masked
    }

    /// [batch, position, head * size] → [batch, head, position, size]
    static func splitHeads(_ states: Tensor, _ count: Int) throws -> Tensor {
        let size = try states.size(-1) / count
        return try transpose(view(states, [states.size(0), states.size(1), count, size]), 1, 2)
    }

    /// [batch, head, position, size] → [batch, position, head * size]
    static func mergeHeads(_ heads: Tensor) throws -> Tensor {
        let merged = try heads.size(1) * heads.size(3)
        return try view(contiguous(transpose(heads, 1, 2)), [heads.size(0), heads.size(2), merged])
    }

    /// Each key and value head for so many query heads: [batch, kv, position, size] → [batch, kv * count, position, size]
    static func repeatHeads(_ heads: Tensor, _ count: Int) throws -> Tensor {
        guard count > 1 else { return heads }
        let (batch, groups, length, size) = try (heads.size(0), heads.size(1), heads.size(2), heads.size(3))
        let repeated = try expand(unsqueeze(heads, 2), [batch, groups, count, length, size])
        return try reshape(repeated, [batch, groups * count, length, size])
    }
}
