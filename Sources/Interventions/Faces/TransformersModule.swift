import Language
import Models

/// What cells may import from `transformers`: tokenizers and configurations of checkpoints, without their models.
enum TransformersModule {
    static func register(with evaluator: Evaluator) {
        evaluator.modules.register("transformers") { _ in
            ModuleObject(
                "transformers", documentation: "Tokenizers and configurations of checkpoints.",
                attributes: [("AutoTokenizer", .object(autoTokenizer)), ("AutoConfig", .object(autoConfig))]
                    + ModelTask.allCases.map { (Symbol($0.rawValue), .object(TypeObject(native: $0.rawValue))) })
        }
    }

    // Immutable, so that threads may share the classes.
    nonisolated(unsafe) private static let autoTokenizer = loader("AutoTokenizer", "The tokenizer of a checkpoint.") {
        .object(TokenizerObject(try Tokenizer(folder: $0)))
    }

    nonisolated(unsafe) private static let autoConfig = loader("AutoConfig", "The configuration of a checkpoint.") {
        .object(ConfigurationObject(try Configuration($0)))
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
