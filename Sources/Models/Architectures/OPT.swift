import Networks
import Tensors

/// OPT: a decoder with learned positions that start at 2, ReLU, and projections around a narrower embedding in one size.
///
///     embed_tokens + embed_positions ─► layers × [ + self_attn(self_attn_layer_norm ·) ─ + fc2(fc1(final_layer_norm ·)) ] ─► lm_head
enum OPT {
    static let architecture = Architecture(
        modelType: "opt", className: "OPTForCausalLM", build: model,
        tied: ["lm_head.weight": "model.decoder.embed_tokens.weight"], bodyPrefix: "model.")

    static let signature = [
        "input_ids", "attention_mask", "head_mask", "past_key_values", "inputs_embeds", "labels", "use_cache",
        "output_attentions", "output_hidden_states", "return_dict",
    ]

    struct Settings {
        let configuration: Configuration
        let width: Int
        let headCount: Int
        let embeddingWidth: Int
        let normalizesFirst: Bool
        let dropout: Double
        /// How often a layer is left out in training.
        let layerDrop: Double

        init(_ configuration: Configuration) throws {
            self.configuration = configuration
            width = try configuration.size("hidden_size")
            headCount = try configuration.size("num_attention_heads")
            embeddingWidth = try configuration.size("word_embed_proj_dim")
            normalizesFirst = try configuration.boolean("do_layer_norm_before")
            dropout = try configuration.number("dropout")
            layerDrop = configuration["layerdrop"]?.number ?? 0
            guard width % headCount == 0 else {
                throw CheckpointError.unsupported(
                    "embed_dim must be divisible by num_heads (got `embed_dim`: \(width) and `num_heads`: \(headCount))."
                )
            }
        }
    }

    static func model(_ configuration: Configuration, _ parts: ModuleParts) throws -> Module {
        let settings = try Settings(configuration)
        let vocabulary = try configuration.size("vocab_size")
        let head = CausalModel("OPTForCausalLM", configuration, signature: signature, bodyPath: "model.decoder")
        // The middle module is never called: the head calls the decoder.
        let body = try parts.module(
            ModelLayer("OPTModel", names: []), [("decoder", try decoder(settings, vocabulary, parts))])
        return try parts.module(
            head,
            [
                ("model", body), ("lm_head", try parts.linear(settings.embeddingWidth, vocabulary, bias: false)),
            ])
    }

    private static func decoder(_ settings: Settings, _ vocabulary: Int, _ parts: ModuleParts) throws -> Module {
        let configuration = settings.configuration
        let padding = configuration["pad_token_id"]?.integer
        let layers = try (0..<configuration.size("num_hidden_layers")).map { _ in try layer(settings, parts) }
        let positions = try parts.module(OPTLearnedPositionalEmbedding(), [])
        try positions.register(
            parameter: parts.parameter([configuration.size("max_position_embeddings") + 2, settings.width]),
            named: "weight")
        var children: [(name: String, module: Module)] = [
            ("embed_tokens", try parts.embedding(vocabulary, settings.embeddingWidth, padding: padding)),
            ("embed_positions", positions),
        ]
        if settings.embeddingWidth != settings.width {
            children.append(("project_out", try parts.linear(settings.width, settings.embeddingWidth, bias: false)))
            children.append(("project_in", try parts.linear(settings.embeddingWidth, settings.width, bias: false)))
        }
        if settings.normalizesFirst, configuration["_remove_final_layer_norm"]?.boolean != true {
            children.append(("final_layer_norm", try parts.layerNorm(settings.width, epsilon: 1e-5)))
        }
        return try parts.module(OPTDecoder(settings), children + [("layers", try ModuleList.module(layers))])
    }

