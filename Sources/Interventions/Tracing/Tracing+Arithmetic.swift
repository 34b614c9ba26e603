import Language
import Tensors
import Torch

/// `h * 2`, `h + g`: the commonest steps of a trace. The result has the form of its operand, so nothing is computed on
/// previews, and the node is all that is made.
extension Tracing {
    /// The new value; nil when the step is not that simple.
    @inline(__always)
    func arithmetic(
        _ operation: BinaryOperator, _ proxy: Proxy, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        switch operation {
        case .add, .subtract, .multiply, .divide: break
        default: return nil
        }
        let node = proxy.node
        guard let block = blocks.last, case let graph = block.graph, isOpen(node, in: graph),
            let form = try commonForm(node, other, in: graph)
        else { return nil }
        let arguments: [Value] = reflected ? [other, .object(proxy)] : [.object(proxy), other]
        let made = graph.add(
            .binary(operation), arguments, origin: evaluator.currentOrigin, condition: block.condition)
        made.form = .same(form)
        return .object(Proxy(made, self))
    }

    /// Whether a value of this graph is still to come.
    @inline(__always)
    private func isOpen(_ node: Node, in graph: Graph) -> Bool {
        node.graph === graph && node.state == .waiting && !graph.isClosed
    }

    /// The node whose preview tells the form of both operands.
    @inline(__always)
    private func commonForm(_ node: Node, _ other: Value, in graph: Graph) throws -> Node? {
        switch other {
        case .int, .float: return try node.plainForm()
        case .object:
            guard let second = other.proxy?.node, isOpen(second, in: graph), let form = try node.plainForm(),
                let otherForm = try second.plainForm()
            else { return nil }
            if form === otherForm { return form }
            guard let tensor = form.preview?.tensor, let otherTensor = otherForm.preview?.tensor,
                tensor.dtype == otherTensor.dtype, tensor.shape == otherTensor.shape
            else { return nil }
            return form
        case .undefined, .none, .bool: return nil
        }
    }
}
