/// A JSON value, as it stands in the four dictionaries of a Jupyter message.
///
///     let content: JSON = ["status": "ok", "execution_count": 3]
///     content["execution_count"]?.integer   // 3
///
/// Objects keep the order of their members; a repeated name reads as its last value.
package enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    /// One name and its value in an object.
    package struct Member: Sendable, Equatable {
        package var name: String
        package var value: JSON

        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }
}

extension JSON {
    /// The member of an object, nil when this is no object or has no such member; setting nil removes it.
    package subscript(_ name: String) -> JSON? {
        get { members?.last { $0.name == name }?.value }
        set {
            var kept = members ?? []
            if let newValue, let index = kept.lastIndex(where: { $0.name == name }) {
                kept[index].value = newValue
            } else {
                kept.removeAll { $0.name == name }
                if let newValue { kept.append(Member(name, newValue)) }
            }
            self = .object(kept)
        }
    }

    package var members: [Member]? { if case .object(let members) = self { members } else { nil } }
    package var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }
    package var string: String? { if case .string(let text) = self { text } else { nil } }
    package var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
    package var integer: Int? { if case .integer(let count) = self { count } else { nil } }

    /// The value of an integer or a floating-point number.
    package var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .null, .bool, .string, .array, .object: nil
        }
    }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements.map { Member($0, $1) }) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(nilLiteral: ()) { self = .null }
}
