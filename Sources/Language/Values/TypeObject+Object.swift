/// A class as a value: calling it, its attributes, `list[int]`, `int | None`.
extension TypeObject {
    /// What user code sees of every class besides what the class and its ancestors define.
    func specialAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name {
        case .__name__: Value(self.name)
        case .__qualname__: Value(qualifiedName)
        case .__module__: namespace[.__module__] ?? Value(moduleName)
        case .__doc__: documentation.map { Value($0) } ?? Value.none
        case "__base__": bases.first.map { .object($0) } ?? Value.none
        case .__bases__: Value(tuple: bases.filter { !$0.isHiddenBase }.map { .object($0) })
        case .__mro__: Value(tuple: mro.filter { !$0.isHiddenBase }.map { .object($0) })
        case .__dict__: .object(NamespaceMapping(namespace))
        case .__class__: .object(type)
        case "__abstractmethods__": isNative ? nil : try AbstractClasses.abstractMethods(of: self, evaluator)
        default: nil
        }
    }

    /// The attribute of a class: its own and its ancestors' first, then its metaclass'.
    func classAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        let meta = type
        let fromMeta = meta.lookup(name)
        if !meta.isNative, case .object(let descriptor)? = fromMeta, descriptor.isDataDescriptor {
            return try evaluator.bound(.object(descriptor), to: .object(self), of: meta)
        }
        if let special = try specialAttribute(name, evaluator) { return special }
        if let found = lookup(name) { return try evaluator.bound(found, to: nil, of: self) }
        return try fromMeta.map { try evaluator.bound($0, to: .object(self), of: meta) }
    }

    func setClassAttribute(_ name: Symbol, to value: Value) throws {
        guard !isNative else {
            throw PythonError(.typeError, "cannot set '\(name)' attribute of immutable type '\(self.name)'")
        }
        switch name {
        case .__qualname__: value.as(Text.self).map { qualifiedName = $0.string }
        case .__name__: value.as(Text.self).map { name in self.rename(name.string) }
        default:
            namespace[name] = value
        }
    }

    /// `list[int]`
    func subscripted(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        if let hook = userLookup(.__class_getitem__) {
            return try evaluator.call(Method.unwrapped(hook), [.object(self), key])
        }
        if let getItem = derivation?.type?.userLookup(.__getitem__) {
            return try evaluator.call(getItem, [.object(self), key])
        }
        guard isNative || mro.contains(where: { $0.isNative && TypeObject.subscriptable.contains($0.name) }) else {
            throw PythonError(.typeError, "type '\(name)' is not subscriptable")
        }
        return .object(GenericAlias(self, key.as(Tuple.self)?.elements ?? [key]))
    }

    private static var subscriptable: Set<String> {
        ["list", "dict", "tuple", "set", "frozenset", "type", "Generic", "deque", "defaultdict", "OrderedDict"]
    }

    /// A class with bases made by user code; a native class with special subclasses (enumerations) overrides it.
    package static func make(
        _ name: String, _ bases: [TypeObject], _ namespace: Namespace, module: String, _ evaluator: Evaluator
    ) throws -> TypeObject {
        for base in bases where !base.allowsSubclasses || finalClasses.contains(where: { $0 === base }) {
            throw PythonError(.typeError, "type '\(base.name)' is not an acceptable base type")
        }
        return try TypeObject(name: name, bases: bases, namespace: namespace, module: module)
    }

    /// Built-in classes that CPython lets nobody derive from.
    private static var finalClasses: [TypeObject] {
        [
            .bool, .noneType, .range, Slice.typeObject, MemoryView.typeObject, Function.typeObject,
            NativeFunction.typeObject, GeneratorIterator.typeObject, BoundMethod.typeObject, Singleton.ellipsis.type,
            Singleton.notImplemented.type,
        ]
    }
}

extension TypeObject {
    /// The name that messages give a class: with its module where CPython's class is written in C, `'re.Match' object …`.
    package final var nameInErrors: String {
        guard moduleName != "builtins", moduleName != "__main__", Self.modulesInC.contains(moduleName) else {
            return name
        }
        let full = "\(moduleName == "io" ? "_io" : moduleName).\(name)"
        return isNative || moduleName == "datetime" || moduleName == "decimal"
            ? Self.classesInPython.contains(full) ? name : full : name
    }

    private static let modulesInC: Set<String> = [
        "re", "datetime", "decimal", "collections", "functools", "itertools", "io", "_io", "numpy",
        "torch", "torch._C",
    ]

