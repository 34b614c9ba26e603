import Language

/// The interventions of one block as data: nodes in the order in which they were written.
///
///     %0 = layer1.output          # cell 7, line 2
///     %1 = getitem(%0, 0)
///     %2 = print("first", %1)
package final class Graph {
    package private(set) var nodes: [Node] = []
    /// The nodes of other graphs that nodes of this one read.
    package private(set) var externals: [Node] = []
    private var counts: [String: Int] = [:]
    package private(set) var isClosed = false
    /// What the graph was when it was closed, for whoever still looks at it.
    package private(set) lazy var archive = GraphRecord(closing)
    private var closing: [ClosedNode] = []

    package init() {}

    package var identity: GraphIdentity { ObjectIdentifier(self) }

    /// Appends a node that depends on every node that stands in its arguments.
    package func add(
        _ action: Action, _ arguments: [Value], keywords: [(name: Symbol, value: Value)] = [], origin: Origin? = nil,
        condition: Condition? = nil
    ) -> Node {
        let isModulePoint = if case .module = action { true } else { false }
        let node = Node(
            action, number: nextNumber(action.title), arguments: arguments, keywords: keywords, origin: origin,
            graph: self,
            condition: isModulePoint ? nil : condition)
        for argument in arguments { Substitution.forEachNode(in: argument) { connect(node, to: $0) } }
        for (_, value) in keywords { Substitution.forEachNode(in: value) { connect(node, to: $0) } }
        for test in node.condition?.nodes ?? [] { connect(node, to: test) }
        for known in node.condition?.basis ?? [] where known.graph === self && known.state == .waiting {
            node.depend(on: known)
        }
        if action.isReplacement { node.isShared = true }
        nodes.append(node)
        return node
    }

    private func connect(_ node: Node, to dependency: Node) {
        if dependency.isKnown {
            for basis in dependency.basis where basis.graph === self && basis.state == .waiting {
                node.depend(on: basis)
            }
        } else if dependency.graph === self {
            node.depend(on: dependency)
        } else {
            dependency.isShared = true
            externals.append(dependency)
        }
    }

    /// Lets a node run after all others that wait for the same values.
    func moveToEnd(_ node: Node) {
        guard let position = nodes.lastIndex(where: { $0 === node }) else { return }
        nodes.append(nodes.remove(at: position))
        for dependency in node.dependencies { dependency.moveListenerToEnd(node) }
    }

    private func nextNumber(_ title: String) -> Int {
        let number = counts[title, default: 0]
        counts[title] = number + 1
        return number
    }

    /// Prepares a run; values of an earlier run are forgotten.
    package func reset() {
        for node in nodes { node.reset() }
    }

    /// Ends the life of the graph: saved values stay with their proxies, everything else is freed.
    package func close() {
        guard !isClosed else { return }
        closing = nodes.map { ClosedNode($0) }
        for node in nodes where node.isSaved && node.state != .done { node.reasonForAbsence = node.absence }
        isClosed = true
        for node in nodes {
            if case .subgraph(let subgraph) = node.action { subgraph.close() }
            node.detach()
        }
        nodes = []
        externals = []
    }
}
