import Networks
import Tensors

/// GPT-Neo: GPT-2 with separate projections, scores that are not scaled, and a window in every other layer.
///
///     wte + wpe ─► drop ─► h × [ + attn(ln_1 ·) ─ + mlp(ln_2 ·) ] ─► ln_f ─► lm_head
enum GPTNeo {
    static let architecture = Architecture(
        modelType: "gpt_neo", className: "GPTNeoForCausalLM", build: model,
        tied: ["lm_head.weight": "transformer.wte.weight"],
        ignored: [".attn.attention.bias", ".attn.attention.masked_bias"], bodyPrefix: "transformer.")

    static let signature = [
        "input_ids", "past_key_values", "attention_mask", "token_type_ids", "position_ids", "head_mask",
        "inputs_embeds", "labels", "use_cache", "output_attentions", "output_hidden_states", "return_dict",
        "cache_position",
    ]

    private static func model(_ configuration: Configuration, _ parts: ModuleParts) throws -> Module {
        let width = try configuration.size("hidden_size")
        let vocabulary = try configuration.size("vocab_size")
        let windows = try windows(configuration)
        let blocks = try windows.enumerated().map { try block(configuration, $0.offset, window: $0.element, parts) }
        let body = try parts.module(
            GPTNeoModel(configuration),
            [
                ("wte", try parts.embedding(vocabulary, width)),
                ("wpe", try parts.embedding(configuration.size("max_position_embeddings"), width)),
                ("drop", try parts.dropout(configuration.number("embed_dropout"))),
                ("h", try ModuleList.module(blocks)),
                ("ln_f", try parts.layerNorm(width, epsilon: configuration.number("layer_norm_epsilon"))),
            ])
        let head = CausalModel(
            "GPTNeoForCausalLM", configuration, signature: signature, bodyPath: "transformer", takesCacheObject: true,
            passesIDsByPosition: true)
        return try parts.module(
            head, [("transformer", body), ("lm_head", try parts.linear(width, vocabulary, bias: false))])
    }

    /// How far each layer looks back: `attention_types` says `[[["global", "local"], 6]]` for twelve layers.
    private static func windows(_ configuration: Configuration) throws -> [Int?] {
        let count = try configuration.size("num_layers")
        var kinds: [String] = []
        for group in configuration["attention_types"]?.array ?? [] {
            guard let pair = group.array, pair.count == 2, let names = pair[0].array, let times = pair[1].integer,
                1...count ~= times
            else { throw CheckpointError.unsupported("`attention_types` must be pairs of kinds and a number") }
            for _ in 0..<times { kinds += names.compactMap(\.string) }
        }
        guard kinds.count == count, kinds.allSatisfy({ $0 == "global" || $0 == "local" }) else {
            throw CheckpointError.unsupported(
                "`attention_types` must give 'global' or 'local' for each of \(count) layers, not \(kinds)")
        }
        let window = try configuration.size("window_size")
        return kinds.map { $0 == "local" ? window : nil }
    }

    private static func block(
        _ configuration: Configuration, _ index: Int, window: Int?, _ parts: ModuleParts
    ) throws -> Module {
        let width = try configuration.size("hidden_size")
        let epsilon = try configuration.number("layer_norm_epsilon")
        let inner = try configuration.optionalSize("intermediate_size") ?? 4 * width
        let residual = try configuration.number("resid_dropout")
        let attention = try parts.module(
            GPTNeoSelfAttention(configuration, layer: index, window: window),
            [
                ("attn_dropout", try parts.dropout(configuration.number("attention_dropout"))),
                ("resid_dropout", try parts.dropout(residual)),
                ("k_proj", try parts.linear(width, width, bias: false)),
                ("v_proj", try parts.linear(width, width, bias: false)),
                ("q_proj", try parts.linear(width, width, bias: false)),
                ("out_proj", try parts.linear(width, width, bias: true)),
            ])
        let mlp = try parts.module(
            StackedMLP("GPTNeoMLP", steps: ["c_fc", "act", "c_proj", "dropout"]),
            [
                ("c_fc", try parts.linear(width, inner, bias: true)),
                ("c_proj", try parts.linear(inner, width, bias: true)),
                ("act", try parts.activation(configuration.string("activation_function"))),
                ("dropout", try parts.dropout(residual)),
            ])
        return try parts.module(
            GPTNeoBlock(),
            [
                ("ln_1", try parts.layerNorm(width, epsilon: epsilon)),
                ("attn", try parts.module(GPTNeoAttention(), [("attention", attention)])),
                ("ln_2", try parts.layerNorm(width, epsilon: epsilon)), ("mlp", mlp),
            ])
    }
}

final class GPTNeoModel: ModelLayer {
    private let configuration: Configuration

