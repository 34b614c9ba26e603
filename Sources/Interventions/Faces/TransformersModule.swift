import Language
import Models

/// What cells may import from `transformers`: tokenizers and configurations of checkpoints, without their models.
enum TransformersModule {
    static func register(with evaluator: Evaluator) {
        evaluator.modules.register("transformers") { _ in
            ModuleObject(
                "transformers", documentation: "Tokenizers and configurations of checkpoints.",
                attributes: [("AutoTokenizer", .object(autoTokenizer)), ("AutoConfig", .object(autoConfig))]
                    + [("TextStreamer", .object(TextStreamer.typeObject))]
                    + ModelTask.allCases.map { (Symbol($0.rawValue), .object(autoModel($0))) })
        }
    }

    // Immutable, so that threads may share the classes.
    nonisolated(unsafe) private static let autoTokenizer = loader("AutoTokenizer", "The tokenizer of a checkpoint.") {
        .object(TokenizerObject(try Tokenizer(folder: $0)))
    }

    nonisolated(unsafe) private static let autoConfig = loader("AutoConfig", "The configuration of a checkpoint.") {
        .object(ConfigurationObject(try Configuration($0)))
    }

    /// A class whose `from_pretrained(name)` gives the network itself.
    private static func autoModel(_ task: ModelTask) -> TypeObject {
        TypeObject(
            native: task.rawValue, module: "transformers.models.auto.modeling_auto",
            methods: [
                NativeFunction(
                    "from_pretrained", "(pretrained_model_name_or_path, **kwargs)", "The network of a checkpoint.",
                    binds: false
                ) { arguments, evaluator in
                    let named = Dictionary(arguments.named(at: 1).map { ($0.name.text, $0.value) }) { _, last in last }
                    var options = try LanguageModelLoading.options(named, evaluator)
                    options.task = task
                    let path = try evaluator.str(arguments[0])
                    let model = try translatingModels { try PretrainedModel(path, options: options) }
                    _ = try translatingModels { try model.load() }
                    return Value(model.module)
                }
            ])
    }

    /// A class with `from_pretrained(name)`.
    private static func loader(
        _ name: String, _ summary: String, _ load: @escaping (ModelFolder) throws -> Value
    ) -> TypeObject {
        TypeObject(
            native: name, module: "transformers",
            methods: [
                NativeFunction(
                    "from_pretrained", "(pretrained_model_name_or_path, **kwargs)", summary, binds: false
                ) { arguments, evaluator in
                    let path = try evaluator.str(arguments[0])
                    return try translatingModels { try load(try ModelFolder.locate(path)) }
                }
            ])
    }
}
