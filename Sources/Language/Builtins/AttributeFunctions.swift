/// Built-in functions about objects and classes: `isinstance`, `getattr`, `callable`, `dir`, `vars`, `id`, `hash`.
enum AttributeFunctions {
    static var all: [NativeFunction] { attributes + classes + identity }

    private static var attributes: [NativeFunction] {
        [
            NativeFunction("getattr", "(object, name, default=..., /)", "An attribute by name, or the default.") {
                arguments, evaluator in
                let name = try symbol(arguments[1], "getattr")
                guard let standard = arguments[2].ifDefined else {
                    return try evaluator.requiredAttribute(name, of: arguments[0])
                }
                return try found(name, arguments[0], evaluator) ?? standard
            },
            NativeFunction("hasattr", "(object, name, /)", "Whether there is an attribute.") { arguments, evaluator in
                .bool(try found(symbol(arguments[1], "hasattr"), arguments[0], evaluator) != nil)
            },
            NativeFunction("setattr", "(object, name, value, /)", "Sets an attribute by name.") {
                arguments, evaluator in
                try evaluator.setAttribute(symbol(arguments[1], "setattr"), of: arguments[0], to: arguments[2])
                return .none
            },
            NativeFunction("delattr", "(object, name, /)", "Removes an attribute by name.") { arguments, evaluator in
                try evaluator.deleteAttribute(symbol(arguments[1], "delattr"), of: arguments[0])
                return .none
            },
            NativeFunction("vars", "(object=..., /)", "The attributes of an object as a dict.") {
                arguments, evaluator in
                guard let value = arguments[0].ifDefined else {
                    return try evaluator.currentLocalMapping()
                }
                guard let found = try evaluator.attribute(.__dict__, of: value), !found.isNone else {
                    throw PythonError(.typeError, "vars() argument must have __dict__ attribute")
                }
                return found
            },
            NativeFunction("dir", "(object=..., /)", "The names of an object's attributes, sorted.") {
                arguments, evaluator in
                Value(try names(arguments[0], evaluator).map { Value($0) })
            },
        ]
    }

    private static func symbol(_ value: Value, _ function: String) throws -> Symbol {
        guard let text = value.as(Text.self) else {
            throw PythonError(.typeError, "attribute name must be string, not '\(value.typeName)'")
        }
        return Symbol(text.string)
    }

    /// An attribute, or nil when it is missing or its property raises AttributeError.
    private static func found(_ name: Symbol, _ value: Value, _ evaluator: Evaluator) throws -> Value? {
        do {
            return try evaluator.attribute(name, of: value)
        } catch let error as PythonError where error.isInstance(of: .attributeError) {
            return nil
        }
    }

    private static func names(_ value: Value, _ evaluator: Evaluator) throws -> [String] {
        guard let value = value.ifDefined else { return evaluator.currentLocals.map(\.name.text).sorted() }
        if let object = value.object, let method = try evaluator.userMethod(.__dir__, of: object) {
            return try evaluator.array(from: try evaluator.call(method)).map { try evaluator.str($0) }.sorted()
        }
        let names = value.object?.attributeNames() ?? value.type.allNames()
        let isModule = value.object is ModuleObject
        return Set(names.map(\.text) + (isModule ? [] : special(value))).sorted()
    }

    /// The names that the machine itself answers.
    private static func special(_ value: Value) -> [String] {
        let every = ["__class__", "__doc__"]
        switch value.object {
        case is Function:
            return every + [
                "__annotations__", "__closure__", "__code__", "__defaults__", "__dict__", "__globals__",
                "__kwdefaults__", "__module__", "__name__", "__qualname__", "__call__", "__get__",
            ]
        case is ExceptionObject:
            return every + [
                "__cause__", "__context__", "__dict__", "__suppress_context__", "__traceback__", "args",
            ]
        case let type as TypeObject: return every + (type.isNative ? [] : ["__dict__", "__module__"])
        case is Instance: return every + ["__dict__", "__module__"]
        default: return every
        }
    }

    private static var classes: [NativeFunction] {
        [
            NativeFunction(
                "isinstance", "(obj, class_or_tuple, /)", "Whether an object is of a class, or of one of several.",
                as: .isInstance
            ) {
                arguments, evaluator in
                .bool(try ClassTests.isInstance(arguments[0], of: arguments[1], evaluator))
            },
            NativeFunction(
                "issubclass", "(cls, class_or_tuple, /)",
                "Whether a class derives from another, or from one of several."
            ) {
                arguments, evaluator in
                guard let type = arguments[0].as(TypeObject.self) else {
                    throw PythonError(.typeError, "issubclass() arg 1 must be a class")
                }
                return .bool(try ClassTests.isSubclass(type, of: arguments[1], evaluator))
            },
            NativeFunction("callable", "(obj, /)", "Whether an object can be called.") { arguments, _ in
                .bool(isCallable(arguments[0]))
            },
        ]
    }

    static func isCallable(_ value: Value) -> Bool {
        guard let object = value.object else { return false }
        return object.isCallable || object.type.lookup(.__call__) != nil
    }

    private static var identity: [NativeFunction] {
        [
            NativeFunction("id", "(obj, /)", "A number that no other living object has.") { arguments, _ in
                .int(identity(of: arguments[0]))
            },
            NativeFunction("hash", "(obj, /)", "The hash under which sets and dicts find an object.") {
                arguments, evaluator in
                .int(try evaluator.hash(arguments[0]))
            },
        ]
    }

    static func identity(of value: Value) -> Int {
        switch value {
        case .object(let object): Int(bitPattern: ObjectIdentifier(object))
        case .int(let int): 0x5000_0000_0000 &+ int &* 32
        case .float(let float): Int(truncatingIfNeeded: float.bitPattern >> 2)
        case .bool(let bool): bool ? 0x4000_0020 : 0x4000_0000
        case .none, .undefined: 0x4000_0040
        }
    }
}
