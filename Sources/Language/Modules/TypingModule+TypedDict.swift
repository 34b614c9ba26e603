/// `class Options(TypedDict)`: calls make plain dicts, and the class tells which keys must be there.
extension TypingModule {
    // Immutable, so that threads may share the class.
    nonisolated(unsafe) static let typedDict = TypeObject(
        native: "TypedDict", module: "typing",
        methods: [
            NativeFunction(
                "__init_subclass__", "(cls, **options)", "Notes which keys must be there.", isRaw: true, binds: false
            ) { arguments, evaluator in
                guard let type = arguments[0].as(TypeObject.self) else { return .none }
                let isTotal = try arguments[keyword: "total"].map { try evaluator.truth($0) } ?? true
                try noteKeys(of: type, isTotal: isTotal, evaluator)
                return .none
            }
        ],
        allocate: { _, arguments, evaluator in
            let dict = Dict()
            try DictMethods.fill(dict, arguments, "TypedDict", evaluator)
            return .object(dict)
        })

    /// Its own keys and those of its bases; `Required` and `NotRequired` go before `total`.
    private static func noteKeys(of type: TypeObject, isTotal: Bool, _ evaluator: Evaluator) throws {
        let inherited = { (name: Symbol) in
            try type.bases.flatMap { try $0.namespace[name].map { try evaluator.array(from: $0) } ?? [] }
        }
        var required = try inherited("__required_keys__")
        var optional = try inherited("__optional_keys__")
        for (key, annotation) in type.namespace[.__annotations__]?.as(Dict.self)?.items ?? [] {
            let form = try evaluator.repr(annotation)
            let isRequired = form.contains("NotRequired[") ? false : isTotal || form.contains("Required[")
            if isRequired { required.append(key) } else { optional.append(key) }
        }
        type.namespace["__required_keys__"] = try frozen(required, evaluator)
        type.namespace["__optional_keys__"] = try frozen(optional, evaluator)
        type.namespace["__total__"] = .bool(isTotal)
    }

    private static func frozen(_ keys: [Value], _ evaluator: Evaluator) throws -> Value {
        .object(try SetObject.make(from: Value(keys), isFrozen: true, evaluator))
    }
}
