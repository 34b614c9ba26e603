/// `typing`: names for annotations. They can be subscripted, combined and printed, and check nothing.
enum TypingModule {
    static func make() -> ModuleObject {
        let module = ModuleObject("typing", documentation: "Names for annotations.", functions: functions)
        let names = module.namespace
        for name in forms { names[Symbol(name)] = .object(TypingForm(name)) }
        for (name, type) in aliases { names[Symbol(name)] = .object(TypingForm(name, origin: type)) }
        for type in AbstractClasses.all {
            names[Symbol(type.name)] = .object(TypingForm(type.name, origin: type))
        }
        names["TYPE_CHECKING"] = false
        names["ForwardRef"] = .object(ForwardReference.typeObject)
        names["TypeVar"] = .object(variables("TypeVar"))
        names["ParamSpec"] = .object(variables("ParamSpec"))
        names["NewType"] = .object(
            NativeFunction("NewType", "(name, tp)", module: "typing") { arguments, _ in arguments[1] })
        names["Generic"] = .object(generic)
        names["Protocol"] = .object(protocolType)
        names["NamedTuple"] = .object(namedTuple)
        names["TypedDict"] = .object(typedDict)
        names["Text"] = .object(TypeObject.str)
        return module
    }

    private static let forms = [
        "Any", "Union", "Optional", "Literal", "Final", "ClassVar", "NoReturn", "Never", "Self", "Annotated",
        "Concatenate",
        "TypeAlias", "TypeGuard", "LiteralString", "Required", "NotRequired", "Unpack", "AnyStr", "SupportsInt",
        "SupportsFloat", "SupportsIndex", "SupportsAbs", "IO", "TextIO", "BinaryIO", "Pattern", "Match",
    ]

    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) private static let aliases: [(String, TypeObject)] = [
        ("List", .list), ("Dict", .dict), ("Tuple", .tuple), ("Set", .set), ("FrozenSet", .frozenSet), ("Type", .type),
        ("DefaultDict", DefaultDict.typeObject), ("OrderedDict", OrderedDict.typeObject),
        ("Counter", Counter.typeObject), ("Deque", Deque.typeObject), ("ChainMap", ChainMap.typeObject),
        ("AbstractSet", .set),
    ]

    nonisolated(unsafe) private static let generic = subscriptable("Generic")
    nonisolated(unsafe) static let protocolType = subscriptable("Protocol")

    /// A base class whose subscript is itself: `class Box(Generic[T])`.
    private static func subscriptable(_ name: String) -> TypeObject {
        TypeObject(
            native: name, module: "typing",
            methods: [
                NativeFunction("__class_getitem__", "(cls, params, /)", isRaw: true, binds: false) { arguments, _ in
                    guard let type = arguments[0].as(TypeObject.self) else { return arguments[0] }
                    return .object(GenericAlias(type, arguments[1].as(Tuple.self)?.elements ?? [arguments[1]]))
                }
            ],
            allocate: { type, _, _ in .object(Instance(type)) })
    }

    /// `class Point(NamedTuple)`: annotations become the fields.
    nonisolated(unsafe) private static let namedTuple: TypeObject = {
        let type = TypeObject(
            native: "NamedTuple", module: "typing",
            documentation: "A base class for tuples with named, annotated fields.",
            allocate: { _, arguments, evaluator in
                let fields = try evaluator.array(from: arguments[1]).map { try evaluator.str(evaluator.getItem($0, 0)) }
                return .object(try NamedTuples.make(try evaluator.str(arguments[0]), fields, module: "__main__"))
            })
        type.subclassMaker = { name, _, namespace, module, evaluator in
            let annotations = try namespace[.__annotations__].map { try evaluator.array(from: $0) } ?? []
            let fields = try annotations.map { try evaluator.str($0) }
            let defaults = fields.compactMap { namespace[Symbol($0)] }
            let type = try NamedTuples.make(name, fields, defaults: defaults, module: module, namespace: namespace)
            try NamedTuples.noteDefaults(defaults, of: fields, in: type, evaluator)
            return type
        }
        return type
    }()

    private static func variables(_ kind: String) -> NativeFunction {
        NativeFunction(kind, "(name, *constraints, **options)", module: "typing") { arguments, evaluator in
            .object(TypingForm("~" + (try evaluator.str(arguments[0])), isVariable: true))
        }
    }

    /// The annotations, those of a class's ancestors among them, with texts evaluated where they are asked for.
    private static func hints(of value: Value, _ evaluator: Evaluator) throws -> Value {
        if !value.isObject || value.as(Text.self) != nil {
            throw PythonError(
                .typeError, "\(try evaluator.repr(value)) is not a module, class, method, or function.")
        }
        let result = Dict()
        let owners = value.as(TypeObject.self).map { $0.mro.reversed() } ?? []
        let tables =
            value.object is TypeObject
            ? owners.compactMap { $0.namespace[.__annotations__] }
            : [try evaluator.attribute(.__annotations__, of: value)].compactMap { $0 }
        for (name, hint) in tables.flatMap({ $0.as(Dict.self)?.items ?? [] }) {
            let isText = hint.as(Text.self) != nil
            let found = isText ? try evaluator.call(evaluator.builtins["eval"] ?? .none, [hint]) : hint
            try result.set(name, to: found.isNone ? .object(TypeObject.noneType) : found, evaluator)
        }
        return .object(result)
    }

    private static var functions: [NativeFunction] {
        let identities = ["final", "overload", "no_type_check", "override"]
        return identities.map { name in
            NativeFunction(name, "(x)", "Its argument.", module: "typing") { arguments, _ in arguments[0] }
        } + [
            NativeFunction("runtime_checkable", "(cls)", "Lets isinstance ask for a protocol.", module: "typing") {
                arguments, evaluator in
                try evaluator.setAttribute("_is_runtime_protocol", of: arguments[0], to: true)
                return arguments[0]
            },
            NativeFunction("assert_type", "(val, typ, /)", "The value.", module: "typing") { arguments, _ in
                arguments[0]
            },
            NativeFunction("reveal_type", "(obj, /)", "Tells the class of a value; the value.", module: "typing") {
                arguments, evaluator in
                let stream = try evaluator.requiredAttribute(
                    "stderr", of: .object(try evaluator.modules.import("sys", evaluator)))
                let text = "Runtime type is \(QuotedText.quoted(arguments[0].type.name))\n"
                _ = try evaluator.callMethod("write", of: stream, [Value(text)])
                return arguments[0]
            },
            NativeFunction("cast", "(typ, val)", "The value.", module: "typing") { arguments, _ in arguments[1] },
            NativeFunction(
                "get_type_hints", "(obj, globalns=None, localns=None, include_extras=False)", "The annotations.",
                module: "typing"
            ) {
                arguments, evaluator in
                try hints(of: arguments[0], evaluator)
            },
            NativeFunction("get_origin", "(tp)", "What was subscripted.", module: "typing") { arguments, evaluator in
                try evaluator.attribute("__origin__", of: arguments[0]) ?? .none
            },
            NativeFunction("get_args", "(tp)", "What it was subscripted with.", module: "typing") {
                arguments, evaluator in
                try evaluator.attribute("__args__", of: arguments[0]) ?? Value(tuple: [])
            },
        ]
    }
}

