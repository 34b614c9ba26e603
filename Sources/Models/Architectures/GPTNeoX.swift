import Networks
import Tensors

/// GPT-NeoX and Pythia: attention and MLP side by side on the same residual, positions on a part of each head.
///
///     embed_in ─► layers × [ · + attention(input_layernorm ·) + mlp(post_attention_layernorm ·) ] ─► final_layer_norm ─► embed_out
enum GPTNeoX {
    static let architecture = Architecture(
        modelType: "gpt_neox", className: "GPTNeoXForCausalLM", build: model,
        tied: ["embed_out.weight": "gpt_neox.embed_in.weight"],
        ignored: [".attention.bias", ".attention.masked_bias", ".rotary_emb.inv_freq"], bodyPrefix: "gpt_neox.")

    struct Settings {
        let configuration: Configuration
        let width: Int
        let headCount: Int
        let rotarySize: Int
        let isParallel: Bool

        init(_ configuration: Configuration) throws {
            self.configuration = configuration
            width = try configuration.size("hidden_size")
            headCount = try configuration.size("num_attention_heads")
            let share = try configuration.number("rotary_pct")
            guard 0...1 ~= share else { throw CheckpointError.unsupported("`rotary_pct` must be from 0 to 1") }
            rotarySize = Int(Double(width / headCount) * share)
            isParallel = try configuration.boolean("use_parallel_residual")
            guard width % headCount == 0, rotarySize > 0, rotarySize % 2 == 0 else {
                throw CheckpointError.unsupported(
                    "The hidden size is not divisible by the number of attention heads! Make sure to update them")
            }
        }

        func norm(_ parts: ModuleParts) throws -> Module {
            try parts.layerNorm(width, epsilon: configuration.number("layer_norm_eps"))
        }

        func rotary() throws -> Module {
            Module(
                try RotaryEmbedding(
                    "GPTNeoXRotaryEmbedding", size: rotarySize, base: configuration.number("rotary_emb_base"),
                    scaling: configuration["rope_scaling"], configuration))
        }
    }

    static let signature = [
        "input_ids", "attention_mask", "position_ids", "inputs_embeds", "head_mask", "past_key_values", "labels",
        "use_cache", "output_attentions", "output_hidden_states", "return_dict", "cache_position",
    ]

    static func model(_ configuration: Configuration, _ parts: ModuleParts) throws -> Module {
        let settings = try Settings(configuration)
        let vocabulary = try configuration.size("vocab_size")
        let layers = try (0..<configuration.size("num_hidden_layers")).map { try layer(settings, $0, parts) }
        let body = try parts.module(
            GPTNeoXModel(settings),
            [
                ("embed_in", try parts.embedding(vocabulary, settings.width)),
                ("emb_dropout", try parts.dropout(configuration.number("hidden_dropout"))),
                ("layers", try ModuleList.module(layers)), ("final_layer_norm", try settings.norm(parts)),
                ("rotary_emb", try settings.rotary()),
            ])
        let head = CausalModel(
            "GPTNeoXForCausalLM", configuration, signature: signature, bodyPath: "gpt_neox", headName: "embed_out",
            takesCacheObject: true, passesIDsByPosition: true)
        return try parts.module(
            head,
            [
                ("gpt_neox", body), ("embed_out", try parts.linear(settings.width, vocabulary, bias: false)),
            ])
    }

    private static func layer(_ settings: Settings, _ index: Int, _ parts: ModuleParts) throws -> Module {
        let configuration = settings.configuration
        let dropout = try configuration.number("hidden_dropout")
        let inner = try configuration.size("intermediate_size")
        let bias = try configuration.boolean("attention_bias")
        let attention = try parts.module(
            GPTNeoXAttention(settings, layer: index),
            [
                ("rotary_emb", try settings.rotary()),
                ("query_key_value", try parts.linear(settings.width, 3 * settings.width, bias: bias)),
                ("dense", try parts.linear(settings.width, settings.width, bias: bias)),
                ("attention_dropout", try parts.dropout(configuration.number("attention_dropout"))),
            ])
        let mlp = try parts.module(
            StackedMLP("GPTNeoXMLP", steps: ["dense_h_to_4h", "act", "dense_4h_to_h"]),
            [
                ("dense_h_to_4h", try parts.linear(settings.width, inner, bias: true)),
                ("dense_4h_to_h", try parts.linear(inner, settings.width, bias: true)),
                ("act", try parts.activation(configuration.string("hidden_act"))),
            ])
        return try parts.module(
            GPTNeoXLayer(settings),
            [
                ("input_layernorm", try settings.norm(parts)), ("post_attention_layernorm", try settings.norm(parts)),
                ("post_attention_dropout", try parts.dropout(dropout)),
                ("post_mlp_dropout", try parts.dropout(dropout)),
                ("attention", attention), ("mlp", mlp),
            ])
    }
}

final class GPTNeoXModel: ModelLayer {
    private let settings: GPTNeoX.Settings

