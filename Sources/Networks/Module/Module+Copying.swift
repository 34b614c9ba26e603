import Tensors

/// What a deep copy has copied already, so that shared members stay shared.
package final class ModuleCopies {
    fileprivate var modules: [ObjectIdentifier: Module] = [:]
    fileprivate var tensors: [ObjectIdentifier: Tensor] = [:]

    package init() {}
}

extension Module {
    /// A module of the same kind with copies of all modules, parameters and buffers below; hooks are taken over.
    ///
    /// - Parameter layer: gives the layer of the copy; built-in layers may be shared, as they hold settings only.
    package func copied(
        _ copies: ModuleCopies, tensor copyTensor: (Tensor) throws -> Tensor, layer: (Module) throws -> any Layer
    ) throws -> Module {
        if let known = copies.modules[ObjectIdentifier(self)] { return known }
        let copy = Module(try layer(self))
        copies.modules[ObjectIdentifier(self)] = copy
        copy.isTraining = isTraining
        copy.volatileBuffers = volatileBuffers
        (copy.preHooks, copy.hooks) = (preHooks, hooks)
        for (name, child) in children {
            copy.children[name] = .some(try child?.copied(copies, tensor: copyTensor, layer: layer))
        }
        func copied(_ tensor: Tensor) throws -> Tensor {
            if let known = copies.tensors[ObjectIdentifier(tensor)] { return known }
            let made = try copyTensor(tensor)
            copies.tensors[ObjectIdentifier(tensor)] = made
            return made
        }
        for (name, parameter) in parameters { copy.parameters[name] = .some(try parameter.map(copied)) }
        for (name, buffer) in buffers { copy.buffers[name] = .some(try buffer.map(copied)) }
        return copy
    }
}
