import Networks
import Tensors

/// GPT-2: a decoder with learned positions, layer norm before attention and before the MLP, and a tied head.
///
///     wte + wpe ─► drop ─► 12 × [ + attn(ln_1 ·) ─ + mlp(ln_2 ·) ] ─► ln_f ─► lm_head
enum GPT2 {
    static let architecture = Architecture(
        modelType: "gpt2", className: "GPT2LMHeadModel", build: model,
        tied: ["lm_head.weight": "transformer.wte.weight"],
        ignored: [".attn.bias", ".attn.masked_bias"], bodyPrefix: "transformer.")

    /// The sizes and settings that the layers need.
    struct Settings {
        let configuration: Configuration
        let width: Int
        let headCount: Int
        let innerWidth: Int
        let epsilon: Double
        let isEager: Bool

        init(_ configuration: Configuration) throws {
            self.configuration = configuration
            width = try configuration.size("n_embd")
            headCount = try configuration.size("n_head")
            innerWidth = try configuration.optionalSize("n_inner") ?? 4 * width
            epsilon = try configuration.number("layer_norm_epsilon")
            isEager = configuration.isEager
            guard width % headCount == 0 else {
                throw CheckpointError.unsupported(
                    "`embed_dim` must be divisible by num_heads (got `embed_dim`: \(width) and `num_heads`: \(headCount))."
                )
            }
        }
    }

    static func model(_ configuration: Configuration, _ parts: ModuleParts) throws -> Module {
        let settings = try Settings(configuration)
        let vocabulary = try configuration.size("vocab_size")
        return try parts.module(
            GPT2LMHeadModel(configuration),
            [
                ("transformer", try body(settings, vocabulary, parts)),
                ("lm_head", try parts.linear(settings.width, vocabulary, bias: false)),
            ])
    }

    private static func body(_ settings: Settings, _ vocabulary: Int, _ parts: ModuleParts) throws -> Module {
        let configuration = settings.configuration
        let blocks = try (0..<configuration.size("n_layer")).map { try block(settings, layer: $0, parts) }
        return try parts.module(
            GPT2Model(settings),
            [
                ("wte", try parts.embedding(vocabulary, settings.width)),
                ("wpe", try parts.embedding(configuration.size("n_positions"), settings.width)),
                ("drop", try parts.dropout(configuration.number("embd_pdrop"))),
                ("h", try ModuleList.module(blocks)),
                ("ln_f", try parts.layerNorm(settings.width, epsilon: settings.epsilon)),
            ])
    }

    private static func block(_ settings: Settings, layer: Int, _ parts: ModuleParts) throws -> Module {
        let residual = try settings.configuration.number("resid_pdrop")
        let attention = try parts.module(
            GPT2Attention(settings, layer: layer),
            [
                ("c_attn", try parts.conv1D(settings.width, 3 * settings.width)),
                ("c_proj", try parts.conv1D(settings.width, settings.width)),
                ("attn_dropout", try parts.dropout(settings.configuration.number("attn_pdrop"))),
                ("resid_dropout", try parts.dropout(residual)),
            ])
        let mlp = try parts.module(
            StackedMLP("GPT2MLP", steps: ["c_fc", "act", "c_proj", "dropout"]),
            [
                ("c_fc", try parts.conv1D(settings.width, settings.innerWidth)),
                ("c_proj", try parts.conv1D(settings.innerWidth, settings.width)),
                ("act", try parts.activation(settings.configuration.string("activation_function"))),
                ("dropout", try parts.dropout(residual)),
            ])
        return try parts.module(
            GPT2Block(),
            [
                ("ln_1", try parts.layerNorm(settings.width, epsilon: settings.epsilon)),
                ("attn", attention),
                ("ln_2", try parts.layerNorm(settings.width, epsilon: settings.epsilon)),
                ("mlp", mlp),
            ])
    }
}

/// The decoder with a head that scores the next token.
final class GPT2LMHeadModel: CausalModel {
    static let signature = [
        "input_ids", "past_key_values", "attention_mask", "token_type_ids", "position_ids", "head_mask",
        "inputs_embeds",
        "encoder_hidden_states", "encoder_attention_mask", "labels", "use_cache", "output_attentions",
        "output_hidden_states", "return_dict",
    ]

    init(_ configuration: Configuration) {
        super.init(
            "GPT2LMHeadModel", configuration, signature: Self.signature, bodyPath: "transformer",
            outputName: "CausalLMOutputWithCrossAttentions", passesIDsByPosition: true)
    }
}

final class GPT2Model: ModelLayer {
    private let settings: GPT2.Settings

