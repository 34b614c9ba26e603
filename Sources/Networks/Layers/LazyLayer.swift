import Tensors

/// A layer that learns the number of its inputs from the first call: `LazyLinear`, `LazyConv2d` and their like.
///
/// Until then the module has no parameters; afterwards it is the layer that it stands for.
package final class LazyLayer: Layer {
    private let name: String
    private let make: (Int) throws -> Module
    private let channelDimension: (Tensor) -> Int
    /// What is printed before the first call: the settings with no inputs.
    private let settings: String
    private var layer: (any Layer)?

    init(
        _ name: String, channelDimension: @escaping (Tensor) -> Int, settings: String,
        _ make: @escaping (Int) throws -> Module
    ) {
        self.name = name
        self.channelDimension = channelDimension
        self.settings = settings
        self.make = make
    }

    package var typeName: String { layer?.typeName ?? name }

    package func extraDescription(of module: Module) -> String { layer?.extraDescription(of: module) ?? settings }

    package func setting(_ name: String) -> TensorTree? { layer?.setting(name) }

    package func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        if let layer { return try layer.forward(inputs, of: module) }
        let input = try inputs.tensor("input", at: 0, of: name)
        let dimension = channelDimension(input)
        guard dimension >= 0, dimension < input.rank else {
            throw TensorError.runtime("\(name) cannot tell its inputs from a tensor of shape \(input.shape)")
        }
        let made = try make(input.shape[dimension])
        try module.adoptMembers(of: made)
        layer = made.layer
        return try made.layer.forward(inputs, of: module)
    }

    static let types: [LayerType] =
        [lazy("Linear", { $0.rank - 1 })]
        + (1...3).map { spatial in lazy("Conv\(spatial)d", { $0.rank == spatial + 2 ? 1 : 0 }) }
        + (1...3).map { spatial in lazy("BatchNorm\(spatial)d", { _ in 1 }) }

    /// The lazy form of a kind of module, whose first parameter is left out.
    private static func lazy(_ base: String, _ channelDimension: @escaping @Sendable (Tensor) -> Int) -> LayerType {
        let schema = LayerType.eager.first { $0.name == base }?.schema ?? "\(base)()"
        let others = schema.drop { $0 != "," }.dropFirst().drop { $0 == " " }
        return LayerType("Lazy\(base)(\(others)", "A \(base) that learns the number of its inputs from the first call.")
        {
            arguments in
            let given = arguments.parameters.indices.map { arguments.value($0) }
            let make: (Int) throws -> Module = { count in
                guard let type = LayerType.eager.first(where: { $0.name == base }) else {
                    throw ModuleError.notCallable(type: base)
                }
                return try type.make([.int(count)] + given)
            }
            let place = Generator.standard.state
            let empty = try make(0)
            try Generator.standard.restore(place)
            return Module(
                LazyLayer(
                    "Lazy\(base)", channelDimension: channelDimension,
                    settings: empty.layer.extraDescription(of: empty), make))
        }
    }
}

extension Module {
    /// Registers what another module has, under the same names.
    package func adoptMembers(of other: Module) throws {
        let saved = Set(other.state().map(\.name))
        for (name, tensor) in other.parameters { try register(parameter: tensor, named: name) }
        for (name, tensor) in other.buffers {
            try register(buffer: tensor, named: name, persistent: tensor == nil || saved.contains(name))
        }
        for (name, child) in other.children { try register(child: child, named: name) }
    }
}