    private static func layer(_ settings: Settings, _ parts: ModuleParts) throws -> Module {
        let width = settings.width
        let inner = try settings.configuration.size("ffn_dim")
        let bias = try settings.configuration.boolean("enable_bias")
        let attention = try parts.module(
            OPTAttention(settings),
            try ["k_proj", "v_proj", "q_proj", "out_proj"].map { ($0, try parts.linear(width, width, bias: bias)) })
        return try parts.module(
            OPTDecoderLayer(settings),
            [
                ("self_attn", attention),
                ("activation_fn", try parts.activation(settings.configuration.string("activation_function"))),
                ("self_attn_layer_norm", try parts.layerNorm(width, epsilon: 1e-5)),
                ("fc1", try parts.linear(width, inner, bias: bias)),
                ("fc2", try parts.linear(inner, width, bias: bias)),
                ("final_layer_norm", try parts.layerNorm(width, epsilon: 1e-5)),
            ])
    }
}

/// Rows for the positions of the tokens that are no padding; the first two rows are never used.
final class OPTLearnedPositionalEmbedding: ModelLayer {
    init() { super.init("OPTLearnedPositionalEmbedding", names: ["positions"]) }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, ["attention_mask", "past_key_values_length"], of: self)
        let mask = try to(arguments.required("attention_mask", of: self), .int64)
        let counted = try cumsum(mask, 1) * mask - 1
        var past = 0
        if case .int(let length)? = arguments["past_key_values_length"] { past = length }
        let positions = try name("positions", counted.get([.all, .slice(start: past, stop: nil, step: nil)]))
        return .tensor(try embedding(positions + 2, module.parameter("weight")))
    }

    override func extraDescription(of module: Module) -> String {
        (module.optionalParameter("weight")?.shape.map(String.init) ?? []).joined(separator: ", ")
    }
}

final class OPTDecoder: ModelLayer {
    private let settings: OPT.Settings

    init(_ settings: OPT.Settings) {
        self.settings = settings
        super.init("OPTDecoder", names: ["inputs_embeds", "pos_embeds", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, OPT.signature.filter { $0 != "labels" }, of: self)
        let call = try CausalModelArguments(arguments, settings.configuration)
        let past = LayerCaches(call.cache)
        var embeddings = try name("inputs_embeds", call.embeddings(from: module.child("embed_tokens")))
        let (batch, count) = try (embeddings.size(0), embeddings.size(1))
        let padding = try call.attentionMask ?? Tensor.ones([batch, past.length + count], device: embeddings.device)
        let mask = try AttentionMask.additive(
            padding: padding, queries: count, past: past.length, like: embeddings)
        let positions = try module.child("embed_positions").call(
            ModuleInputs([.tensor(padding), .int(past.length)])
        ).first(of: self)
        if settings.embeddingWidth != settings.width { embeddings = try module.child("project_in").call(embeddings) }
        var hiddenStates = try embeddings + name("pos_embeds", positions)  // [batch, position, width]
        let headMask = try arguments.tensor("head_mask")
        var trail = DecoderTrail(call)
        for (index, layer) in try module.child("layers").orderedChildren.enumerated() {
            trail.enter(hiddenStates)
            // In training transformers draws a number for each layer, and leaves out those that fall below `layerdrop`.
            if module.isTraining, try rand([]).item().real < settings.layerDrop { continue }
            let output = try layer.call(
                ModuleInputs(
                    [.tensor(hiddenStates)],
                    keyword: [
                        ("attention_mask", .tensor(mask)),
                        ("layer_head_mask", TensorTree(try headMask.map { try $0.get([.int(index)]) })),
                        ("past_key_value", past[index]), ("output_attentions", .bool(call.outputsAttentions)),
                        ("use_cache", .bool(call.usesCache)),
                    ]))
            hiddenStates = try trail.leave(output, cacheAt: call.outputsAttentions ? 2 : 1, attentionsAt: 1)
        }
        for step in ["final_layer_norm", "project_out"] where module.hasMember(step) {
            hiddenStates = try module.child(step).call(hiddenStates)
        }
        return trail.output("BaseModelOutputWithPast", try name("hidden_states", hiddenStates))
    }
}

final class OPTDecoderLayer: ModelLayer {
    private static let signature = [
        "hidden_states", "attention_mask", "layer_head_mask", "past_key_value", "output_attentions", "use_cache",
    ]
    private let settings: OPT.Settings

