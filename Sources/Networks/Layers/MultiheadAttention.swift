import Tensors

/// Attention with several heads, as `nn.MultiheadAttention`: queries, keys and values through one weight, heads, output.
///
/// Gives the output and, unless told not to, the attention weights, averaged over the heads.
package final class MultiheadAttention: Layer {
    package let typeName = "MultiheadAttention"
    let size: Int
    let keySize: Int
    let valueSize: Int
    let isBatchFirst: Bool
    private let headCount: Int
    private let dropoutProbability: Double
    /// Whether one more position with keys and values of nought can be looked at.
    private let addsZeroPosition: Bool

    private init(_ arguments: LayerArguments) throws {
        size = try arguments.int(0)
        headCount = try arguments.int(1)
        dropoutProbability = try arguments.float(2)
        addsZeroPosition = try arguments.flag(5)
        keySize = try arguments.optionalInt(6) ?? size
        valueSize = try arguments.optionalInt(7) ?? size
        isBatchFirst = try arguments.flag(8)
        try checkSizes()
    }

    private func checkSizes() throws {
        guard size > 0 && headCount > 0 else {
            throw TensorError.value(
                "embed_dim and num_heads must be greater than 0, got embed_dim=\(size) and num_heads=\(headCount) instead"
            )
        }
        guard size % headCount == 0 else {
            throw TensorError.invalid(.assertion, "embed_dim must be divisible by num_heads")
        }
        for width in [size, keySize, valueSize] { try Dimensions([3, size, width]).checkElementCount() }
    }

    private static func module(_ arguments: LayerArguments) throws -> Module {
        let layer = try MultiheadAttention(arguments)
        let (dtype, device) = (arguments.dtype(10), arguments.device(9))
        let module = Module(layer)
        func parameter(_ name: String, _ shape: Dimensions?) throws -> Tensor? {
            let made = try shape.map { try Tensor.empty($0, dtype: dtype, device: device).asParameter() }
            try module.register(parameter: made, named: name)
            return made
        }
        let size = layer.size
        let parts: [Dimensions] = [[size, size], [size, layer.keySize], [size, layer.valueSize]]
        let projections = try zip(["q", "k", "v"], parts).map {
            try parameter($0 + "_proj_weight", layer.hasOneProjection ? nil : $1)
        }
        let projection = try parameter("in_proj_weight", layer.hasOneProjection ? [3 * size, size] : nil)
        let hasBias = try arguments.flag(3)
        let bias = try parameter("in_proj_bias", hasBias ? [3 * size] : nil)
        let output = try Linear.module(
            size, size, bias: hasBias, dtype: dtype, device: device, typeName: "NonDynamicallyQuantizableLinear")
        try module.register(child: output, named: "out_proj")
        let positions = try ["bias_k", "bias_v"].map { try parameter($0, arguments.flag(4) ? [1, 1, size] : nil) }
        for case let weight? in [projection] + projections { try Initialization.xavierUniform(weight) }
        for case let offset? in [bias, output.optionalParameter("bias")] { try Initialization.constant(offset, 0) }
        for case let position? in positions { try Initialization.xavierNormal(position) }
        return module
    }

    /// Queries, keys and values have one size, and one weight holds all three projections.
    private var hasOneProjection: Bool { keySize == size && valueSize == size }

    package func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        var streams = try [("query", 0), ("key", 1), ("value", 2)].map {
            try inputs.tensor($0.0, at: $0.1, of: typeName)
        }
        try checkShapes(streams, inputs)
        if inputs.flag("is_causal", at: 7, otherwise: false), try inputs.optionalTensor("attn_mask", at: 5) == nil {
            throw TensorError.runtime(
                "Need attn_mask if specifying the is_causal hint. You may use the Transformer module method "
                    + "`generate_square_subsequent_mask` to create this mask.")
        }
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

    private func attend(_ streams: [Tensor], _ mask: Tensor?, of module: Module) throws -> (Tensor, Tensor) {
        let (length, batch) = (streams[0].shape[0], streams[0].shape[1])
        let heads = try heads(of: streams, module)
        let scaled = try heads[0] * .float((1 / Double(size / headCount)).squareRoot())
        var scores = try matmul(scaled, transpose(heads[1], -2, -1))
        if let mask { scores = try scores + open(mask, to: heads[1].shape[2]) }
        let weights = try dropout(softmax(scores, dim: -1), dropoutProbability, training: module.isTraining)
        let mixed = try permute(matmul(weights, heads[2]), [2, 0, 1, 3])  // [query, batch, head, headSize]
        let output = try module.child("out_proj").call(reshape(mixed, [length * batch, size]))
        return (try view(output, [length, batch, size]), weights)
    }

    /// Queries, keys and values of each head, [batch, head, position, headSize], with the added positions last.
    private func heads(of streams: [Tensor], _ module: Module) throws -> [Tensor] {
        let batch = streams[0].shape[1]
        var projected = try streams.enumerated().map { try project($1, part: $0, of: module) }
        for (part, name) in [(1, "bias_k"), (2, "bias_v")] {
            guard let position = module.optionalParameter(name) else { continue }
            projected[part] = try cat([projected[part], expand(position, [1, batch, size])])
        }
        let headSize = size / headCount
        return try projected.enumerated().map { part, stream in
            let split = try reshape(stream, [stream.shape[0], batch, headCount, headSize])
            let heads = try permute(split, [1, 2, 0, 3])
            guard addsZeroPosition, part > 0 else { return heads }
            let zeros = try Tensor.zeros([batch, headCount, 1, headSize], dtype: heads.dtype, device: heads.device)
            return try cat([heads, zeros], 2)
        }
    }

    /// One of queries, keys and values, [position, batch, size].
    private func project(_ stream: Tensor, part: Int, of module: Module) throws -> Tensor {
        let weight =
            hasOneProjection
            ? try narrow(module.parameter("in_proj_weight"), 0, part * size, size)
            : try module.parameter(["q", "k", "v"][part] + "_proj_weight")
        let bias = try module.optionalParameter("in_proj_bias").map { try narrow($0, 0, part * size, size) }
        return try linear(stream, weight, bias)
    }

    /// A mask with noughts for the positions that were added after the keys.
    private func open(_ mask: Tensor, to keyCount: Int) throws -> Tensor {
        let added = keyCount - (mask.shape.last ?? keyCount)
        guard added > 0 else { return mask }
        let shape = Dimensions(mask.shape.dropLast() + [added])
        return try cat([mask, Tensor.zeros(shape, dtype: mask.dtype, device: mask.device)], -1)
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
        case "kdim": .int(keySize)
        case "vdim": .int(valueSize)
        case "add_zero_attn": .bool(addsZeroPosition)
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
    ) { try module($0) }
}
