import Networks
import Tensors

/// One layer of Llama: attention, then an MLP, each after a norm and added to what came in.
final class LlamaDecoderLayer: ModelLayer {
    static let signature = [
        "hidden_states", "attention_mask", "position_ids", "past_key_value", "output_attentions", "use_cache",
        "cache_position", "position_embeddings",
    ]
    private let handed: [String]

    init(_ family: Llama.Family) {
        handed = Self.signature.dropFirst().filter { $0 != "position_embeddings" || !family.rotary.isEmpty }
        super.init("\(family.name)DecoderLayer", names: ["residual", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, Self.signature, of: self)
        let residual = try arguments.required("hidden_states", of: self)
        let normalized = try module.child("input_layernorm").call(residual)
        let attended = try module.child("self_attn").call(
            ModuleInputs(
                keyword: [("hidden_states", .tensor(normalized))] + arguments.keyword(handed)))
        let middle = try name("residual", residual + attended.first(of: self))
        let feedForward = try module.child("mlp").call(module.child("post_attention_layernorm").call(middle))
        var outputs: [TensorTree] = [.tensor(try name("hidden_states", middle + feedForward))]
        if arguments.flag("output_attentions") == true { outputs.append(attended[1] ?? .none) }
        if arguments.flag("use_cache") == true { outputs.append(attended[2] ?? .none) }
        return .tuple(outputs)
    }
}

/// Attention whose query heads share key and value heads in groups.
class LlamaAttention: ModelLayer {
    final let family: Llama.Family
    private let layer: Int

    init(_ family: Llama.Family, layer: Int) {
        self.family = family
        self.layer = layer
        super.init(family.attentionName, names: Attention.names)
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, LlamaDecoderLayer.signature, of: self)
        let hiddenStates = try arguments.required("hidden_states", of: self)
        var (query, key, value) = try heads(hiddenStates, of: module)
        value = try name("value", value)
        let angles = try arguments["position_embeddings"] ?? self.angles(arguments, value, module)
        query = try name("query", RotaryEmbedding.rotate(query, angles))
        key = try name("key", RotaryEmbedding.rotate(key, angles))
        if let cache = arguments.cache("past_key_value") {
            (key, value) = try cache.extend(layer: layer, key: key, value: value)
        }
        let mask = try arguments.tensor("attention_mask")
        let repeats = family.headCount / family.groupCount
        let attention = Attention(
            scale: scale, mask: mask, isCausal: mask == nil, computesInFloat: true)
        let (attended, weights) = try attention.attend(
            query, Attention.repeatHeads(key, repeats), Attention.repeatHeads(value, repeats), naming: self)
        let output = try module.child("o_proj").call(name("attn_output", Attention.mergeHeads(attended)))
        let shown: TensorTree = arguments.flag("output_attentions") == true ? .tensor(weights) : .none
        return .tuple([.tensor(output), shown, arguments["past_key_value"] ?? .none])
    }

    /// Queries, keys and values before their positions are known. [batch, head, position, size]
    func heads(_ states: Tensor, of module: Module) throws -> (query: Tensor, key: Tensor, value: Tensor) {
        (
            try Attention.splitHeads(module.child("q_proj").call(states), family.headCount),
            try Attention.splitHeads(module.child("k_proj").call(states), family.groupCount),
            try Attention.splitHeads(module.child("v_proj").call(states), family.groupCount)
        )
    }

    /// What the scores are multiplied by.
    var scale: Double { 1 / Double(family.headSize).squareRoot() }

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
