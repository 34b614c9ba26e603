import Networks
import Tensors

/// A row of the registry: how a family is built, and how its checkpoints name things.
struct Architecture: Sendable {
    let modelType: String
    /// The class that is printed: `GPT2LMHeadModel`.
    let className: String
    let build: @Sendable (Configuration, ModuleParts) throws -> Module
    /// Parameters that are one and the same tensor, if the configuration ties them.
    var tied: [String: String] = [:]
    /// Ends of names that old checkpoints hold and the model does not need.
    var ignored: [String] = []
    /// What checkpoints of the bare decoder leave out of their names.
    var bodyPrefix = ""
    var task = ModelTask.causalLanguageModel
    /// Builds the network without a head, where it has parts that the one under a head lacks.
    var buildBody: (@Sendable (Configuration, ModuleParts) throws -> Module)?

    /// The class of the network without a head: `GPT2Model`.
    var bodyClassName: String {
        for ending in ["LMHeadModel", "ForCausalLM", "ForMaskedLM"] where className.hasSuffix(ending) {
            return className.dropLast(ending.count) + "Model"
        }
        return className
    }

    /// The network for a task: the whole one, or its body.
    func network(for task: ModelTask, _ configuration: Configuration, _ parts: ModuleParts) throws -> Module {
        guard task == .features else { return try build(configuration, parts) }
        if let buildBody { return try buildBody(configuration, parts) }
        return try build(configuration, parts).module(at: String(bodyPrefix.dropLast()))
    }
}

/// What a network is for, by the class of transformers that would choose it.
package enum ModelTask: String, Sendable, CaseIterable {
    case causalLanguageModel = "AutoModelForCausalLM"
    case maskedLanguageModel = "AutoModelForMaskedLM"
    /// The hidden states, without a head.
    case features = "AutoModel"
}

/// The families that can be loaded, by `model_type` and class.
enum Registry {
    static let architectures: [Architecture] = [
        GPT2.architecture, GPTNeoX.architecture, GPTJ.architecture, OPT.architecture, Llama.architecture,
        Mistral.architecture, Qwen2.architecture, Gemma2.architecture, Gemma.architecture,
        Gemma3.architecture, Qwen3.architecture, Phi3.architecture, OLMo2.architecture, GPTNeo.architecture,
        Bloom.architecture, BERT.causal, BERT.masked, RoBERTa.causal,
        RoBERTa.masked,
    ]

    /// The architecture that the class of this task would take.
    static func architecture(for configuration: Configuration, task: ModelTask) throws -> Architecture {
        let candidates = architectures.filter { $0.modelType == configuration.modelType }
        guard let any = candidates.first else {
            throw CheckpointError.unsupported(
                "there is no architecture for the model type '\(configuration.modelType)'")
        }
        guard let architecture = task == .features ? any : candidates.first(where: { $0.task == task }) else {
            throw CheckpointError.wrongTask(configuration: configuration.className, task: task)
        }
        return architecture
    }
}

/// A class of transformers that makes a network: `GPT2LMHeadModel`, and `GPT2Model` for the same without a head.
package struct ModelClass: Sendable {
    package let name: String
    package let modelType: String
    package let task: ModelTask
    /// Where the body stands under the head: `transformer`.
    package let bodyName: String

    package static let all: [ModelClass] = {
        var classes: [ModelClass] = []
        for row in Registry.architectures {
            let body = String(row.bodyPrefix.dropLast())
            let headless = (row.bodyClassName, ModelTask.features)
            for (name, task) in [(row.className, row.task), headless]
            where !classes.contains(where: { $0.name == name }) {
                classes.append(ModelClass(name: name, modelType: row.modelType, task: task, bodyName: body))
            }
        }
        return classes
    }()
}

extension Configuration {
    /// The classes of configurations and the families that they are of.
    package static let families: [(className: String, modelType: String)] = ConfigurationFamily.all
        .map { ($0.value.className, $0.key) }.sorted { $0.className < $1.className }

    /// Whether attention was asked for in its plain form: `attn_implementation="eager"`.
    var isEager: Bool { self["_attn_implementation"]?.string == "eager" }
}
