import Language
import Models
import Tensors
import Torch

/// The attributes of a configuration that cells hold: lists and dicts that are changed in place, and what JSON cannot say.
///
///     model.config.id2label[0] = "positive"   // stays, although config.json knows texts as keys only
final class ConfigurationValues {
    private var values: [String: Value] = [:]
    /// The object that stands for the configuration; it holds the configuration, which holds this.
    weak var object: ConfigurationObject?

    static func of(_ configuration: Configuration) -> ConfigurationValues {
        if let known = configuration.values as? ConfigurationValues { return known }
        let made = ConfigurationValues()
        configuration.values = made
        return made
    }

    /// An attribute; nil for one that the configuration has not.
    func value(_ name: String, in configuration: Configuration, _ evaluator: Evaluator) throws -> Value? {
        let own = configuration.ownName(name)
        if let value = values[own] { return value }
        guard let json = configuration[own] else { return nil }
        let value = try Self.value(of: own, json, evaluator)
        switch json {
        case .array, .object: values[own] = value
        case .null, .boolean, .integer, .number, .string: break
        }
        return value
    }

    func set(_ name: String, to value: Value, in configuration: Configuration, _ evaluator: Evaluator) throws {
        let own = configuration.ownName(name)
        configuration.set(own, to: try JSONValue(value, evaluator))
        let isPlain = value.as(Text.self) != nil || value.isNone
        if case .object = value, !isPlain { values[own] = value } else { values[own] = nil }
    }

    /// Brings what was changed in place into the attributes.
    func write(into configuration: Configuration, _ evaluator: Evaluator) throws {
        for (name, value) in values { configuration.set(name, to: try JSONValue(value, evaluator)) }
    }

    /// JSON has no whole numbers as keys and no dtypes; the attributes that hold them are known by name.
    static func value(of name: String, _ json: JSONValue, _ evaluator: Evaluator) throws -> Value {
        if name == "torch_dtype", let dtype = DType.allCases.first(where: { $0.name == json.string }) {
            return Value(dtype)
        }
        guard name == "id2label", let members = json.members else { return try json.value(evaluator) }
        let labels = Dict()
        for member in members {
            try labels.set(
                Int(member.name).map { .int($0) } ?? Value(member.name), to: member.value.value(evaluator), evaluator)
        }
        return .object(labels)
    }
}
