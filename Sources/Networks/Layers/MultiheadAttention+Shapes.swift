import Tensors

extension MultiheadAttention {
    /// AssertionError or RuntimeError, as `F.multi_head_attention_forward` checks what it gets.
    func checkShapes(_ streams: [Tensor], _ inputs: ModuleInputs) throws {
        func assertion(_ message: String) -> TensorError { .invalid(.assertion, message) }
        let (query, key, value) = (streams[0], streams[1], streams[2])
        guard query.rank == 2 || query.rank == 3 else {
            throw assertion(
                "query should be unbatched 2D or batched 3D tensor but received \(query.rank)-D query tensor")
        }
        guard key.rank == query.rank, value.rank == query.rank else {
            let kind = query.rank == 3 ? "batched (3-D)" : "unbatched (2-D)"
            throw assertion(
                "For \(kind) `query`, expected `key` and `value` to be \(query.rank)-D but found \(key.rank)-D and "
                    + "\(value.rank)-D tensors respectively")
        }
        guard query.shape.last == size else {
            throw assertion("was expecting embedding dimension of \(size), but got \(query.shape.last ?? 0)")
        }
        if keySize != size || valueSize != size {
            guard Array(key.shape.prefix(2)) == Array(value.shape.prefix(2)) else {
                throw assertion(
                    "key's sequence and batch dims torch.Size(\(Array(key.shape.prefix(2)))) do not match value's "
                        + "torch.Size(\(Array(value.shape.prefix(2))))")
            }
        } else if key.shape != value.shape {
            throw assertion(
                "key shape torch.Size(\(key.shape)) does not match value shape torch.Size(\(value.shape))")
        }
        let order = query.rank == 2 ? (length: 0, batch: nil) : isBatchFirst ? (1, 0) : (0, 1)
        let lengths = (query.shape[order.length], key.shape[order.length])
        if let mask = try inputs.optionalTensor("attn_mask", at: 5), mask.rank == 2,
            mask.shape != [lengths.0, lengths.1]
        {
            throw TensorError.runtime(
                "The shape of the 2D attn_mask is torch.Size(\(mask.shape)), but should be (\(lengths.0), \(lengths.1))."
            )
        }
        if let padding = try inputs.optionalTensor("key_padding_mask", at: 3), let axis = order.batch {
            guard padding.rank == 2 else {
                throw assertion(
                    "For batched (3-D) `query`, expected `key_padding_mask` to be `None` or 2-D but found "
                        + "\(padding.rank)-D tensor instead")
            }
            guard padding.shape[0] == query.shape[axis] else {
                throw assertion(
                    "Expected key_padded_mask.shape[0] to be \(query.shape[axis]), but got \(padding.shape[0])")
            }
            guard padding.shape[1] == lengths.1 else {
                throw assertion("Expected key_padded_mask.shape[1] to be \(lengths.1), but got \(padding.shape[1])")
            }
        }
    }
}
