import Language
import Models
import Networks
import Tensors
import Torch

/// What a model of transformers has beside what every module has: `model.config`, `model.generate(...)`.
enum PretrainedMethods {
    static var all: [NativeFunction] { generation + parts + files }

    private static func model(_ value: Value) throws -> PretrainedModel {
        guard let module = value.module, let model = try translatingModels({ try PretrainedModel(of: module) }) else {
            throw PythonError(.typeError, "a model of transformers is needed, not '\(value.typeName)'")
        }
        return model
    }

    private static func method(
        _ name: String, _ signature: Language.Signature, _ summary: String,
        _ body: @escaping (PretrainedModel, borrowing Language.Arguments, Evaluator) throws -> Value
    ) -> NativeFunction {
        NativeFunction(name, signature, summary, module: "transformers.PreTrainedModel") { arguments, evaluator in
            let model = try model(arguments[0])
            return try translatingModules { try translatingModels { try body(model, arguments, evaluator) } }
        }
    }

    private static var generation: [NativeFunction] {
        [
            method(
                "generate",
                "(self, inputs=None, generation_config=None, streamer=None, input_ids=None, attention_mask=None, **kwargs)",
                "The prompts with new tokens behind them."
            ) { model, arguments, evaluator in
                guard let ids = (arguments[1].ifNotNone ?? arguments[4].ifNotNone)?.tensor else {
                    throw PythonError(.valueError, "generate takes token ids: a tensor as `inputs` or `input_ids`")
                }
                var keywords = arguments.named(at: 6)
                keywords.append((name: "generation_config", value: arguments[2]))
                keywords.append((name: "streamer", value: arguments[3]))
                let call = try GenerationCall(model, keywords, decode: nil, evaluator)
                return Value(tree: try call.run(ids, mask: arguments[5].tensor))
            },
            method("can_generate", "(self)", "Whether the model can write on.") { model, _, _ in
                .bool(model.options.task == .causalLanguageModel)
            },
        ]
    }

    private static var parts: [NativeFunction] {
        [
            method(
                "num_parameters", "(self, only_trainable=False, exclude_embeddings=False)",
                "How many numbers the parameters hold."
            ) { model, arguments, evaluator in
                let tables = try evaluator.truth(arguments[2]) ? tables(of: model.module) : []
                let onlyTrainable = try evaluator.truth(arguments[1])
                let counted = model.module.namedParameters().filter { name, parameter in
                    !tables.contains(name) && (parameter.requiresGrad || !onlyTrainable)
                }
                return .int(counted.reduce(0) { $0 + $1.tensor.elementCount })
            },
            method("get_input_embeddings", "(self)", "The table that token ids are looked up in.") { model, _, _ in
                try model.tablePath.map { Value(try model.module.module(at: $0)) } ?? .none
            },
            method("get_output_embeddings", "(self)", "The layer that scores tokens; None for a body.") { model, _, _ in
                try model.headPath.map { Value(try model.module.module(at: $0)) } ?? .none
            },
            method(
                "resize_token_embeddings", "(self, new_num_tokens=None, pad_to_multiple_of=None, mean_resizing=True)",
                "Gives the table of tokens and the head another number of rows, and returns the table."
            ) { model, arguments, evaluator in
                guard let path = model.tablePath else { return .none }
                let table = try model.module.module(at: path)
                var count =
                    try arguments[1].ifNotNone.map { try evaluator.index($0) } ?? table.parameter("weight").size(0)
                if let multiple = try arguments[2].ifNotNone.map({ try evaluator.index($0) }) {
                    guard 1...Int(Int32.max) ~= multiple, 0...Int(Int32.max) ~= count else {
                        throw PythonError(
                            .valueError, "`pad_to_multiple_of` must be a positive number, not \(multiple)")
                    }
                    count = (count + multiple - 1) / multiple * multiple
                }
                return Value(try model.resizeTokenEmbeddings(to: count))
            },
            method("get_memory_footprint", "(self, return_buffers=True)", "The bytes of parameters and buffers.") {
                model, _, _ in
                .int(model.module.allParameters.reduce(0) { $0 + $1.elementCount * $1.dtype.size })
            },
            method("tie_weights", "(self)", "Lets tied parameters be one tensor, as they are in any case.") { _, _, _ in
                .none
            },
        ]
    }

    /// The names of the weights of embedding tables.
    private static func tables(of module: Module) -> Set<String> {
        Set(module.namedModules().filter { $0.module.typeName.hasSuffix("Embedding") }.map { $0.name + ".weight" })
    }

    private static var files: [NativeFunction] {
        [
            method(
                "save_pretrained", "(self, save_directory, safe_serialization=True)",
                "Writes config.json, generation_config.json and model.safetensors into a folder."
            ) { model, arguments, evaluator in
                guard try evaluator.truth(arguments[2]) else {
                    throw PythonError(.notImplementedError, "save_pretrained writes safetensors only")
                }
                try CheckpointWriter(evaluator.str(arguments[1])).write(model)
                return .none
            }
        ]
    }

    // MARK: Properties

    static var properties: [(Symbol, Value)] {
        [
            property("config") { model, _ in .object(ConfigurationObject.of(model.configuration)) },
            property("generation_config") { model, _ in .object(GenerationConfigObject(model.generation)) },
            property("dtype") { model, _ in model.module.allParameters.first.map { Value($0.dtype) } ?? .none },
            property("device") { model, evaluator in
                guard let parameter = model.module.allParameters.first else { return .none }
                return try evaluator.requiredAttribute("device", of: Value(parameter))
            },
            property("base_model") { model, _ in Value(model.body ?? model.module) },
            property("base_model_prefix") { model, _ in Value(model.bodyName) },
            property("name_or_path") { model, _ in Value(model.configuration.nameOrPath) },
            property("main_input_name") { _, _ in Value("input_ids") },
        ]
    }

    private static func property(
        _ name: String, _ get: @escaping (PretrainedModel, Evaluator) throws -> Value
    ) -> (Symbol, Value) {
        let property = NativeProperty(name) { receiver, evaluator in try get(model(receiver), evaluator) }
        return (Symbol(name), .object(property))
    }
}
