/// `dataclasses`: classes whose methods follow from their annotated fields.
enum DataclassModule {
    static func make(_ evaluator: Evaluator) throws -> ModuleObject {
        let module = ModuleObject("dataclasses", documentation: "Classes made of fields.", functions: functions)
        module.namespace["Field"] = .object(DataclassField.typeObject)
        module.namespace["MISSING"] = .object(missing)
        module.namespace["_MISSING_TYPE"] = .object(missing.type)
        module.namespace["KW_ONLY"] = .object(keywordOnly)
        module.namespace["InitVar"] = .object(TypingForm("InitVar", module: "dataclasses"))
        module.namespace["FrozenInstanceError"] = .object(frozenError)
        return module
    }

    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) static let missing = Singleton(
        nil, TypeObject(native: "_MISSING_TYPE", module: "dataclasses"))
    nonisolated(unsafe) static let keywordOnly = TypeObject(native: "KW_ONLY", module: "dataclasses")
    nonisolated(unsafe) static let frozenError = TypeObject(
        native: "FrozenInstanceError", module: "dataclasses", bases: [.attributeError])
    static var fieldsName: Symbol { "__dataclass_fields__" }

    private static let decoratorSignature =
        "(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, "
        + "match_args=True, kw_only=False, slots=False, weakref_slot=False)"
    private static let fieldSignature =
        "(*, default=..., default_factory=..., init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=...)"

    private static var functions: [NativeFunction] {
        [
            NativeFunction(
                "dataclass", Signature(decoratorSignature),
                "Adds methods that follow from the annotated fields.", module: "dataclasses"
            ) { arguments, evaluator in
                var options: [Bool] = []
                for index in 1...9 { options.append(try evaluator.truth(arguments[index])) }
                let chosen = DataclassOptions(
                    hasInit: options[0], hasRepr: options[1], hasEq: options[2], isOrdered: options[3],
                    hasUnsafeHash: options[4], isFrozen: options[5], isKeywordOnly: options[7],
                    hasSlots: options[8], hasMatchArguments: options[6])
                guard arguments[0].isNone else { return try process(arguments[0], chosen, evaluator) }
                return .object(
                    NativeFunction("wrap", "(cls)", module: "dataclasses") { arguments, evaluator in
                        try process(arguments[0], chosen, evaluator)
                    })
            },
            NativeFunction(
                "field", Signature(fieldSignature),
                "A field with options.", module: "dataclasses"
            ) { arguments, evaluator in
                guard arguments[0].isUndefined || arguments[1].isUndefined else {
                    throw PythonError(.valueError, "cannot specify both default and default_factory")
                }
                let field = DataclassField(name: "")
                (field.standard, field.factory) = (arguments[0].ifDefined, arguments[1].ifDefined)
                field.isInInit = try evaluator.truth(arguments[2])
                field.isInRepr = try evaluator.truth(arguments[3])
                field.isCompared = try evaluator.truth(arguments[5])
                field.isHashed = try arguments[4].ifNotNone.map { try evaluator.truth($0) } ?? field.isCompared
                field.hash = try arguments[4].ifNotNone.map { try evaluator.truth($0) }
                if let metadata = arguments[6].ifNotNone { field.metadata = .object(MappingProxy(metadata)) }
                field.isKeywordOnly = try arguments[7].ifDefined.map { try evaluator.truth($0) }
                return .object(field)
            },
            NativeFunction("fields", "(class_or_instance)", "The fields of a dataclass.", module: "dataclasses") {
                arguments, evaluator in
                guard let fields = try fields(of: arguments[0], evaluator) else {
                    throw PythonError(.typeError, "must be called with a dataclass type or instance")
                }
                return Value(tuple: fields.map { .object($0) })
            },
            NativeFunction(
                "is_dataclass", "(obj)", "Whether it is a dataclass or an instance of one.", module: "dataclasses"
            ) {
                arguments, evaluator in
                .bool(try fields(of: arguments[0], evaluator) != nil)
            },
            NativeFunction(
                "asdict", "(obj, *, dict_factory=None)", "The fields as a dict, with dataclasses inside as dicts.",
                module: "dataclasses"
            ) {
                arguments, evaluator in
                guard !(arguments[0].object is TypeObject), try fields(of: arguments[0], evaluator) != nil else {
                    throw PythonError(.typeError, "asdict() should be called on dataclass instances")
                }
                return try converted(arguments[0], asTuple: false, factory: arguments[1].ifNotNone, evaluator)
            },
            NativeFunction("astuple", "(obj, *, tuple_factory=None)", "The fields as a tuple.", module: "dataclasses") {
                arguments, evaluator in
                guard !(arguments[0].object is TypeObject), try fields(of: arguments[0], evaluator) != nil else {
                    throw PythonError(.typeError, "astuple() should be called on dataclass instances")
                }
                return try converted(arguments[0], asTuple: true, factory: arguments[1].ifNotNone, evaluator)
            },
            NativeFunction(
                "replace", "(obj, /, **changes)", "A copy with some fields changed.", module: "dataclasses",
                body: replace),
            NativeFunction(
                "make_dataclass", "(cls_name, fields, *, bases=(), namespace=None, frozen=False)",
                "A dataclass made from names.", module: "dataclasses", body: makeDataclass),
        ]
    }

    /// The fields of a dataclass or of an instance of one; nil for anything else.
    static func fields(of value: Value, _ evaluator: Evaluator) throws -> [DataclassField]? {
        let type = value.as(TypeObject.self) ?? value.type
        guard let table = type.lookup(fieldsName)?.as(Dict.self) else { return nil }
        return table.values.compactMap { $0.as(DataclassField.self) }.filter { !$0.isInitOnly }
    }

    private static func converted(
        _ value: Value, asTuple: Bool, factory: Value?, _ evaluator: Evaluator
    ) throws -> Value {
        try evaluator.nested {
            if !(value.object is TypeObject), let fields = try fields(of: value, evaluator) {
                let pairs = try fields.map { field in
                    let item = try evaluator.requiredAttribute(Symbol(field.name), of: value)
                    return (field.name, try converted(item, asTuple: asTuple, factory: factory, evaluator))
                }
                if asTuple {
                    let tuple = Value(tuple: pairs.map(\.1))
                    return try factory.map { try evaluator.call($0, [tuple]) } ?? tuple
                }
                if let factory {
                    return try evaluator.call(factory, [Value(pairs.map { Value(tuple: [Value($0.0), $0.1]) })])
                }
                let dict = Dict()
                for (name, item) in pairs { try dict.set(name, to: item, evaluator) }
                return .object(dict)
            }
            func inner(_ item: Value) throws -> Value {
                try converted(item, asTuple: asTuple, factory: factory, evaluator)
            }
            switch value.object {
            case let list as List: return Value(try list.elements.map(inner))
            case let tuple as Tuple where tuple.derivation == nil: return Value(tuple: try tuple.elements.map(inner))
            case let dict as Dict:
                let copy = Dict()
                for (key, item) in dict.items { try copy.set(try inner(key), to: try inner(item), evaluator) }
                return .object(copy)
            default: return try CopyModule.deep(value, Dict(), evaluator)
            }
        }
    }

    private static func replace(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        guard let fields = try fields(of: arguments[0], evaluator), !(arguments[0].object is TypeObject) else {
            throw PythonError(.typeError, "replace() should be called on dataclass instances")
        }
        let changes = arguments[1].as(Dict.self) ?? Dict()
        var keywords: [(name: Symbol, value: Value)] = []
        for (key, value) in changes.items { keywords.append((Symbol(try evaluator.str(key)), value)) }
        for field in fields where !keywords.contains(where: { $0.name.text == field.name }) {
            guard field.isInInit else { continue }
            keywords.append((Symbol(field.name), try evaluator.requiredAttribute(Symbol(field.name), of: arguments[0])))
        }
        if let fixed = fields.first(where: {
            !$0.isInInit && (try? changes.contains(Value($0.name), evaluator)) == true
        }) {
            throw PythonError(
                .valueError,
                "field \(fixed.name) is declared with init=False, it cannot be specified with replace()")
        }
        return try evaluator.call(.object(arguments[0].type), Arguments([], keywords: keywords))
    }

    private static func makeDataclass(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let annotations = Dict()
        let namespace = Dict()
        for field in try evaluator.array(from: arguments[1]) {
            let parts = field.as(Text.self) != nil ? [field] : try evaluator.array(from: field)
            guard let name = parts.first else { continue }
            try annotations.set(name, to: parts.count > 1 ? parts[1] : "typing.Any", evaluator)
            if parts.count > 2 { try namespace.set(name, to: parts[2], evaluator) }
        }
        try namespace.set("__annotations__", to: .object(annotations), evaluator)
        if let extra = arguments[3].ifNotNone { try DictMethods.update(namespace, from: extra, evaluator) }
        let bases = Value(tuple: try evaluator.array(from: arguments[2]))
        let type = try evaluator.call(.object(TypeObject.type), [arguments[0], bases, .object(namespace)])
        let options = DataclassOptions(isFrozen: try evaluator.truth(arguments[4]))
        return try process(type, options, evaluator)
    }
}

