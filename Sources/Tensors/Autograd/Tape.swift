import Synchronization

/// Decides whether an operation is recorded, and records it.
package enum Tape {
    private static let sequence = Atomic<UInt64>(0)

    /// Threads do not share tensors, so two of them may take the same number: a locked addition would cost more.
    static func nextSequence() -> UInt64 {
        let next = sequence.load(ordering: .relaxed) &+ 1
        sequence.store(next, ordering: .relaxed)
        return next
    }

    @inline(__always)
    package static func records(_ a: Tensor) -> Bool { a.requiresGrad && GradientMode.isEnabled }

    @inline(__always)
    package static func records(_ a: Tensor, _ b: Tensor) -> Bool {
        (a.requiresGrad || b.requiresGrad) && GradientMode.isEnabled
    }

    package static func records(_ a: Tensor, _ b: Tensor, _ c: Tensor?) -> Bool {
        (a.requiresGrad || b.requiresGrad || c?.requiresGrad == true) && GradientMode.isEnabled
    }

    package static func records(_ tensors: [Tensor]) -> Bool {
        tensors.contains { $0.requiresGrad } && GradientMode.isEnabled
    }
}

extension Tensor {
    package var requiresGrad: Bool { leafRequiresGrad || recordedNode != nil || baseGainedHistory }
    package var isLeaf: Bool { leafRequiresGrad || !requiresGrad }

    /// A view that was made before its base was changed in place by a recorded operation.
    private var baseGainedHistory: Bool {
        guard let base, countsVersions else { return false }
        return recordedVersion != storage.version && base.recordedNode != nil && viewOrigin == .single
    }

    /// The operation that made this tensor; a view of a changed base gets a new one.
    package var gradientNode: GradientNode? {
        if baseGainedHistory, let base, let node = base.recordedNode { rebuildViewNode(of: base, node) }
        return recordedNode
    }

    /// The edge to which gradients of this tensor flow, nil when it needs none.
    package var gradientEdge: GradientNode.Edge? {
        if let node = gradientNode { return GradientNode.Edge(node: node, index: outputIndex) }
        guard leafRequiresGrad else { return nil }
        return GradientNode.Edge(node: accumulatorNode, index: 0)
    }

    private var accumulatorNode: GradientNode {
        if let accumulator { return accumulator }
        let node = GradientNode("AccumulateGrad", parents: [])
        node.outputs = NodeOutputs(self)
        node.variable = self
        accumulator = node
        return node
    }

    private func rebuildViewNode(of base: Tensor, _ node: GradientNode) {
        let baseLayout = base.layout
        let own = layout
        let rebuilt = GradientNode(
            "AsStridedBackward0", parents: Edges([GradientNode.Edge(node: node, index: base.outputIndex)]))
        rebuilt.backward = { step in [try spreadGradient(step.gradient, from: own, to: baseLayout)] }
        rebuilt.outputs = NodeOutputs(self)
        recordedNode = rebuilt
        outputIndex = 0
        recordedVersion = storage.version
    }

    /// Attaches the node that made this tensor.
    ///
    ///     return output.derived("ExpBackward0", from: [x], savingResult: true) { [try $0.gradient * $0.result] }
    package func derived(
        _ name: String, from inputs: Edges, saving: [Tensor] = [], savingResult: Bool = false,
        _ backward: @escaping (BackwardStep) throws -> [Tensor?]
    ) -> Tensor {
        guard dtype.isDifferentiable else { return self }
        let node = GradientNode(
            name, parents: inputs, saved: saving.map { SavedTensor($0) }, backward: backward
        )
        node.outputs = NodeOutputs(self)
        attach(node, 0)
        if savingResult { node.savedResult = SavedTensor(self, isResult: true) }
        return self
    }

    /// Gives the node of a result that was composed of other operations the name that PyTorch gives it.
    package func labelled(_ name: String) -> Tensor {
        if GradientMode.isEnabled { recordedNode?.name = name }
        return self
    }

    func attach(_ node: GradientNode, _ index: Int) {
        recordedNode = node
        outputIndex = index
        recordedVersion = storage.version
    }
}

/// Attaches one node to several results; those that cannot carry gradients stay without.
package func derive(
    _ results: [Tensor], _ name: String, from inputs: [Tensor?], saving: [Tensor] = [], savingResults: Bool = false,
    answersAbsentGradients: Bool = false, _ backward: @escaping (BackwardStep) throws -> [Tensor?]
) {
    let node = GradientNode(
        name, parents: Edges(inputs), saved: saving.map { SavedTensor($0) }, backward: backward)
    node.outputs = NodeOutputs(results)
    for (index, result) in results.enumerated() where result.dtype.isDifferentiable { result.attach(node, index) }
    node.answersAbsentGradients = answersAbsentGradients
    if savingResults { node.saved += results.map { SavedTensor($0, isResult: true) } }
}
