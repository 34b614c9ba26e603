/// What must hold for the nodes made inside a conditional block to run: a value's truth, and the outer condition.
package final class Condition {
    package let test: Test
    package let outer: Condition?

    package enum Test {
        /// Known while the block was read; learnt from these nodes, which the body waits for.
        case constant(Bool, basis: [Node] = [])
        case node(Node)
    }

    package init(_ test: Test, inside outer: Condition?) {
        self.test = test
        self.outer = outer
    }

    /// The nodes whose values decide, outermost first.
    package var nodes: [Node] {
        let outerNodes = outer?.nodes ?? []
        if case .node(let node) = test { return outerNodes + [node] }
        return outerNodes
    }

    /// The nodes that what is known already was learnt from.
    var basis: [Node] {
        let outerNodes = outer?.basis ?? []
        if case .constant(_, let nodes) = test { return outerNodes + nodes }
        return outerNodes
    }
}
