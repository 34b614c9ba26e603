/// The methods that `@dataclass` adds to a class.
extension DataclassModule {
    static func process(_ value: Value, _ options: DataclassOptions, _ evaluator: Evaluator) throws -> Value {
        guard let type = value.as(TypeObject.self), !type.isNative else {
            throw PythonError(.typeError, "dataclass() should be applied to a class")
        }
        guard options.hasEq || !options.isOrdered else {
            throw PythonError(.valueError, "eq must be true if order is true")
        }
        try checkFrozenness(of: type, options)
        let all = try collect(type, options, evaluator)
        let fields = all.filter { !$0.isInitOnly }
        let table = Dict()
        for field in all { try table.set(field.name, to: .object(field), evaluator) }
        let names = type.namespace
        names[fieldsName] = .object(table)
        if options.hasMatchArguments, names["__match_args__"] == nil {
            names["__match_args__"] = Value(
                tuple: fields.filter { $0.isInInit && $0.isKeywordOnly != true }.map { Value($0.name) })
        }
        func add(_ method: NativeFunction) {
            if names[Symbol(method.name)] == nil { names[Symbol(method.name)] = .object(method) }
        }
        if options.hasInit { add(try initializer(type, all, isFrozen: options.isFrozen, evaluator)) }
        if options.hasRepr { add(representation(fields)) }
        if options.hasEq {
            let hadHash = names[.__hash__].map { !$0.isNone } ?? false
            add(equality(fields))
            if options.isFrozen || options.hasUnsafeHash {
                if !hadHash { names[.__hash__] = .object(hash(fields)) }
            } else if !hadHash {
                names[.__hash__] = Value.none
            }
        }
        if options.isOrdered {
            for method in ordering(fields) {
                guard names[Symbol(method.name)] == nil else {
                    let hint = "in class \(type.name). Consider using functools.total_ordering"
                    throw PythonError(.typeError, "Cannot overwrite attribute \(method.name) \(hint)")
                }
                add(method)
            }
        }
        if options.isFrozen { for method in freezing { add(method) } }
        if names[.__doc__] == nil || names[.__doc__]?.isNone == true {
            names[.__doc__] = Value("\(type.name)(\(try parameterTexts(all, evaluator).joined(separator: ", ")))")
        }
        if options.hasSlots {
            names["__slots__"] = Value(tuple: fields.map { Value($0.name) })
            type.slotNames = Set(fields.map { Symbol($0.name) })
        }
        type.didChange()
        return value
    }

    /// A frozen dataclass derives from frozen ones only, and one that is not from ones that are not: TypeError.
    private static func checkFrozenness(of type: TypeObject, _ options: DataclassOptions) throws {
        let ancestors = type.mro.dropFirst().filter { $0.namespace[fieldsName] != nil }
        let hasFrozen = ancestors.contains { $0.namespace[.__setattr__]?.as(NativeFunction.self) != nil }
        guard !ancestors.isEmpty, hasFrozen != options.isFrozen else { return }
        throw PythonError(
            .typeError,
            hasFrozen
                ? "cannot inherit non-frozen dataclass from a frozen one"
                : "cannot inherit frozen dataclass from a non-frozen one")
    }

    /// `x: int`, `y: float = 2.0`, `*`: the parameters of `__init__` as the documentation shows them.
    private static func parameterTexts(_ fields: [DataclassField], _ evaluator: Evaluator) throws -> [String] {
        let used = fields.filter(\.isInInit)
        let named = used.filter { $0.isKeywordOnly == true }
        func text(_ field: DataclassField) throws -> String {
            var text = "\(field.name): \(try annotationText(field.annotation, evaluator))"
            if let standard = field.standard { text += " = \(try evaluator.repr(standard))" }
            return field.factory == nil ? text : text + " = <factory>"
        }
        return try used.filter { $0.isKeywordOnly != true }.map(text) + (named.isEmpty ? [] : ["*"]) + named.map(text)
    }