/// What `@dataclass(...)` was told.
struct DataclassOptions {
    var hasInit = true
    var hasRepr = true
    var hasEq = true
    var isOrdered = false
    var hasUnsafeHash = false
    var isFrozen = false
    var isKeywordOnly = false
    var hasSlots = false
    var hasMatchArguments = true
}

/// One field of a dataclass: what `dataclasses.field(...)` makes and `fields(...)` shows.
final class DataclassField: Object {
    var name: String
    var annotation: Value = .none
    var standard: Value?
    var factory: Value?
    var isInInit = true
    var isInRepr = true
    var isCompared = true
    var isHashed = true
    var isKeywordOnly: Bool?
    /// Whether it is an `InitVar`: given to `__post_init__`, and no attribute.
    var isInitOnly = false
    /// What `hash=` said; nil when the comparison decides.
    var hash: Bool?
    var metadata: Value = .object(MappingProxy(.object(Dict())))

    init(name: String) { self.name = name }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let typeObject = TypeObject(native: "Field", module: "dataclasses")
    override class var nativeType: TypeObject { typeObject }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name {
        case "name": Value(self.name)
        case "type": annotation
        case "default": standard ?? .object(DataclassModule.missing)
        case "default_factory": factory ?? .object(DataclassModule.missing)
        case "init": .bool(isInInit)
        case "repr": .bool(isInRepr)
        case "compare": .bool(isCompared)
        case "hash": hash.map { .bool($0) } ?? Value.none
        case "metadata": metadata
        case "kw_only": isKeywordOnly.map { .bool($0) } ?? .object(DataclassModule.missing)
        case "_field_type": self.name.isEmpty ? Value.none : Value(isInitOnly ? "_FIELD_INITVAR" : "_FIELD")
        default: try genericAttribute(name, evaluator)
        }
    }

    /// `Field(name='x',type=<class 'int'>,default=1,...,kw_only=False,_field_type=_FIELD)`
    override func repr(_ evaluator: Evaluator) throws -> String {
        let shown: [Symbol] = [
            "default", "default_factory", "init", "repr", "hash", "compare", "metadata", "kw_only",
        ]
        let isNamed = !name.isEmpty
        let texts = try shown.map { "\($0)=\(try evaluator.repr(evaluator.requiredAttribute($0, of: .object(self))))" }
        let head = "name=\(isNamed ? QuotedText.quoted(name) : "None"),type=\(try evaluator.repr(annotation))"
        let kind = isNamed ? isInitOnly ? "_FIELD_INITVAR" : "_FIELD" : "None"
        return "Field(\(head),\(texts.joined(separator: ",")),_field_type=\(kind))"
    }
}
