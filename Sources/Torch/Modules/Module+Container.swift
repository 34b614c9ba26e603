import Language
import Networks

/// Modules that hold others, or parameters, and give them out by position or by name.
extension Module {
    /// The layer that holds, also below a user's class; nil for a module that is no container.
    var container: (any Layer)? {
        let layer = (layer as? ScriptedLayer)?.native ?? layer
        let holds = layer is Sequential || layer is ModuleList || layer is ModuleDict || layer is ParameterContainer
        return holds ? layer : nil
    }

    var isContainer: Bool { container != nil }

    /// Whether items have names of the user's choice: `nn.ModuleDict`, `nn.ParameterDict`.
    var hasNamedItems: Bool { container is ModuleDict || container?.typeName == "ParameterDict" }

    /// Whether what is held are parameters.
    var holdsParameters: Bool { container is ParameterContainer }

    /// The names of what is held, in order.
    var itemNames: [String] { holdsParameters ? parameters.names : children.names }

    /// What is held, in order.
    var items: [Value] {
        holdsParameters
            ? parameters.values.map { $0.map { Value($0) } ?? .none }
            : children.values.map { $0.map { Value($0) } ?? .none }
    }
}
