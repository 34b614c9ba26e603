import Language
import Networks
import Tensors

/// Named outputs of a module: a dictionary whose entries are attributes too, such as `CausalLMOutputWithPast`.
///
///     output.logits, output["logits"], output[0]   // the first entry that is not None
package final class OutputObject: Object {
    private(set) var entries: [(name: Symbol, value: Value)]
    private let typeName: String?

    package init(_ dictionary: TensorDictionary) {
        typeName = dictionary.typeName
        entries = dictionary.entries.map { (Symbol($0.key), Value(tree: $0.value)) }
    }

    package var dictionary: TensorDictionary {
        TensorDictionary(typeName: typeName, entries: entries.map { ($0.name.text, TensorTree($0.value)) })
    }

    override package var type: TypeObject { OutputObject.type(named: typeName ?? "ModelOutput") }

    /// Entries that are None are left out of positions and iteration, as Hugging Face does.
    private var present: [(name: Symbol, value: Value)] { entries.filter { !$0.value.isNone } }

    override package func length(_ evaluator: Evaluator) throws -> Int? { present.count }

    override package func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        ArrayIterator(present.map { Value($0.name.text) })
    }

    override package func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        guard let name = value.as(Text.self) else { return false }
        return present.contains { $0.name.text == name.string }
    }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        try entries.first { $0.name == name }?.value ?? genericAttribute(name, evaluator)
    }

    override package func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        if let index = entries.firstIndex(where: { $0.name == name }) {
            entries[index].value = value
        } else {
            entries.append((name, value))
        }
    }

    override package func attributeNames() -> [Symbol] { entries.map(\.name) + super.attributeNames() }

    override package func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        if let name = key.as(Text.self) {
            guard let entry = present.first(where: { $0.name.text == name.string }) else {
                throw PythonError(.keyError, [key])
            }
            return entry.value
        }
        return try evaluator.getItem(Value(tuple: present.map(\.value)), key)
    }

    override package func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        try setAttribute(Symbol(try evaluator.str(key)), to: value, evaluator)
    }

    override package func repr(_ evaluator: Evaluator) throws -> String {
        let words = try entries.map { "\($0.name)=\(try evaluator.repr($0.value))" }
        guard typeName != nil else {
            return "{" + (try entries.map { "'\($0.name)': \(try evaluator.repr($0.value))" }).joined(separator: ", ")
                + "}"
        }
        return "\(type.name)(\(words.joined(separator: ", ")))"
    }

    /// The class of an output, made once for each name.
    private static func type(named name: String) -> TypeObject {
        if let known = types[name] { return known }
        let made = TypeObject(native: name, module: "transformers.modeling_outputs", bases: [base])
        types[name] = made
        return made
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) private static let base = TypeObject(
        native: "ModelOutput", module: "transformers.utils.generic", bases: [OrderedDict.typeObject], methods: methods)

    // Read and written on the cell thread only, like all objects of the language.
    nonisolated(unsafe) private static var types: [String: TypeObject] = [:]

    private static var methods: [NativeFunction] {
        let readers = ["keys", "values", "items", "get", "copy"].map { name in
            NativeFunction(name, "(self, *args)", isRaw: true) { arguments, evaluator in
                guard let output = arguments[0].as(OutputObject.self) else { return .none }
                let method = try evaluator.requiredAttribute(Symbol(name), of: output.snapshot(evaluator))
                return try evaluator.call(method, arguments.dropFirst())
            }
        }
        let changes = ["update", "pop", "setdefault", "popitem", "clear"].map { name in
            NativeFunction(name, "(self, *args)", isRaw: true) { arguments, _ in
                throw PythonError(
                    .exception, "You cannot use ``\(name)`` on a \(arguments[0].typeName) instance.")
            }
        }
        let tuple = NativeFunction("to_tuple", "(self)") { arguments, _ in
            Value(tuple: arguments[0].as(OutputObject.self)?.present.map(\.value) ?? [])
        }
        return readers + changes + [tuple]
    }

    /// The entries that are there, as an ordered dict.
    private func snapshot(_ evaluator: Evaluator) throws -> Value {
        let dict = OrderedDict()
        for (name, value) in present { try dict.set(name.text, to: value, evaluator) }
        return .object(dict)
    }
}
