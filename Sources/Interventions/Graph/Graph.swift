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
    /// How many nodes of each title there are; a graph has few titles, so a search is faster than a table.
    private var counts: [(title: String, count: Int)] = []
    package private(set) var isClosed = false
    /// Whether a node replaces a value of the model or writes into one: their order matters.
    private(set) var changesModel = false
    /// Whether a node waits for a gradient.
    private(set) var readsGradients = false
    private var holdsSubgraphs = false
    /// What the graph was, when its nodes had to go with the run.
    private(set) var archive: GraphRecord?
    // The trace that reads this graph; it takes itself away before it goes.
    unowned(unsafe) var previews: (any PreviewSource)?

    /// Whether the nodes run in the order in which they were written: those of sessions and loops do.
    package let isSequential: Bool

    package init(isSequential: Bool = false) { self.isSequential = isSequential }

    deinit {
        for node in nodes { node.detach() }
    }

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
        for argument in arguments { connect(node, to: argument) }
        for (_, value) in keywords { connect(node, to: value) }
        if let condition = node.condition { connect(node, to: condition) }
        note(node)
        nodes.append(node)
        return node
    }

    private func note(_ node: Node) {
        switch node.action {
        case .swap, .skip:
            node.isShared = true
            changesModel = true
        case .setItem: changesModel = true
        case .gradient: readsGradients = true
        case .subgraph: holdsSubgraphs = true
        default: break
        }
    }

    @inline(__always)
    private func connect(_ node: Node, to value: Value) {
        guard case .object = value else { return }
        if let proxy = value.proxy { return connect(node, to: proxy.node) }
        Substitution.forEachNode(in: value) { connect(node, to: $0) }
    }

    private func connect(_ node: Node, to condition: Condition) {
        for test in condition.nodes { connect(node, to: test) }
        for known in condition.basis where known.graph === self && known.state == .waiting { node.depend(on: known) }
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
        for index in counts.indices where counts[index].title == title {
            counts[index].count += 1
            return counts[index].count - 1
        }
        counts.append((title, 1))
        return 0
    }

    /// Prepares a run; values of an earlier run are forgotten.
    package func reset() {
        for node in nodes { node.reset() }
    }

    /// Ends the reading of a graph that is only there to be copied.
    func seal() {
        for node in nodes where node.isSaved { node.reasonForAbsence = "a value of an edit is there in no trace" }
        isClosed = true
    }

    /// Frees a sealed graph.
    func discard() {
        closeSubgraphs()
        for node in nodes { node.detach() }
        nodes = []
        externals = []
    }

    /// Ends the life of the graph: saved values stay with their proxies, every other value is freed. The nodes stay for
    /// whoever still looks at the graph, and go with it.
    package func close() {
        guard !isClosed else { return }
        for node in nodes where node.isSaved && node.state != .done { node.reasonForAbsence = node.absence }
        isClosed = true
        guard !readsGradients else {
            // The hooks of gradients hold the run, which holds the graph: saved values would never go.
            var writer = RecordWriter(preview: \.knownPreview)
            archive = writer.record(nodes, of: self)
            return discard()
        }
        closeSubgraphs()
        for node in nodes { node.dropValue() }
        externals = []
    }

    private func closeSubgraphs() {
        guard holdsSubgraphs else { return }
        for node in nodes { node.action.subgraph?.close() }
    }
}
