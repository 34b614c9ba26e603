/// One recorded operation: its name, the nodes of its inputs, what it saved, and how to turn gradients back.
///
/// Made only when an input requires a gradient and recording is on.
package final class GradientNode {
    /// PyTorch's name, such as "AddmmBackward0".
    package internal(set) var name: String
    /// Where the gradients of the inputs go; nil for inputs that need none.
    package internal(set) var parents: Edges
    var saved: [SavedTensor]
    /// The operation's own first result, kept without a cycle.
    var savedResult: SavedTensor?
    /// Shape and dtype of each result, for zeros and for summing broadcast gradients.
    var outputs: NodeOutputs
    var backward: ((BackwardStep) throws -> [Tensor?])?
    /// True after a pass that did not retain the graph, when something was saved.
    var isReleased = false
    /// Whether the backward runs although no gradient arrived, as a function of the user's does.
    var answersAbsentGradients = false
    /// Later operations run first in a backward pass.
    let sequence: UInt64
    /// What is to be done with the gradients of the results; nil for most nodes.
    var watch: Watch?
    /// The leaf that an accumulating node serves.
    var variable: Tensor?

    struct RetainedTensor {
        weak var tensor: Tensor?
    }

    /// Who wants to see the gradient of a result, by the number of the result.
    final class Watch {
        /// In order of registration.
        var hooks: [Int: [TensorHook]] = [:]
        /// Results whose gradient is to be kept in `grad`.
        var retained: [Int: RetainedTensor] = [:]
    }

    func makeWatch() -> Watch {
        if let watch { return watch }
        let made = Watch()
        watch = made
        return made
    }

    /// A result of a node as the input of another.
    package struct Edge {
        package let node: GradientNode
        package let index: Int
    }

    package init(
        _ name: String, parents: Edges, saved: [SavedTensor] = [],
        backward: ((BackwardStep) throws -> [Tensor?])? = nil
    ) {
        self.name = name
        self.parents = parents
        self.saved = saved
        outputs = NodeOutputs()
        self.backward = backward
        sequence = Tape.nextSequence()
    }

    deinit {
        if !parents.isEmpty || !saved.isEmpty { Teardown.run(self) }
    }
}

/// What a derivative sees: the gradients of the results, and what the forward saved.
package struct BackwardStep {
    package let node: GradientNode
    /// One for each result; nil where nothing depends on it.
    package let gradients: [Tensor?]

    /// The gradient of the only result.
    package var gradient: Tensor {
        get throws { try gradient(0) }
    }

    /// The gradient of one result, zeros where nothing depends on it.
    package func gradient(_ index: Int) throws -> Tensor {
        if let gradient = gradients[index] { return gradient }
        let output = node.outputs[index]
        return try Tensor.zeros(output.shape, dtype: output.dtype)
    }

    /// A tensor saved by the forward, if it was not changed since.
    package func saved(_ index: Int) throws -> Tensor {
        try node.checkNotReleased()
        return try node.saved[index].unpacked(owner: node)
    }

    /// The forward's own result.
    package var result: Tensor {
        get throws {
            try node.checkNotReleased()
            guard let saved = node.savedResult else {
                preconditionFailure(
                    "a backward function reads its result only if its node was made with savingResult: \(node.name)")
            }
            return try saved.unpacked(owner: node)
        }
    }

    package func needs(_ index: Int) -> Bool { node.parents[index] != nil }

    /// The value of the body if the input needs a gradient.
    package func when(_ index: Int, _ body: () throws -> Tensor?) rethrows -> Tensor? {
        needs(index) ? try body() : nil
    }
}

extension GradientNode {
    /// The name without "Backward0", as messages give it.
    var operationName: String {
        guard let cut = name.range(of: "Backward") else { return name }
        return String(name[..<cut.lowerBound])
    }

    func checkNotReleased() throws {
        guard isReleased else { return }
        throw TensorError.runtime(
            "Trying to backward through the graph a second time (or directly access saved tensors after they have "
                + "already been freed). Saved intermediate values of the graph are freed when you call .backward() or "
                + "autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time "
                + "or if you need to access saved tensors after calling backward.")
    }

    /// Drops what the forward saved; the names and edges stay readable.
    func release() {
        guard !saved.isEmpty || savedResult != nil else { return }
        saved = []
        savedResult = nil
        isReleased = true
    }
}
