import Glibc

/// Embeddings, attention, dropout and convolutions.
enum NeuralOperations {
    static let operations: [Operation] = [
        Operation(
            "embedding(Tensor input, Tensor weight, int? padding_idx=None, float? max_norm=None, float norm_type=2.0, bool scale_grad_by_freq=False, bool sparse=False) -> Tensor",
            "Rows of a matrix, named by their numbers.", .functional
        ) {
            (index: Tensor, weight: Tensor, padding: Int?, longest: Double?, order: Double, byFrequency: Bool, _: Bool)
            in
            if let longest { try shortenRows(of: weight, index, to: longest, order) }
            return try embedding(index, weight, paddingIndex: padding, dividingByFrequency: byFrequency)
        },
        Operation("one_hot(Tensor input, int num_classes=-1) -> Tensor", "Rows with a single one.", .functional) {
            (x: Tensor, classes: Int) in try oneHot(x, classes)
        },
        Operation(
            "dropout(Tensor input, float p=0.5, bool training=True, bool inplace=False) -> Tensor",
            "Sets elements to zero at random and scales the others.", .functional
        ) { (x: Tensor, p: Double, training: Bool, _: Bool) in try dropout(x, p, training: training) },
        Operation("dropout(Tensor input, float p, bool train) -> Tensor", "Sets elements to zero at random.", .function)
        {
            (x: Tensor, p: Double, training: Bool) in try dropout(x, p, training: training)
        },
        Operation(
            "scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0.0, bool is_causal=False, float? scale=None, bool enable_gqa=False) -> Tensor",
            "softmax(query @ key.T * scale + mask) @ value.", .functional
        ) { (q: Tensor, k: Tensor, v: Tensor, mask: Tensor?, p: Double, causal: Bool, scale: Double?, grouped: Bool) in
            try scaledDotProductAttention(
                q, k, v, mask: mask, dropout: p, isCausal: causal, scale: scale, grouped: grouped)
        },
    ]
}

/// Scales rows that are looked up and longer than allowed, in place.
package func shortenRows(of weight: Tensor, _ indices: Tensor, to longest: Double, _ order: Double) throws {
    try GradientMode.disabled {
        guard weight.rank == 2, !weight.isMeta, indices.dtype.category == .integer else { return }
        let rows = try Tensor(Set(reshape(detach(indices), [-1]).integers()).sorted())
        let own = detach(weight)
        let picked = try indexSelect(own, 0, rows)
        let lengths = try norm(picked, .float(order), [1], keepdim: true)
        let limit = try constant(.float(longest), lengths)
        let factors = try `where`(gt(lengths, limit), limit / (lengths + 1e-7), constant(1.0, lengths))
        try own.overwrite { try indexCopy($0, 0, rows, picked * factors) }
    }
}

/// Rows of `weight` named by `indices`; the gradient of the padding row stays zero, and that of the others may be divided
/// by how often they are named.
package func embedding(
    _ indices: Tensor, _ weight: Tensor, paddingIndex: Int? = nil, dividingByFrequency: Bool = false
) throws -> Tensor {
    guard weight.rank == 2 else { throw TensorError.runtime("'weight' must be 2-D") }
    guard indices.dtype == .int64 || indices.dtype == .int32 else {
        throw TensorError.runtime(
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got "
                + "torch.\(indices.dtype.scalarName)Tensor instead (while checking arguments for embedding)")
    }
    let rows = weight.shape[0]
    let padding = try paddingIndex.map { index -> Int in
        guard index >= -rows && index < rows else {
            throw TensorError.invalid(.value, "Padding_idx must be within num_embeddings")
        }
        return index < 0 ? index + rows : index
    }
    let shape = indices.shape.appending(weight.shape[1])
    let output = try GradientMode.disabled {
        try reshape(indexSelect(detach(weight), 0, reshape(indices, [-1])), shape)
    }
    // The rows are copies: changing them in place changes nothing else.
    output.base = nil
    guard Tape.records(weight) else { return output }
    return output.derived("EmbeddingBackward0", from: [weight], saving: [indices]) { step in
        let flat = try reshape(step.saved(0), [-1])
        var gradient = try reshape(step.gradient, [flat.elementCount, -1])
        if let padding {
            let kept = try ne(flat, constant(.int(padding), flat))
            gradient = try gradient * unsqueeze(to(kept, gradient.dtype), 1)
        }
        if dividingByFrequency {
            let counts = try bincount(flat, nil, rows)
            gradient = try gradient / unsqueeze(to(indexSelect(counts, 0, flat), gradient.dtype), 1)
        }
        let zeros = try Tensor.zeros([rows, gradient.shape[1]], dtype: gradient.dtype, device: gradient.device)
        return [try indexPut(zeros, [flat], gradient, accumulate: true)]
    }
}

package func oneHot(_ input: Tensor, _ classes: Int = -1) throws -> Tensor {
    guard input.dtype == .int64 else {
        throw TensorError.runtime("one_hot is only applicable to index tensor of type LongTensor.")
    }
    if !input.isMeta, input.elementCount > 0, try smallest(input).item().integer < 0 {
        throw TensorError.runtime("Class values must be non-negative.")
    }
    var count = classes
    if classes == -1 {
        guard input.elementCount > 0 else {
            throw TensorError.runtime("Can not infer total number of classes from empty tensor.")
        }
        guard !input.isMeta else { throw TensorError.dataDependent(operation: "one_hot") }
        count = try largest(input).item().integer + 1
    }
    guard count > 0 || input.elementCount == 0 else {
        throw TensorError.runtime("num_classes should be positive")
    }
    if !input.isMeta {
        let values = try input.listable().integers()
        guard values.allSatisfy({ $0 >= 0 }) else { throw TensorError.runtime("Class values must be non-negative.") }
        guard values.allSatisfy({ $0 < count }) else {
            throw TensorError.runtime("Class values must be smaller than num_classes.")
        }
    }
    let places = try arange(0, .int(count), 1, device: input.device)
    return try to(eq(unsqueeze(input, -1), places), .int64)
}

/// Zeroes each element with probability `p` and scales the rest by `1 / (1 - p)`.
package func dropout(
    _ input: Tensor, _ p: Double, training: Bool = true, generator: Generator = .standard
) throws -> Tensor {
    guard p >= 0 && p <= 1 else {
        throw TensorError.value("dropout probability has to be between 0 and 1, but got \(p)")
    }
    guard training, p > 0, input.elementCount > 0 else { return input }
    guard input.dtype.isDifferentiable else { throw TensorError.resultCast(from: .float32, to: input.dtype) }
    if p == 1 { return try input * input.zerosLike() }
    let noise = try Tensor.empty(input.shape, dtype: input.dtype, device: input.device)
    if !noise.isMeta { noise.drawBernoulli(1 - p, generator) }
    return try input * (noise / .float(1 - p))
}
