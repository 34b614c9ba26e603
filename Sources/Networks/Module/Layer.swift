import Tensors

/// What a module computes: its type, its settings and its forward function. The module holds the parameters and children.
///
///     final class Doubling: TensorLayer {
///         let typeName = "Doubling"
///         func forward(_ input: Tensor, of module: Module) throws -> Tensor { try input * 2 }
///     }
///     Module(Doubling())
package protocol Layer: AnyObject {
    /// The class name that is printed: "Linear".
    var typeName: String { get }
    /// What stands in the parentheses of the printed module: "in_features=3, out_features=4, bias=True".
    func extraDescription(of module: Module) -> String
    /// What a user's class prints for the whole module; nil for the usual form.
    func ownDescription(of module: Module) throws -> String?
    /// Whether children are printed as a list, equal neighbours folded to one line.
    var foldsChildren: Bool { get }

    func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree
    /// The forward of a single tensor.
    func pass(_ input: Tensor, of module: Module) throws -> LayerOutput

    /// A setting by its Python name, such as `in_features`; nil when there is none.
    func setting(_ name: String) -> TensorTree?
    /// Changes a setting; false when there is none of this name that can be changed.
    func change(_ name: String, to value: TensorTree) -> Bool
    /// The layer for a copy of the module: another one if settings can change, else this one.
    func copy() -> any Layer
}

extension Layer {
    package func pass(_ input: Tensor, of module: Module) throws -> LayerOutput {
        LayerOutput(try forward(ModuleInputs(input), of: module))
    }

    package func extraDescription(of module: Module) -> String { "" }
    package func ownDescription(of module: Module) throws -> String? { nil }
    package var foldsChildren: Bool { false }
    package func setting(_ name: String) -> TensorTree? { nil }
    package func change(_ name: String, to value: TensorTree) -> Bool { false }
    package func copy() -> any Layer { self }
}

/// A layer of one tensor, called without wrapping when no hook looks on.
package protocol TensorLayer: Layer {
    func forward(_ input: Tensor, of module: Module) throws -> Tensor
}

extension TensorLayer {
    package func pass(_ input: Tensor, of module: Module) throws -> LayerOutput {
        .tensor(try forward(input, of: module))
    }

    package func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        try inputs.check(["input"], of: typeName)
        return .tensor(try forward(inputs.tensor("input", at: 0, of: typeName), of: module))
    }
}