    init(_ settings: GPTNeoX.Settings) {
        self.settings = settings
        super.init("GPTNeoXModel", names: ["inputs_embeds", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, GPTNeoX.signature.filter { $0 != "labels" }, of: self)
        let call = try CausalModelArguments(arguments, settings.configuration)
        let cache = SharedCache(call)
        let embeddings = try name("inputs_embeds", call.embeddings(from: module.child("embed_in")))
        var hiddenStates = try module.child("emb_dropout").call(embeddings)  // [batch, position, width]
        let count = try hiddenStates.size(1)
        let cachePositions = try Positions.following(cache.length, count: count, like: hiddenStates)
        let positions = call.positionIDs ?? cachePositions
        let isManual = settings.configuration.isEager || call.outputsAttentions || arguments["head_mask"] != nil
        let mask =
            isManual
            ? try AttentionMask.additive(
                padding: call.attentionMask, queries: count, past: cache.length, like: hiddenStates)
            : try AttentionMask.causal(
                padding: call.attentionMask, queries: count, past: cache.length, like: hiddenStates)
        let angles = try module.child("rotary_emb").call(ModuleInputs([.tensor(hiddenStates), .tensor(positions)]))
        let headMask = try arguments.tensor("head_mask")
        var trail = DecoderTrail(call)
        for (index, layer) in try module.child("layers").orderedChildren.enumerated() {
            trail.enter(hiddenStates)
            let output = try layer.call(
                ModuleInputs(
                    [.tensor(hiddenStates)],
                    keyword: [
                        ("attention_mask", TensorTree(mask)), ("position_ids", .tensor(positions)),
                        ("head_mask", TensorTree(try headMask.map { try $0.get([.int(index)]) })),
                        ("layer_past", cache.tree), ("use_cache", .bool(call.usesCache)),
                        ("output_attentions", .bool(call.outputsAttentions)),
                        ("cache_position", .tensor(try cachePositions.get([.int(0)]))), ("position_embeddings", angles),
                    ]))
            hiddenStates = try trail.leave(output, cacheAt: nil, attentionsAt: call.usesCache ? 2 : 1)
        }
        hiddenStates = try name("hidden_states", module.child("final_layer_norm").call(hiddenStates))
        return trail.output("BaseModelOutputWithPast", hiddenStates, cache: cache.output)
    }
}

final class GPTNeoXLayer: ModelLayer {
    static let signature = [
        "hidden_states", "attention_mask", "position_ids", "head_mask", "use_cache", "layer_past", "output_attentions",
        "cache_position", "position_embeddings",
    ]
    private let settings: GPTNeoX.Settings

    init(_ settings: GPTNeoX.Settings) {
        self.settings = settings
        super.init("GPTNeoXLayer", names: ["attn_output", "mlp_output", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, Self.signature, of: self)
        let residual = try arguments.required("hidden_states", of: self)
        let attended = try module.child("attention").call(
            ModuleInputs(
                [.tensor(try module.child("input_layernorm").call(residual))],
                keyword: arguments.keyword([
                    "attention_mask", "position_ids", "layer_past", "head_mask", "use_cache", "output_attentions",
                    "cache_position", "position_embeddings",
                ])))
        let attention = try module.child("post_attention_dropout").call(attended.first(of: self))
        var attentionOutput = try name("attn_output", attention)
        let middle = try settings.isParallel ? residual : attentionOutput + residual
        let mlp = try module.child("mlp").call(module.child("post_attention_layernorm").call(middle))
        let mlpOutput = try name("mlp_output", module.child("post_mlp_dropout").call(mlp))
        if settings.isParallel { attentionOutput = try mlpOutput + attentionOutput }
        let hiddenStates = try name(
            "hidden_states", settings.isParallel ? attentionOutput + residual : mlpOutput + middle)
        let others = (attended.members ?? []).dropFirst(arguments.flag("use_cache") == true ? 1 : 2)
        return .tuple([.tensor(hiddenStates)] + others)
    }
}

final class GPTNeoXAttention: ModelLayer {
    private static let signature = [
        "hidden_states", "attention_mask", "position_ids", "head_mask", "layer_past", "use_cache", "output_attentions",
        "padding_mask", "cache_position", "position_embeddings",
    ]
    private let settings: GPTNeoX.Settings
    private let layer: Int

    init(_ settings: GPTNeoX.Settings, layer: Int) {
        self.settings = settings
        self.layer = layer
        let isEager = settings.configuration.isEager
        super.init("GPTNeoX\(isEager ? "" : "Sdpa")Attention", names: Attention.names)
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, Self.signature, of: self)
        let hiddenStates = try arguments.required("hidden_states", of: self)
        let size = settings.width / settings.headCount
        // Query, key and value of a head lie side by side. [batch, head, position, 3 * size]
        let projected = try Attention.splitHeads(module.child("query_key_value").call(hiddenStates), settings.headCount)
        let angles = try arguments["position_embeddings"] ?? self.angles(arguments, projected, module)
        let query = try name("query", RotaryEmbedding.rotate(projected.columns(nil, size), angles))
        var key = try name("key", RotaryEmbedding.rotate(projected.columns(size, 2 * size), angles))
        var value = try name("value", projected.columns(2 * size, nil))
        if let cache = arguments.cache("layer_past") {
            (key, value) = try cache.extend(layer: layer, key: key, value: value)
        }
        let outputsAttentions = arguments.flag("output_attentions") ?? false
        let headMask = try arguments.tensor("head_mask")
        let mask = try arguments.tensor("attention_mask")
        let isManual = settings.configuration.isEager || outputsAttentions || headMask != nil
        // The fused attention of PyTorch drops weights itself, without the module.
        let attention = Attention(
            scale: 1 / Double(size).squareRoot(), mask: mask, isCausal: isManual || mask == nil, headMask: headMask,
            dropout: isManual || module.isTraining ? try module.child("attention_dropout") : nil)
        let (attended, weights) = try attention.attend(query, key, value, naming: self)
        let output = try module.child("dense").call(name("attn_output", Attention.mergeHeads(attended)))
        let present = arguments["layer_past"] ?? .none
        if isManual {
            return .tuple([.tensor(output), present] + (outputsAttentions ? [.tensor(weights)] : []))
        }
        return .tuple([.tensor(output), present, .none])
    }

    private func angles(_ arguments: ForwardArguments, _ states: Tensor, _ module: Module) throws -> TensorTree {
        let positions = try arguments.required("position_ids", of: self)
        return try module.child("rotary_emb").call(ModuleInputs([.tensor(states), .tensor(positions)]))
    }
}
