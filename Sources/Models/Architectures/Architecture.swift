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
}

/// The families that can be loaded, by `model_type` and class.
enum Registry {
    static let architectures: [Architecture] = [
        GPT2.architecture, GPTNeoX.architecture, GPTJ.architecture, OPT.architecture, Llama.architecture,
        Mistral.architecture, Qwen2.architecture, Gemma2.architecture,
    ]

    /// The architecture that `AutoModelForCausalLM` would take, or the one that config.json names.
    static func architecture(for configuration: Configuration) throws -> Architecture {
        let candidates = architectures.filter { $0.modelType == configuration.modelType }
        let named = candidates.first { configuration.architectures.contains($0.className) }
        guard let architecture = named ?? candidates.first else {
            throw CheckpointError.unsupported(
                "there is no architecture for the model type '\(configuration.modelType)'")
        }
        return architecture
    }
}

extension Configuration {
    /// Whether attention was asked for in its plain form: `attn_implementation="eager"`.
    var isEager: Bool { self["_attn_implementation"]?.string == "eager" }
}
