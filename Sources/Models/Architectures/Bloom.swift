import Glibc
import Networks
import Tensors

/// BLOOM: a decoder without positions; instead its scores fall with the distance of the key (ALiBi).
///
///     word_embeddings_layernorm(word_embeddings ·) ─► h × [ + attention ─ + mlp ] ─► ln_f ─► lm_head
enum Bloom {
    static let architecture = Architecture(
        modelType: "bloom", className: "BloomForCausalLM", build: model,
        tied: ["lm_head.weight": "transformer.word_embeddings.weight"], bodyPrefix: "transformer.")

    static let signature = [
        "input_ids", "past_key_values", "attention_mask", "head_mask", "inputs_embeds", "labels", "use_cache",
        "output_attentions", "output_hidden_states", "return_dict", "cache_position",
    ]

    private static func model(_ configuration: Configuration, _ parts: ModuleParts) throws -> Module {
        let width = try configuration.size("hidden_size")
        let vocabulary = try configuration.size("vocab_size")
        let epsilon = try configuration.number("layer_norm_epsilon")
        let blocks = try (0..<configuration.size("n_layer")).map { try block(configuration, $0, parts) }
        let body = try parts.module(
            BloomModel(configuration),
            [
                ("word_embeddings", try parts.embedding(vocabulary, width)),
                ("word_embeddings_layernorm", try parts.layerNorm(width, epsilon: epsilon)),
                ("h", try ModuleList.module(blocks)), ("ln_f", try parts.layerNorm(width, epsilon: epsilon)),
            ])
        let head = CausalModel(
            "BloomForCausalLM", configuration, signature: signature, bodyPath: "transformer",
            outputName: "CausalLMOutputWithCrossAttentions", takesCacheObject: true, passesIDsByPosition: true)
        return try parts.module(
            head, [("transformer", body), ("lm_head", try parts.linear(width, vocabulary, bias: false))])
    }

    private static func block(_ configuration: Configuration, _ index: Int, _ parts: ModuleParts) throws -> Module {
        let width = try configuration.size("hidden_size")
        let epsilon = try configuration.number("layer_norm_epsilon")
        let attention = try parts.module(
            BloomAttention(configuration, layer: index),
            [
                ("query_key_value", try parts.linear(width, 3 * width, bias: true)),
                ("dense", try parts.linear(width, width, bias: true)),
                ("attention_dropout", try parts.dropout(configuration.number("attention_dropout"))),
            ])
        let mlp = try parts.module(
            BloomMLP(dropout: configuration.number("hidden_dropout")),
            [
                ("dense_h_to_4h", try parts.linear(width, 4 * width, bias: true)),
                ("gelu_impl", Module(ActivationLayer("BloomGelu") { try gelu($0, approximate: "tanh") })),
                ("dense_4h_to_h", try parts.linear(4 * width, width, bias: true)),
            ])
        return try parts.module(
            BloomBlock(normalizesResidual: configuration.boolean("apply_residual_connection_post_layernorm")),
            [
                ("input_layernorm", try parts.layerNorm(width, epsilon: epsilon)), ("self_attention", attention),
                ("post_attention_layernorm", try parts.layerNorm(width, epsilon: epsilon)), ("mlp", mlp),
            ])
    }

    /// How steeply the scores of each head fall with distance: 2^(-8/n), 2^(-16/n), …
    static func slopes(heads: Int) -> [Float] {
        var power = 1
        while power * 2 <= heads { power *= 2 }
        let base = Float(exp2(-exp2(3 - log2(Double(power)))))
        let extra = Float(exp2(-exp2(3 - log2(Double(2 * power)))))
        return (1...power).map { powf(base, Float($0)) }
            + (0..<(heads - power)).map { powf(extra, Float(2 * $0 + 1)) }
    }
}

final class BloomModel: ModelLayer {
    private let configuration: Configuration

    init(_ configuration: Configuration) {
        self.configuration = configuration
        super.init("BloomModel", names: ["inputs_embeds", "alibi", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, Bloom.signature.filter { $0 != "labels" }, of: self)
        let call = try CausalModelArguments(arguments, configuration)
        let cache = SharedCache(call)
        let embeddings = try name("inputs_embeds", call.embeddings(from: module.child("word_embeddings")))
        var hiddenStates = try module.child("word_embeddings_layernorm").call(embeddings)
        let (batch, count) = try (embeddings.size(0), embeddings.size(1))
        let visible =
            try call.attentionMask
            ?? Tensor.ones([batch, count + cache.length], dtype: .float32, device: embeddings.device)
        let alibi = try name("alibi", alibi(visible, like: hiddenStates))
        let mask = try AttentionMask.additive(
            padding: visible, queries: count, past: cache.length, like: hiddenStates)
        let positions = try Positions.following(cache.length, count: count, like: embeddings).get([.int(0)])
        let headMask = try arguments.tensor("head_mask")
        var trail = DecoderTrail(call)
        for (index, block) in try module.child("h").orderedChildren.enumerated() {
            trail.enter(hiddenStates)
            let output = try block.call(
                ModuleInputs(
                    [.tensor(hiddenStates)],
                    keyword: [
                        ("layer_past", cache.tree), ("attention_mask", .tensor(mask)),
                        ("head_mask", TensorTree(try headMask.map { try $0.get([.int(index)]) })),
                        ("use_cache", .bool(call.usesCache)), ("output_attentions", .bool(call.outputsAttentions)),
                        ("alibi", .tensor(alibi)), ("cache_position", .tensor(positions)),
                    ]))
            hiddenStates = try trail.leave(output, cacheAt: nil, attentionsAt: call.usesCache ? 2 : 1)
        }
        return trail.output(
            "BaseModelOutputWithPastAndCrossAttentions", try module.child("ln_f").call(hiddenStates),
            cache: cache.output, crossAttentions: true)
    }

    /// slope · position for each head and key; padding counts as position 0. [batch * head, 1, key]
    private func alibi(_ visible: Tensor, like states: Tensor) throws -> Tensor {
        let slopes = Bloom.slopes(heads: try configuration.size("n_head"))
        let isMeta = visible.isMeta
        let steepness =
            isMeta ? try Tensor.empty([slopes.count, 1], device: .meta) : try Tensor(slopes, shape: [slopes.count, 1])
        let positions = try (cumsum(visible, -1) - 1) * visible
        let products = try steepness * to(positions.get([.all, .none, .all]), .float32)
        return try to(reshape(products, [-1, 1, visible.size(-1)]), states.dtype)
    }
}

final class BloomBlock: ModelLayer {
    static let signature = [
        "hidden_states", "alibi", "attention_mask", "layer_past", "head_mask", "use_cache", "output_attentions",
        "cache_position",
    ]
    /// Whether what is added to is the normalized state.
    private let normalizesResidual: Bool

