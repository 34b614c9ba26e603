import Networks
import Tensors

/// Gemma 2: Llama's parts with four norms in a layer, soft caps on scores and logits, and a window in every other layer.
///
///     √width · embed_tokens ─► layers × [ + norm(self_attn(norm ·)) ─ + norm(mlp(norm ·)) ] ─► norm ─► lm_head ─► soft cap
enum Gemma2 {
    static let architecture = Architecture(
        modelType: "gemma2", className: "Gemma2ForCausalLM",
        build: { configuration, parts in try model(try Settings("Gemma2", configuration), parts) },
        tied: ["lm_head.weight": "model.embed_tokens.weight"], ignored: [".rotary_emb.inv_freq"], bodyPrefix: "model.")

    struct Settings {
        let configuration: Configuration
        let name: String
        let width: Int
        let headCount: Int
        let groupCount: Int
        let headSize: Int
        let epsilon: Double
        let scale: Double
        let window: Int?
        let scoreCap: Double?
        let logitCap: Double?

        init(_ name: String, _ configuration: Configuration) throws {
            self.configuration = configuration
            self.name = name
            width = try configuration.size("hidden_size")
            headCount = try configuration.size("num_attention_heads")
            groupCount = try configuration.size("num_key_value_heads")
            headSize = try configuration.size("head_dim")
            epsilon = try configuration.number("rms_norm_eps")
            scale = 1 / (try configuration.number("query_pre_attn_scalar")).squareRoot()
            window = try configuration.optionalSize("sliding_window")
            scoreCap = configuration["attn_logit_softcapping"]?.number
            logitCap = configuration["final_logit_softcapping"]?.number
            guard headCount % groupCount == 0, headSize % 2 == 0 else {
                throw CheckpointError.unsupported(
                    "\(headCount) heads of size \(headSize) cannot share \(groupCount) keys")
            }
        }

        func norm(_ parts: ModuleParts) throws -> Module {
            try LlamaRMSNorm.module("\(name)RMSNorm", size: width, epsilon: epsilon, addsOne: true, parts)
        }
    }

    static func model(_ settings: Settings, _ parts: ModuleParts) throws -> Module {
        let configuration = settings.configuration
        let vocabulary = try configuration.size("vocab_size")
        let layers = try (0..<configuration.size("num_hidden_layers")).map { try layer(settings, $0, parts) }
        let padding = configuration["pad_token_id"]?.integer
        let body = try parts.module(
            Gemma2Model(settings),
            [
                ("embed_tokens", try parts.embedding(vocabulary, settings.width, padding: padding)),
                ("layers", try ModuleList.module(layers)), ("norm", try settings.norm(parts)),
            ])
        return try parts.module(
            Gemma2ForCausalLM(settings),
            [
                ("model", body), ("lm_head", try parts.linear(settings.width, vocabulary, bias: false)),
            ])
    }

    private static func layer(_ settings: Settings, _ index: Int, _ parts: ModuleParts) throws -> Module {
        let configuration = settings.configuration
        let width = settings.width
        let (queries, keys) = (settings.headCount * settings.headSize, settings.groupCount * settings.headSize)
        let inner = try configuration.size("intermediate_size")
        let bias = try configuration.boolean("attention_bias")
        let rotary = try RotaryEmbedding(
            "\(settings.name)RotaryEmbedding", size: settings.headSize, base: configuration.number("rope_theta"))
        let attention = try parts.module(
            Gemma2Attention(settings, layer: index),
            [
                ("q_proj", try parts.linear(width, queries, bias: bias)),
                ("k_proj", try parts.linear(width, keys, bias: bias)),
                ("v_proj", try parts.linear(width, keys, bias: bias)),
                ("o_proj", try parts.linear(queries, width, bias: bias)), ("rotary_emb", Module(rotary)),
            ])
        let mlp = try parts.module(
            GatedMLP("\(settings.name)MLP"),
            [
                ("gate_proj", try parts.linear(width, inner, bias: false)),
                ("up_proj", try parts.linear(width, inner, bias: false)),
                ("down_proj", try parts.linear(inner, width, bias: false)),
                ("act_fn", try parts.activation(configuration.string("hidden_activation"))),
            ])
        return try parts.module(
            Gemma2DecoderLayer(settings, layer: index),
            [
                ("self_attn", attention), ("mlp", mlp), ("input_layernorm", try settings.norm(parts)),
                ("pre_feedforward_layernorm", try settings.norm(parts)),
                ("post_feedforward_layernorm", try settings.norm(parts)),
                ("post_attention_layernorm", try settings.norm(parts)),
            ])
    }
}

final class Gemma2ForCausalLM: CausalModel {
    private let cap: Double?

    init(_ settings: Gemma2.Settings) {
        cap = settings.logitCap
        super.init(
            "\(settings.name)ForCausalLM", settings.configuration, signature: Llama.signature, bodyPath: "model",
            takesCacheObject: true)
    }

    override func finish(_ logits: Tensor) throws -> Tensor {
        guard let cap else { return logits }
        return try tanh(logits / .float(cap)) * .float(cap)
    }
}

final class Gemma2Model: ModelLayer {
    private let settings: Gemma2.Settings

