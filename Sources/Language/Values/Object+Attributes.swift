/// How attributes are found when a class does nothing special: data descriptors of the class, then the instance's own,
/// then the class.
extension Object {
    /// Python's `object.__getattribute__`, with nil for a missing attribute.
    public final func genericAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        let owner = type
        let found = owner.lookup(name)
        if case .object(let descriptor)? = found, descriptor.isDataDescriptor,
            let value = try descriptor.bind(to: .object(self), of: owner, evaluator)
        {
            return value
        }
        if let own = derivation?.namespace?[name] { return own }
        if let found { return try evaluator.bound(found, to: .object(self), of: owner) }
        return try specialAttribute(name, owner)
    }

    /// Python's `object.__setattr__`.
    public final func setGenericAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        let found = type.lookup(name)
        if case .object(let descriptor)? = found, descriptor.isDataDescriptor {
            return try descriptor.descriptorSet(.object(self), to: value, evaluator)
        }
        guard let namespace = ownNamespace() else {
            throw found == nil
                ? PythonError.missingAttribute(name, of: .object(self))
                : PythonError(.attributeError, "'\(type.name)' object attribute '\(name)' is read-only")
        }
        namespace[name] = value
    }

    /// Python's `object.__delattr__`.
    public final func deleteGenericAttribute(_ name: Symbol, _ evaluator: Evaluator) throws {
        if case .object(let descriptor)? = type.lookup(name), descriptor.isDataDescriptor {
            return try descriptor.descriptorDelete(.object(self), evaluator)
        }
        guard derivation?.namespace?.remove(name) != nil else {
            throw PythonError.missingAttribute(name, of: .object(self))
        }
    }

    /// `<Point object at 0x7f...>`
    public final var genericRepr: String {
        let module = type.moduleName
        let prefix = module == "builtins" ? "" : module + "."
        return "<\(prefix)\(type.qualifiedName) object at \(address)>"
    }

    /// `0x` and twelve hexadecimal digits, as `id` would print.
    package final var address: String {
        let digits = String(UInt(bitPattern: ObjectIdentifier(self)), radix: 16)
        return "0x" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    }

    /// The attributes set on the instance; made when the object takes any. nil when it does not.
    package final func ownNamespace() -> Namespace? {
        if let namespace = derivation?.namespace { return namespace }
        guard derivation?.type != nil || acceptsAttributes else { return nil }
        let namespace = Namespace()
        if let derivation, derivation !== derivation.type?.sharedDerivation.takeUnretainedValue() {
            derivation.namespace = namespace
        } else {
            derivation = Derivation(type: derivation?.type, namespace: namespace)
        }
        return namespace
    }

    /// `__class__`, `__dict__` and `__doc__`, which every object has.
    private func specialAttribute(_ name: Symbol, _ owner: TypeObject) throws -> Value? {
        switch name {
        case .__class__: return .object(owner)
        case .__doc__: return documentation.map { Value($0) } ?? Value.none
        case .__dict__: return ownNamespace().map { .object(NamespaceMapping($0)) }
        default: return nil
        }
    }
}
