import Tensors

/// One `backward` call: into all leaves, or into the given inputs only.
struct GradientPass {
    let retainsGraph: Bool
    let createsGraph: Bool
    let inputs: [Tensor]?

    func run(_ roots: [Tensor], gradients: [Tensor?]) throws {
        guard let inputs else {
            return try Backward.run(roots, gradients: gradients, retainGraph: retainsGraph, createGraph: createsGraph)
        }
        let found = try Backward.gradients(
            of: roots, withRespectTo: inputs, gradients: gradients, retainGraph: retainsGraph,
            createGraph: createsGraph,
            allowUnused: true)
        for (input, gradient) in zip(inputs, found) {
            guard let gradient else { continue }
            input.grad = try input.grad.map { try Tensors.add($0, gradient) } ?? gradient
        }
    }
}
