import Networks
import Tensors

/// Qwen3: Llama's parts with a norm on the queries and keys of each head. Its source is that of transformers 4.51.
enum Qwen3 {
    static let architecture = Architecture(
        modelType: "qwen3", className: "Qwen3ForCausalLM",
        build: { configuration, parts in
            var family = try Llama.Family("Qwen3", configuration)
            family.inputBias = try configuration.boolean("attention_bias")
            family.outputBias = family.inputBias
            family.hasLayerRotary = false
            family.namesImplementation = false
            return try Llama.model(family, parts, layer: layer)
        },
        tied: Llama.architecture.tied, ignored: Llama.architecture.ignored, bodyPrefix: "model.")

    private static func layer(_ family: Llama.Family, _ index: Int, _ parts: ModuleParts) throws -> Module {
        let attention = try Llama.attention(Qwen3Attention(family, layer: index), family, parts)
        try attention.register(child: family.norm(parts, size: family.headSize), named: "q_norm")
        try attention.register(child: family.norm(parts, size: family.headSize), named: "k_norm")
        return try parts.module(
            LlamaDecoderLayer(family),
            [
                ("self_attn", attention), ("mlp", try Llama.mlp(family, parts)),
                ("input_layernorm", try family.norm(parts)), ("post_attention_layernorm", try family.norm(parts)),
            ])
    }
}

/// Llama's attention with a norm over the dimensions of each head.
class Qwen3Attention: LlamaAttention {
    override func heads(_ states: Tensor, of module: Module) throws -> (query: Tensor, key: Tensor, value: Tensor) {
        let (query, key, value) = try super.heads(states, of: module)
        return (
            try transpose(module.child("q_norm").call(transpose(query, 1, 2)), 1, 2),
            try transpose(module.child("k_norm").call(transpose(key, 1, 2)), 1, 2), value
        )
    }
}
