import Tensors

/// Registering, replacing and finding the members of a module.
extension Module {
    package func register(child: Module?, named name: String) throws {
        try check(name, kind: "module")
        parameters[name] = nil
        buffers[name] = nil
        children[name] = .some(child)
    }

    package func register(parameter: Tensor?, named name: String) throws {
        try check(name, kind: "parameter")
        children[name] = nil
        buffers[name] = nil
        parameter?.isParameter = true
        parameters[name] = .some(parameter)
    }

    package func register(buffer: Tensor?, named name: String, persistent: Bool = true) throws {
        try check(name, kind: "buffer")
        children[name] = nil
        parameters[name] = nil
        buffers[name] = .some(buffer)
        if persistent { volatileBuffers.remove(name) } else { volatileBuffers.insert(name) }
    }

    /// Whether `state_dict` has the buffer.
    package func keepsInState(buffer name: String) -> Bool { !volatileBuffers.contains(name) }

    /// Forgets a member of any kind; false when there is none of this name.
    package func remove(_ name: String) -> Bool {
        let known = hasMember(name)
        children[name] = nil
        parameters[name] = nil
        buffers[name] = nil
        volatileBuffers.remove(name)
        return known
    }

    package func hasMember(_ name: String) -> Bool {
        children.position(of: name) != nil || parameters.position(of: name) != nil || buffers.position(of: name) != nil
    }

    private func check(_ name: String, kind: String) throws {
        if name.contains(".") { throw ModuleError.nameHasDot(kind: kind, name: name) }
        if name.isEmpty { throw ModuleError.nameEmpty(kind: kind) }
    }

    /// A parameter that the layer's forward needs.
    package func parameter(_ name: String) throws -> Tensor {
        if let compute = computed[name] { return try compute() }
        // A parametrised or pruned weight may have become a buffer of the same name.
        if let tensor = optionalParameter(name) { return tensor }
        throw ModuleError.noSuchMember(type: "'\(typeName)' object", name: name)
    }

    /// A parameter that may be left out, such as a bias.
    package func optionalParameter(_ name: String) -> Tensor? {
        if let registered = parameters[name] { return registered }
        if let compute = computed[name] { return try? compute() }
        return buffers[name] ?? nil
    }

    package func buffer(_ name: String) throws -> Tensor {
        if let tensor = buffers[name] ?? nil { return tensor }
        throw ModuleError.noSuchMember(type: "'\(typeName)' object", name: name)
    }

    /// A child that the layer's forward needs.
    package func child(_ name: String) throws -> Module {
        if let child = children[name] ?? nil { return child }
        throw ModuleError.noSuchMember(type: typeName, name: name)
    }

    /// The module at a dotted path below this one; the empty path is this module.
    package func module(at path: String) throws -> Module {
        var current = self
        for name in path.split(separator: ".").map(String.init) {
            guard let child = current.children[name] ?? nil else {
                guard current.hasMember(name) else {
                    throw ModuleError.noSuchMember(type: current.typeName, name: name)
                }
                throw ModuleError.notAModule(name: name)
            }
            current = child
        }
        return current
    }

    /// The parameter at a dotted path: `get_parameter`.
    package func parameter(at path: String) throws -> Tensor {
        let parts = path.split(separator: ".").map(String.init)
        guard let name = parts.last else { throw ModuleError.nameEmpty(kind: "parameter") }
        let owner = try module(at: parts.dropLast().joined(separator: "."))
        guard owner.hasMember(name) || owner.optionalParameter(name) != nil else {
            throw ModuleError.noSuchMember(type: owner.typeName, name: name)
        }
        if owner.parameters.position(of: name) == nil, owner.computed[name] == nil {
            throw ModuleError.notAParameter(name: name)
        }
        return try owner.parameter(name)
    }
}
