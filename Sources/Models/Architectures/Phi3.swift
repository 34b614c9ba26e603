import Networks
import Tensors

/// Phi-3: Llama's parts with one projection for queries, keys and values, one for gate and input of the MLP, and dropout.
enum Phi3 {
    static let architecture = Architecture(
        modelType: "phi3", className: "Phi3ForCausalLM",
        build: { configuration, parts in
            var family = try Llama.Family("Phi3", configuration)
            family.rotary = []
            let model = try Llama.model(family, parts, layer: layer)
            return try withDropout(model, configuration.number("embd_pdrop"), parts)
        },
        tied: Llama.architecture.tied, ignored: Llama.architecture.ignored, bodyPrefix: "model.")

    /// The body has a dropout between its embeddings and its layers, which its forward does not call.
    private static func withDropout(_ model: Module, _ rate: Double, _ parts: ModuleParts) throws -> Module {
        let body = try model.child("model")
        var children = body.children.compactMap { name, child in child.map { (name: name, module: $0) } }
        children.insert(("embed_dropout", try parts.dropout(rate)), at: 1)
        try model.register(child: parts.module(body.layer, children), named: "model")
        return model
    }

    private static func layer(_ family: Llama.Family, _ index: Int, _ parts: ModuleParts) throws -> Module {
        let configuration = family.configuration
        let inner = try configuration.size("intermediate_size")
        let queries = family.headCount * family.headSize
        let all = queries + 2 * family.groupCount * family.headSize
        let attention = try parts.module(
            Phi3Attention(family, layer: index),
            [
                ("o_proj", try parts.linear(queries, family.width, bias: false)),
                ("qkv_proj", try parts.linear(family.width, all, bias: false)),
                ("rotary_emb", try family.rotaryModule()),
            ])
        let mlp = try parts.module(
            Phi3MLP(),
            [
                ("gate_up_proj", try parts.linear(family.width, 2 * inner, bias: false)),
                ("down_proj", try parts.linear(inner, family.width, bias: false)),
                ("activation_fn", try parts.activation(configuration.string("hidden_act"))),
            ])
        let dropout = try configuration.number("resid_pdrop")
        return try parts.module(
            Phi3DecoderLayer(),
            [
                ("self_attn", attention), ("mlp", mlp), ("input_layernorm", try family.norm(parts)),
                ("resid_attn_dropout", try parts.dropout(dropout)), ("resid_mlp_dropout", try parts.dropout(dropout)),
                ("post_attention_layernorm", try family.norm(parts)),
            ])
    }
}

/// Attention whose queries, keys and values come out of one projection.
final class Phi3Attention: LlamaAttention {
    override func heads(_ states: Tensor, of module: Module) throws -> (query: Tensor, key: Tensor, value: Tensor) {
        let all = try module.child("qkv_proj").call(states)
        let queries = family.headCount * family.headSize
        let keys = queries + family.groupCount * family.headSize
        return (
            try Attention.splitHeads(all.columns(nil, queries), family.headCount),
            try Attention.splitHeads(all.columns(queries, keys), family.groupCount),
            try Attention.splitHeads(all.columns(keys, nil), family.groupCount)
        )
    }
}

/// down(up * act(gate)), with gate and up in one projection.
final class Phi3MLP: ModelTensorLayer {
    init() { super.init("Phi3MLP", names: ["gate", "up_states"]) }

    override func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        let both = try module.child("gate_up_proj").call(input)
        let half = try both.size(-1) / 2
        let gate = try name("gate", both.columns(nil, half))
        let up = try name("up_states", both.columns(half, nil) * module.child("activation_fn").call(gate))
        return try module.child("down_proj").call(up)
    }
}

final class Phi3DecoderLayer: ModelLayer {
    init() { super.init("Phi3DecoderLayer", names: ["residual", "hidden_states"]) }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let signature = LlamaDecoderLayer.signature.filter { $0 != "position_embeddings" }
        let arguments = try ForwardArguments(inputs, signature, of: self)
        let states = try arguments.required("hidden_states", of: self)
        let normalized = try module.child("input_layernorm").call(states)
        let attended = try module.child("self_attn").call(
            ModuleInputs(keyword: [("hidden_states", .tensor(normalized))] + arguments.keyword(signature.dropFirst())))
        let attention = try module.child("resid_attn_dropout").call(attended.first(of: self))
        let residual = try name("residual", states + attention)
        let feedForward = try module.child("mlp").call(module.child("post_attention_layernorm").call(residual))
        let dropped = try module.child("resid_mlp_dropout").call(feedForward)
        var outputs: [TensorTree] = [.tensor(try name("hidden_states", residual + dropped))]
        if arguments.flag("output_attentions") == true { outputs.append(attended[1] ?? .none) }
        if arguments.flag("use_cache") == true { outputs.append(attended[2] ?? .none) }
        return .tuple(outputs)
    }
}