    private static func annotationText(_ value: Value, _ evaluator: Evaluator) throws -> String {
        guard let type = value.as(TypeObject.self) else { return try evaluator.repr(value) }
        return type.moduleName == "builtins" ? type.qualifiedName : "\(type.moduleName).\(type.qualifiedName)"
    }

    /// The fields of the ancestors, then the class's own annotations in order.
    private static func collect(
        _ type: TypeObject, _ options: DataclassOptions, _ evaluator: Evaluator
    ) throws -> [DataclassField] {
        var fields: [DataclassField] = []
        for ancestor in type.mro.dropFirst().reversed() {
            guard let table = ancestor.namespace[fieldsName]?.as(Dict.self) else { continue }
            for field in table.values.compactMap({ $0.as(DataclassField.self) }) { put(field, into: &fields) }
        }
        var isKeywordOnly = options.isKeywordOnly
        let annotations = try type.namespace[.__annotations__].map { try evaluator.array(from: $0) } ?? []
        for key in annotations {
            let name = try evaluator.str(key)
            let annotation = try evaluator.getItem(type.namespace[.__annotations__] ?? .none, key)
            if annotation.object === keywordOnly {
                isKeywordOnly = true
                continue
            }
            let shown = try evaluator.repr(annotation)
            if ["typing.ClassVar", "'ClassVar", "'typing.ClassVar"].contains(where: shown.hasPrefix) { continue }
            let field = try field(name, in: type, evaluator)
            field.annotation = annotation
            field.isInitOnly = shown.hasPrefix("dataclasses.InitVar") || shown.hasPrefix("'InitVar")
            if field.isKeywordOnly == nil { field.isKeywordOnly = isKeywordOnly }
            put(field, into: &fields)
        }
        return fields
    }

    private static func put(_ field: DataclassField, into fields: inout [DataclassField]) {
        if let index = fields.firstIndex(where: { $0.name == field.name }) {
            fields[index] = field
        } else {
            fields.append(field)
        }
    }

    private static func field(_ name: String, in type: TypeObject, _ evaluator: Evaluator) throws -> DataclassField {
        let symbol = Symbol(name)
        let standard = type.namespace[symbol]
        if let field = standard?.as(DataclassField.self) {
            field.name = name
            if let value = field.standard { type.namespace[symbol] = value } else { type.namespace.remove(symbol) }
            return field
        }
        if let object = standard?.object, object is List || object is Dict || (object as? SetObject)?.isFrozen == false
        {
            throw PythonError(
                .valueError,
                "mutable default \(try evaluator.repr(.object(object.type))) for field \(name) is not allowed: use default_factory"
            )
        }
        let field = DataclassField(name: name)
        field.standard = standard
        return field
    }

    private static func initializer(
        _ type: TypeObject, _ fields: [DataclassField], isFrozen: Bool, _ evaluator: Evaluator
    ) throws -> NativeFunction {
        let used = fields.filter(\.isInInit)
        let positional = used.filter { $0.isKeywordOnly != true }
        var hasDefault = false
        for field in positional {
            if field.standard != nil || field.factory != nil {
                hasDefault = true
            } else if hasDefault {
                throw PythonError(
                    .typeError, "non-default argument \(QuotedText.quoted(field.name)) follows default argument")
            }
        }
        let ordered = positional + used.filter { $0.isKeywordOnly == true }
        let parameters = ordered.map { field in
            Signature.Parameter(
                Symbol(field.name), field.isKeywordOnly == true ? .keywordOnly : .positional,
                default: field.factory != nil ? .undefined : field.standard)
        }
        let postInit = Symbol("__post_init__")
        let names = ordered.map { Symbol($0.name) }
        let others = fields.filter { !$0.isInInit && ($0.factory != nil) }
        let signature = Signature([Signature.Parameter("self")] + parameters)
        let name = "\(type.qualifiedName).__init__"
        return NativeFunction("__init__", signature, "Sets the fields.", module: type.moduleName, isRaw: true) {
            arguments, evaluator in
            guard let object = arguments[0].object else { return .none }
            let bound = try signature.bind(arguments, function: name, evaluator)
            var passed: [Value] = []
            for (index, field) in ordered.enumerated() {
                let given = bound[index + 1]
                let value = try given.ifDefined ?? field.factory.map { try evaluator.call($0) } ?? .none
                if field.isInitOnly {
                    passed.append(value)
                } else {
                    try set(names[index], of: object, to: value, isFrozen, evaluator)
                }
            }
            for field in others {
                guard let factory = field.factory else { continue }
                try set(Symbol(field.name), of: object, to: try evaluator.call(factory), isFrozen, evaluator)
            }
            if let hook = try evaluator.userMethod(postInit, of: object) { _ = try evaluator.call(hook, passed) }
            return .none
        }
    }

