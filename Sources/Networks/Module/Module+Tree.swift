import Tensors

/// Walking a network in PyTorch's order: a module before its children, children in order of registration.
extension Module {
    /// Every module with its dotted path, this one first with the given prefix; a shared module comes once.
    package func namedModules(prefix: String = "", keepingDuplicates: Bool = false) -> [(name: String, module: Module)]
    {
        // No path is longer than the number of modules, unless a module contains itself.
        let deepest = keepingDuplicates ? modules.count : Int.max
        var seen: Set<ObjectIdentifier> = []
        var result: [(name: String, module: Module)] = []
        var waiting: [(name: String, module: Module, depth: Int)] = [(prefix, self, 0)]
        // An interrupt ends the walk through very many duplicates.
        while let (name, module, depth) = waiting.popLast(), !Interrupt.isRequested {
            guard depth < deepest, keepingDuplicates || seen.insert(ObjectIdentifier(module)).inserted else { continue }
            result.append((name, module))
            for place in module.children.names.indices.reversed() {
                guard let child = module.children.values[place] else { continue }
                waiting.append((joined(name, module.children.names[place]), child, depth + 1))
            }
        }
        return result
    }

    /// This module and all below it, each once.
    package var modules: [Module] {
        var seen: Set<ObjectIdentifier> = []
        var result: [Module] = []
        var waiting = [self]
        while let module = waiting.popLast(), !Interrupt.isRequested {
            guard seen.insert(ObjectIdentifier(module)).inserted else { continue }
            result.append(module)
            for case let child? in module.children.values.reversed() { waiting.append(child) }
        }
        return result
    }

    /// Direct children with their names; a shared one comes once.
    package var namedChildren: [(name: String, module: Module)] {
        var seen: Set<ObjectIdentifier> = []
        return children.compactMap { name, child in
            guard let child, seen.insert(ObjectIdentifier(child)).inserted else { return nil }
            return (name, child)
        }
    }

    /// Every parameter with its dotted path; a shared one comes once, under its first name.
    package func namedParameters(
        prefix: String = "", recursive: Bool = true, keepingDuplicates: Bool = false
    ) -> [(name: String, tensor: Tensor)] {
        namedTensors(prefix, recursive, keepingDuplicates) { $0.parameters }
    }

    package func namedBuffers(
        prefix: String = "", recursive: Bool = true, keepingDuplicates: Bool = false
    ) -> [(name: String, tensor: Tensor)] {
        namedTensors(prefix, recursive, keepingDuplicates) { $0.buffers }
    }

    package var allParameters: [Tensor] { namedParameters().map(\.tensor) }

    private func namedTensors(
        _ prefix: String, _ recursive: Bool, _ keepingDuplicates: Bool, _ members: (Module) -> Members<Tensor?>
    ) -> [(name: String, tensor: Tensor)] {
        var seen: Set<ObjectIdentifier> = []
        var result: [(name: String, tensor: Tensor)] = []
        let owners =
            recursive ? namedModules(prefix: prefix, keepingDuplicates: keepingDuplicates) : [(prefix, self)]
        for (path, module) in owners {
            for (name, tensor) in members(module) {
                guard let tensor else { continue }
                guard seen.insert(ObjectIdentifier(tensor)).inserted || keepingDuplicates else { continue }
                result.append((joined(path, name), tensor))
            }
        }
        return result
    }

    /// Calls the body for every module, children before their parent.
    package func apply(_ body: (Module) throws -> Void) throws { try apply(depth: 0, body) }

    private func apply(depth: Int, _ body: (Module) throws -> Void) throws {
        try Interrupt.check()
        guard depth < Self.deepest else { throw ModuleError.tooDeep(type: typeName) }
        for (_, child) in children { try child?.apply(depth: depth + 1, body) }
        try body(self)
    }

    package func train(_ training: Bool = true) {
        for module in modules { module.isTraining = training }
    }

    package func setRequiresGrad(_ flag: Bool) throws {
        for parameter in allParameters { try parameter.setRequiresGrad(flag) }
    }

    /// Forgets the gradients, or fills them with zeros.
    package func zeroGrad(toNone: Bool = true) throws {
        for parameter in allParameters { try parameter.clearGrad(toNone: toNone) }
    }

    /// The path of a module below this one, nil when it is not there.
    package func path(of module: Module) -> String? {
        namedModules().first { $0.module === module }?.name
    }

    /// Converts every floating-point parameter and buffer.
    package func convert(to dtype: DType) throws {
        for module in modules {
            for (_, tensor) in module.parameters {
                guard let tensor, tensor.dtype.isDifferentiable else { continue }
                try tensor.setData(Tensors.to(detach(tensor), dtype))
                if let gradient = tensor.grad { tensor.grad = try Tensors.to(detach(gradient), dtype) }
            }
            for (name, tensor) in module.buffers {
                guard let tensor, tensor.dtype.isDifferentiable else { continue }
                module.buffers[name] = .some(try Tensors.to(tensor, dtype))
            }
        }
    }
}

private func joined(_ prefix: String, _ name: String) -> String { prefix.isEmpty ? name : prefix + "." + name }
