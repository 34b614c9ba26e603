/// The edges from a node to the nodes of its inputs; the first two need no memory of their own.
///
///     let edges: Edges = [a, b]   // of two tensors, nil where a tensor needs no gradient
package struct Edges: RandomAccessCollection, ExpressibleByArrayLiteral {
    private var first: GradientNode?
    private var second: GradientNode?
    private var firstIndex = 0
    private var secondIndex = 0
    private var others: [GradientNode.Edge?] = []
    package private(set) var count = 0

    @inline(__always)
    init() {}

    @inline(__always)
    package init(arrayLiteral tensors: Tensor?...) {
        for tensor in tensors { append(tensor?.gradientEdge) }
    }

    /// Two edges, without the array of a literal.
    init(_ a: Tensor, _ b: Tensor) {
        if let edge = a.gradientEdge { (first, firstIndex) = (edge.node, edge.index) }
        if let edge = b.gradientEdge { (second, secondIndex) = (edge.node, edge.index) }
        count = 2
    }

    init(_ tensors: [Tensor]) {
        for tensor in tensors { append(tensor.gradientEdge) }
    }

    init(_ tensors: [Tensor?]) {
        for tensor in tensors { append(tensor?.gradientEdge) }
    }

    init(_ edges: [GradientNode.Edge?]) {
        for edge in edges { append(edge) }
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { count }

    package subscript(position: Int) -> GradientNode.Edge? {
        switch position {
        case 0: first.map { GradientNode.Edge(node: $0, index: firstIndex) }
        case 1: second.map { GradientNode.Edge(node: $0, index: secondIndex) }
        default: others[position - 2]
        }
    }

    private mutating func append(_ edge: GradientNode.Edge?) {
        switch count {
        case 0: (first, firstIndex) = (edge?.node, edge?.index ?? 0)
        case 1: (second, secondIndex) = (edge?.node, edge?.index ?? 0)
        default: others.append(edge)
        }
        count += 1
    }

    /// Lets go of all nodes and hands over those that have edges of their own.
    mutating func release(into nodes: inout [GradientNode]) {
        Edges.release(&first, into: &nodes)
        Edges.release(&second, into: &nodes)
        if !others.isEmpty {
            for case let edge? in others { nodes.append(edge.node) }
            others = []
        }
        count = 0
    }

    @inline(__always)
    private static func release(_ node: inout GradientNode?, into nodes: inout [GradientNode]) {
        guard let last = node.take() else { return }
        if last.variable == nil { nodes.append(last) }
    }
}
