import Networks
import Tensors

/// Llama: a decoder with rotary positions, RMS norm, grouped key and value heads, and a gated MLP. Mistral and Qwen2 are
/// built of the same parts under their own names.
///
///     embed_tokens ─► layers × [ + self_attn(input_layernorm ·) ─ + mlp(post_attention_layernorm ·) ] ─► norm ─► lm_head
enum Llama {
    static let architecture = Architecture(
        modelType: "llama", className: "LlamaForCausalLM",
        build: { configuration, parts in
            var family = try Family("Llama", configuration)
            family.inputBias = try configuration.boolean("attention_bias")
            family.outputBias = family.inputBias
            family.mlpBias = try configuration.boolean("mlp_bias")
            return try model(family, parts)
        },
        tied: ["lm_head.weight": "model.embed_tokens.weight"], ignored: [".rotary_emb.inv_freq"], bodyPrefix: "model.")

    /// What the families of Llama's kind share and where they differ.
    struct Family {
        /// The beginning of every class name.
        let name: String
        let configuration: Configuration
        let width: Int
        let headCount: Int
        let groupCount: Int
        let headSize: Int
        let epsilon: Double
        var inputBias = false
        var outputBias = false
        var mlpBias = false
        /// How far back attention looks, nil for no limit.
        var window: Int?
        /// Whether the positions are turned to angles once for all layers, or in each.
        var sharesRotary = true

        init(_ name: String, _ configuration: Configuration) throws {
            self.name = name
            self.configuration = configuration
            width = try configuration.size("hidden_size")
            headCount = try configuration.size("num_attention_heads")
            groupCount = try configuration.optionalSize("num_key_value_heads") ?? headCount
            headSize = try configuration.optionalSize("head_dim") ?? width / headCount
            epsilon = try configuration.number("rms_norm_eps")
            guard headCount % groupCount == 0, headSize > 0, headSize % 2 == 0 else {
                throw CheckpointError.unsupported(
                    "\(headCount) heads of size \(headSize) cannot share \(groupCount) keys")
            }
        }

        func norm(_ parts: ModuleParts) throws -> Module {
            try LlamaRMSNorm.module("\(name)RMSNorm", size: width, epsilon: epsilon, parts)
        }

        func rotary() throws -> Module {
            Module(
                try RotaryEmbedding(
                    "\(name)RotaryEmbedding", size: headSize, base: configuration.number("rope_theta"),
                    scaling: configuration["rope_scaling"]))
        }
    }

    static func model(_ family: Family, _ parts: ModuleParts) throws -> Module {
        let vocabulary = try family.configuration.size("vocab_size")
        let layers = try (0..<family.configuration.size("num_hidden_layers")).map { try layer(family, $0, parts) }
        var children: [(name: String, module: Module)] = [
            (
                "embed_tokens",
                try parts.embedding(vocabulary, family.width, padding: family.configuration["pad_token_id"]?.integer)
            ),
            ("layers", try ModuleList.module(layers)), ("norm", try family.norm(parts)),
        ]
        if family.sharesRotary { children.append(("rotary_emb", try family.rotary())) }
        let head = CausalModel(
            "\(family.name)ForCausalLM", family.configuration, signature: signature, bodyPath: "model",
            takesCacheObject: true)
        return try parts.module(
            head,
            [
                ("model", try parts.module(LlamaModel(family), children)),
                ("lm_head", try parts.linear(family.width, vocabulary, bias: false)),
            ])
    }

    static let signature = [
        "input_ids", "attention_mask", "position_ids", "past_key_values", "inputs_embeds", "labels", "use_cache",
        "output_attentions", "output_hidden_states", "return_dict", "cache_position", "num_logits_to_keep",
    ]

    private static func layer(_ family: Family, _ index: Int, _ parts: ModuleParts) throws -> Module {
        let (width, keys) = (family.width, family.groupCount * family.headSize)
        let queries = family.headCount * family.headSize
        let inner = try family.configuration.size("intermediate_size")
        let attention = try parts.module(
            LlamaAttention(family, layer: index),
            [
                ("q_proj", try parts.linear(width, queries, bias: family.inputBias)),
                ("k_proj", try parts.linear(width, keys, bias: family.inputBias)),
                ("v_proj", try parts.linear(width, keys, bias: family.inputBias)),
                ("o_proj", try parts.linear(queries, width, bias: family.outputBias)),
                ("rotary_emb", try family.rotary()),
            ])
        let mlp = try parts.module(
            GatedMLP("\(family.name)MLP"),
            [
                ("gate_proj", try parts.linear(width, inner, bias: family.mlpBias)),
                ("up_proj", try parts.linear(width, inner, bias: family.mlpBias)),
                ("down_proj", try parts.linear(inner, width, bias: family.mlpBias)),
                ("act_fn", try parts.activation(family.configuration.string("hidden_act"))),
            ])
        return try parts.module(
            LlamaDecoderLayer(family),
            [
                ("self_attn", attention), ("mlp", mlp), ("input_layernorm", try family.norm(parts)),
                ("post_attention_layernorm", try family.norm(parts)),
            ])
    }
}

final class LlamaModel: ModelLayer {
    private let family: Llama.Family

