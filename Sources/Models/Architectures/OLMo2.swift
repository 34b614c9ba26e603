import Networks
import Tensors

/// OLMo 2: Llama's parts with norms after attention and MLP instead of before, and on all queries and keys together.
/// Its source is that of transformers 4.51.
enum OLMo2 {
    static let architecture = Architecture(
        modelType: "olmo2", className: "Olmo2ForCausalLM",
        build: { configuration, parts in
            var family = try Llama.Family("Olmo2", configuration)
            family.inputBias = try configuration.boolean("attention_bias")
            family.outputBias = family.inputBias
            family.hasLayerRotary = false
            family.namesImplementation = false
            return try Llama.model(family, parts, layer: layer)
        },
        tied: Llama.architecture.tied, ignored: Llama.architecture.ignored, bodyPrefix: "model.")

    private static func layer(_ family: Llama.Family, _ index: Int, _ parts: ModuleParts) throws -> Module {
        let attention = try Llama.attention(Olmo2Attention(family, layer: index), family, parts)
        let (queries, keys) = (family.headCount * family.headSize, family.groupCount * family.headSize)
        try attention.register(child: family.norm(parts, size: queries), named: "q_norm")
        try attention.register(child: family.norm(parts, size: keys), named: "k_norm")
        return try parts.module(
            Olmo2DecoderLayer(),
            [
                ("self_attn", attention), ("mlp", try Llama.mlp(family, parts)),
                ("post_attention_layernorm", try family.norm(parts)),
                ("post_feedforward_layernorm", try family.norm(parts)),
            ])
    }
}

/// Llama's attention with a norm over the queries of all heads, and over the keys.
final class Olmo2Attention: LlamaAttention {
    override func heads(_ states: Tensor, of module: Module) throws -> (query: Tensor, key: Tensor, value: Tensor) {
        let query = try module.child("q_norm").call(module.child("q_proj").call(states))
        let key = try module.child("k_norm").call(module.child("k_proj").call(states))
        return (
            try Attention.splitHeads(query, family.headCount), try Attention.splitHeads(key, family.groupCount),
            try Attention.splitHeads(module.child("v_proj").call(states), family.groupCount)
        )
    }
}

final class Olmo2DecoderLayer: ModelLayer {
    init() { super.init("Olmo2DecoderLayer", names: ["residual", "hidden_states"]) }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, LlamaDecoderLayer.signature, of: self)
        let residual = try arguments.required("hidden_states", of: self)
        let handed = arguments.keyword(LlamaDecoderLayer.signature.dropFirst())
        let attended = try module.child("self_attn").call(
            ModuleInputs(keyword: [("hidden_states", .tensor(residual))] + handed))
        let attention = try module.child("post_attention_layernorm").call(attended.first(of: self))
        let middle = try name("residual", residual + attention)
        let feedForward = try module.child("post_feedforward_layernorm").call(module.child("mlp").call(middle))
        let output = TensorTree.tensor(try name("hidden_states", middle + feedForward))
        return .tuple([output] + (arguments.flag("output_attentions") == true ? [attended[1] ?? .none] : []))
    }
}
