/// Attributes of any value.
extension Evaluator {
    /// `value.name`, or nil when there is no such attribute.
    public func attribute(_ name: Symbol, of value: Value) throws -> Value? {
        guard case .object(let object) = value else {
            guard let found = value.type.lookup(name) else {
                return name == .__class__ ? .object(value.type) : nil
            }
            return try bound(found, to: value, of: value.type)
        }
        guard let derived = object.derivation?.type else { return try object.getAttribute(name, self) }
        return try derivedAttribute(name, object, derived)
    }

    /// `value.name`; AttributeError when there is none.
    public func requiredAttribute(_ name: Symbol, of value: Value) throws -> Value {
        if let found = try attribute(name, of: value) { return found }
        throw PythonError.missingAttribute(name, of: value)
    }

    public func setAttribute(_ name: Symbol, of value: Value, to newValue: Value) throws {
        guard case .object(let object) = value else { throw PythonError.missingAttribute(name, of: value) }
        if let hook = object.derivation?.type?.userLookup(.__setattr__) {
            _ = try call(try bound(hook, to: value, of: object.type), [Value(name.text), newValue])
        } else {
            try object.setAttribute(name, to: newValue, self)
        }
    }

    public func deleteAttribute(_ name: Symbol, of value: Value) throws {
        guard case .object(let object) = value else { throw PythonError.missingAttribute(name, of: value) }
        if let hook = object.derivation?.type?.userLookup(.__delattr__) {
            _ = try call(try bound(hook, to: value, of: object.type), [Value(name.text)])
        } else {
            try object.deleteAttribute(name, self)
        }
    }

    /// What a class attribute is for an instance: a method for a function, the result of a property's getter.
    public func bound(_ attribute: Value, to instance: Value?, of owner: TypeObject) throws -> Value {
        guard case .object(let descriptor) = attribute else { return attribute }
        return try descriptor.bind(to: instance, of: owner, self) ?? attribute
    }

    /// The method that a user's class defines for an instance, bound; nil when only native classes define it.
    package func userMethod(_ name: Symbol, of object: Object) throws -> Value? {
        guard let type = object.derivation?.type, let found = type.userLookup(name) else { return nil }
        return try bound(found, to: .object(object), of: type)
    }

    private func derivedAttribute(_ name: Symbol, _ object: Object, _ type: TypeObject) throws -> Value? {
        let fallback = type.userLookup(.__getattr__)
        do {
            let found: Value?
            if let hook = type.userLookup(.__getattribute__) {
                found = try call(try bound(hook, to: .object(object), of: type), [Value(name.text)])
            } else {
                found = try object.getAttribute(name, self)
            }
            if let found { return found }
        } catch let error as PythonError where fallback != nil && error.isInstance(of: .attributeError) {
            // A property or `__getattribute__` that raises AttributeError leaves the name to `__getattr__`.
        }
        guard let fallback else { return nil }
        return try call(try bound(fallback, to: .object(object), of: type), [Value(name.text)])
    }
}
