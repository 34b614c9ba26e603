/// `types.MappingProxyType`: a mapping that can be read and not changed.
final class MappingProxy: Object {
    private let mapping: Value

    init(_ mapping: Value) { self.mapping = mapping }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "mappingproxy", documentation: "A view of a mapping that cannot be changed.",
        methods: ["get", "keys", "values", "items", "copy"].map(delegated) + OperatorMethods.container(),
        allocate: { _, arguments, evaluator in
            guard arguments.count == 1 else {
                throw PythonError(.typeError, "mappingproxy() missing required argument 'mapping' (pos 1)")
            }
            guard try evaluator.attribute("keys", of: arguments[0]) != nil else {
                throw PythonError(
                    .typeError, "mappingproxy() argument must be a mapping, not \(arguments[0].typeName)")
            }
            return .object(MappingProxy(arguments[0]))
        })

    override class var nativeType: TypeObject { typeObject }

    private static func delegated(_ name: String) -> NativeFunction {
        NativeFunction(name, "(self, *args)") { arguments, evaluator in
            guard let proxy = arguments[0].as(MappingProxy.self) else { return .none }
            let method = try evaluator.requiredAttribute(Symbol(name), of: proxy.mapping)
            return try evaluator.call(method, try evaluator.array(from: arguments[1]))
        }
    }

    override func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        try evaluator.getItem(mapping, key)
    }

    override func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        try evaluator.contains(mapping, value)
    }

    override func length(_ evaluator: Evaluator) throws -> Int? { try evaluator.length(mapping) }

    override func iterate(_ evaluator: Evaluator) throws -> ValueIterator? { try evaluator.iterate(mapping) }

    override func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .equal || operation == .notEqual else { return nil }
        return try evaluator.compare(operation, mapping, other.as(MappingProxy.self)?.mapping ?? other)
    }

    override func str(_ evaluator: Evaluator) throws -> String { try evaluator.str(mapping) }

    override func repr(_ evaluator: Evaluator) throws -> String { "mappingproxy(\(try evaluator.repr(mapping)))" }
}
