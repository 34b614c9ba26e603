/// A namespace seen as a dict: what `globals()` and `object.__dict__` give. Changes go through to the namespace.
public final class NamespaceMapping: Object {
    package let namespace: Namespace

    override public class var nativeType: TypeObject { typeObject }

    /// What the dict shows before the namespace's own names, such as settings that an object keeps elsewhere.
    private let others: (() -> [(name: Symbol, value: Value)])?

    public init(_ namespace: Namespace, showing others: (() -> [(name: Symbol, value: Value)])? = nil) {
        self.namespace = namespace
        self.others = others
    }

    /// Everything that the dict shows; what stands in the namespace hides others of its name.
    private var items: [(name: Symbol, value: Value)] {
        guard let others else { return namespace.items }
        return others().filter { namespace[$0.name] == nil } + namespace.items
    }

    private func value(_ name: Symbol) -> Value? {
        if let own = namespace[name] { return own }
        return others?().first { $0.name == name }?.value
    }

    override public func isSame(as other: Object) -> Bool {
        self === other || (other as? NamespaceMapping)?.namespace === namespace
    }

    private func symbol(_ key: Value) -> Symbol? { key.as(Text.self).map { Symbol($0.string) } }

    override public func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        guard let name = symbol(key), let found = value(name) else { throw PythonError(.keyError, [key]) }
        return found
    }

    override public func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        guard let name = symbol(key) else { throw PythonError(.typeError, "attribute name must be string") }
        namespace[name] = value
    }

    override public func deleteItem(_ key: Value, _ evaluator: Evaluator) throws {
        guard let name = symbol(key), namespace.remove(name) != nil else { throw PythonError(.keyError, [key]) }
    }

    override public func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        symbol(value).flatMap { self.value($0) } != nil
    }

    override public func length(_ evaluator: Evaluator) throws -> Int? { items.count }

    override public func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        ArrayIterator(items.map { Value($0.name.text) })
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        try evaluator.repr(.object(dictionary(evaluator)))
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .equal || operation == .notEqual else { return nil }
        return try evaluator.compare(operation, .object(dictionary(evaluator)), other)
    }

    /// A copy as a plain dict.
    package func dictionary(_ evaluator: Evaluator) throws -> Dict {
        let result = Dict()
        for (name, value) in items { try result.set(Value(name.text), to: value, evaluator) }
        return result
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) private static let typeObject = TypeObject(
        native: "dict", bases: [.dict],
        methods: ["get", "keys", "values", "items", "copy"].map(copying) + [
            NativeFunction("update", "(self, other=(), /, **kwargs)") { arguments, evaluator in
                let pairs = Dict()
                let method = try evaluator.requiredAttribute("update", of: .object(pairs))
                _ = try evaluator.call(method, [arguments[1]])
                _ = try evaluator.call(method, [arguments[2]])
                for (key, value) in pairs.items { try evaluator.setItem(arguments[0], key, to: value) }
                return .none
            },
            NativeFunction("pop", "(self, key, default=..., /)") { arguments, evaluator in
                let found = try evaluator.contains(arguments[0], arguments[1])
                guard found || arguments[2].isUndefined else { return arguments[2] }
                let value = try evaluator.getItem(arguments[0], arguments[1])
                try evaluator.deleteItem(arguments[0], arguments[1])
                return value
            },
        ])

    /// A method of dict that works on a copy.
    private static func copying(_ name: String) -> NativeFunction {
        NativeFunction(name, "(self, *args)") { arguments, evaluator in
            guard let mapping = arguments[0].as(NamespaceMapping.self) else { return .none }
            let method = try evaluator.requiredAttribute(
                Symbol(name), of: .object(try mapping.dictionary(evaluator)))
            return try evaluator.call(method, try evaluator.array(from: arguments[1]))
        }
    }
}
