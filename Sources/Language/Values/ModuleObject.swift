/// A module: a namespace with a name. `ModuleObject("math", attributes: [("pi", .float(.pi))])`
open class ModuleObject: Object {
    public let name: String
    public let namespace: Namespace
    /// Where its source came from; nil for built-in modules.
    public var file: String?
    /// Public names that its `__getattr__` makes when they are first asked for.
    public var lateNames: [Symbol] = []

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(native: "module")

    override open class var nativeType: TypeObject { typeObject }

    public init(
        _ name: String, documentation: String? = nil, functions: [NativeFunction] = [],
        attributes: [(Symbol, Value)] = []
    ) {
        self.name = name
        namespace = Namespace(capacity: functions.count + attributes.count + 4)
        super.init()
        namespace[.__name__] = Value(name)
        namespace[.__doc__] = documentation.map { Value($0) } ?? Value.none
        for function in functions { namespace[Symbol(function.name)] = .object(function) }
        for (name, value) in attributes { namespace[name] = value }
    }

    /// A module whose attributes are the names of a namespace that is there already.
    package init(_ name: String, sharing namespace: Namespace) {
        self.name = name
        self.namespace = namespace
        super.init()
    }

    override open var documentation: String? { namespace[.__doc__]?.as(Text.self)?.string }

    override open func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if let value = namespace[name] { return value }
        if name == .__dict__ { return .object(NamespaceMapping(namespace)) }
        if let value = try genericAttribute(name, evaluator) { return value }
        guard let hook = namespace[.__getattr__] else { return nil }
        return try evaluator.call(hook, [Value(name.text)])
    }

    override open func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        namespace[name] = value
    }

    override open func deleteAttribute(_ name: Symbol, _ evaluator: Evaluator) throws {
        guard namespace.remove(name) != nil else { throw PythonError.missingAttribute(name, of: .object(self)) }
    }

    override open func attributeNames() -> [Symbol] { namespace.definedNames + lateNames }

    override open func repr(_ evaluator: Evaluator) throws -> String {
        file.map { "<module '\(name)' from '\($0)'>" } ?? "<module '\(name)' (built-in)>"
    }
}