    init(_ settings: GPT2.Settings) {
        self.settings = settings
        super.init("GPT2Model", names: ["inputs_embeds", "position_embeds", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let signature = GPT2LMHeadModel.signature.filter { $0 != "labels" }
        let arguments = try ForwardArguments(inputs, signature, of: self)
        let call = try CausalModelArguments(arguments, settings.configuration)
        let past = LayerCaches(call.cache)
        let embeddings = try name("inputs_embeds", call.embeddings(from: module.child("wte")))
        let length = try embeddings.size(1)
        let positions = try call.positionIDs ?? Positions.following(past.length, count: length, like: embeddings)
        let positionEmbeddings = try name("position_embeds", module.child("wpe").call(positions))
        var hiddenStates = try name("hidden_states", embeddings + positionEmbeddings)  // [batch, position, width]
        if let types = try arguments.tensor("token_type_ids") {
            hiddenStates = try hiddenStates + module.child("wte").call(view(types, [-1, types.size(-1)]))
        }
        let headMask = try arguments.tensor("head_mask")
        let mask = try mask(call, headMask, past: past.length, hiddenStates)
        hiddenStates = try module.child("drop").call(hiddenStates)
        var trail = DecoderTrail(call)
        for (index, block) in try module.child("h").orderedChildren.enumerated() {
            trail.enter(hiddenStates)
            let output = try block.call(
                ModuleInputs(
                    [.tensor(hiddenStates)],
                    keyword: [
                        ("layer_past", past[index]), ("attention_mask", TensorTree(mask)),
                        ("head_mask", TensorTree(try headMask.map { try $0.get([.int(index)]) })),
                        ("encoder_hidden_states", .none), ("encoder_attention_mask", .none),
                        ("use_cache", .bool(call.usesCache)), ("output_attentions", .bool(call.outputsAttentions)),
                    ]))
            hiddenStates = try trail.leave(output, cacheAt: 1, attentionsAt: call.usesCache ? 2 : 1)
        }
        hiddenStates = try module.child("ln_f").call(hiddenStates)
        return trail.output("BaseModelOutputWithPastAndCrossAttentions", hiddenStates, crossAttentions: true)
    }

    /// With sdpa the mask holds the causal order as well; the eager attention adds only the padding.
    private func mask(
        _ call: CausalModelArguments, _ headMask: Tensor?, past: Int, _ hiddenStates: Tensor
    ) throws -> Tensor? {
        let padding = try call.attentionMask.map { try view($0, [hiddenStates.size(0), -1]) }
        if settings.isEager || call.outputsAttentions || headMask != nil {
            return try padding.map { try AttentionMask.everyKey($0, like: hiddenStates) }
        }
        return try AttentionMask.causal(
            padding: padding, queries: hiddenStates.size(1), past: past, like: hiddenStates)
    }
}

final class GPT2Block: ModelLayer {
    init() {
        super.init("GPT2Block", names: ["residual", "attn_output", "hidden_states", "feed_forward_hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let signature = ["hidden_states"] + GPT2Attention.signature.dropFirst()
        let arguments = try ForwardArguments(inputs, signature, of: self)
        let residual = try arguments.required("hidden_states", of: self)
        let normalized = try module.child("ln_1").call(residual)
        let attended = try module.child("attn").call(
            ModuleInputs(
                [.tensor(normalized)],
                keyword: arguments.keyword([
                    "layer_past", "attention_mask", "head_mask", "use_cache", "output_attentions",
                ])))
        let attentionOutput = try name("attn_output", attended.first(of: self))
        let middle = try name("hidden_states", attentionOutput + residual)
        let feedForward = try module.child("mlp").call(module.child("ln_2").call(middle))
        let hiddenStates = try middle + name("feed_forward_hidden_states", feedForward)
        let others = (attended.members ?? []).dropFirst(arguments.flag("use_cache") == true ? 1 : 2)
        return .tuple([.tensor(hiddenStates)] + others)
    }
}

/// Multi-head self-attention with one projection for queries, keys and values.
final class GPT2Attention: ModelLayer {
    static let signature = [
        "hidden_states", "layer_past", "attention_mask", "head_mask", "encoder_hidden_states", "encoder_attention_mask",
        "use_cache", "output_attentions",
    ]
    private let settings: GPT2.Settings
    private let scale: Double
    /// The fused attention of PyTorch knows nothing of the settings that change the scale.
    private let fusedScale: Double

    init(_ settings: GPT2.Settings, layer: Int) throws {
        self.settings = settings
        fusedScale = 1 / Double(settings.width / settings.headCount).squareRoot()
        let configuration = settings.configuration
        var scale = 1.0
        if try configuration.boolean("scale_attn_weights") {
            scale /= Double(settings.width / settings.headCount).squareRoot()
        }
        if try configuration.boolean("scale_attn_by_inverse_layer_idx") { scale /= Double(layer + 1) }
        self.scale = scale
        super.init(settings.isEager ? "GPT2Attention" : "GPT2SdpaAttention", names: Attention.names)
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, Self.signature, of: self)
        let hiddenStates = try arguments.required("hidden_states", of: self)
        let projected = try split(module.child("c_attn").call(hiddenStates), settings.width, 2)
        // [batch, head, position, size]
        let query = try name("query", Attention.splitHeads(projected[0], settings.headCount))
        var key = try name("key", Attention.splitHeads(projected[1], settings.headCount))
        var value = try name("value", Attention.splitHeads(projected[2], settings.headCount))
        if let past = arguments["layer_past"]?.members, past.count == 2, let pastKey = past[0].tensor,
            let pastValue = past[1].tensor
        {
            key = try cat([pastKey, key], -2)
            value = try cat([pastValue, value], -2)
        }
        let present: TensorTree = arguments.flag("use_cache") == true ? .tuple([.tensor(key), .tensor(value)]) : .none
        let outputsAttentions = arguments.flag("output_attentions") ?? false
        let headMask = try arguments.tensor("head_mask")
        let isManual = settings.isEager || outputsAttentions || headMask != nil
        let mask = try arguments.tensor("attention_mask")
        // The fused attention of PyTorch drops weights itself, without the module.
        let attention = Attention(
            scale: isManual ? scale : fusedScale, mask: mask, isCausal: isManual || mask == nil, headMask: headMask,
            dropout: isManual || module.isTraining ? try module.child("attn_dropout") : nil)
        let (attended, weights) = try attention.attend(query, key, value, naming: self)
        let merged = try name("attn_output", Attention.mergeHeads(attended))
        let output = try module.child("resid_dropout").call(module.child("c_proj").call(merged))
        if isManual {
            return .tuple([.tensor(output), present] + (outputsAttentions ? [.tensor(weights)] : []))
        }
        return .tuple([.tensor(output), present, .none])
    }
}
