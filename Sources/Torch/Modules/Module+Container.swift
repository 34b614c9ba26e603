import Networks

/// Modules that hold others and give them out by position or by name.
extension Module {
    /// The layer that holds, also below a user's class; nil for a module that is no container.
    var container: (any Layer)? {
        let layer = (layer as? ScriptedLayer)?.native ?? layer
        return layer is Sequential || layer is ModuleList || layer is ModuleDict ? layer : nil
    }

    var isContainer: Bool { container != nil }

    /// Whether items have names of the user's choice: `nn.ModuleDict`.
    var hasNamedItems: Bool { container is ModuleDict }
}
