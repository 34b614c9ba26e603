import Networks
import Tensors

/// One layer of BERT: attention, then an MLP, each with a residual sum that is normalized after it.
final class BertLayer: ModelLayer {
    static let signature = [
        "hidden_states", "attention_mask", "head_mask", "encoder_hidden_states", "encoder_attention_mask",
        "past_key_value", "output_attentions",
    ]

    init(_ typeName: String) {
        super.init(typeName, names: ["attention_output", "intermediate_output", "layer_output"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, Self.signature, of: self)
        let attended = try module.child("attention").call(
            ModuleInputs(
                [
                    arguments["hidden_states"] ?? .none, arguments["attention_mask"] ?? .none,
                    arguments["head_mask"] ?? .none,
                ],
                keyword: arguments.keyword(["output_attentions", "past_key_value"])))
        let attention = try name("attention_output", attended.first(of: self))
        let inner = try name("intermediate_output", module.child("intermediate").call(attention))
        let output = try module.child("output").call(ModuleInputs([.tensor(inner), .tensor(attention)])).first(of: self)
        return .tuple([.tensor(try name("layer_output", output))] + (attended.members ?? []).dropFirst())
    }
}

final class BertAttention: ModelLayer {
    init(_ typeName: String) { super.init(typeName, names: ["attention_output"]) }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, BertLayer.signature, of: self)
        let hiddenStates = try arguments.required("hidden_states", of: self)
        let handed = BertLayer.signature.map { arguments[$0] ?? .none }
        let attended = try module.child("self").call(ModuleInputs(handed))
        let output = try module.child("output").call(
            ModuleInputs([.tensor(attended.first(of: self)), .tensor(hiddenStates)])
        ).first(of: self)
        return .tuple([.tensor(try name("attention_output", output))] + (attended.members ?? []).dropFirst())
    }
}

final class BertSelfAttention: ModelLayer {
    private let headCount: Int
    private let scale: Double

    init(_ settings: BERT.Settings) {
        headCount = settings.headCount
        scale = 1 / Double(settings.width / settings.headCount).squareRoot()
        let kind = settings.configuration.isEager ? "" : "Sdpa"
        super.init("\(settings.name)\(kind)SelfAttention", names: Attention.names)
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, BertLayer.signature, of: self)
        let hiddenStates = try arguments.required("hidden_states", of: self)
        let query = try name("query", Attention.splitHeads(module.child("query").call(hiddenStates), headCount))
        let key = try name("key", Attention.splitHeads(module.child("key").call(hiddenStates), headCount))
        let value = try name("value", Attention.splitHeads(module.child("value").call(hiddenStates), headCount))
        let attention = Attention(
            scale: scale, mask: try arguments.tensor("attention_mask"), headMask: try arguments.tensor("head_mask"),
            dropout: try module.child("dropout"))
        let (attended, weights) = try attention.attend(query, key, value, naming: self)
        let merged = try name("attn_output", Attention.mergeHeads(attended))
        return .tuple([.tensor(merged)] + (arguments.flag("output_attentions") == true ? [.tensor(weights)] : []))
    }
}

/// LayerNorm(dense(hidden) + input): the end of BERT's attention and of its MLP.
final class BertResidualOutput: ModelLayer {
    init(_ typeName: String) { super.init(typeName, names: ["hidden_states"]) }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, ["hidden_states", "input_tensor"], of: self)
        let dense = try module.child("dense").call(arguments.required("hidden_states", of: self))
        let hiddenStates = try name("hidden_states", module.child("dropout").call(dense))
        let sum = try hiddenStates + arguments.required("input_tensor", of: self)
        return .tensor(try module.child("LayerNorm").call(sum))
    }
}
