import Language
import Models
import Torch

/// JSON documents and values of the language, in both directions.
extension JSONValue {
    /// Lists, dicts, texts and numbers; of anything else its text, of a dtype its name.
    init(_ value: Value, _ evaluator: Evaluator, depth: Int = 0) throws {
        guard depth < 32 else { throw PythonError(.recursionError, "maximum recursion depth exceeded") }
        switch value {
        case .none, .undefined: self = .null
        case .bool(let flag): self = .boolean(flag)
        case .int(let number): self = .integer(number)
        case .float(let number): self = .number(number)
        case .object: self = try JSONValue(object: value, evaluator, depth: depth)
        }
    }

    private init(object value: Value, _ evaluator: Evaluator, depth: Int) throws {
        if let text = value.as(Text.self) {
            self = .string(text.string)
        } else if let dtype = value.dtype {
            self = .string(dtype.name)
        } else if let dict = value.as(Dict.self) {
            self = .object(
                try dict.items.map {
                    JSONMember(try evaluator.str($0.key), try JSONValue($0.value, evaluator, depth: depth + 1))
                })
        } else if let elements = value.elements {
            self = .array(try elements.map { try JSONValue($0, evaluator, depth: depth + 1) })
        } else {
            self = .string(try evaluator.str(value))
        }
    }

    func value(_ evaluator: Evaluator) throws -> Value {
        switch self {
        case .null: return .none
        case .boolean(let flag): return .bool(flag)
        case .integer(let number): return .int(number)
        case .number(let number): return .float(number)
        case .string(let text): return Value(text)
        case .array(let elements): return Value(try elements.map { try $0.value(evaluator) })
        case .object(let members):
            let dict = Dict()
            for member in members { try dict.set(member.name, to: try member.value.value(evaluator), evaluator) }
            return .object(dict)
        }
    }
}

extension [JSONMember] {
    /// As a dict.
    func dict(_ evaluator: Evaluator) throws -> Value { try JSONValue.object(self).value(evaluator) }
}
