import Tensors

/// Copies of modules: one module takes over the members of another.
extension Module {
    /// Registers what another module has, each member as the functions give it, with its mode and its own hooks.
    package func takeOver(
        _ other: Module, tensor: (Tensor) throws -> Tensor, child: (Module) throws -> Module
    ) rethrows {
        isTraining = other.isTraining
        volatileBuffers = other.volatileBuffers
        preHooks = other.preHooks
        hooks = other.hooks
        for (name, member) in other.parameters { parameters[name] = .some(try member.map(tensor)) }
        for (name, member) in other.buffers { buffers[name] = .some(try member.map(tensor)) }
        for (name, member) in other.children { children[name] = .some(try member.map(child)) }
    }
}
