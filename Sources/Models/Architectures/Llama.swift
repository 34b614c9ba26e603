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
        /// The modules that turn positions to angles once for all layers, and the names under which layers get them.
        var rotary = [Rotary(module: "rotary_emb", argument: "position_embeddings")]
        /// Whether each attention has such a module too.
        var hasLayerRotary = true
        /// Gemma's norms keep their weights as differences from 1.
        var normsAddOne = false
        /// What the embeddings are multiplied by.
        var embeddingScale: Double?
        /// Whether layers always get a mask, because they narrow it themselves.
        var alwaysMasks = false
        /// Since transformers 4.48 there is one class of attention for all implementations.
        var namesImplementation = true
        var activation = "hidden_act"
        /// The class of the decoder, if it is not the beginning of all names and "Model".
        var bodyName: String

        struct Rotary {
            let module: String
            let argument: String
            /// The slowness of the angles where it is not that of `rope_theta`.
            var baseName = "rope_theta"
            var isScaled = true
        }

        init(_ name: String, _ configuration: Configuration) throws {
            self.name = name
            bodyName = name + "Model"
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

        func norm(_ parts: ModuleParts, size: Int? = nil) throws -> Module {
            try LlamaRMSNorm.module(
                "\(name)RMSNorm", size: size ?? width, epsilon: epsilon, addsOne: normsAddOne, parts)
        }

        func rotaryModule(_ rotary: Rotary = Rotary(module: "", argument: "")) throws -> Module {
            Module(
                try RotaryEmbedding(
                    "\(name)RotaryEmbedding", size: headSize, base: configuration.number(rotary.baseName),
                    scaling: rotary.isScaled ? configuration["rope_scaling"] : nil, configuration))
        }

        var attentionName: String { "\(name)\(namesImplementation && !configuration.isEager ? "Sdpa" : "")Attention" }
    }

    /// A decoder of this family; other families give another way to build a layer.
    static func model(
        _ family: Family, _ parts: ModuleParts,
        layer: (Family, Int, ModuleParts) throws -> Module = { try Llama.layer($0, $1, $2) }
    ) throws -> Module {
        let vocabulary = try family.configuration.size("vocab_size")
        let padding = family.configuration.tokenID("pad_token_id")
        let embeddings = try parts.embedding(vocabulary, family.width, padding: padding)
        let layers = try (0..<family.configuration.size("num_hidden_layers")).map { try layer(family, $0, parts) }
        let body = try parts.module(
            LlamaModel(family),
            [
                ("embed_tokens", embeddings), ("layers", try ModuleList.module(layers)),
                ("norm", try family.norm(parts)),
            ] + family.rotary.map { (name: $0.module, module: try family.rotaryModule($0)) })
        let head = CausalModel(
            "\(family.name)ForCausalLM", family.configuration, signature: signature, bodyPath: "model",
            takesCacheObject: true)
        return try parts.module(
            head, [("model", body), ("lm_head", try parts.linear(family.width, vocabulary, bias: false))])
    }

    static let signature = [
        "input_ids", "attention_mask", "position_ids", "past_key_values", "inputs_embeds", "labels", "use_cache",
        "output_attentions", "output_hidden_states", "return_dict", "cache_position", "num_logits_to_keep",
    ]

    static func layer(_ family: Family, _ index: Int, _ parts: ModuleParts) throws -> Module {
        try parts.module(
            LlamaDecoderLayer(family),
            [
                ("self_attn", try attention(LlamaAttention(family, layer: index), family, parts)),
                ("mlp", try mlp(family, parts)), ("input_layernorm", try family.norm(parts)),
                ("post_attention_layernorm", try family.norm(parts)),
            ])
    }

    static func attention(_ layer: LlamaAttention, _ family: Family, _ parts: ModuleParts) throws -> Module {
        let (width, keys) = (family.width, family.groupCount * family.headSize)
        let queries = family.headCount * family.headSize
        let rotary = family.hasLayerRotary ? [(name: "rotary_emb", module: try family.rotaryModule())] : []
        return try parts.module(
            layer,
            [
                ("q_proj", try parts.linear(width, queries, bias: family.inputBias)),
                ("k_proj", try parts.linear(width, keys, bias: family.inputBias)),
                ("v_proj", try parts.linear(width, keys, bias: family.inputBias)),
                ("o_proj", try parts.linear(queries, width, bias: family.outputBias)),
            ] + rotary)
    }

    static func mlp(_ family: Family, _ parts: ModuleParts) throws -> Module {
        let inner = try family.configuration.size("intermediate_size")
        return try parts.module(
            GatedMLP("\(family.name)MLP"),
            [
                ("gate_proj", try parts.linear(family.width, inner, bias: family.mlpBias)),
                ("up_proj", try parts.linear(family.width, inner, bias: family.mlpBias)),
                ("down_proj", try parts.linear(inner, family.width, bias: family.mlpBias)),
                ("act_fn", try parts.activation(family.configuration.string(family.activation))),
            ])
    }
}
