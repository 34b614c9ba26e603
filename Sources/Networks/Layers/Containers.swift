import Tensors

/// Children one after the other, each fed with what the one before gave.
///
///     let network = try Sequential.module([("layer1", first), ("layer2", second)])
package final class Sequential: Layer {
    package let typeName = "Sequential"
    package init() {}

    package static func module(_ children: [(name: String, module: Module)]) throws -> Module {
        let module = Module(Sequential())
        for (name, child) in children { try module.register(child: child, named: name) }
        return module
    }

    /// Children that are named by their places: "0", "1", …
    package static func module(_ children: [Module]) throws -> Module {
        try module(children.enumerated().map { (String($0), $1) })
    }

    package func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        try inputs.check(["input"], of: typeName)
        guard let input = inputs.value("input", at: 0) else {
            throw TensorError.type("Sequential.forward() missing 1 required positional argument: 'input'")
        }
        return try pass(LayerOutput(input), through: module).tree
    }

    package func pass(_ input: Tensor, of module: Module) throws -> LayerOutput {
        try pass(.tensor(input), through: module)
    }

    private func pass(_ input: LayerOutput, through module: Module) throws -> LayerOutput {
        var value = input
        for child in module.children.values {
            if let child { value = try child.pass(value) }
        }
        return value
    }
}

/// Children that are named by their places; the user calls them.
package final class ModuleList: Layer {
    package let typeName = "ModuleList"
    package let foldsChildren = true
    package init() {}

    package static func module(_ children: [Module]) throws -> Module {
        let module = Module(ModuleList())
        for (index, child) in children.enumerated() { try module.register(child: child, named: String(index)) }
        return module
    }

    package func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        throw ModuleError.notCallable(type: typeName)
    }
}

/// Children under names of the user's choice; the user calls them.
package final class ModuleDict: Layer {
    package let typeName = "ModuleDict"
    package init() {}

    package static func module(_ children: [(name: String, module: Module)]) throws -> Module {
        let module = Module(ModuleDict())
        for (name, child) in children { try module.register(child: child, named: name) }
        return module
    }

    package func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        throw ModuleError.notCallable(type: typeName)
    }
}

/// Parameters in a row (`ParameterList`) or under names (`ParameterDict`); the user reads them.
package final class ParameterContainer: Layer {
    package let typeName: String
    package init(typeName: String) { self.typeName = typeName }

    package static func list(_ tensors: [Tensor]) throws -> Module {
        let module = Module(ParameterContainer(typeName: "ParameterList"))
        for (index, tensor) in tensors.enumerated() {
            try module.register(parameter: asContained(tensor), named: String(index))
        }
        return module
    }

    package static func dictionary(_ tensors: [(name: String, tensor: Tensor)]) throws -> Module {
        let module = Module(ParameterContainer(typeName: "ParameterDict"))
        for (name, tensor) in tensors { try module.register(parameter: asContained(tensor), named: name) }
        return module
    }

    private static func asContained(_ tensor: Tensor) throws -> Tensor {
        tensor.isParameter ? tensor : try tensor.asParameter()
    }

    package func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        throw ModuleError.notCallable(type: typeName)
    }

    package func extraDescription(of module: Module) -> String {
        module.parameters.compactMap { name, tensor in
            tensor.map { "  (\(name)): Parameter containing: [torch.\(dtypeName($0)) of size \(sizes($0))]" }
        }.joined(separator: "\n")
    }

    /// Dictionaries still print the names of the old tensor classes.
    private func dtypeName(_ tensor: Tensor) -> String {
        typeName == "ParameterDict" ? "\(tensor.dtype.scalarName)Tensor" : tensor.dtype.name
    }

    private func sizes(_ tensor: Tensor) -> String { tensor.shape.map(String.init).joined(separator: "x") }
}

/// Integer positions and insertion in the containers that name children by their places.
extension Module {
    /// The children of a list or sequence in order.
    package var orderedChildren: [Module] { children.compactMap { $0.1 } }

    /// Replaces the children of a list or sequence, naming them by their places.
    package func replaceChildren(_ modules: [Module]) throws {
        children.removeAll()
        for (index, child) in modules.enumerated() { try register(child: child, named: String(index)) }
    }

    /// The child at a position; negative positions count from the end.
    package func child(at position: Int) throws -> Module {
        let modules = orderedChildren
        let place = position < 0 ? position + modules.count : position
        guard modules.indices.contains(place) else { throw ModuleError.indexOutOfRange(index: position) }
        return modules[place]
    }
}
