import Language

/// What an expression stands for, found out without running code of the user: names, attributes, constant subscripts and
/// literals are looked up; a call is known only by the class that it makes.
enum SafeValue {
    case value(Value)
    /// Some object of a class: `Point(1, 2)`, `"text"`.
    case instance(of: TypeObject)

    /// nil when the expression is no expression, has no value, or has one only by running code.
    init?(_ text: String, _ evaluator: Evaluator) {
        let source = Source(name: "<completion>", text: text)
        guard let expression = try? Parser.parseExpression(source),
            let found = SafeValue.find(expression, evaluator, depth: 0)
        else { return nil }
        self = found
    }

    var value: Value? {
        if case .value(let value) = self { return value }
        return nil
    }

    /// What `dir` shows.
    var attributeNames: [Symbol] {
        switch self {
        case .value(let value): value.object?.attributeNames() ?? value.type.attributeNames()
        case .instance(let type): type.attributeNames()
        }
    }

    /// An attribute, if reading it runs no code of the user.
    func attribute(_ name: Symbol, _ evaluator: Evaluator) -> Value? {
        switch self {
        case .value(let value):
            guard SafeValue.isPlain(name, of: value) else { return nil }
            return (try? evaluator.attribute(name, of: value)) ?? nil
        case .instance(let type):
            return type.lookup(name)
        }
    }

    // MARK: Looking up

    private static func find(_ expression: Expression, _ evaluator: Evaluator, depth: Int) -> SafeValue? {
        guard depth < 50 else { return nil }
        switch expression.kind {
        case .name(let name):
            return (evaluator.main.namespace[Symbol(name)] ?? evaluator.builtins[Symbol(name)]).map { .value($0) }
        case .attribute(let owner, let name):
            return find(owner, evaluator, depth: depth + 1)?.attribute(Symbol(name), evaluator).map { .value($0) }
        case .subscript(let owner, let index):
            guard let key = constant(index), let owner = find(owner, evaluator, depth: depth + 1)?.value else {
                return nil
            }
            return item(key, of: owner, evaluator).map { .value($0) }
        case .call(let callee, _):
            return result(of: find(callee, evaluator, depth: depth + 1), evaluator)
        case .constant(let constant): return self.constant(constant)
        default: return literal(expression.kind)
        }
    }

    /// Calls are not made; what a class makes is known, and what an annotation says.
    private static func result(of callee: SafeValue?, _ evaluator: Evaluator) -> SafeValue? {
        guard let object = callee?.value?.object else { return nil }
        if let type = object as? TypeObject { return .instance(of: type) }
        guard let function = (object as? Function) ?? (object as? BoundMethod)?.function.as(Function.self),
            let annotations = try? evaluator.attribute(.__annotations__, of: .object(function)),
            let type = try? annotations.as(Dict.self)?.get("return", evaluator)?.as(TypeObject.self)
        else { return nil }
        return .instance(of: type)
    }

    private static func literal(_ kind: Expression.Kind) -> SafeValue? {
        switch kind {
        case .formattedString: .instance(of: .str)
        case .list, .listComprehension: .instance(of: .list)
        case .tuple: .instance(of: .tuple)
        case .dictionary, .dictionaryComprehension: .instance(of: .dict)
        case .set, .setComprehension: .instance(of: .set)
        default: nil
        }
    }

    private static func constant(_ constant: Constant) -> SafeValue? {
        switch constant {
        case .string: .instance(of: .str)
        case .bytes: .instance(of: .bytes)
        case .integer: .instance(of: .int)
        case .float: .instance(of: .float)
        case .none, .ellipsis, .boolean, .imaginary: nil
        }
    }

    /// A whole number or a text as a subscript.
    private static func constant(_ expression: Expression) -> Value? {
        switch expression.kind {
        case .constant(.integer(let digits, let base)): return Int(digits, radix: base).map { .int($0) }
        case .constant(.string(let text)): return Value(text)
        case .unary(.minus, let operand):
            guard case .int(let number)? = constant(operand) else { return nil }
            return .int(-number)
        default: return nil
        }
    }

    /// An item of a container that is not a user's class.
    private static func item(_ key: Value, of owner: Value, _ evaluator: Evaluator) -> Value? {
        guard let object = owner.object, object.type.userLookup("__getitem__") == nil, !object.interceptsCalls,
            object.type.userLookup("__missing__") == nil
        else { return nil }
        if let dict = object as? Dict { return (try? dict.get(key, evaluator)) ?? nil }
        return try? evaluator.getItem(owner, key)
    }

    /// Whether reading an attribute runs nothing that a user wrote.
    private static func isPlain(_ name: Symbol, of value: Value) -> Bool {
        let type = value.type
        let hooks: [Symbol] = ["__getattribute__", "__getattr__"]
        guard value.object?.interceptsCalls != true, hooks.allSatisfy({ type.userLookup($0) == nil }) else {
            return false
        }
        guard case .object(let found)? = type.lookup(name) else { return true }
        return !(found is Property) && found.type.userLookup("__get__") == nil
    }
}
