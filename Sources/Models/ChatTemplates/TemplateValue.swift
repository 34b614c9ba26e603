/// A value of the template language.
indirect enum TemplateValue {
    case undefined
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case list([TemplateValue])
    case object([(key: String, value: TemplateValue)])
    /// `namespace(...)`: the one thing that a loop can change outside of itself.
    case namespace(TemplateNamespace)
    case macro(TemplateMacro)

    init(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .boolean(let value): self = .boolean(value)
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .number(value)
        case .string(let value): self = .text(value)
        case .array(let values): self = .list(values.map(TemplateValue.init))
        case .object(let members): self = .object(members.map { ($0.name, TemplateValue($0.value)) })
        }
    }

    /// The value as `tojson` writes it; what JSON has no word for is null.
    var json: JSONValue {
        switch self {
        case .undefined, .null, .macro: .null
        case .boolean(let value): .boolean(value)
        case .integer(let value): .integer(value)
        case .number(let value): .number(value)
        case .text(let value): .string(value)
        case .list(let values): .array(values.map(\.json))
        case .object(let entries): .object(entries.map { JSONMember($0.key, $0.value.json) })
        case .namespace(let space): .object(space.values.map { JSONMember($0.key, $0.value.json) })
        }
    }

    /// Python's truth of a value.
    var isTrue: Bool {
        switch self {
        case .undefined, .null: false
        case .boolean(let value): value
        case .integer(let value): value != 0
        case .number(let value): value != 0
        case .text(let value): !value.isEmpty
        case .list(let values): !values.isEmpty
        case .object(let entries): !entries.isEmpty
        case .namespace, .macro: true
        }
    }

    /// What `{{ value }}` writes.
    var printed: String {
        switch self {
        case .undefined: ""
        case .text(let value): value
        case .null, .boolean, .integer, .number, .list, .object, .namespace, .macro: represented
        }
    }

    /// Python's `repr` of a value.
    private var represented: String {
        switch self {
        case .undefined, .macro: ""
        case .null: "None"
        case .boolean(let value): value ? "True" : "False"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .text(let value): "'\(value)'"
        case .list(let values): "[\(values.map(\.represented).joined(separator: ", "))]"
        case .object(let entries):
            "{\(entries.map { "'\($0.key)': \($0.value.represented)" }.joined(separator: ", "))}"
        case .namespace: "namespace"
        }
    }

    var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .boolean(let value): value ? 1 : 0
        case .undefined, .null, .text, .list, .object, .namespace, .macro: nil
        }
    }

    /// The member of an object or namespace.
    func member(_ name: String) -> TemplateValue {
        switch self {
        case .object(let entries): entries.first { $0.key == name }?.value ?? .undefined
        case .namespace(let space): space.values[name] ?? .undefined
        case .undefined, .null, .boolean, .integer, .number, .text, .list, .macro: .undefined
        }
    }

    /// The items that a loop goes through: elements, keys or characters.
    var items: [TemplateValue]? {
        switch self {
        case .list(let values): values
        case .object(let entries): entries.map { .text($0.key) }
        case .text(let value): value.unicodeScalars.map { .text(String($0)) }
        case .undefined: []
        case .null, .boolean, .integer, .number, .namespace, .macro: nil
        }
    }
}

final class TemplateNamespace {
    var values: [String: TemplateValue] = [:]
}

/// The names that a block sees: its own, then those around it.
final class TemplateScope {
    var values: [String: TemplateValue] = [:]
    private let outer: TemplateScope?

    init(outer: TemplateScope? = nil) { self.outer = outer }

    subscript(name: String) -> TemplateValue { values[name] ?? outer?[name] ?? .undefined }
}