    init(_ configuration: Configuration) {
        self.configuration = configuration
        super.init("GPTNeoModel", names: ["inputs_embeds", "position_embeds", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, GPTNeo.signature.filter { $0 != "labels" }, of: self)
        let call = try CausalModelArguments(arguments, configuration)
        let cache = SharedCache(call)
        let embeddings = try name("inputs_embeds", call.embeddings(from: module.child("wte")))
        let count = try embeddings.size(1)
        let cachePositions = try Positions.following(cache.length, count: count, like: embeddings)
        let positionEmbeddings = try name(
            "position_embeds", module.child("wpe").call(call.positionIDs ?? cachePositions))
        var hiddenStates = try name("hidden_states", embeddings + positionEmbeddings)  // [batch, position, width]
        if let types = try arguments.tensor("token_type_ids") {
            hiddenStates = try hiddenStates + module.child("wte").call(view(types, [-1, count]))
        }
        hiddenStates = try module.child("drop").call(hiddenStates)
        let mask = try AttentionMask.additive(
            padding: call.attentionMask, queries: count, past: cache.length, like: hiddenStates)
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
                        ("cache_position", .tensor(try cachePositions.get([.int(0)]))),
                    ]))
            hiddenStates = try trail.leave(output, cacheAt: nil, attentionsAt: call.usesCache ? 2 : 1)
        }
        return trail.output(
            "BaseModelOutputWithPast", try module.child("ln_f").call(hiddenStates), cache: cache.output)
    }
}

final class GPTNeoBlock: ModelLayer {
    static let signature = [
        "hidden_states", "layer_past", "attention_mask", "head_mask", "use_cache", "output_attentions",
        "cache_position",
    ]

    init() { super.init("GPTNeoBlock", names: ["attn_output", "residual", "feed_forward_hidden_states"]) }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, Self.signature, of: self)
        let states = try arguments.required("hidden_states", of: self)
        let attended = try module.child("attn").call(
            ModuleInputs(
                [.tensor(try module.child("ln_1").call(states))],
                keyword: arguments.keyword(Self.signature.dropFirst())))
        let attention = try name("attn_output", attended.first(of: self))
        let residual = try name("residual", attention + states)
        let feedForward = try module.child("mlp").call(module.child("ln_2").call(residual))
        let output = try residual + name("feed_forward_hidden_states", feedForward)
        let rest = (attended.members ?? []).dropFirst(arguments.flag("use_cache") == true ? 1 : 2)
        return .tuple([.tensor(output)] + rest)
    }
}

/// Hands everything on to the attention inside.
final class GPTNeoAttention: ModelLayer {
    init() { super.init("GPTNeoAttention", names: []) }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, GPTNeoBlock.signature, of: self)
        return try module.child("attention").call(
            ModuleInputs(
                [arguments["hidden_states"] ?? .none], keyword: arguments.keyword(GPTNeoBlock.signature.dropFirst())))
    }
}

final class GPTNeoSelfAttention: ModelLayer {
    private let headCount: Int
    private let layer: Int
    private let window: Int?

    init(_ configuration: Configuration, layer: Int, window: Int?) throws {
        headCount = try configuration.size("num_heads")
        self.layer = layer
        self.window = window
        let width = try configuration.size("hidden_size")
        guard width % headCount == 0 else {
            throw CheckpointError.unsupported(
                "embed_dim must be divisible by num_heads (got `embed_dim`: \(width) and `num_heads`: \(headCount)).")
        }
        super.init("GPTNeoSelfAttention", names: Attention.names)
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let signature = [
            "hidden_states", "attention_mask", "layer_past", "head_mask", "use_cache", "output_attentions",
            "cache_position",
        ]
        let arguments = try ForwardArguments(inputs, signature, of: self)
        let states = try arguments.required("hidden_states", of: self)
        let query = try name("query", Attention.splitHeads(module.child("q_proj").call(states), headCount))
        var key = try name("key", Attention.splitHeads(module.child("k_proj").call(states), headCount))
        var value = try name("value", Attention.splitHeads(module.child("v_proj").call(states), headCount))
        if let cache = arguments.cache("layer_past") {
            (key, value) = try cache.extend(layer: layer, key: key, value: value)
        }
        // Scores are computed in single precision, and are not divided by the root of the head's size.
        let attention = Attention(
            scale: 1, mask: try arguments.tensor("attention_mask"), isCausal: true, window: window,
            headMask: try arguments.tensor("head_mask"), dropout: try module.child("attn_dropout"),
            computesInFloat: true)
        let (attended, weights) = try attention.attend(
            to(query, .float32), to(key, .float32), value, naming: self)
        let merged = try name("attn_output", Attention.mergeHeads(attended))
        let output = try module.child("resid_dropout").call(module.child("out_proj").call(merged))
        let shown: [TensorTree] = arguments.flag("output_attentions") == true ? [.tensor(weights)] : []
        return .tuple([.tensor(output), arguments["layer_past"] ?? .none] + shown)
    }
}