    init(_ settings: OPT.Settings) {
        self.settings = settings
        super.init("OPTDecoderLayer", names: ["residual", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, Self.signature, of: self)
        let input = try arguments.required("hidden_states", of: self)
        let attended = try module.child("self_attn").call(
            ModuleInputs(
                keyword: [
                    ("hidden_states", .tensor(try normalized(input, "self_attn_layer_norm", before: true, module)))
                ]
                    + arguments.keyword(["past_key_value", "attention_mask", "layer_head_mask", "output_attentions"])))
        let attentionOutput = try dropped(attended.first(of: self), module)
        let middle = try normalized(input + attentionOutput, "self_attn_layer_norm", before: false, module)
        // The MLP works on a matrix: one row for each position of each text.
        let residual = try name("residual", reshape(middle, [-1, middle.size(-1)]))
        let prepared = try normalized(residual, "final_layer_norm", before: true, module)
        let activated = try module.child("activation_fn").call(module.child("fc1").call(prepared))
        let feedForward = try dropped(module.child("fc2").call(activated), module)
        let sum = try view(residual + feedForward, middle.shape)
        let hiddenStates = try name("hidden_states", normalized(sum, "final_layer_norm", before: false, module))
        var outputs: [TensorTree] = [.tensor(hiddenStates)]
        if arguments.flag("output_attentions") == true { outputs.append(attended[1] ?? .none) }
        if arguments.flag("use_cache") == true { outputs.append(attended[2] ?? .none) }
        return .tuple(outputs)
    }

    /// Normalizes if this is the place where the size of the model does it.
    private func normalized(_ states: Tensor, _ norm: String, before: Bool, _ module: Module) throws -> Tensor {
        settings.normalizesFirst == before ? try module.child(norm).call(states) : states
    }

    private func dropped(_ states: Tensor, _ module: Module) throws -> Tensor {
        module.isTraining ? try dropout(states, settings.dropout, training: true) : states
    }
}

final class OPTAttention: ModelLayer {
    private static let signature = [
        "hidden_states", "key_value_states", "past_key_value", "attention_mask", "layer_head_mask", "output_attentions",
    ]
    private let settings: OPT.Settings

    init(_ settings: OPT.Settings) {
        self.settings = settings
        super.init("OPTAttention", names: Attention.names)
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, Self.signature, of: self)
        let hiddenStates = try arguments.required("hidden_states", of: self)
        let scale = 1 / Double(settings.width / settings.headCount).squareRoot()
        let heads = settings.headCount
        let scaled = try module.child("q_proj").call(hiddenStates) * .float(scale)
        let query = try name("query", Attention.splitHeads(scaled, heads))
        var key = try name("key", Attention.splitHeads(module.child("k_proj").call(hiddenStates), heads))
        var value = try name("value", Attention.splitHeads(module.child("v_proj").call(hiddenStates), heads))
        if let past = arguments["past_key_value"], let pastKey = past[0]?.tensor, let pastValue = past[1]?.tensor {
            key = try cat([pastKey, key], 2)
            value = try cat([pastValue, value], 2)
        }
        let headMask = try arguments.tensor("layer_head_mask").map { try view($0, [1, -1, 1, 1]) }
        let attention = Attention(
            scale: 1, mask: try arguments.tensor("attention_mask"), headMask: headMask)
        let (attended, weights) = try attention.attend(query, key, value, naming: self)
        let output = try module.child("out_proj").call(name("attn_output", Attention.mergeHeads(attended)))
        let shown: TensorTree = arguments.flag("output_attentions") == true ? .tensor(weights) : .none
        return .tuple([.tensor(output), shown, .tuple([.tensor(key), .tensor(value)])])
    }
}
