/// The same tensors again, made by one node that hands the gradients of all of them to a function at once.
///
/// The function gives a gradient for each tensor. Results of tensors that need no gradient carry none either.
package func passThrough(
    _ tensors: [Tensor], named name: String, _ backward: @escaping (BackwardStep) throws -> [Tensor?]
) throws -> [Tensor] {
    let results = try GradientMode.disabled { try tensors.map { try alias($0) } }
    let node = GradientNode(name, parents: Edges(tensors), backward: backward)
    node.outputs = NodeOutputs(results)
    for (index, (tensor, result)) in zip(tensors, results).enumerated() {
        result.viewOrigin = .function
        if tensor.requiresGrad { result.attach(node, index) }
    }
    return results
}
