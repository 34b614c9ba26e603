import Networks
import Tensors

/// An MLP whose children are called one after the other, in an order of its own.
final class StackedMLP: ModelTensorLayer {
    private let steps: [String]

    init(_ typeName: String, steps: [String]) {
        self.steps = steps
        super.init(typeName, names: steps)
    }

    override func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        try steps.reduce(input) { states, step in try name(step, module.child(step).call(states)) }
    }
}
