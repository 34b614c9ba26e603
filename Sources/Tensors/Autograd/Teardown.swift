/// Frees chains of nodes with a loop: released by recursion, a chain of some 100,000 nodes would overflow the stack.
enum Teardown {
    static func run(_ first: GradientNode) {
        var pending: [GradientNode] = []
        take(from: first, &pending)
        while var node = pending.popLast() {
            if isKnownUniquelyReferenced(&node) { take(from: node, &pending) }
        }
    }

    private static func take(from node: GradientNode, _ pending: inout [GradientNode]) {
        node.parents.release(into: &pending)
        if !node.saved.isEmpty {
            for tensor in node.saved { tensor.releaseInto(&pending) }
            node.saved = []
        }
        // A closure may own tensors of the graph; it goes last, when their nodes are already in the list.
        node.backward = nil
    }
}
