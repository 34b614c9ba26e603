import Networks
import Tensors

/// Gemma 3 (text): Gemma 2 without soft caps, with norms on queries and keys, and with a window and quicker angles in
/// five layers of six. Its source is that of transformers 4.51.
enum Gemma3 {
    static let architecture = Architecture(
        modelType: "gemma3_text", className: "Gemma3ForCausalLM",
        build: { configuration, parts in
            var family = try Llama.Family("Gemma3", configuration)
            family.inputBias = try configuration.boolean("attention_bias")
            family.outputBias = family.inputBias
            family.activation = "hidden_activation"
            family.bodyName = "Gemma3TextModel"
            family.normsAddOne = true
            family.hasLayerRotary = false
            family.namesImplementation = false
            family.alwaysMasks = true
            family.rotary = [
                .init(module: "rotary_emb", argument: "position_embeddings_global"),
                .init(
                    module: "rotary_emb_local", argument: "position_embeddings_local",
                    baseName: "rope_local_base_freq", isScaled: false),
            ]
            let model = try Llama.model(family, parts, layer: layer)
            try model.child("model").register(child: embeddings(family, parts), named: "embed_tokens")
            return model
        },
        tied: Llama.architecture.tied, ignored: Llama.architecture.ignored, bodyPrefix: "model.")

    private static func embeddings(_ family: Llama.Family, _ parts: ModuleParts) throws -> Module {
        let vocabulary = try family.configuration.size("vocab_size")
        let padding = family.configuration.tokenID("pad_token_id")
        let plain = try parts.embedding(vocabulary, family.width, padding: padding)
        let table = Module(ScaledEmbedding(plain, scale: Double(family.width).squareRoot()))
        try table.register(parameter: plain.parameter("weight"), named: "weight")
        return table
    }

    private static func layer(_ family: Llama.Family, _ index: Int, _ parts: ModuleParts) throws -> Module {
        let pattern = try family.configuration.size("sliding_window_pattern")
        let window = (index + 1) % pattern == 0 ? nil : try family.configuration.optionalSize("sliding_window")
        let scale = 1 / (try family.configuration.number("query_pre_attn_scalar")).squareRoot()
        let attention = try Llama.attention(Gemma3Attention(family, layer: index, scale: scale), family, parts)
        try attention.register(child: family.norm(parts, size: family.headSize), named: "q_norm")
        try attention.register(child: family.norm(parts, size: family.headSize), named: "k_norm")
        return try parts.module(
            Gemma3DecoderLayer(window: window),
            [
                ("self_attn", attention), ("mlp", try Llama.mlp(family, parts)),
                ("input_layernorm", try family.norm(parts)), ("post_attention_layernorm", try family.norm(parts)),
                ("pre_feedforward_layernorm", try family.norm(parts)),
                ("post_feedforward_layernorm", try family.norm(parts)),
            ])
    }
}

/// An embedding whose vectors are multiplied by √width.
final class ScaledEmbedding: ModelTensorLayer {
    private let table: Module
    private let scale: Double

    init(_ table: Module, scale: Double) {
        self.table = table
        self.scale = scale
        super.init("Gemma3TextScaledWordEmbedding", names: ["inputs_embeds"])
    }

    override func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        try name("inputs_embeds", LlamaModel.scaled(embedding(input, module.parameter("weight")), by: scale))
    }

    override func extraDescription(of module: Module) -> String { table.layer.extraDescription(of: table) }
}

/// Attention with norms on each head, and a scale of its own.
final class Gemma3Attention: LlamaAttention {
    private let ownScale: Double

    init(_ family: Llama.Family, layer: Int, scale: Double) {
        ownScale = scale
        super.init(family, layer: layer)
    }

    override var scale: Double { ownScale }

    override func heads(_ states: Tensor, of module: Module) throws -> (query: Tensor, key: Tensor, value: Tensor) {
        let (query, key, value) = try super.heads(states, of: module)
        return (try module.child("q_norm").call(query), try module.child("k_norm").call(key), value)
    }
}

final class Gemma3DecoderLayer: ModelLayer {
    static let signature = [
        "hidden_states", "position_embeddings_global", "position_embeddings_local", "attention_mask", "position_ids",
        "past_key_value", "output_attentions", "use_cache", "cache_position", "last_cache_position",
    ]
    /// Set where the layer looks back only so far.
    private let window: Int?

    init(window: Int?) {
        self.window = window
        super.init("Gemma3DecoderLayer", names: ["attention_output", "residual", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, Self.signature, of: self)
        let states = try arguments.required("hidden_states", of: self)
        let attended = try module.child("self_attn").call(
            attentionInputs(arguments, module.child("input_layernorm").call(states)))
        let attention = try name(
            "attention_output", module.child("post_attention_layernorm").call(attended.first(of: self)))
        let residual = try name("residual", states + attention)
        let feedForward = try module.child("mlp").call(module.child("pre_feedforward_layernorm").call(residual))
        let normalized = try module.child("post_feedforward_layernorm").call(feedForward)
        let output = TensorTree.tensor(try name("hidden_states", residual + normalized))
        return .tuple([output] + (arguments.flag("output_attentions") == true ? [attended[1] ?? .none] : []))
    }

    private func attentionInputs(_ arguments: ForwardArguments, _ states: Tensor) throws -> ModuleInputs {
        let mask = try arguments.tensor("attention_mask").map { try AttentionMask.windowed($0, window) }
        let angles = arguments[window == nil ? "position_embeddings_global" : "position_embeddings_local"] ?? .none
        return ModuleInputs(
            keyword: [
                ("hidden_states", .tensor(states)), ("position_embeddings", angles),
                ("attention_mask", TensorTree(mask)),
            ]
                + arguments.keyword([
                    "position_ids", "past_key_value", "output_attentions", "use_cache", "cache_position",
                ]
                ))
    }
}
