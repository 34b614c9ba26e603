/// One node for a formula made of several operations: the formula runs again on the tape when a gradient is asked for.
///
///     try recomputed("CeluBackward0", [x]) { try celu($0[0]) }
func recomputed(
    _ node: String, _ inputs: [Tensor], _ formula: @escaping ([Tensor]) throws -> Tensor
) throws -> Tensor {
    let output = try GradientMode.disabled { try formula(inputs) }
    guard Tape.records(inputs) else { return output }
    return output.derived(node, from: Edges(inputs), saving: inputs) { try recomputedGradients($0, formula) }
}

/// The gradients of a formula of what a node saved; recorded themselves when the pass is.
func recomputedGradients(_ step: BackwardStep, _ formula: ([Tensor]) throws -> Tensor) throws -> [Tensor?] {
    // A released node has an empty list of saved tensors, which the formula would index.
    try step.node.checkNotReleased()
    let isRecorded = GradientMode.isEnabled
    let inputs = try step.node.saved.indices.map { position -> Tensor in
        let saved = try step.saved(position)
        // An alias has an edge of its own, so a tensor that stands twice among the inputs is told apart.
        if isRecorded { return saved.viewed(saved.layout, "AliasBackward0") { [try $0.gradient] } }
        let leaf = detach(saved)
        leaf.leafRequiresGrad = step.needs(position)
        return leaf
    }
    let wanted = inputs.indices.filter { step.needs($0) }
    let again = try GradientMode.with(enabled: true) { try formula(inputs) }
    let found = try Backward.gradients(
        of: [again], withRespectTo: wanted.map { inputs[$0] }, gradients: [step.gradient], createGraph: isRecorded,
        allowUnused: true)
    return inputs.indices.map { position in wanted.firstIndex(of: position).flatMap { found[$0] } }
}
