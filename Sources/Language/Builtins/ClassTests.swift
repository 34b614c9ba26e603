/// `isinstance` and `issubclass`, with tuples and unions of classes.
package enum ClassTests {
    package static func isInstance(_ value: Value, of target: Value, _ evaluator: Evaluator) throws -> Bool {
        if let type = target.as(TypeObject.self) { return try isInstance(value, ofClass: type, evaluator) }
        if let tuple = target.as(Tuple.self) {
            return try tuple.elements.contains { try isInstance(value, of: $0, evaluator) }
        }
        if let kind = target.object as? ClassLike { return try kind.accepts(value, evaluator) }
        if let alias = target.as(GenericAlias.self), !alias.arguments.isEmpty {
            throw PythonError(.typeError, "isinstance() argument 2 cannot be a parameterized generic")
        }
        throw PythonError(.typeError, "isinstance() arg 2 must be a type, a tuple of types, or a union")
    }

    private static func isInstance(
        _ value: Value, ofClass type: TypeObject, _ evaluator: Evaluator
    ) throws -> Bool {
        if value.type.isSubclass(of: type) { return true }
        if let answer = try ask(type, "__instancecheck__", value, evaluator) { return answer }
        if let answer = try virtualSubclass(value.type, of: type, evaluator) { return answer }
        if let names = try protocolNames(type) {
            return try names.allSatisfy { try evaluator.attribute($0, of: value) != nil }
        }
        if let abstract = type as? AbstractType { return abstract.test(value) || abstract.isBase(of: value.type) }
        if let claimed = value.object?.derivation?.type?.userLookup(.__class__), claimed.isObject,
            let method = try evaluator.attribute(.__class__, of: value)?.as(TypeObject.self)
        {
            return method.isSubclass(of: type)
        }
        return false
    }

    /// The methods that a `Protocol` of `typing` asks for; nil for other classes.
    private static func protocolNames(_ type: TypeObject) throws -> [Symbol]? {
        guard !type.isNative, type.bases.contains(where: { $0 === TypingModule.protocolType }) else { return nil }
        guard type.namespace["_is_runtime_protocol"] != nil else {
            throw PythonError(
                .typeError, "Instance and class checks can only be used with @runtime_checkable protocols")
        }
        let own: Set<Symbol> = [
            "__module__", "__doc__", "__annotations__", "__init__", "_is_runtime_protocol", "__parameters__",
        ]
        return type.namespace.definedNames.filter { !own.contains($0) }
    }

    /// What a user's metaclass says; nil when it says nothing.
    private static func ask(
        _ type: TypeObject, _ question: Symbol, _ value: Value, _ evaluator: Evaluator
    ) throws -> Bool? {
        guard type.derivation?.type?.userLookup(question) != nil,
            let method = try evaluator.userMethod(question, of: type)
        else { return nil }
        return try evaluator.truth(try evaluator.call(method, [value]))
    }

    /// What `__subclasshook__` and `register` say; nil when they say nothing.
    private static func virtualSubclass(
        _ type: TypeObject, of other: TypeObject, _ evaluator: Evaluator
    ) throws -> Bool? {
        guard !other.isNative else { return nil }
        if let hook = other.userLookup("__subclasshook__") {
            let answer = try evaluator.call(try evaluator.bound(hook, to: nil, of: other), [.object(type)])
            if !answer.isSame(as: .notImplemented) { return try evaluator.truth(answer) }
        }
        return isRegistered(type, in: other) ? true : nil
    }

    private static func isRegistered(_ type: TypeObject, in other: TypeObject) -> Bool {
        other.registered.contains { type.isSubclass(of: $0) || isRegistered(type, in: $0) }
            || other.liveSubclasses.contains { isRegistered(type, in: $0) }
    }

    package static func isSubclass(_ type: TypeObject, of target: Value, _ evaluator: Evaluator) throws -> Bool {
        if let other = target.as(TypeObject.self) {
            if type.isSubclass(of: other) { return true }
            if let answer = try ask(other, "__subclasscheck__", .object(type), evaluator) { return answer }
            if let answer = try virtualSubclass(type, of: other, evaluator) { return answer }
            return (other as? AbstractType).map { $0.testClass(type) || $0.isBase(of: type) } ?? false
        }
        if let tuple = target.as(Tuple.self) {
            return try tuple.elements.contains { try isSubclass(type, of: $0, evaluator) }
        }
        if let kind = target.object as? ClassLike { return try kind.acceptsClass(type, evaluator) }
        if let alias = target.as(GenericAlias.self), !alias.arguments.isEmpty {
            throw PythonError(.typeError, "issubclass() argument 2 cannot be a parameterized generic")
        }
        throw PythonError(.typeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union")
    }
}

/// What is no class but may stand for some in `isinstance`: a union, a generic alias.
protocol ClassLike: Object {
    func accepts(_ value: Value, _ evaluator: Evaluator) throws -> Bool
    func acceptsClass(_ type: TypeObject, _ evaluator: Evaluator) throws -> Bool
}

extension UnionType: ClassLike {
    func accepts(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        try members.contains { try $0.isNone ? value.isNone : ClassTests.isInstance(value, of: $0, evaluator) }
    }

    func acceptsClass(_ type: TypeObject, _ evaluator: Evaluator) throws -> Bool {
        try members.contains { try !$0.isNone && ClassTests.isSubclass(type, of: $0, evaluator) }
    }
}

/// A class whose instances are told by what they can do: `collections.abc.Iterable`, `numbers.Number`.
package final class AbstractType: TypeObject {
    /// Whether a value counts as an instance.
    let test: (Value) -> Bool
    /// Whether a class counts as a subclass.
    let testClass: (TypeObject) -> Bool

    package init(
        _ name: String, module: String, test: @escaping (Value) -> Bool, testClass: @escaping (TypeObject) -> Bool
    ) {
        self.test = test
        self.testClass = testClass
        super.init(native: name, module: module)
        if module == "collections.abc" { allocate = AbstractClasses.allocate }
    }

    /// Whether a class derives from it, or from one that does in CPython.
    func isBase(of type: TypeObject) -> Bool {
        type.mro.contains { $0 === self || $0.isHiddenBase && $0.name == name }
    }

    /// One that asks for methods by name, in the class.
    package convenience init(_ name: String, module: String, methods: [Symbol], kinds: [TypeObject] = []) {
        let testClass: (TypeObject) -> Bool = { type in
            kinds.contains { type.isSubclass(of: $0) }
                || !methods.isEmpty && methods.allSatisfy { type.lookup($0).map { !$0.isNone } ?? false }
        }
        self.init(name, module: module, test: { testClass($0.type) }, testClass: testClass)
    }
}