/// A class that an annotation names before it exists: `Optional["Node"]`.
final class ForwardReference: Object {
    private let text: Value

    init(_ text: Value) { self.text = text }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "ForwardRef", module: "typing",
        allocate: { _, arguments, _ in .object(ForwardReference(arguments[0])) })
    override class var nativeType: TypeObject { typeObject }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        name.text == "__forward_arg__" ? text : try genericAttribute(name, evaluator)
    }

    override func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let other = other.as(ForwardReference.self) else { return nil }
        return try evaluator.compare(operation, text, other.text)
    }

    override func hash(_ evaluator: Evaluator) throws -> Int { try evaluator.hash(text) }

    override func repr(_ evaluator: Evaluator) throws -> String { "ForwardRef(\(try evaluator.repr(text)))" }
}

/// A name of `typing`, perhaps subscripted: `Optional`, `List[int]`, `~T`.
final class TypingForm: Object {
    private let name: String
    private let origin: TypeObject?
    private let arguments: [Value]
    private let isVariable: Bool
    private let module: String

    init(
        _ name: String, origin: TypeObject? = nil, arguments: [Value] = [], isVariable: Bool = false,
        module: String = "typing"
    ) {
        self.name = name
        self.module = module
        self.origin = origin
        self.arguments = arguments
        self.isVariable = isVariable
    }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) private static let typeObject = TypeObject(native: "_GenericAlias", module: "typing")
    override class var nativeType: TypeObject { typeObject }

    override var isCallable: Bool { origin != nil }

    override func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        guard let origin else {
            throw PythonError(
                .typeError, name == "Any" ? "Any cannot be instantiated" : "Cannot instantiate typing.\(name)")
        }
        guard !(origin.isNative && origin.moduleName == "builtins") else {
            throw PythonError(.typeError, "Type \(name) cannot be instantiated; use \(origin.name)() instead")
        }
        return try origin.call(arguments, evaluator)
    }

    override func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        var arguments = key.as(Tuple.self)?.elements ?? [key]
        if module == "typing", name != "Literal", name != "Annotated" {
            arguments = arguments.map { $0.as(Text.self) == nil ? $0 : .object(ForwardReference($0)) }
        }
        guard name == "Union" || name == "Optional", arguments.count > 0 else {
            return .object(TypingForm(name, origin: origin, arguments: arguments, module: module))
        }
        if name == "Optional" {
            guard arguments.count == 1 else {
                let shown = try evaluator.repr(Value(tuple: arguments))
                throw PythonError(.typeError, "typing.Optional requires a single type. Got \(shown).")
            }
            arguments.append(.none)
        }
        let members = try TypingForm.members(arguments, evaluator)
        return members.count == 1 ? members[0] : .object(TypingForm("Union", arguments: members))
    }

    /// The members of a union, those of unions inside it among them, each once.
    private static func members(_ arguments: [Value], _ evaluator: Evaluator) throws -> [Value] {
        var result: [Value] = []
        for argument in arguments {
            let form = argument.as(TypingForm.self)
            let inner =
                argument.as(UnionType.self)?.members ?? (form?.name == "Union" ? form?.arguments ?? [] : [argument])
            for member in inner where try !result.contains(where: { try evaluator.identicalOrEqual($0, member) }) {
                result.append(member)
            }
        }
        return result
    }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name {
        case "__origin__":
            origin.map { .object($0) } ?? (arguments.isEmpty ? Value.none : .object(TypingForm(self.name)))
        case "__args__":
            Value(tuple: arguments.map { $0.isNone ? .object(TypeObject.noneType) : $0 })
        case .__name__: Value(isVariable ? String(self.name.dropFirst()) : self.name)
        case .__module__: "typing"
        default: try genericAttribute(name, evaluator)
        }
    }

    override func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .or else { return nil }
        let sides = reflected ? [other, .object(self)] : [.object(self), other]
        let members = try TypingForm.members(sides, evaluator)
        return members.count == 1 ? members[0] : .object(TypingForm("Union", arguments: members))
    }

    override func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .equal || operation == .notEqual, let other = other.as(TypingForm.self), !isVariable else {
            return nil
        }
        let same =
            try name == other.name
            && (name == "Union"
                ? UnionType.haveSameMembers(arguments, other.arguments, evaluator)
                : evaluator.equal(Value(tuple: arguments), Value(tuple: other.arguments)))
        return .bool(same == (operation == .equal))
    }

    override func hash(_ evaluator: Evaluator) throws -> Int {
        if name == "Union" { return try arguments.reduce(Text(name).hashCode) { try $0 ^ evaluator.hash($1) } }
        return try Text(name).hashCode ^ evaluator.hash(Value(tuple: arguments))
    }

    override func repr(_ evaluator: Evaluator) throws -> String {
        if isVariable { return name }
        let plain = "\(module).\(name)"
        guard !arguments.isEmpty else { return plain }
        if name == "Union", arguments.count == 2,
            let other = arguments.first(where: { !$0.isNone && $0.as(TypeObject.self) !== TypeObject.noneType }),
            arguments.contains(where: \.isNone)
        {
            return "typing.Optional[\(try text(other, evaluator))]"
        }
        return "\(plain)[\(try arguments.map { try text($0, evaluator) }.joined(separator: ", "))]"
    }

    private func text(_ value: Value, _ evaluator: Evaluator) throws -> String {
        switch value {
        case .none: return "NoneType"
        case .object(let object):
            if object === Singleton.ellipsis { return "..." }
            if let list = object as? List {
                return "[\(try list.elements.map { try text($0, evaluator) }.joined(separator: ", "))]"
            }
            guard let type = object as? TypeObject else { return try evaluator.repr(value) }
            return type.moduleName == "builtins" ? type.qualifiedName : "\(type.moduleName).\(type.qualifiedName)"
        case .undefined, .bool, .int, .float: return try evaluator.repr(value)
        }
    }
}

extension TypingForm: ClassLike {
    func accepts(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        if name == "Union" || name == "Optional" {
            return try arguments.contains { argument in
                try argument.isNone ? value.isNone : ClassTests.isInstance(value, of: argument, evaluator)
            } || (name == "Optional" && value.isNone)
        }
        if name == "Any" { return true }
        guard let origin else {
            throw PythonError(.typeError, "typing.\(name) cannot be used with isinstance()")
        }
        guard arguments.isEmpty else {
            throw PythonError(.typeError, "Subscripted generics cannot be used with class and instance checks")
        }
        return try ClassTests.isInstance(value, of: .object(origin), evaluator)
    }

    func acceptsClass(_ type: TypeObject, _ evaluator: Evaluator) throws -> Bool {
        guard let origin else {
            throw PythonError(.typeError, "typing.\(name) cannot be used with issubclass()")
        }
        return try ClassTests.isSubclass(type, of: .object(origin), evaluator)
    }
}
