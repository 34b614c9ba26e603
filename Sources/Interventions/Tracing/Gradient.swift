import Language
import Tensors
import Torch

/// Gradients as values of the graph: a hook on the tensor fills the node when the right backward pass reaches it.
enum Gradient {
    /// Makes a node wait for the gradient of a tensor; a replacement of the node changes what flows on.
    static func await(_ node: Node, of value: Value, pass: Int, in execution: Execution) throws {
        guard let tensor = value.tensor else {
            throw PythonError(.attributeError, "'\(value.typeName)' object has no attribute 'grad'")
        }
        guard tensor.requiresGrad else {
            throw PythonError(.runtimeError, "cannot register a hook on a tensor that doesn't require gradient")
                .with(help: "set `.requires_grad = True` on the value before its gradient is read")
        }
        try tensor.registerHook { gradient in
            guard execution.currentBackwardPass == pass else { return nil }
            try execution.fill(node, with: Value(gradient))
            return node.replacement?.tensor
        }
    }
}

extension Node {
    /// The value that takes the place of this node's, if a replacement has run.
    var replacement: Value? { finishedReplacement?.value }

    /// The replacement that has run last.
    var finishedReplacement: Node? { replacements.last { $0.state == .done } }

    /// A replacement that is still waiting for its value.
    var pendingReplacement: Node? {
        replacements.last { $0.state == .waiting }
    }

    /// The nodes that replace this one's value; those that only take it as the new value of another do not count.
    private var replacements: [Node] {
        listeners.filter { listener in
            guard case .swap = listener.action else { return false }
            return listener.arguments.first?.proxy?.node === self
        }
    }
}

extension Tracing {
    /// The node for the gradient of a proxy in the next backward pass.
    func gradient(of proxy: Proxy, _ evaluator: Evaluator) throws -> Value {
        if let settled = proxy.settled, let value = try evaluator.attribute("grad", of: settled) { return value }
        guard let tracer, proxy.node.isRecorded else { throw InterventionError.valueNotSet(proxy.node).pythonError }
        let pass = tracer.openBackwardPass ?? tracer.backwardCount + 1
        if let known = tracer.gradients[ObjectIdentifier(proxy.node)], known.pass == pass {
            return .object(known.proxy)
        }
        let gradient = try record(.gradient(pass: pass), [.object(proxy)], evaluator)
        if let made = gradient.proxy { tracer.gradients[ObjectIdentifier(proxy.node)] = (pass, made) }
        return gradient
    }

    /// Replaces the gradient that flows on from a proxy's value.
    func setGradient(of proxy: Proxy, to value: Value, _ evaluator: Evaluator) throws {
        let old = try gradient(of: proxy, evaluator)
        _ = try record(.swap, [old, value], evaluator)
        tracer?.gradients[ObjectIdentifier(proxy.node)] = nil
    }
}

/// `with loss.backward():` reads gradients of the pass that its head asks for. The pass begins when the block has ended,
/// so that every gradient is waited for by then.
final class BackwardBlock {
    private let node: Node
    private let tracer: Tracer

    init?(_ node: Node, _ tracer: Tracer?) {
        guard node.isBackward, let tracer, node.graph === tracer.graph else { return nil }
        self.node = node
        self.tracer = tracer
    }

    func enter() { tracer.openBackwardPass = tracer.backwardCount }

    func exit() {
        let pass = tracer.backwardCount
        tracer.openBackwardPass = nil
        for waiting in tracer.graph.nodes {
            if case .gradient(pass) = waiting.action { waiting.waitEarly() }
        }
        tracer.graph.moveToEnd(node)
    }
}
