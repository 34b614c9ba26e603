import Networks
import Tensors

/// GPT-J: attention and MLP side by side on one norm, and rotary positions whose pairs are neighbours.
///
///     wte ─► h × [ · + attn(ln_1 ·) + mlp(ln_1 ·) ] ─► ln_f ─► lm_head
enum GPTJ {
    static let architecture = Architecture(
        modelType: "gptj", className: "GPTJForCausalLM", build: model,
        tied: ["lm_head.weight": "transformer.wte.weight"],
        ignored: [".attn.bias", ".attn.masked_bias", ".attn.embed_positions"], bodyPrefix: "transformer.")

    static let signature = [
        "input_ids", "past_key_values", "attention_mask", "token_type_ids", "position_ids", "head_mask",
        "inputs_embeds",
        "labels", "use_cache", "output_attentions", "output_hidden_states", "return_dict", "cache_position",
    ]

    static func model(_ configuration: Configuration, _ parts: ModuleParts) throws -> Module {
        let width = try configuration.size("n_embd")
        let vocabulary = try configuration.size("vocab_size")
        let blocks = try (0..<configuration.size("n_layer")).map { try block(configuration, $0, parts) }
        let body = try parts.module(
            GPTJModel(configuration),
            [
                ("wte", try parts.embedding(vocabulary, width)),
                ("drop", try parts.dropout(configuration.number("embd_pdrop"))),
                ("h", try ModuleList.module(blocks)),
                ("ln_f", try parts.layerNorm(width, epsilon: configuration.number("layer_norm_epsilon"))),
            ])
        let head = CausalModel(
            "GPTJForCausalLM", configuration, signature: signature, bodyPath: "transformer", takesCacheObject: true,
            passesIDsByPosition: true)
        return try parts.module(
            head,
            [
                ("transformer", body), ("lm_head", try parts.linear(width, vocabulary, bias: true)),
            ])
    }

    private static func block(_ configuration: Configuration, _ index: Int, _ parts: ModuleParts) throws -> Module {
        let width = try configuration.size("n_embd")
        let inner = try configuration.optionalSize("n_inner") ?? 4 * width
        let residual = try configuration.number("resid_pdrop")
        let attention = try parts.module(
            GPTJAttention(configuration, layer: index),
            [
                ("attn_dropout", try parts.dropout(configuration.number("attn_pdrop"))),
                ("resid_dropout", try parts.dropout(residual)),
                ("k_proj", try parts.linear(width, width, bias: false)),
                ("v_proj", try parts.linear(width, width, bias: false)),
                ("q_proj", try parts.linear(width, width, bias: false)),
                ("out_proj", try parts.linear(width, width, bias: false)),
            ])
        let mlp = try parts.module(
            StackedMLP("GPTJMLP", steps: ["fc_in", "act", "fc_out", "dropout"]),
            [
                ("fc_in", try parts.linear(width, inner, bias: true)),
                ("fc_out", try parts.linear(inner, width, bias: true)),
                ("act", try parts.activation(configuration.string("activation_function"))),
                ("dropout", try parts.dropout(residual)),
            ])
        return try parts.module(
            GPTJBlock(),
            [
                ("ln_1", try parts.layerNorm(width, epsilon: configuration.number("layer_norm_epsilon"))),
                ("attn", attention), ("mlp", mlp),
            ])
    }
}

final class GPTJModel: ModelLayer {
    private let configuration: Configuration

    init(_ configuration: Configuration) {
        self.configuration = configuration
        super.init("GPTJModel", names: ["inputs_embeds", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, GPTJ.signature.filter { $0 != "labels" }, of: self)
        let call = try CausalModelArguments(arguments, configuration)
        let cache = SharedCache(call)
        var hiddenStates = try name("inputs_embeds", call.embeddings(from: module.child("wte")))
        let count = try hiddenStates.size(1)
        let cachePositions = try Positions.following(cache.length, count: count, like: hiddenStates)
        let positions = call.positionIDs ?? cachePositions
        let mask = try AttentionMask.additive(
            padding: call.attentionMask, queries: count, past: cache.length, like: hiddenStates)
        if let types = try arguments.tensor("token_type_ids") {
            hiddenStates = try hiddenStates + module.child("wte").call(view(types, [-1, types.size(-1)]))
        }
        hiddenStates = try module.child("drop").call(hiddenStates)
        let headMask = try arguments.tensor("head_mask")
        var trail = DecoderTrail(call)
        for (index, block) in try module.child("h").orderedChildren.enumerated() {
            trail.enter(hiddenStates)
            let output = try block.call(
                ModuleInputs(keyword: [
                    ("hidden_states", .tensor(hiddenStates)), ("layer_past", cache.tree),
                    ("attention_mask", .tensor(mask)), ("position_ids", .tensor(positions)),
                    ("head_mask", TensorTree(try headMask.map { try $0.get([.int(index)]) })),
                    ("use_cache", .bool(call.usesCache)), ("output_attentions", .bool(call.outputsAttentions)),
                    ("cache_position", .tensor(try cachePositions.get([.int(0)]))),
                ]))
            hiddenStates = try trail.leave(output, cacheAt: nil, attentionsAt: call.usesCache ? 2 : 1)
        }
        hiddenStates = try name("hidden_states", module.child("ln_f").call(hiddenStates))
        return trail.output("BaseModelOutputWithPast", hiddenStates, cache: cache.output)
    }
}

final class GPTJBlock: ModelLayer {
    static let signature = [
        "hidden_states", "layer_past", "attention_mask", "position_ids", "head_mask", "use_cache", "output_attentions",
        "cache_position",
    ]