    /// Those that CPython writes in Python all the same.
    private static let classesInPython: Set<String> = [
        "collections.Counter", "collections.ChainMap", "functools.cached_property", "_io.UnsupportedOperation",
        "re.RegexFlag", "re.error", "torch.Tensor",
    ]
}

/// A generic class with its arguments: `list[int]`, `dict[str, float]`.
public final class GenericAlias: Object {
    public let origin: TypeObject
    public let arguments: [Value]

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) static let typeObject = TypeObject(native: "GenericAlias", module: "types")
    override public class var nativeType: TypeObject { typeObject }

    public init(_ origin: TypeObject, _ arguments: [Value]) {
        self.origin = origin
        self.arguments = arguments
    }

    override public var isCallable: Bool { true }

    override public func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        try origin.call(arguments, evaluator)
    }

    override public func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name.text {
        case "__origin__": .object(origin)
        case "__args__": Value(tuple: arguments)
        default: try genericAttribute(name, evaluator) ?? origin.getAttribute(name, evaluator)
        }
    }

    override public func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value { .object(self) }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .equal || operation == .notEqual, let other = other.as(GenericAlias.self) else { return nil }
        let same =
            try origin === other.origin && evaluator.equal(Value(tuple: arguments), Value(tuple: other.arguments))
        return .bool(same == (operation == .equal))
    }

    override public func hash(_ evaluator: Evaluator) throws -> Int {
        try evaluator.hash(.object(origin)) ^ evaluator.hash(Value(tuple: arguments))
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        "\(TypeText.name(of: origin))[\(try arguments.map { try TypeText.of($0, evaluator) }.joined(separator: ", "))]"
    }

    override public func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        UnionType.make(operation, .object(self), other, reflected)
    }
}

/// `int | None`
public final class UnionType: Object {
    public let members: [Value]

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) static let typeObject = TypeObject(native: "UnionType", module: "types")
    override public class var nativeType: TypeObject { typeObject }

    public init(_ members: [Value]) { self.members = members }

    static func make(_ operation: BinaryOperator, _ value: Value, _ other: Value, _ reflected: Bool) -> Value? {
        guard operation == .or, other.isNone || other.object.map(isTypeLike) ?? false else { return nil }
        let pair = reflected ? [other, value] : [value, other]
        var members: [Value] = []
        for member in pair.flatMap({ $0.as(UnionType.self)?.members ?? [$0] })
        where !members.contains(where: { $0.isSame(as: member) }) { members.append(member) }
        return members.count == 1 ? members[0] : .object(UnionType(members))
    }

    private static func isTypeLike(_ object: Object) -> Bool {
        object is TypeObject || object is GenericAlias || object is UnionType
    }

    override public func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        guard name.text == "__args__" else { return try genericAttribute(name, evaluator) }
        return Value(tuple: members.map { $0.isNone ? .object(TypeObject.noneType) : $0 })
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .equal || operation == .notEqual, let other = other.as(UnionType.self) else { return nil }
        let same = try UnionType.haveSameMembers(members, other.members, evaluator)
        return .bool(same == (operation == .equal))
    }

    override public func hash(_ evaluator: Evaluator) throws -> Int {
        try members.reduce(0) { try $0 ^ evaluator.hash($1) }
    }

    /// Whether unions are equal, in whatever order their members stand.
    static func haveSameMembers(_ some: [Value], _ others: [Value], _ evaluator: Evaluator) throws -> Bool {
        guard some.count == others.count else { return false }
        return try some.allSatisfy { member in
            try others.contains { try evaluator.identicalOrEqual($0, member) }
        }
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        try members.map { try TypeText.of($0, evaluator) }.joined(separator: " | ")
    }

    override public func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        UnionType.make(operation, .object(self), other, reflected)
    }
}

/// How classes are written inside annotations: `int`, `None`.
private enum TypeText {
    static func of(_ value: Value, _ evaluator: Evaluator) throws -> String {
        if value.isNone { return "None" }
        if value.object === Singleton.ellipsis { return "..." }
        if let list = value.as(List.self) {
            return "[\(try list.elements.map { try of($0, evaluator) }.joined(separator: ", "))]"
        }
        guard let type = value.as(TypeObject.self) else { return try evaluator.repr(value) }
        return name(of: type)
    }

    static func name(of type: TypeObject) -> String {
        type.moduleName == "builtins" ? type.qualifiedName : "\(type.moduleName).\(type.qualifiedName)"
    }
}