    init(_ settings: Gemma2.Settings) {
        self.settings = settings
        super.init("\(settings.name)Model", names: ["inputs_embeds", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let signature = Llama.signature.filter { $0 != "labels" && $0 != "num_logits_to_keep" }
        let arguments = try ForwardArguments(inputs, signature, of: self)
        let call = try CausalModelArguments(arguments, settings.configuration)
        let cache = SharedCache(call, typeName: "HybridCache")
        let embeddings = try name("inputs_embeds", call.embeddings(from: module.child("embed_tokens")))
        let count = try embeddings.size(1)
        let cachePositions = try Positions.following(cache.length, count: count, like: embeddings)
        let positions = call.positionIDs ?? cachePositions
        let mask = try AttentionMask.additive(
            padding: call.attentionMask, queries: count, past: cache.length, like: embeddings)
        var hiddenStates = try LlamaModel.scaled(embeddings, by: Double(settings.width).squareRoot())
        var trail = DecoderTrail(call)
        for layer in try module.child("layers").orderedChildren {
            trail.enter(hiddenStates)
            let output = try layer.call(
                ModuleInputs(
                    [.tensor(hiddenStates)],
                    keyword: [
                        ("attention_mask", .tensor(mask)), ("position_ids", .tensor(positions)),
                        ("past_key_value", cache.tree), ("output_attentions", .bool(call.outputsAttentions)),
                        ("use_cache", .bool(call.usesCache)),
                        ("cache_position", .tensor(try cachePositions.get([.int(0)]))),
                    ]))
            hiddenStates = try trail.leave(output, cacheAt: nil, attentionsAt: 1)
        }
        hiddenStates = try name("hidden_states", module.child("norm").call(hiddenStates))
        return trail.output("BaseModelOutputWithPast", hiddenStates, cache: cache.output)
    }
}

final class Gemma2DecoderLayer: ModelLayer {
    static let signature = Array(LlamaDecoderLayer.signature.dropLast())
    /// Set in every other layer, beginning with the first.
    private let window: Int?

    init(_ settings: Gemma2.Settings, layer: Int) {
        window = layer % 2 == 0 ? settings.window : nil
        super.init("\(settings.name)DecoderLayer", names: ["residual", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, Self.signature, of: self)
        let input = try arguments.required("hidden_states", of: self)
        let mask = try arguments.tensor("attention_mask").map { try AttentionMask.windowed($0, window) }
        let rest = Self.signature.dropFirst().filter { $0 != "attention_mask" }
        let attended = try module.child("self_attn").call(
            ModuleInputs(
                keyword: [
                    ("hidden_states", .tensor(try module.child("input_layernorm").call(input))),
                    ("attention_mask", TensorTree(mask)),
                ] + arguments.keyword(rest)))
        let attentionOutput = try module.child("post_attention_layernorm").call(attended.first(of: self))
        let residual = try name("residual", input + attentionOutput)
        let feedForward = try module.child("mlp").call(module.child("pre_feedforward_layernorm").call(residual))
        let normalized = try module.child("post_feedforward_layernorm").call(feedForward)
        var outputs: [TensorTree] = [.tensor(try name("hidden_states", residual + normalized))]
        if arguments.flag("output_attentions") == true { outputs.append(attended[1] ?? .none) }
        if arguments.flag("use_cache") == true { outputs.append(attended[2] ?? .none) }
        return .tuple(outputs)
    }
}

final class Gemma2Attention: ModelLayer {
    private let settings: Gemma2.Settings
    private let layer: Int

    init(_ settings: Gemma2.Settings, layer: Int) {
        self.settings = settings
        self.layer = layer
        super.init("\(settings.name)Attention", names: Attention.names)
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, Gemma2DecoderLayer.signature, of: self)
        let hiddenStates = try arguments.required("hidden_states", of: self)
        let positions = try arguments.required("position_ids", of: self)
        var query = try Attention.splitHeads(module.child("q_proj").call(hiddenStates), settings.headCount)
        var key = try Attention.splitHeads(module.child("k_proj").call(hiddenStates), settings.groupCount)
        var value = try name(
            "value", Attention.splitHeads(module.child("v_proj").call(hiddenStates), settings.groupCount))
        let angles = try module.child("rotary_emb").call(ModuleInputs([.tensor(value), .tensor(positions)]))
        query = try name("query", RotaryEmbedding.rotate(query, angles))
        key = try name("key", RotaryEmbedding.rotate(key, angles))
        if let cache = arguments.cache("past_key_value") {
            (key, value) = try cache.extend(layer: layer, key: key, value: value)
        }
        let repeats = settings.headCount / settings.groupCount
        let attention = Attention(
            scale: settings.scale, mask: try arguments.tensor("attention_mask"), softCap: settings.scoreCap,
            computesInFloat: true)
        let (attended, weights) = try attention.attend(
            query, Attention.repeatHeads(key, repeats), Attention.repeatHeads(value, repeats), naming: self)
        let output = try module.child("o_proj").call(name("attn_output", Attention.mergeHeads(attended)))
        let shown: TensorTree = arguments.flag("output_attentions") == true ? .tensor(weights) : .none
        return .tuple([.tensor(output), shown, arguments["past_key_value"] ?? .none])
    }
}
