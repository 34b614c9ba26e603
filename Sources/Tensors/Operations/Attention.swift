/// Attention: each query takes a mean of the values, weighted by how well the keys fit it.

/// `softmax(query @ key.T * scale + mask) @ value`, over any leading dimensions.
package func scaledDotProductAttention(
    _ query: Tensor, _ key: Tensor, _ value: Tensor, mask: Tensor? = nil, dropout p: Double = 0, isCausal: Bool = false,
    scale: Double? = nil, grouped: Bool = false
) throws -> Tensor {
    if let short = try Autocast.product(
        query, key, value, mask,
        body: {
            try scaledDotProductAttention(
                $0[0] ?? query, $0[1] ?? key, $0[2] ?? value, mask: $0[3], dropout: p, isCausal: isCausal, scale: scale,
                grouped: grouped)
        })
    {
        return short
    }
    if let mask, mask.dtype != .bool, mask.dtype != .float32, mask.dtype != query.dtype {
        throw TensorError.runtime(
            "Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: "
                + "\(mask.dtype.nativeName) and  query.dtype: \(query.dtype.nativeName) instead.")
    }
    guard query.rank >= 2, key.rank >= 2, value.rank >= 2 else {
        throw TensorError.runtime("scaled_dot_product_attention expects at least 2 dimensions")
    }
    if let mask, isCausal {
        return try scaledDotProductAttention(
            query, key, value, mask: causal(mask, query, key), dropout: p, scale: scale, grouped: grouped)
    }
    let formula: (Tensor, Tensor, Tensor) throws -> Tensor = { q, k, v in
        try attention(q, k, v, mask, p, isCausal, scale, grouped)
    }
    let records = Tape.records(query, key, value)
    guard query.rank == 4, p == 0, mask?.requiresGrad != true else { return try formula(query, key, value) }
    let blocks = try grouped ? nil : AttentionBlocks(query, key, value, mask: mask, isCausal: isCausal, scale: scale)
    guard records || blocks != nil else { return try formula(query, key, value) }
    let output = try blocks?.forward() ?? GradientMode.disabled { try formula(query, key, value) }
    guard records else { return output }
    let (inputs, isBlocked) = ([query, key, value], blocks != nil)
    return output.derived("ScaledDotProductFlashAttentionForCpuBackward0", from: Edges(inputs), saving: inputs) {
        step in
        if isBlocked, !GradientMode.isEnabled,
            let again = try AttentionBlocks(
                step.saved(0), step.saved(1), step.saved(2), mask: mask, isCausal: isCausal, scale: scale)
        {
            return try again.backward(step.gradient)
        }
        return try recomputedGradients(step) { try formula($0[0], $0[1], $0[2]) }
    }
}

/// A mask that also hides what comes later.
private func causal(_ mask: Tensor, _ query: Tensor, _ key: Tensor) throws -> Tensor {
    let (queries, keys) = (query.shape[query.rank - 2], key.shape[key.rank - 2])
    let earlier = try triangle(Tensor.ones([queries, keys], dtype: .bool, device: query.device), 0, lower: true)
    if mask.dtype == .bool { return try logicalAnd(mask, earlier) }
    return try `where`(earlier, mask, constant(.float(-.infinity), mask))
}

private func attention(
    _ q: Tensor, _ k: Tensor, _ v: Tensor, _ mask: Tensor?, _ p: Double, _ isCausal: Bool, _ scale: Double?,
    _ grouped: Bool
) throws -> Tensor {
    if grouped, q.rank < 3 || k.rank < 3 {
        throw TensorError.dimensionOutOfRange(
            dimension: -3, low: -Swift.min(q.rank, k.rank), high: Swift.min(q.rank, k.rank) - 1)
    }
    let repeats = grouped ? q.shape[q.rank - 3] / Swift.max(k.shape[k.rank - 3], 1) : 1
    let keys = repeats > 1 ? try repeatInterleave(k, Tensor(number: .int(repeats)), -3) : k
    let values = repeats > 1 ? try repeatInterleave(v, Tensor(number: .int(repeats)), -3) : v
    let width = Double(q.shape[q.rank - 1])
    // Both factors carry the square root, as PyTorch computes it.
    let factor = Scalar.float((scale ?? 1 / width.squareRoot()).magnitude.squareRoot())
    let sign: Scalar = (scale ?? 1) < 0 ? -1 : 1
    var scores = try matmul(q * factor, transpose(keys, -2, -1) * factor)  // [..., queries, keys]
    if sign == -1 { scores = try -scores }
    if isCausal {
        let ones = try Tensor.ones([q.shape[q.rank - 2], keys.shape[keys.rank - 2]], dtype: .bool, device: q.device)
        scores = try maskedFill(scores, logicalNot(triangle(ones, 0, lower: true)), constant(.float(-.infinity), q))
    } else if let mask {
        scores =
            mask.dtype == .bool
            ? try maskedFill(scores, logicalNot(mask), constant(.float(-.infinity), q)) : try scores + mask
    }
    var weights = try softmax(scores, dim: -1)
    // A row without any key gives zeros, not NaN.
    if let mask, mask.dtype == .bool, !mask.isMeta { weights = try nanRowsToZero(weights, mask) }
    return try matmul(dropout(weights, p, training: p > 0), values)
}

private func nanRowsToZero(_ weights: Tensor, _ mask: Tensor) throws -> Tensor {
    let empty = try logicalNot(any(mask, [-1], keepdim: true))
    guard try any(empty).isTrue() else { return weights }
    return try maskedFill(weights, empty, constant(0, weights))
}
