/// Making classes and their instances.
extension Evaluator {
    /// Runs a class body and makes the class.
    func makeClass(
        _ name: String, _ body: Function, _ baseValues: [Value], _ keywordItems: [(key: Value, value: Value)]
    ) throws -> Value {
        let bases = try withAbstractMethods(try baseValues.map { try baseClass($0) })
        var keywords = keywordItems.map { (name: Symbol($0.key.as(Text.self)?.string ?? ""), value: $0.value) }
        let named = keywords.first { $0.name.text == "metaclass" }?.value
        keywords.removeAll { $0.name.text == "metaclass" }
        let metaclass = try metaclass(named, bases)
        let namespace = Namespace(capacity: 8)
        let prepared = try prepare(metaclass, name, bases, keywords, namespace)
        namespace[.__module__] = body.globals[.__name__] ?? Value("__main__")
        namespace[.__qualname__] = Value(body.qualifiedName)
        if let text = body.code.documentation { namespace[.__doc__] = Value(text) }
        let mapping = Value.object(NamespaceMapping(namespace))
        let cell = try call(.object(body), [mapping])
        if baseValues.contains(where: { $0.as(TypeObject.self) == nil }) {
            namespace["__orig_bases__"] = Value(tuple: baseValues)
        }
        let made: Value
        if let maker = metaclass ?? named.flatMap({ $0.as(TypeObject.self) == nil ? $0 : nil }) {
            let given = try prepared.map { try filled($0, from: namespace) } ?? mapping
            let arguments = [Value(name), Value(tuple: bases.map { .object($0) }), given]
            made = try call(maker, Arguments(arguments, keywords: keywords))
        } else {
            let type = try makeType(name, bases, namespace, keywords)
            AbstractClasses.adopt(type, metaclass: named)
            made = .object(type)
        }
        cell.as(Cell.self)?.value = made
        return made
    }

    private func baseClass(_ value: Value) throws -> TypeObject {
        if let type = value.as(TypeObject.self) { return type }
        if let alias = value.as(GenericAlias.self) { return alias.origin }
        throw PythonError(.typeError, "bases must be types")
    }

    /// The user's metaclass that is named or that a base has, the most derived of them; nil for plain `type`.
    private func metaclass(_ named: Value?, _ bases: [TypeObject]) throws -> Value? {
        var chosen = named?.as(TypeObject.self).flatMap { $0.isNative ? nil : $0 }
        for candidate in bases.compactMap({ $0.derivation?.type }) {
            guard let current = chosen, !candidate.isSubclass(of: current) else {
                chosen = candidate
                continue
            }
            guard current.isSubclass(of: candidate) else {
                throw PythonError(
                    .typeError,
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of "
                        + "the metaclasses of all its bases")
            }
        }
        return chosen.map { .object($0) }
    }

    /// Asks the metaclass for the namespace of the body, whose entries the class gets. Returns it when it is more than
    /// a plain dict.
    private func prepare(
        _ metaclass: Value?, _ name: String, _ bases: [TypeObject], _ keywords: [(name: Symbol, value: Value)],
        _ namespace: Namespace
    ) throws -> Value? {
        guard let type = metaclass?.as(TypeObject.self), let hook = type.userLookup("__prepare__") else { return nil }
        let method = try bound(hook, to: nil, of: type)
        let arguments = [Value(name), Value(tuple: bases.map { .object($0) })]
        let mapping = try call(method, Arguments(arguments, keywords: keywords))
        for key in try array(from: mapping) { namespace[Symbol(try str(key))] = try getItem(mapping, key) }
        return mapping.object?.derivation?.type == nil ? nil : mapping
    }

    /// A prepared mapping of a class of its own gets what the body defined, name by name.
    private func filled(_ mapping: Value, from namespace: Namespace) throws -> Value {
        for (name, value) in namespace.items {
            let key = Value(name.text)
            if try contains(mapping, key), try getItem(mapping, key).isSame(as: value) { continue }
            try setItem(mapping, key, to: value)
        }
        return mapping
    }

    /// A class without a user's metaclass, with the hooks that making a class calls.
    package func makeType(
        _ name: String, _ bases: [TypeObject], _ namespace: Namespace, _ keywords: [(name: Symbol, value: Value)],
        metaclass: TypeObject? = nil
    ) throws -> TypeObject {
        let module = try namespace[.__module__].map { try str($0) } ?? "__main__"
        if namespace[.__eq__] != nil, namespace[.__hash__] == nil { namespace[.__hash__] = Value.none }
        let maker = bases.lazy.flatMap(\.mro).first { $0.isNative && $0.subclassMaker != nil }?.subclassMaker
        let type =
            try maker?(name, bases, namespace, module, self)
            ?? TypeObject.make(name, bases, namespace, module: module, self)
        if let text = namespace[.__qualname__]?.as(Text.self) {
            type.qualifiedName = text.string
            type.namespace.remove(.__qualname__)
        }
        if let metaclass { type.derivation = Derivation(type: metaclass) }
        if type.userLookup(.__del__) != nil { type.finalizers = finalizers }
        try readSlots(of: type)
        for (name, value) in namespace.items { try announce(name, value, type) }
        try callInitSubclass(type, keywords)
        return type
    }

