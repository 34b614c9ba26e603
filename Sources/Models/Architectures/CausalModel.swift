import Networks
import Tensors

/// A decoder under a head that scores the next token: the `...ForCausalLM` of every family.
class CausalModel: ModelLayer {
    private let configuration: Configuration
    private let signature: [String]
    private let bodyPath: String
    private let headName: String
    private let outputName: String
    /// Whether the model keeps a cache object, as the families since Llama do, instead of tuples.
    let takesCacheObject: Bool
    /// Whether the body gets the token ids without a name, as the older families hand them on.
    private let passesIDsByPosition: Bool

    init(
        _ typeName: String, _ configuration: Configuration, signature: [String], bodyPath: String,
        headName: String = "lm_head", outputName: String = "CausalLMOutputWithPast", takesCacheObject: Bool = false,
        passesIDsByPosition: Bool = false
    ) {
        self.configuration = configuration
        self.signature = signature
        self.bodyPath = bodyPath
        self.headName = headName
        self.outputName = outputName
        self.takesCacheObject = takesCacheObject
        self.passesIDsByPosition = passesIDsByPosition
        super.init(typeName, names: ["hidden_states", "logits"])
    }

    /// Whether the forward may be told the positions of the tokens.
    var takesPositions: Bool { signature.contains("position_ids") }

    /// What the family does with the logits before they are returned.
    func finish(_ logits: Tensor) throws -> Tensor { logits }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, signature, of: self)
        let body = try module.module(at: bodyPath).call(bodyInputs(arguments))
        let hiddenStates = try name("hidden_states", kept(body.first(of: self), arguments))
        let logits = try name("logits", finish(module.child(headName).call(hiddenStates)))
        let loss = try arguments.tensor("labels").map { try Self.loss(logits, $0) }
        guard returnsDictionary(arguments) else {
            return .tuple((loss.map { [.tensor($0)] } ?? []) + [.tensor(logits)] + (body.members ?? []).dropFirst())
        }
        let rest = ["past_key_values", "hidden_states", "attentions", "cross_attentions"].compactMap { key in
            body[key].map { (key: key, value: $0) }
        }
        return ModelOutput.make(
            outputName, asDictionary: true, [("loss", TensorTree(loss)), ("logits", .tensor(logits))] + rest)
    }

    private func bodyInputs(_ arguments: ForwardArguments) -> ModuleInputs {
        let handed = signature.filter { $0 != "labels" && $0 != "num_logits_to_keep" }
        let settled = arguments.keyword(handed).map { name, value in
            (name: name, value: name == "return_dict" ? .bool(returnsDictionary(arguments)) : flag(name, value))
        }
        guard passesIDsByPosition else { return ModuleInputs(keyword: settled) }
        return ModuleInputs([arguments["input_ids"] ?? .none], keyword: settled.filter { $0.name != "input_ids" })
    }

    /// Whether the forward can be told to score the last tokens only.
    var limitsLogits: Bool { signature.contains("num_logits_to_keep") }

    private func kept(_ states: Tensor, _ arguments: ForwardArguments) throws -> Tensor {
        guard case .int(let count)? = arguments["num_logits_to_keep"], count > 0 else { return states }
        return try states.get([.all, .slice(start: -count, stop: nil, step: nil)])
    }

    private func returnsDictionary(_ arguments: ForwardArguments) -> Bool {
        arguments.flag("return_dict") ?? configuration["return_dict"]?.boolean ?? true
    }

    /// The newer families look up what was not said in the configuration before they call the body.
    private func flag(_ name: String, _ value: TensorTree) -> TensorTree {
        guard value.isNone, !passesIDsByPosition, name == "output_attentions" || name == "output_hidden_states" else {
            return value
        }
        return .bool(configuration[name]?.boolean ?? false)
    }

    /// The mean of the negative log-probabilities of each next token; labels of -100 do not count.
    static func loss(_ logits: Tensor, _ labels: Tensor) throws -> Tensor {
        let predictions = try contiguous(logits.get([.ellipsis, .slice(start: nil, stop: -1, step: nil), .all]))
        let targets = try contiguous(labels.get([.ellipsis, .slice(start: 1, stop: nil, step: nil)]))
        return try crossEntropy(view(predictions, [-1, predictions.size(-1)]), view(targets, [-1]))
    }
}
