/// `abc`: classes that cannot be instantiated while methods are abstract.
extension AbstractClasses {
    static func makeABC() -> ModuleObject {
        let module = ModuleObject(
            "abc", documentation: "Abstract base classes.",
            functions: [
                NativeFunction(
                    "abstractmethod", "(funcobj)", "Marks a method that subclasses must define.", module: "abc"
                ) {
                    arguments, evaluator in
                    if arguments[0].object is Function {
                        try evaluator.setAttribute(marker, of: arguments[0], to: true)
                    }
                    return arguments[0]
                },
                NativeFunction(
                    "abstractproperty", "(funcobj)", "Marks a property that subclasses must define.", module: "abc"
                ) {
                    arguments, evaluator in
                    try evaluator.setAttribute(marker, of: arguments[0], to: true)
                    return try evaluator.call(evaluator.builtins["property"] ?? .none, [arguments[0]])
                },
                NativeFunction("get_cache_token", "()", "A number.", module: "abc") { _, _ in 0 },
            ])
        module.namespace["ABC"] = .object(abstractBase)
        module.namespace["ABCMeta"] = .object(metaclass)
        return module
    }

    private static var marker: Symbol { "__isabstractmethod__" }

    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) private static let metaclass = TypeObject(native: "ABCMeta", module: "abc", bases: [.type])

    nonisolated(unsafe) private static let abstractBase = TypeObject(
        native: "ABC", module: "abc", documentation: "A base for classes with abstract methods.",
        attributes: [("register", .object(Method(.object(register), .class)))], allocate: allocate)

    private static var register: NativeFunction {
        NativeFunction("register", "(cls, subclass)", "Makes a class count as a subclass.", module: "abc") {
            arguments, _ in
            guard let type = arguments[0].as(TypeObject.self), let subclass = arguments[1].as(TypeObject.self) else {
                throw PythonError(.typeError, "Can only register classes")
            }
            if !type.isNative { type.registered.append(subclass) }
            return arguments[1]
        }
    }

    /// Refuses classes that still have abstract methods.
    static func allocate(
        _ type: TypeObject, _ arguments: borrowing Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        guard !type.isNative else {
            throw refusal(of: type, missing: standardNames[type.name] ?? [])
        }
        let missing = try abstractNames(of: type, evaluator)
        guard missing.isEmpty else { throw refusal(of: type, missing: missing) }
        guard arguments.isEmpty || type.hasInitializer || type.userLookup(.__new__) != nil else {
            throw PythonError(.typeError, "\(type.name)() takes no arguments")
        }
        // A class that derives from a native one as well is one of that.
        if let maker = otherNativeBase(of: type)?.inheritedAllocator { return try maker(type, arguments, evaluator) }
        return .object(Instance(type))
    }

    private static func refusal(of type: TypeObject, missing: [String]) -> PythonError {
        let names = missing.joined(separator: ", ")
        let methods = missing.isEmpty ? "" : " with abstract method\(missing.count == 1 ? "" : "s") \(names)"
        return PythonError(.typeError, "Can't instantiate abstract class \(type.name)\(methods)")
    }

    /// What the classes of `collections.abc` leave to others.
    private static let standardNames: [String: [String]] = [
        "Hashable": ["__hash__"], "Iterable": ["__iter__"], "Iterator": ["__next__"],
        "Reversible": ["__iter__", "__reversed__"], "Sized": ["__len__"], "Container": ["__contains__"],
        "Collection": ["__contains__", "__iter__", "__len__"], "Callable": ["__call__"],
        "Sequence": ["__getitem__", "__len__"], "ByteString": ["__getitem__", "__len__"],
        "MutableSequence": ["__delitem__", "__getitem__", "__len__", "__setitem__", "insert"],
        "Set": ["__contains__", "__iter__", "__len__"],
        "MutableSet": ["__contains__", "__iter__", "__len__", "add", "discard"],
        "Mapping": ["__getitem__", "__iter__", "__len__"],
        "MutableMapping": ["__delitem__", "__getitem__", "__iter__", "__len__", "__setitem__"],
        "Generator": ["send", "throw"], "Awaitable": ["__await__"], "Coroutine": ["__await__", "send", "throw"],
    ]

    /// The nearest native ancestor that is no abstract class: what ABC gives would be this allocator again.
    private static func otherNativeBase(of type: TypeObject) -> TypeObject? {
        type.mro.first {
            $0.isNative && $0 !== TypeObject.object && $0 !== abstractBase && !($0 is AbstractType)
        }
    }

    /// `class A(metaclass=ABCMeta)` is as abstract as a class that derives from ABC.
    static func adopt(_ type: TypeObject, metaclass named: Value?) {
        guard let named = named?.as(TypeObject.self), named === metaclass, type.inheritedAllocator == nil else {
            return
        }
        type.allocate = allocate
        type.namespace["register"] = .object(Method(.object(register), .class))
    }

    /// What `__abstractmethods__` gives; nil for classes that are not abstract ones.
    static func abstractMethods(of type: TypeObject, _ evaluator: Evaluator) throws -> Value? {
        guard type.lookup("register")?.as(Method.self) != nil else { return nil }
        let names = try abstractNames(of: type, evaluator).map { Value($0) }
        return .object(try SetObject.make(from: Value(names), isFrozen: true, evaluator))
    }

    /// The names that are abstract in the first class that has them.
    private static func abstractNames(of type: TypeObject, _ evaluator: Evaluator) throws -> [String] {
        var seen = Set<Symbol>()
        var result: [String] = []
        for ancestor in type.mro where !ancestor.isNative {
            for (name, value) in ancestor.namespace.items where seen.insert(name).inserted {
                if try isAbstract(value, evaluator) { result.append(name.text) }
            }
        }
        return result.sorted()
    }

    private static func isAbstract(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        if value.object is Function {
            return try evaluator.attribute(marker, of: value).map { try evaluator.truth($0) } ?? false
        }
        for part in [Symbol("fget"), "__func__"] where !(value.object is TypeObject) {
            guard value.isObject, value.typeName == "property" || value.typeName.hasSuffix("method"),
                let inner = try evaluator.attribute(part, of: value), inner.object is Function
            else { continue }
            if try isAbstract(inner, evaluator) { return true }
        }
        return false
    }
}