    private static func set(
        _ name: Symbol, of object: Object, to value: Value, _ isFrozen: Bool, _ evaluator: Evaluator
    ) throws {
        if isFrozen {
            try object.setAttribute(name, to: value, evaluator)
        } else {
            try evaluator.setAttribute(name, of: .object(object), to: value)
        }
    }

    private static func representation(_ fields: [DataclassField]) -> NativeFunction {
        let shown = fields.filter(\.isInRepr).map { ($0.name, Symbol($0.name)) }
        return NativeFunction("__repr__", "(self)") { arguments, evaluator in
            guard let object = arguments[0].object else { return .none }
            return Value(
                try OpenRepresentations.text(of: object, whenRepeated: "...", evaluator) {
                    let texts = try shown.map { name, symbol in
                        "\(name)=\(try evaluator.repr(evaluator.requiredAttribute(symbol, of: .object(object))))"
                    }
                    return "\(object.type.qualifiedName)(\(texts.joined(separator: ", ")))"
                })
        }
    }

    private static func compared(_ value: Value, _ fields: [DataclassField], _ evaluator: Evaluator) throws -> Value {
        Value(tuple: try fields.map { try evaluator.requiredAttribute(Symbol($0.name), of: value) })
    }

    private static func equality(_ fields: [DataclassField]) -> NativeFunction {
        let compared = fields.filter(\.isCompared)
        return NativeFunction("__eq__", "(self, other)") { arguments, evaluator in
            guard arguments[0].type === arguments[1].type else { return .notImplemented }
            return .bool(
                try evaluator.equal(
                    self.compared(arguments[0], compared, evaluator), self.compared(arguments[1], compared, evaluator)))
        }
    }

    private static func hash(_ fields: [DataclassField]) -> NativeFunction {
        let hashed = fields.filter(\.isHashed)
        return NativeFunction("__hash__", "(self)") { arguments, evaluator in
            .int(try evaluator.hash(compared(arguments[0], hashed, evaluator)))
        }
    }

    private static func ordering(_ fields: [DataclassField]) -> [NativeFunction] {
        let compared = fields.filter(\.isCompared)
        let operations: [ComparisonOperator] = [.less, .lessOrEqual, .greater, .greaterOrEqual]
        return operations.compactMap { operation in
            operation.method.map { name in
                NativeFunction(name.text, "(self, other)") { arguments, evaluator in
                    guard arguments[0].type === arguments[1].type else { return .notImplemented }
                    return try evaluator.compare(
                        operation, self.compared(arguments[0], compared, evaluator),
                        self.compared(arguments[1], compared, evaluator))
                }
            }
        }
    }

    private static var freezing: [NativeFunction] {
        [
            NativeFunction("__setattr__", "(self, name, value)") { arguments, evaluator in
                throw PythonError(frozenError, "cannot assign to field \(try evaluator.repr(arguments[1]))")
            },
            NativeFunction("__delattr__", "(self, name)") { arguments, evaluator in
                throw PythonError(frozenError, "cannot delete field \(try evaluator.repr(arguments[1]))")
            },
        ]
    }
}
