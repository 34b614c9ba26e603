import Language
import Models
import Torch

/// A model's config.json as cells see it: `model.config.n_layer`, or `GPT2Config(n_layer=2)` for a new model.
package final class ConfigurationObject: Object {
    let configuration: Configuration

    private init(_ configuration: Configuration) { self.configuration = configuration }

    /// The one object of a configuration: `model.config is model.config`.
    static func of(_ configuration: Configuration) -> ConfigurationObject {
        let values = ConfigurationValues.of(configuration)
        if let known = values.object { return known }
        let made = ConfigurationObject(configuration)
        values.object = made
        return made
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "PretrainedConfig", module: "transformers.configuration_utils", methods: methods)

    override package class var nativeType: TypeObject { typeObject }
    override package var type: TypeObject { ConfigurationObject.type(named: configuration.className) }
    override package var acceptsAttributes: Bool { true }

    // MARK: Classes

    /// `GPT2Config` and the others; each makes a configuration from its keyword arguments.
    static func type(named name: String) -> TypeObject {
        if let known = types[name] { return known }
        let family = Configuration.families.first { $0.className == name }?.modelType ?? ""
        let made = TypeObject(
            native: name, module: "transformers.models.\(family).configuration_\(family)", bases: [typeObject],
            methods: [loader(name)],
            allocate: { _, arguments, evaluator in
                guard arguments.positionals.isEmpty else {
                    throw PythonError(.typeError, "\(name)() takes keyword arguments only")
                }
                return .object(try new(family, arguments.keywords, evaluator))
            })
        types[name] = made
        return made
    }

    // Read and written on the cell thread only, like all objects of the language.
    nonisolated(unsafe) private static var types: [String: TypeObject] = [:]

    private static func new(
        _ modelType: String, _ keywords: [(name: Symbol, value: Value)], _ evaluator: Evaluator
    ) throws -> ConfigurationObject {
        let given = try keywords.map { JSONMember($0.name.text, try JSONValue($0.value, evaluator)) }
        let json = JSONValue.object([JSONMember("model_type", .string(modelType))] + given)
        return of(try translatingConfigurations { try Configuration(json: json) })
    }

    /// `from_pretrained(name, **changes)`; a class that is asked gives what the checkpoint is, whatever its own family.
    static func loader(_ owner: String) -> NativeFunction {
        NativeFunction(
            "from_pretrained", "(pretrained_model_name_or_path, **kwargs)", "The configuration of a checkpoint.",
            module: owner, binds: false
        ) { arguments, evaluator in
            let path = try evaluator.str(arguments[0])
            let configuration = try translatingModels { try Configuration(try ModelFolder.locate(path)) }
            for (name, value) in arguments.named(at: 1) where configuration[name.text] != nil {
                configuration.set(name.text, to: try JSONValue(value, evaluator))
            }
            return .object(of(configuration))
        }
    }

    private static var methods: [NativeFunction] {
        [
            method("to_dict", "(self)", "The attributes as a dict.") { configuration, _, evaluator in
                let attributes = Dict()
                for member in configuration.attributes {
                    let value = try ConfigurationValues.value(of: member.name, member.value, evaluator)
                    let isDType = value.dtype != nil
                    try attributes.set(member.name, to: isDType ? member.value.value(evaluator) : value, evaluator)
                }
                return .object(attributes)
            },
            method("to_diff_dict", "(self)", "The attributes that are not every configuration's.") {
                configuration, _, evaluator in try configuration.changes.dict(evaluator)
            },
            method("to_json_string", "(self, use_diff=True)", "The attributes as JSON.") {
                configuration, arguments, evaluator in
                let members = try evaluator.truth(arguments[1]) ? configuration.changes : configuration.attributes
                return Value(JSONWriter.indented(.object(members.sorted { $0.name < $1.name })) + "\n")
            },
            method("update", "(self, config_dict)", "Sets attributes from a dict.") {
                configuration, arguments, evaluator in
                guard let changes = arguments[1].as(Dict.self) else {
                    throw PythonError(.typeError, "update takes a dict, not '\(arguments[1].typeName)'")
                }
                let values = ConfigurationValues.of(configuration)
                for (name, value) in changes.items {
                    try values.set(evaluator.str(name), to: value, in: configuration, evaluator)
                }
                return .none
            },
            method("save_pretrained", "(self, save_directory, **kwargs)", "Writes config.json into a folder.") {
                configuration, arguments, evaluator in
                let folder = try evaluator.str(arguments[1])
                try translatingModels { try CheckpointWriter(folder).write(configuration) }
                return .none
            },
            method("__deepcopy__", "(self, memo=None)", "A configuration that changes by itself.") {
                configuration, _, _ in
                .object(of(configuration.copy(nameOrPath: configuration.nameOrPath)))
            },
        ]
    }

    private static func method(
        _ name: String, _ signature: Signature, _ summary: String,
        _ body: @escaping (Configuration, borrowing Arguments, Evaluator) throws -> Value
    ) -> NativeFunction {
        NativeFunction(name, signature, summary) { arguments, evaluator in
            guard let object = arguments[0].as(ConfigurationObject.self) else { return .none }
            try ConfigurationValues.of(object.configuration).write(into: object.configuration, evaluator)
            return try body(object.configuration, arguments, evaluator)
        }
    }

    // MARK: Attributes

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if let value = try ConfigurationValues.of(configuration).value(name.text, in: configuration, evaluator) {
            return value
        }
        switch name.text {
        case "use_return_dict": return try configuration["return_dict"]?.value(evaluator)
        case "name_or_path", "_name_or_path": return Value(configuration.nameOrPath)
        case "num_labels": return .int(configuration["id2label"]?.members?.count ?? 2)
        default: return try genericAttribute(name, evaluator)
        }
    }

    override package func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        try ConfigurationValues.of(configuration).set(name.text, to: value, in: configuration, evaluator)
    }

    /// Two configurations are equal when their classes and all their attributes are.
    override package func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .equal || operation == .notEqual else { return nil }
        guard let other = other.as(ConfigurationObject.self) else { return nil }
        for object in [self, other] {
            try ConfigurationValues.of(object.configuration).write(into: object.configuration, evaluator)
        }
        let (mine, yours) = (configuration, other.configuration)
        let isEqual =
            mine.className == yours.className
            && mine.attributes.sorted { $0.name < $1.name } == yours.attributes.sorted { $0.name < $1.name }
        return .bool(isEqual == (operation == .equal))
    }

    override package func attributeNames() -> [Symbol] {
        configuration.attributes.map { Symbol($0.name) } + super.attributeNames()
    }

    override package func repr(_ evaluator: Evaluator) throws -> String {
        try ConfigurationValues.of(configuration).write(into: configuration, evaluator)
        return configuration.description
    }
}
