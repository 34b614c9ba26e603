import Language
import Models
import Networks
import Torch

/// The classes of transformers' models, by name: `GPT2LMHeadModel` makes a model, and is the class of a loaded one.
enum PretrainedClasses {
    // Immutable, so that threads may share the class.
    nonisolated(unsafe) static let base = TypeObject(
        native: "PreTrainedModel", module: "transformers.modeling_utils", bases: [ModuleType.module],
        methods: PretrainedMethods.all, attributes: PretrainedMethods.properties)

    // Read and written on the cell thread only, like all objects of the language.
    nonisolated(unsafe) private static var types: [String: TypeObject] = [:]

    static func typeObject(named model: ModelClass) -> TypeObject {
        if let known = types[model.name] { return known }
        let made = TypeObject(
            native: model.name, module: "transformers.models.\(model.modelType).modeling_\(model.modelType)",
            bases: [base], methods: loaders(model.name, model.task),
            allocate: { _, arguments, evaluator in
                guard let configuration = arguments.positionals.first?.as(ConfigurationObject.self)?.configuration
                else {
                    throw PythonError(
                        .typeError, "\(model.name).__init__() missing 1 required positional argument: 'config'")
                }
                return try new(configuration, model.task)
            })
        types[model.name] = made
        return made
    }

    /// The class of a module that is a model of transformers, with or without a head.
    static func typeObject(of module: Module) -> TypeObject? {
        guard module.layer is ModelLayer else { return nil }
        return ModelClass.all.first { $0.name == module.typeName }.map { typeObject(named: $0) }
    }

    /// `AutoModelForCausalLM` and the other classes that choose by the configuration.
    static func auto(_ task: ModelTask) -> TypeObject {
        TypeObject(
            native: task.rawValue, module: "transformers.models.auto.modeling_auto",
            methods: loaders(task.rawValue, task) + [configured(task)])
    }

    private static func loaders(_ owner: String, _ task: ModelTask) -> [NativeFunction] {
        [
            NativeFunction(
                "from_pretrained", "(pretrained_model_name_or_path, *model_args, **kwargs)",
                "The network of a checkpoint.", module: owner, binds: false
            ) { arguments, evaluator in
                let named = Dictionary(arguments.named(at: 2).map { ($0.name.text, $0.value) }) { _, last in last }
                var options = try LanguageModelLoading.options(named, evaluator)
                options.task = task
                let path = try evaluator.str(arguments[0])
                LoadingProgress(evaluator).follow(&options, of: path)
                let model = try translatingModels { try PretrainedModel(path, options: options) }
                try load(model, evaluator)
                return Value(model.module)
            }
        ]
    }

    /// Loads the weights, and warns as transformers does of those that are missing or left over.
    static func load(_ model: PretrainedModel, _ evaluator: Evaluator) throws {
        guard !model.isLoaded else { return }
        let report = try translatingModels { try model.load() }
        for warning in report.warnings(of: model) { evaluator.output.write(warning + "\n", to: .standardError) }
    }

    private static func configured(_ task: ModelTask) -> NativeFunction {
        NativeFunction(
            "from_config", "(config, **kwargs)", "A new network with weights that nobody has trained.",
            module: task.rawValue, binds: false
        ) { arguments, evaluator in
            guard let configuration = arguments[0].as(ConfigurationObject.self)?.configuration else {
                throw PythonError(.typeError, "from_config takes a configuration, not '\(arguments[0].typeName)'")
            }
            return try new(configuration, task)
        }
    }

    private static func new(_ configuration: Configuration, _ task: ModelTask) throws -> Value {
        try translatingConfigurations { Value(try PretrainedModel(configuration, task: task).module) }
    }
}
