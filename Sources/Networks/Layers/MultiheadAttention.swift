import Tensors

/// Attention with several heads, as `nn.MultiheadAttention`: queries, keys and values through one weight, heads, output.
///
/// Gives the output and, unless told not to, the attention weights, averaged over the heads.
package final class MultiheadAttention: Layer {
    package let typeName = "MultiheadAttention"
    private let size: Int
    private let headCount: Int
    private let dropoutProbability: Double
    private let isBatchFirst: Bool

    init(size: Int, headCount: Int, dropout: Double, batchFirst: Bool) {
        self.size = size
        self.headCount = headCount
        dropoutProbability = dropout
        isBatchFirst = batchFirst
    }

    static func module(
        size: Int, headCount: Int, dropout: Double, bias: Bool, batchFirst: Bool, dtype: DType, device: Device
    ) throws -> Module {
        guard size > 0 && headCount > 0 else {
            throw TensorError.value(
                "embed_dim and num_heads must be greater than 0, got embed_dim=\(size) and num_heads=\(headCount) instead"
            )
        }
        guard size % headCount == 0 else {
            throw TensorError.invalid(.assertion, "embed_dim must be divisible by num_heads")
        }
        try Dimensions([3, size, size]).checkElementCount()
        let module = Module(
            MultiheadAttention(size: size, headCount: headCount, dropout: dropout, batchFirst: batchFirst))
        let weight = try Tensor.empty([3 * size, size], dtype: dtype, device: device).asParameter()
        let offset = bias ? try Tensor.zeros([3 * size], dtype: dtype, device: device).asParameter() : nil
        try module.register(parameter: weight, named: "in_proj_weight")
        try module.register(parameter: offset, named: "in_proj_bias")
        let output = try Linear.module(
            size, size, bias: bias, dtype: dtype, device: device, typeName: "NonDynamicallyQuantizableLinear")
        try module.register(child: output, named: "out_proj")
        try Initialization.xavierUniform(weight)
        if let bias = output.optionalParameter("bias") { try Initialization.constant(bias, 0) }
        return module
    }

    package func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        var streams = try [("query", 0), ("key", 1), ("value", 2)].map {
            try inputs.tensor($0.0, at: $0.1, of: typeName)
        }
        try checkShapes(streams, inputs)
        let isBatched = streams[0].rank == 3
        if !isBatched { streams = try streams.map { try unsqueeze($0, 1) } }
        let isTurned = isBatched && isBatchFirst
        if isTurned { streams = try streams.map { try transpose($0, 0, 1) } }
        let mask = try mask(inputs, batch: streams[0].shape[1])
        // [query, batch, size], [batch, head, query, key]
        var (output, weights) = try attend(streams, mask, of: module)
        if isTurned { output = try transpose(output, 1, 0) }
        if !isBatched { output = try squeeze(output, [1]) }
        guard inputs.flag("need_weights", at: 4, otherwise: true) else { return .tuple([.tensor(output), .none]) }
        if inputs.flag("average_attn_weights", at: 6, otherwise: true) { weights = try mean(weights, [1]) }
        if !isBatched { weights = try squeeze(weights, [0]) }
        return .tuple([.tensor(output), .tensor(weights)])
    }

    /// AssertionError or RuntimeError, as `F.multi_head_attention_forward` checks what it gets.
    private func checkShapes(_ streams: [Tensor], _ inputs: ModuleInputs) throws {
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
        guard key.shape == value.shape else {
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

    private func attend(_ streams: [Tensor], _ mask: Tensor?, of module: Module) throws -> (Tensor, Tensor) {
        let heads = try streams.enumerated().map { try project($1, part: $0, of: module) }
        let (length, batch) = (streams[0].shape[0], streams[0].shape[1])
        let scaled = try heads[0] * .float((1 / Double(size / headCount)).squareRoot())
        var scores = try matmul(scaled, transpose(heads[1], -2, -1))
        if let mask { scores = try scores + mask }
        let weights = try dropout(softmax(scores, dim: -1), dropoutProbability, training: module.isTraining)
        let mixed = try permute(matmul(weights, heads[2]), [2, 0, 1, 3])  // [query, batch, head, headSize]
        let output = try module.child("out_proj").call(reshape(mixed, [length * batch, size]))
        return (try view(output, [length, batch, size]), weights)
    }

    /// One of queries, keys and values: [position, batch, size] to [batch, head, position, headSize].
    private func project(_ stream: Tensor, part: Int, of module: Module) throws -> Tensor {
        let rows = try narrow(module.parameter("in_proj_weight"), 0, part * size, size)
        let bias = try module.optionalParameter("in_proj_bias").map { try narrow($0, 0, part * size, size) }
        let projected = try linear(stream, rows, bias)
        let split = try reshape(projected, [stream.shape[0], stream.shape[1], headCount, size / headCount])
        return try permute(split, [1, 2, 0, 3])
    }

    /// Both masks as numbers to add to the scores, [batch or 1, head or 1, query or 1, key].
    private func mask(_ inputs: ModuleInputs, batch: Int) throws -> Tensor? {
        var result: Tensor?
        if let given = try inputs.optionalTensor("attn_mask", at: 5) {
            let added = try additive(given)
            result = given.rank == 3 ? try reshape(added, [batch, -1, given.shape[1], given.shape[2]]) : added
        }
        if let padding = try inputs.optionalTensor("key_padding_mask", at: 3) {
            let added = try reshape(additive(padding), [padding.rank == 1 ? 1 : padding.shape[0], 1, 1, -1])
            result = try result.map { try $0 + added } ?? added
        }
        return result
    }

    /// A mask of truth values hides what is true.
    private func additive(_ mask: Tensor) throws -> Tensor {
        guard mask.dtype == .bool else { return mask }
        let zeros = try Tensor.zeros(mask.shape, device: mask.device)
        return try maskedFill(zeros, mask, Tensor.scalar(.float(-.infinity)))
    }

    package func setting(_ name: String) -> TensorTree? {
        switch name {
        case "embed_dim": .int(size)
        case "num_heads": .int(headCount)
        case "head_dim": .int(size / headCount)
        case "dropout": .float(dropoutProbability)
        case "batch_first": .bool(isBatchFirst)
        default: nil
        }
    }

    static let type = LayerType(
        "MultiheadAttention(int embed_dim, int num_heads, float dropout=0.0, bool bias=True, bool add_bias_kv=False, "
            + "bool add_zero_attn=False, int? kdim=None, int? vdim=None, bool batch_first=False, Device? device=None, "
            + "ScalarType? dtype=None)",
        "Attention with several heads."
    ) { arguments in
        let others = try [arguments.optionalInt(6), arguments.optionalInt(7)].compactMap { $0 }
        let size = try arguments.int(0)
        guard try !arguments.flag(4), try !arguments.flag(5), others.allSatisfy({ $0 == size }) else {
            throw TensorError.invalid(
                .notImplemented, "MultiheadAttention here takes keys and values of embed_dim, without added positions")
        }
        return try module(
            size: size, headCount: arguments.int(1), dropout: arguments.float(2), bias: arguments.flag(3),
            batchFirst: arguments.flag(8), dtype: arguments.dtype(10), device: arguments.device(9))
    }
}
