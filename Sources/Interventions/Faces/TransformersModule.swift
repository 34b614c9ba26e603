import Language
import Models
import Torch

/// What cells may import from `transformers`: tokenizers, configurations and models of checkpoints.
enum TransformersModule {
    static func register(with evaluator: Evaluator) {
        if ModuleType.maker == nil { ModuleType.maker = PretrainedClasses.typeObject(of:) }
        evaluator.modules.register("transformers") { _ in
            ModuleObject(
                "transformers", documentation: "Tokenizers, configurations and models of checkpoints.",
                functions: [setSeed], attributes: autos + classes)
        }
    }

    private static var autos: [(Symbol, Value)] {
        let autoTokenizers = ["AutoTokenizer"] + Tokenizer.classNames
        return [
            ("AutoConfig", .object(autoConfig)), ("TextStreamer", .object(TextStreamer.typeObject)),
            ("GenerationConfig", .object(GenerationConfigObject.typeObject)),
            ("PretrainedConfig", .object(ConfigurationObject.typeObject)),
            ("PreTrainedModel", .object(PretrainedClasses.base)),
            ("BatchEncoding", .object(BatchEncoding.typeObject)), ("__version__", Value(version)),
        ] + autoTokenizers.map { (Symbol($0), .object(TokenizerObject.loader($0))) }
            + ModelTask.allCases.map { (Symbol($0.rawValue), .object(PretrainedClasses.auto($0))) }
    }

    private static var classes: [(Symbol, Value)] {
        ModelClass.all.map { (Symbol($0.name), .object(PretrainedClasses.typeObject(named: $0))) }
            + Configuration.families.map {
                (Symbol($0.className), .object(ConfigurationObject.type(named: $0.className)))
            }
    }

    /// The version of transformers whose behaviour is followed.
    private static let version = "4.45.2"

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) private static let autoConfig = TypeObject(
        native: "AutoConfig", module: "transformers.models.auto.configuration_auto",
        methods: [ConfigurationObject.loader("AutoConfig")])

    private static var setSeed: NativeFunction {
        NativeFunction(
            "set_seed", "(seed, deterministic=False)", "Seeds the generators of random, numpy and torch.",
            module: "transformers"
        ) { arguments, evaluator in
            for (module, function) in [("random", "seed"), ("numpy.random", "seed"), ("torch", "manual_seed")] {
                let owner = try evaluator.modules.import(module, evaluator)
                guard let seed = owner.namespace[Symbol(function)] else { continue }
                _ = try evaluator.call(seed, [arguments[0]])
            }
            return .none
        }
    }
}
