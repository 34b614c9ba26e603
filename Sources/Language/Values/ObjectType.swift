/// `object` and `type`: the roots of the classes.
// Immutable after creation, so that threads may share them.
extension TypeObject {
    nonisolated(unsafe) public static let object: TypeObject = {
        let type = TypeObject(root: "object", methods: ObjectMethods.all)
        type.namespace[.__init_subclass__] = .object(Method(.object(ObjectMethods.initSubclass), .class))
        return type
    }()
    nonisolated(unsafe) public static let type = TypeObject(
        native: "type",
        methods: [
            NativeFunction("mro", "(self, /)") { arguments, _ in
                Value((arguments[0].as(TypeObject.self)?.mro ?? []).map { .object($0) })
            },
            NativeFunction("__subclasses__", "(self, /)") { arguments, _ in
                Value((arguments[0].as(TypeObject.self)?.liveSubclasses ?? []).map { .object($0) })
            },
            NativeFunction("__call__", "(cls, *args, **kwargs)", isRaw: true) { arguments, evaluator in
                guard let type = arguments[0].as(TypeObject.self) else { return .none }
                return try evaluator.construct(type, arguments.dropFirst())
            },
        ],
        allocate: { metaclass, arguments, evaluator in
            guard arguments.count == 3, let bases = arguments[1].as(Tuple.self) else {
                throw PythonError(.typeError, "type() takes 1 or 3 arguments")
            }
            let namespace = Namespace()
            for (key, value) in try evaluator.pairs(of: arguments[2], "type() argument 3 must be dict") {
                namespace[Symbol(try evaluator.str(key))] = value
            }
            let types = bases.elements.compactMap { $0.as(TypeObject.self) }
            if metaclass.isNative, let derived = types.lazy.compactMap({ $0.derivation?.type }).first {
                return try evaluator.call(
                    .object(derived), Arguments(arguments.positionals, keywords: arguments.keywords))
            }
            return .object(
                try evaluator.makeType(
                    try evaluator.str(arguments[0]), types, namespace, arguments.keywords,
                    metaclass: metaclass.isNative ? nil : metaclass))
        })
}

/// The methods that every object has. They answer as the Swift class does, so that `super().__repr__()` reaches it.
enum ObjectMethods {
    static var all: [NativeFunction] { texts + attributes + comparisons + construction }

    private static var texts: [NativeFunction] {
        [
            NativeFunction("__repr__", "(self, /)") { arguments, evaluator in
                guard let object = arguments[0].object else { return Value(Scalar.repr(arguments[0])) }
                return Value(try object.repr(evaluator))
            },
            NativeFunction("__str__", "(self, /)") { arguments, evaluator in
                guard let object = arguments[0].object else { return Value(Scalar.repr(arguments[0])) }
                return Value(try object.str(evaluator))
            },
            NativeFunction("__format__", "(self, specification, /)") { arguments, evaluator in
                let specification = try evaluator.str(arguments[1])
                guard let object = arguments[0].object else {
                    return Value(try Scalar.format(arguments[0], specification))
                }
                return Value(try object.format(specification, evaluator))
            },
            NativeFunction("__hash__", "(self, /)") { arguments, evaluator in
                guard let object = arguments[0].object else { return .int(Scalar.hash(arguments[0])) }
                return .int(try object.hash(evaluator))
            },
            NativeFunction("__dir__", "(self, /)") { arguments, _ in
                let names = arguments[0].object?.attributeNames() ?? arguments[0].type.allNames()
                return Value(names.map { Value($0.text) })
            },
        ]
    }

    private static var attributes: [NativeFunction] {
        [
            NativeFunction("__getattribute__", "(self, name, /)") { arguments, evaluator in
                let name = Symbol(try evaluator.str(arguments[1]))
                let found =
                    try arguments[0].object.map { try $0.getAttribute(name, evaluator) }
                    ?? evaluator.attribute(name, of: arguments[0])
                guard let found else { throw PythonError.missingAttribute(name, of: arguments[0]) }
                return found
            },
            NativeFunction("__setattr__", "(self, name, value, /)") { arguments, evaluator in
                let name = Symbol(try evaluator.str(arguments[1]))
                try arguments[0].object?.setAttribute(name, to: arguments[2], evaluator)
                return .none
            },
            NativeFunction("__delattr__", "(self, name, /)") { arguments, evaluator in
                try arguments[0].object?.deleteAttribute(Symbol(try evaluator.str(arguments[1])), evaluator)
                return .none
            },
        ]
    }

    private static var comparisons: [NativeFunction] {
        ComparisonOperator.allCases.compactMap { operation in
            guard let name = operation.method?.text else { return nil }
            return NativeFunction(name, "(self, other, /)") { arguments, evaluator in
                guard let object = arguments[0].object else {
                    return Scalar.compare(operation, arguments[0], arguments[1]) ?? .notImplemented
                }
                if let result = try object.compare(operation, arguments[1], evaluator) { return result }
                let isSame = arguments[0].isSame(as: arguments[1])
                return operation == .equal && isSame ? .bool(true) : .notImplemented
            }
        }
    }

    private static var construction: [NativeFunction] {
        [
            NativeFunction("__new__", "(cls, *args, **kwargs)", isRaw: true, binds: false) { arguments, evaluator in
                guard let type = arguments[0].as(TypeObject.self) else {
                    throw PythonError(.typeError, "object.__new__(X): X is not a type object")
                }
                return try evaluator.allocate(type, arguments.dropFirst())
            },
            NativeFunction("__init__", "(self, *args, **kwargs)", isRaw: true) { arguments, _ in
                let hasMore = arguments.count > 1 || !arguments.keywordNames.isEmpty
                if hasMore, let instance = arguments[0].as(Instance.self), instance.type.hasInitializer {
                    throw PythonError(
                        .typeError, "object.__init__() takes exactly one argument (the instance to initialize)")
                }
                return .none
            },
        ]
    }

    /// Takes the keywords that no class of the user's took, which is an error.
    static var initSubclass: NativeFunction {
        NativeFunction("__init_subclass__", "(cls, /)", isRaw: true) { arguments, _ in
            guard arguments.keywordNames.isEmpty else {
                let name = arguments[0].as(TypeObject.self)?.name ?? "object"
                throw PythonError(.typeError, "\(name).__init_subclass__() takes no keyword arguments")
            }
            return .none
        }
    }
}
