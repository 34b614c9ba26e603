/// `object` and `type`: the roots of the classes.
// Immutable after creation, so that threads may share them.
extension TypeObject {
    nonisolated(unsafe) public static let object = TypeObject(root: "object", methods: ObjectMethods.all)
    nonisolated(unsafe) public static let type = TypeObject(native: "type")
}

/// The methods that every object has. They answer as the Swift class does, so that `super().__repr__()` reaches it.
enum ObjectMethods {
    static var all: [NativeFunction] {
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
            NativeFunction("__init__", "(self, *args, **kwargs)", isRaw: true) { _, _ in .none },
            NativeFunction("__init_subclass__", "(cls)", isRaw: true) { _, _ in .none },
        ]
    }
}