    init() {
        super.init("GPTJBlock", names: ["residual", "attn_output", "feed_forward_hidden_states", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, Self.signature, of: self)
        let residual = try name("residual", arguments.required("hidden_states", of: self))
        let normalized = try module.child("ln_1").call(residual)
        let attended = try module.child("attn").call(
            ModuleInputs(
                keyword: [("hidden_states", .tensor(normalized))] + arguments.keyword(Self.signature.dropFirst())))
        let attentionOutput = try name("attn_output", attended.first(of: self))
        let feedForward = try name("feed_forward_hidden_states", module.child("mlp").call(normalized))
        let hiddenStates = try name("hidden_states", attentionOutput + feedForward + residual)
        let others = (attended.members ?? []).dropFirst(arguments.flag("use_cache") == true ? 1 : 2)
        return .tuple([.tensor(hiddenStates)] + others)
    }
}

final class GPTJAttention: ModelLayer {
    private let headCount: Int
    private let headSize: Int
    private let rotarySize: Int
    private let layer: Int

    init(_ configuration: Configuration, layer: Int) throws {
        let width = try configuration.size("n_embd")
        headCount = try configuration.size("n_head")
        headSize = width / headCount
        rotarySize = try configuration.optionalSize("rotary_dim") ?? headSize
        self.layer = layer
        guard width % headCount == 0, rotarySize <= headSize, rotarySize % 2 == 0 else {
            throw CheckpointError.unsupported(
                "embed_dim must be divisible by num_attention_heads (got `embed_dim`: \(width) and "
                    + "`num_attention_heads`: \(headCount)).")
        }
        super.init("GPTJAttention", names: Attention.names)
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, GPTJBlock.signature, of: self)
        let hiddenStates = try arguments.required("hidden_states", of: self)
        let positions = try arguments.required("position_ids", of: self)
        let heads = try ["q_proj", "k_proj", "v_proj"].map {
            try Attention.splitHeads(module.child($0).call(hiddenStates), headCount)
        }
        let query = try name("query", rotate(heads[0], positions))
        var key = try name("key", rotate(heads[1], positions))
        var value = try name("value", heads[2])
        if let cache = arguments.cache("layer_past") {
            (key, value) = try cache.extend(layer: layer, key: key, value: value)
        }
        let mask = try arguments.tensor("attention_mask")
        let attention = Attention(
            scale: 1 / Double(headSize).squareRoot(), mask: mask, isCausal: mask == nil,
            headMask: try arguments.tensor("head_mask"), dropout: try module.child("attn_dropout"),
            computesInFloat: true)
        let (attended, weights) = try attention.attend(query, key, value, naming: self)
        let merged = try name("attn_output", Attention.mergeHeads(attended))
        let output = try module.child("resid_dropout").call(module.child("out_proj").call(merged))
        let shown: [TensorTree] = arguments.flag("output_attentions") == true ? [.tensor(weights)] : []
        return .tuple([.tensor(output), arguments["layer_past"] ?? .none] + shown)
    }

    /// Turns the pairs (0, 1), (2, 3), … of the first dimensions of each head. [batch, head, position, size]
    private func rotate(_ states: Tensor, _ positions: Tensor) throws -> Tensor {
        let angles = try angles(positions, like: states)  // [batch, 1, position, rotary]
        let head = try states.columns(nil, rotarySize)
        let even = try head.get([.ellipsis, .slice(start: 0, stop: nil, step: 2)])
        let odd = try head.get([.ellipsis, .slice(start: 1, stop: nil, step: 2)])
        let swapped = try flatten(stack([neg(odd), even], -1), -2, -1)
        let turned = try head * to(cos(angles), head.dtype) + swapped * to(sin(angles), head.dtype)
        return rotarySize == headSize ? turned : try cat([turned, states.columns(rotarySize, nil)], -1)
    }

    private func angles(_ positions: Tensor, like states: Tensor) throws -> Tensor {
        let doubled = RotaryScaling.rates(size: rotarySize, base: 10000).flatMap { [$0, $0] }
        let table = states.isMeta ? try Tensor.empty([doubled.count], device: .meta) : try Tensor(doubled)
        return try unsqueeze(unsqueeze(to(positions, .float32), -1) * table, 1)
    }
}
