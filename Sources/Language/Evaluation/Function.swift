/// A function that was defined by `def` or `lambda`.
public final class Function: Object {
    package let code: Code
    /// The cells of the variables that it shares with the functions around it.
    package let closure: ContiguousArray<Cell>
    public var name: String
    public var qualifiedName: String
    public var moduleName: Value = .none
    /// The defaults of the last positional parameters.
    package var defaults: [Value] {
        get { (0..<defaultCount).map { defaultValues[$0] } }
        set { replaceDefaults(newValue) }
    }
    /// The same, for the machine.
    private(set) var defaultValues: UnsafeMutablePointer<Value>
    private(set) var defaultCount: Int
    package var keywordDefaults: [Symbol: Value]
    package var annotations: Value
    private var ownDocumentation: Value

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(native: "function")
    override public class var nativeType: TypeObject { typeObject }

    package init(
        _ code: Code, closure: ContiguousArray<Cell> = [], defaults: [Value] = [],
        keywordDefaults: [Symbol: Value] = [:], annotations: Value = .undefined
    ) {
        self.code = code
        self.closure = closure
        name = code.name
        qualifiedName = code.qualifiedName
        defaultCount = defaults.count
        defaultValues = .allocate(capacity: max(1, defaults.count))
        for (index, value) in defaults.enumerated() { (defaultValues + index).initialize(to: value) }
        self.keywordDefaults = keywordDefaults
        self.annotations = annotations
        ownDocumentation = code.documentation.map { Value($0) } ?? .none
    }

    deinit {
        defaultValues.deinitialize(count: defaultCount)
        defaultValues.deallocate()
    }

    private func replaceDefaults(_ values: [Value]) {
        let (old, oldCount) = (defaultValues, defaultCount)
        defaultValues = .allocate(capacity: max(1, values.count))
        defaultCount = values.count
        for (index, value) in values.enumerated() { (defaultValues + index).initialize(to: value) }
        old.deinitialize(count: oldCount)
        old.deallocate()
    }

    override public var acceptsAttributes: Bool { true }
    override public var isCallable: Bool { true }
    override public var documentation: String? { ownDocumentation.as(Text.self)?.string }
    package var globals: Namespace { code.globals }

    override public var signature: Signature? {
        let layout = code.parameters
        let firstDefault = layout.positionalCount - defaults.count
        return Signature(
            layout.names.indices.map { index in
                let name = layout.names[index]
                switch layout.kinds[index] {
                case .positionalOnly, .positional:
                    let value = index >= firstDefault ? defaults[index - firstDefault] : nil
                    return Signature.Parameter(name, layout.kinds[index], default: value)
                case .keywordOnly: return Signature.Parameter(name, .keywordOnly, default: keywordDefaults[name])
                case .variadic, .keywords: return Signature.Parameter(name, layout.kinds[index])
                }
            })
    }

    override public func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        try evaluator.run(self, arguments)
    }

    override public func bind(to instance: Value?, of owner: TypeObject, _ evaluator: Evaluator) throws -> Value? {
        instance.map { .object(BoundMethod(.object(self), receiver: $0)) } ?? .object(self)
    }

    override public func repr(_ evaluator: Evaluator) throws -> String { "<function \(qualifiedName) at \(address)>" }

    // MARK: Attributes

    override public func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name {
        case .__name__: return Value(self.name)
        case .__qualname__: return Value(qualifiedName)
        case .__doc__: return ownDocumentation
        case .__module__: return moduleName
        case .__defaults__: return defaults.isEmpty ? Value.none : Value(tuple: defaults)
        case .__annotations__:
            if annotations.isUndefined { annotations = .object(Dict()) }
            return annotations
        case "__kwdefaults__": return try keywordDefaultsDict(evaluator)
        case "__globals__": return .object(NamespaceMapping(globals))
        case "__closure__": return closure.isEmpty ? Value.none : Value(tuple: closure.map { .object($0) })
        case "__code__": return .object(CodeObject(code))
        case "__get__":
            return .object(
                NativeFunction("__get__", "(instance, owner=None, /)", binds: false) { [self] arguments, _ in
                    arguments[0].isNone ? .object(self) : .object(BoundMethod(.object(self), receiver: arguments[0]))
                })
        default: return try genericAttribute(name, evaluator)
        }
    }

    override public func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        switch name {
        case .__name__: self.name = try evaluator.str(value)
        case .__qualname__: qualifiedName = try evaluator.str(value)
        case .__doc__: ownDocumentation = value
        case .__module__: moduleName = value
        case .__defaults__:
            // Those that there are too many have no parameter to stand for.
            defaults = value.isNone ? [] : try evaluator.array(from: value).suffix(code.parameters.positionalCount)
        case .__annotations__: annotations = value
        default: try setGenericAttribute(name, to: value, evaluator)
        }
    }

    private func keywordDefaultsDict(_ evaluator: Evaluator) throws -> Value {
        guard !keywordDefaults.isEmpty else { return .none }
        let dict = Dict()
        for name in code.parameters.keywordDefaultNames {
            if let value = keywordDefaults[name] { try dict.set(Value(name.text), to: value, evaluator) }
        }
        return .object(dict)
    }
}

/// What `function.__code__` shows: the names, counts and place of a function's code.
package final class CodeObject: Object {
    package let code: Code

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) private static let typeObject = TypeObject(native: "code")
    override package class var nativeType: TypeObject { typeObject }

    init(_ code: Code) { self.code = code }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name.text {
        case "co_name": Value(code.name)
        case "co_qualname": Value(code.qualifiedName)
        case "co_filename": Value(code.source.name)
        case "co_firstlineno": .int(Int(code.definitionSpan.startLine))
        case "co_argcount": .int(code.parameters.positionalCount)
        case "co_kwonlyargcount": .int(code.parameters.kinds.count { $0 == .keywordOnly })
        case "co_nlocals": .int(code.localCount)
        case "co_varnames":
            Value(
                tuple: (code.parameters.namesByKind
                    + code.localNames.dropFirst(code.parameters.count).filter { $0 != "?" }).map { Value($0.text) })
        case "co_freevars": Value(tuple: code.freeNames.map { Value($0.text) })
        default: try genericAttribute(name, evaluator)
        }
    }

    override package func isSame(as other: Object) -> Bool { (other as? CodeObject)?.code === code }
}