    /// `__slots__` names all attributes of the instances, when every base but `object` has it too.
    private func readSlots(of type: TypeObject) throws {
        let bases = type.mro.dropFirst().filter { $0 !== TypeObject.object }
        guard let value = type.namespace["__slots__"], bases.allSatisfy({ $0.slotNames != nil }) else { return }
        let names = try value.as(Text.self).map { [$0.string] } ?? array(from: value).map { try str($0) }
        guard !names.contains("__dict__") else { return }
        for name in names where type.namespace[Symbol(name)] != nil {
            throw PythonError(.valueError, "'\(name)' in __slots__ conflicts with class variable")
        }
        type.slotNames = bases.reduce(into: Set(names.map { Symbol($0) })) { $0.formUnion($1.slotNames ?? []) }
    }

    /// Tells an attribute of a new class its name, if it wants to know.
    private func announce(_ name: Symbol, _ value: Value, _ type: TypeObject) throws {
        guard case .object(let object) = value, !(object is Function),
            let hook = object.type.lookup(.__set_name__)
        else { return }
        let method = try bound(hook, to: value, of: object.type)
        _ = try call(method, [.object(type), Value(name.text)])
    }

    private func callInitSubclass(_ type: TypeObject, _ keywords: [(name: Symbol, value: Value)]) throws {
        for ancestor in type.mro.dropFirst() {
            guard let hook = ancestor.namespace[.__init_subclass__] else { continue }
            if ancestor === TypeObject.object {
                guard keywords.isEmpty else {
                    throw PythonError(
                        .typeError, "\(type.name).__init_subclass__() takes no keyword arguments")
                }
                return
            }
            _ = try call(Method.unwrapped(hook), Arguments([.object(type)], keywords: keywords))
            return
        }
    }

    // MARK: Instances

    /// Calls a class: `__new__`, then `__init__` when that made an instance of the class.
    func construct(_ type: TypeObject, _ arguments: borrowing Arguments) throws -> Value {
        let made: Value
        if let new = type.userLookup(.__new__) {
            made = try call(Method.unwrapped(new), arguments.prepending(.object(type)))
        } else {
            made = try allocate(type, arguments, isDirect: true)
        }
        guard type.hasInitializer, made.type.isSubclass(of: type), let initializer = type.lookup(.__init__) else {
            return made
        }
        let result = try call(try bound(initializer, to: made, of: type), arguments)
        guard result.isNone else {
            throw PythonError(.typeError, "__init__() should return None, not '\(result.typeName)'")
        }
        return made
    }

    /// Python's `object.__new__(type)` and the `__new__` of native classes.
    package func allocate(
        _ type: TypeObject, _ arguments: borrowing Arguments, isDirect: Bool = false
    ) throws -> Value {
        if let allocate = type.inheritedAllocator {
            let value = try allocate(type, arguments, self)
            return type.isNative ? value : derived(value, type)
        }
        if type === TypeObject.object { return .object(Object()) }
        guard !type.isNative, type.nativeBase === TypeObject.object else {
            throw PythonError(.typeError, "cannot create '\(type.name)' instances")
        }
        if isDirect, !arguments.isEmpty, !type.hasInitializer {
            throw PythonError(.typeError, "\(type.name)() takes no arguments")
        }
        return .object(Instance(type))
    }

    /// What a native allocator made, as an instance of the user's class.
    private func derived(_ value: Value, _ type: TypeObject) -> Value {
        guard case .object(var object) = value else {
            let scalar = DerivedScalar(value)
            scalar.derivation = Derivation(type: type)
            return .object(scalar)
        }
        if value.exactly(ExceptionObject.self) != nil, object.derivation?.type === type { return value }
        // Constants are shared: an instance of a derived class needs an object of its own.
        if let text = value.text { object = Text(text.string) }
        if let tuple = value.tuple { object = Tuple(tuple.elements) }
        object.derivation = Derivation(type: type, namespace: object.derivation?.namespace)
        return .object(object)
    }
}

extension TypeObject {
    /// Whether an `__init__` other than `object`'s is to be called.
    var hasInitializer: Bool {
        mro.contains { $0 !== TypeObject.object && $0.namespace[.__init__] != nil }
    }

    /// Whether instances are `Instance` objects, made by nothing but the class.
    var makesPlainInstances: Bool {
        nativeBase === TypeObject.object && userLookup(.__new__) == nil && inheritedAllocator == nil
    }
}