    init(normalizesResidual: Bool) {
        self.normalizesResidual = normalizesResidual
        super.init("BloomBlock", names: ["attention_output", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, Self.signature, of: self)
        let states = try arguments.required("hidden_states", of: self)
        let normalized = try module.child("input_layernorm").call(states)
        let handed = ["layer_past", "attention_mask", "alibi", "head_mask", "use_cache", "output_attentions"]
        let attended = try module.child("self_attention").call(
            ModuleInputs(
                [.tensor(normalized), .tensor(normalizesResidual ? normalized : states)],
                keyword: arguments.keyword(handed + ["cache_position"])))
        let attention = try name("attention_output", attended.first(of: self))
        let second = try module.child("post_attention_layernorm").call(attention)
        let output = try module.child("mlp").call(
            ModuleInputs([.tensor(second), .tensor(normalizesResidual ? second : attention)])
        ).first(of: self)
        let rest = (attended.members ?? []).dropFirst(arguments.flag("use_cache") == true ? 1 : 2)
        return .tuple([.tensor(try name("hidden_states", output))] + rest)
    }
}

final class BloomAttention: ModelLayer {
    private let headCount: Int
    private let layer: Int
    private let dropout: Double

    init(_ configuration: Configuration, layer: Int) throws {
        headCount = try configuration.size("n_head")
        dropout = try configuration.number("hidden_dropout")
        self.layer = layer
        let width = try configuration.size("hidden_size")
        guard width % headCount == 0 else {
            throw CheckpointError.unsupported(
                "`hidden_size` must be divisible by num_heads (got `hidden_size`: \(width) and `num_heads`: "
                    + "\(headCount)).")
        }
        super.init("BloomAttention", names: Attention.names)
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(
            inputs, ["hidden_states", "residual"] + BloomBlock.signature.dropFirst(), of: self)
        let projected = try module.child("query_key_value").call(arguments.required("hidden_states", of: self))
        let query = try name("query", part(0, of: projected))
        var (key, value) = (try name("key", part(1, of: projected)), try name("value", part(2, of: projected)))
        if let cache = arguments.cache("layer_past") {
            (key, value) = try cache.extend(layer: layer, key: key, value: value)
        }
        let size = try query.size(-1)
        let bias = try view(
            arguments.required("alibi", of: self), [query.size(0), headCount, 1, key.size(-2)])
        let mask = try arguments.tensor("attention_mask").map { try $0 + bias } ?? bias
        let attention = Attention(
            scale: 1 / Double(size).squareRoot(), mask: mask, headMask: try arguments.tensor("head_mask"),
            dropout: try module.child("attention_dropout"), computesInFloat: true)
        let (attended, weights) = try attention.attend(query, key, value, naming: self)
        let dense = try module.child("dense").call(name("attn_output", Attention.mergeHeads(attended)))
        let dropped = try Tensors.dropout(dense, dropout, training: module.isTraining)
        let output = try arguments.required("residual", of: self) + dropped
        let shown: [TensorTree] = arguments.flag("output_attentions") == true ? [.tensor(weights)] : []
        return .tuple([.tensor(output), arguments["layer_past"] ?? .none] + shown)
    }

    /// Queries (0), keys (1) or values (2), which alternate head by head. [batch, head, position, size]
    private func part(_ index: Int, of projected: Tensor) throws -> Tensor {
        let size = try projected.size(-1) / (3 * headCount)
        let split = try view(projected, [projected.size(0), projected.size(1), headCount, 3, size])
        return try transpose(split.get([.ellipsis, .int(index), .all]), 1, 2)
    }
}

/// residual + dense_4h_to_h(gelu_impl(dense_h_to_4h ·))
final class BloomMLP: ModelLayer {
    private let dropout: Double

    init(dropout: Double) {
        self.dropout = dropout
        super.init("BloomMLP", names: ["hidden_states", "intermediate_output"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, ["hidden_states", "residual"], of: self)
        let wide = try module.child("dense_h_to_4h").call(arguments.required("hidden_states", of: self))
        let states = try name("hidden_states", module.child("gelu_impl").call(wide))
        let output = try name("intermediate_output", module.child("dense_4h_to_h").call(states))
        let dropped = try Tensors.dropout(output, dropout, training: module.isTraining)
        return .tensor(try arguments.required("residual", of: self) + dropped)
    }
}
