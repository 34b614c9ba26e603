/// `copy`: shallow and deep copies, with the hooks `__copy__` and `__deepcopy__`.
package enum CopyModule {
    static func make() -> ModuleObject {
        let module = ModuleObject(
            "copy", documentation: "Shallow and deep copies.",
            functions: [
                NativeFunction("copy", "(x)", "A shallow copy.", module: "copy") { arguments, evaluator in
                    try shallow(arguments[0], evaluator)
                },
                NativeFunction(
                    "deepcopy", "(x, memo=None, _nil=None)", "A copy with copies of everything inside.", module: "copy"
                ) {
                    arguments, evaluator in
                    let memo = arguments[1].as(Dict.self) ?? Dict()
                    return try deep(arguments[0], memo, evaluator)
                },
            ])
        module.namespace["Error"] = .object(TypeObject.runtimeError)
        return module
    }

    /// Whether copies of a value are the value itself.
    private static func isAtomic(_ value: Value) -> Bool {
        guard let object = value.object else { return true }
        if object.derivation?.type != nil { return false }
        return object is Text || object is BigInteger || object is Complex || object is Bytes && !isMutable(object)
            || object is TypeObject || object is NativeFunction || object is ModuleObject || object is RangeObject
            || object is Slice || object is Singleton || object is PatternObject || object.type.name == "function"
            || object is Partial || object is CachedFunction
    }

    private static func isMutable(_ object: Object) -> Bool { (object as? Bytes)?.isMutable ?? false }

    static func shallow(_ value: Value, _ evaluator: Evaluator) throws -> Value {
        guard !isAtomic(value), let object = value.object else { return value }
        if let hook = try evaluator.attribute("__copy__", of: value) { return try evaluator.call(hook) }
        if let copy = try reduction(of: object, evaluator, memo: nil) { return copy }
        switch object {
        case let list as List: return adopt(List(list.elements), object)
        case let dict as Dict: return adopt(try dict.copy(evaluator), object)
        case let set as SetObject: return adopt(try set.copy(evaluator), object)
        case is Tuple: return value
        case let bytes as Bytes: return .object(Bytes(bytes.bytes, isMutable: true))
        case is Deque: return try evaluator.callMethod("copy", of: value)
        case let instance as Instance:
            if let copy = try reconstruction(of: instance, evaluator, memo: nil) { return copy }
            let copy = try instanceCopy(instance)
            for name in instance.ownNames { instance.own(name).map { copy.setOwn(name, to: $0) } }
            return .object(copy)
        case let exception as ExceptionObject:
            let copy = ExceptionObject(exception.type, arguments: exception.arguments)
            for name in exception.fields.definedNames { copy.fields[name] = exception.fields[name] }
            return .object(copy)
        default: throw PythonError(.typeError, "cannot pickle '\(value.typeName)' object")
        }
    }

    /// Gives a copy the class and the attributes of an instance of a derived class.
    private static func adopt(_ copy: Object, _ original: Object) -> Value {
        if let derivation = original.derivation {
            let namespace = derivation.namespace.map { old in
                let new = Namespace()
                for (name, value) in old.items { new[name] = value }
                return new
            }
            copy.derivation = Derivation(type: derivation.type, namespace: namespace)
        }
        return .object(copy)
    }

    /// The copy that a user's `__reduce__` tells how to make; nil without one. What it gives is copied too when there is a
    /// memo.
    private static func reduction(of object: Object, _ evaluator: Evaluator, memo: Dict?) throws -> Value? {
        guard let type = object.derivation?.type else { return nil }
        func copied(_ value: Value) throws -> Value { try memo.map { try deep(value, $0, evaluator) } ?? value }
        let reduce: Symbol = type.userLookup("__reduce_ex__") == nil ? "__reduce__" : "__reduce_ex__"
        guard type.userLookup(reduce) != nil else { return nil }
        let protocols: [Value] = reduce == "__reduce_ex__" ? [4] : []
        let parts = try evaluator.callMethod(reduce, of: .object(object), protocols)
        guard let parts = parts.as(Tuple.self)?.elements, parts.count > 1 else { return .object(object) }
        let copy = try evaluator.call(parts[0], try evaluator.array(from: parts[1]).map(copied))
        try memo?.set(.int(AttributeFunctions.identity(of: .object(object))), to: copy, evaluator)
        if parts.count > 2, !parts[2].isNone { try restore(copy, try copied(parts[2]), evaluator) }
        try fill(copy, Array(parts.dropFirst(3)), copied, evaluator)
        return copy
    }

    /// The copy that `__getstate__` and `__setstate__` make; nil without them.
    private static func reconstruction(of instance: Instance, _ evaluator: Evaluator, memo: Dict?) throws -> Value? {
        let type = instance.type
        func copied(_ value: Value) throws -> Value { try memo.map { try deep(value, $0, evaluator) } ?? value }
        guard type.userLookup("__getstate__") != nil || type.userLookup("__setstate__") != nil else { return nil }
        let copy = try instanceCopy(instance)
        if let memo {
            try memo.set(.int(AttributeFunctions.identity(of: .object(instance))), to: .object(copy), evaluator)
        }
        let state: Value
        if type.userLookup("__getstate__") != nil {
            state = try evaluator.callMethod("__getstate__", of: .object(instance))
        } else {
            let names = Dict()
            for name in instance.ownNames { try instance.own(name).map { try names.set(name.text, to: $0, evaluator) } }
            state = .object(names)
        }
        try restore(.object(copy), try copied(state), evaluator)
        return .object(copy)
    }

    /// Adds the list items and the dict items that `__reduce__` gave after the state.
    private static func fill(
        _ copy: Value, _ parts: [Value], _ copied: (Value) throws -> Value, _ evaluator: Evaluator
    ) throws {
        if let items = parts.first?.ifNotNone {
            for item in try evaluator.array(from: items) {
                _ = try evaluator.callMethod("append", of: copy, [try copied(item)])
            }
        }
        guard parts.count > 1, let pairs = parts[1].ifNotNone else { return }
        for pair in try evaluator.array(from: pairs) {
            let parts = try evaluator.array(from: pair)
            guard parts.count == 2 else { throw PythonError(.valueError, "an item of a dict is a pair") }
            try evaluator.setItem(copy, try copied(parts[0]), to: try copied(parts[1]))
        }
    }

    private static func restore(_ copy: Value, _ state: Value, _ evaluator: Evaluator) throws {
        if try evaluator.attribute("__setstate__", of: copy) != nil {
            _ = try evaluator.callMethod("__setstate__", of: copy, [state])
            return
        }
        // Slots come as a second dict.
        let tables = state.as(Tuple.self)?.elements ?? [state]
        for (key, value) in tables.flatMap({ $0.as(Dict.self)?.items ?? [] }) {
            try evaluator.setAttribute(Symbol(try evaluator.str(key)), of: copy, to: value)
        }
    }

    private static func instanceCopy(_ instance: Instance) throws -> Instance { Instance(instance.type) }

    /// A copy with copies of everything inside; the memo holds what was copied already, by identity.
    package static func deep(_ value: Value, _ memo: Dict, _ evaluator: Evaluator) throws -> Value {
        guard !isAtomic(value), let object = value.object else { return value }
        let identity = Value.int(AttributeFunctions.identity(of: value))
        if let known = try memo.get(identity, evaluator) { return known }
        return try evaluator.nested {
            let copy = try deepCopy(of: object, identity, memo, evaluator)
            try memo.set(identity, to: copy, evaluator)
            // The original must live as long as its identity stands in the memo.
            try memo.set(.int(~(identity.smallInteger ?? 0)), to: value, evaluator)
            return copy
        }
    }

    private static func deepCopy(
        of object: Object, _ identity: Value, _ memo: Dict, _ evaluator: Evaluator
    ) throws -> Value {
        if let hook = try evaluator.attribute("__deepcopy__", of: .object(object)) {
            return try evaluator.call(hook, [.object(memo)])
        }
        if let copy = try reduction(of: object, evaluator, memo: memo) { return copy }
        switch object {
        case let list as List:
            let copy = List()
            try memo.set(identity, to: adopt(copy, object), evaluator)
            for element in list.elements { copy.elements.append(try deep(element, memo, evaluator)) }
            return .object(copy)
        case let tuple as Tuple:
            return adopt(Tuple(try tuple.elements.map { try deep($0, memo, evaluator) }), object)
        case let dict as Dict:
            let copy = try dict.copy(evaluator)
            copy.removeAll()
            try memo.set(identity, to: adopt(copy, object), evaluator)
            for (key, item) in dict.items {
                try copy.set(try deep(key, memo, evaluator), to: try deep(item, memo, evaluator), evaluator)
            }
            return try withAttributes(copy, memo, evaluator)
        case let set as SetObject:
            let copy = SetObject(isFrozen: set.isFrozen)
            for element in set.elements { try copy.add(try deep(element, memo, evaluator), evaluator) }
            return adopt(copy, object)
        case let instance as Instance:
            if let copy = try reconstruction(of: instance, evaluator, memo: memo) { return copy }
            let copy = try instanceCopy(instance)
            try memo.set(identity, to: .object(copy), evaluator)
            for name in instance.ownNames {
                if let own = instance.own(name) { copy.setOwn(name, to: try deep(own, memo, evaluator)) }
            }
            return .object(copy)
        case let deque as Deque:
            let copy = Deque(limit: deque.limit)
            for element in deque.elements { copy.append(try deep(element, memo, evaluator)) }
            return .object(copy)
        case let method as BoundMethod:
            return .object(BoundMethod(method.function, receiver: try deep(method.receiver, memo, evaluator)))
        default: return try shallow(.object(object), evaluator)
        }
    }

    private static func withAttributes(_ object: Object, _ memo: Dict, _ evaluator: Evaluator) throws -> Value {
        if let namespace = object.derivation?.namespace {
            for (name, value) in namespace.items { namespace[name] = try deep(value, memo, evaluator) }
        }
        return .object(object)
    }
}
