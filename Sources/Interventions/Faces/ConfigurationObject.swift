import Language
import Models

/// A model's config.json as cells see it: `model.config.n_layer`.
package final class ConfigurationObject: Object {
    private let configuration: Configuration

    init(_ configuration: Configuration) { self.configuration = configuration }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "PretrainedConfig", module: "transformers.configuration_utils",
        methods: [
            NativeFunction("to_dict", "(self)", "The attributes as a dict.") { arguments, evaluator in
                guard let object = arguments[0].as(ConfigurationObject.self) else { return .none }
                let dict = Dict()
                for member in object.configuration.attributes {
                    try dict.set(member.name, to: try value(member.value, evaluator), evaluator)
                }
                return .object(dict)
            }
        ])

    override package class var nativeType: TypeObject { typeObject }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if let json = configuration[name.text] { return try ConfigurationObject.value(json, evaluator) }
        return try genericAttribute(name, evaluator)
    }

    override package func attributeNames() -> [Symbol] { configuration.attributes.map { Symbol($0.name) } }

    override package func repr(_ evaluator: Evaluator) throws -> String { configuration.description }

    private static func value(_ json: JSONValue, _ evaluator: Evaluator) throws -> Value {
        switch json {
        case .null: return .none
        case .boolean(let flag): return .bool(flag)
        case .integer(let number): return .int(number)
        case .number(let number): return .float(number)
        case .string(let text): return Value(text)
        case .array(let elements): return Value(try elements.map { try value($0, evaluator) })
        case .object(let members):
            let dict = Dict()
            for member in members { try dict.set(member.name, to: try value(member.value, evaluator), evaluator) }
            return .object(dict)
        }
    }
}