    init(_ family: Llama.Family) {
        self.family = family
        super.init("\(family.name)Model", names: ["inputs_embeds", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let signature = Llama.signature.filter { $0 != "labels" && $0 != "num_logits_to_keep" }
        let arguments = try ForwardArguments(inputs, signature, of: self)
        let call = try CausalModelArguments(arguments, family.configuration)
        let cache = SharedCache(call)
        // [batch, position, width]
        var hiddenStates = try name("inputs_embeds", call.embeddings(from: module.child("embed_tokens")))
        let count = try hiddenStates.size(1)
        let cachePositions = try Positions.following(cache.length, count: count, like: hiddenStates)
        let positions = call.positionIDs ?? cachePositions
        let mask = try self.mask(call, past: cache.length, hiddenStates)
        let angles = try rotary(module, hiddenStates, positions)
        var trail = DecoderTrail(call)
        for layer in try module.child("layers").orderedChildren {
            trail.enter(hiddenStates)
            var keyword: [(name: String, value: TensorTree)] = [
                ("attention_mask", TensorTree(mask)), ("position_ids", .tensor(positions)),
                ("past_key_value", cache.tree), ("output_attentions", .bool(call.outputsAttentions)),
                ("use_cache", .bool(call.usesCache)), ("cache_position", .tensor(try cachePositions.get([.int(0)]))),
            ]
            if let angles { keyword.append(("position_embeddings", angles)) }
            let output = try layer.call(ModuleInputs([.tensor(hiddenStates)], keyword: keyword))
            hiddenStates = try trail.leave(output, cacheAt: nil, attentionsAt: 1)
        }
        hiddenStates = try name("hidden_states", module.child("norm").call(hiddenStates))
        return trail.output("BaseModelOutputWithPast", hiddenStates, cache: cache.output)
    }

    private func rotary(_ module: Module, _ states: Tensor, _ positions: Tensor) throws -> TensorTree? {
        guard family.sharesRotary else { return nil }
        return try module.child("rotary_emb").call(ModuleInputs([.tensor(states), .tensor(positions)]))
    }

    private func mask(_ call: CausalModelArguments, past: Int, _ hiddenStates: Tensor) throws -> Tensor? {
        try AttentionMask.causal(
            padding: call.attentionMask, queries: hiddenStates.size(1), past: past, window: family.window,
            like: hiddenStates)
    }
}

final class LlamaDecoderLayer: ModelLayer {
    static let signature = [
        "hidden_states", "attention_mask", "position_ids", "past_key_value", "output_attentions", "use_cache",
        "cache_position", "position_embeddings",
    ]
    init(_ family: Llama.Family) {
        super.init("\(family.name)DecoderLayer", names: ["residual", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, Self.signature, of: self)
        let residual = try arguments.required("hidden_states", of: self)
        let normalized = try module.child("input_layernorm").call(residual)
        let attended = try module.child("self_attn").call(
            ModuleInputs(
                keyword: [("hidden_states", .tensor(normalized))] + arguments.keyword(Self.signature.dropFirst())))
        let middle = try name("residual", residual + attended.first(of: self))
        let feedForward = try module.child("mlp").call(module.child("post_attention_layernorm").call(middle))
        var outputs: [TensorTree] = [.tensor(try name("hidden_states", middle + feedForward))]
        if arguments.flag("output_attentions") == true { outputs.append(attended[1] ?? .none) }
        if arguments.flag("use_cache") == true { outputs.append(attended[2] ?? .none) }
        return .tuple(outputs)
    }
}

/// Attention whose query heads share key and value heads in groups.
final class LlamaAttention: ModelLayer {
    private let family: Llama.Family
    private let layer: Int

    init(_ family: Llama.Family, layer: Int) {
        self.family = family
        self.layer = layer
        let isEager = family.configuration.isEager
        super.init("\(family.name)\(isEager ? "" : "Sdpa")Attention", names: Attention.names)
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, LlamaDecoderLayer.signature, of: self)
        let hiddenStates = try arguments.required("hidden_states", of: self)
        var query = try Attention.splitHeads(module.child("q_proj").call(hiddenStates), family.headCount)
        var key = try Attention.splitHeads(module.child("k_proj").call(hiddenStates), family.groupCount)
        var value = try name(
            "value", Attention.splitHeads(module.child("v_proj").call(hiddenStates), family.groupCount))
        let angles = try arguments["position_embeddings"] ?? self.angles(arguments, value, module)
        query = try name("query", RotaryEmbedding.rotate(query, angles))
        key = try name("key", RotaryEmbedding.rotate(key, angles))
        if let cache = arguments.cache("past_key_value") {
            (key, value) = try cache.extend(layer: layer, key: key, value: value)
        }
        let mask = try arguments.tensor("attention_mask")
        let repeats = family.headCount / family.groupCount
        let attention = Attention(
            scale: 1 / Double(family.headSize).squareRoot(), mask: mask, isCausal: mask == nil, computesInFloat: true)
        let (attended, weights) = try attention.attend(
            query, Attention.repeatHeads(key, repeats), Attention.repeatHeads(value, repeats), naming: self)
        let output = try module.child("o_proj").call(name("attn_output", Attention.mergeHeads(attended)))
        let shown: TensorTree = arguments.flag("output_attentions") == true ? .tensor(weights) : .none
        return .tuple([.tensor(output), shown, arguments["past_key_value"] ?? .none])
    }

    private func angles(_ arguments: ForwardArguments, _ value: Tensor, _ module: Module) throws -> TensorTree {
        let positions = try arguments.required("position_ids", of: self)
        return try module.child("rotary_emb").call(ModuleInputs([.tensor(value), .tensor(positions)]))
    }
}

/// down(act(gate(x)) * up(x))
final class GatedMLP: ModelTensorLayer {
    init(_ typeName: String) { super.init(typeName, names: ["gate", "hidden_states"]) }

    override func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        let gate = try name("gate", module.child("act_fn").call(module.child("gate_proj").call(input)))
        return try module.child("down_proj").call(name("hidden_states", gate * module.child("up_proj").call(input)))
    }
}
