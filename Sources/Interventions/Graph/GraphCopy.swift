import Language

/// Copies the nodes of a graph that was read once into the graphs of many traces, bodies of loops included.
struct GraphCopy {
    private let tracing: Tracing
    /// The copies, by the nodes that they are of.
    private var nodes: [ObjectIdentifier: Node] = [:]
    private var conditions: [ObjectIdentifier: Condition] = [:]

    init(_ tracing: Tracing) { self.tracing = tracing }

    /// Appends copies of all nodes of a graph to another one.
    mutating func copy(_ graph: Graph, to other: Graph) {
        for node in graph.nodes { copy(node, to: other) }
    }

    mutating func copy(_ node: Node, to graph: Graph) {
        var action = node.action
        if case .subgraph(let loop as Repetition) = action { action = .subgraph(loop.copied(with: self)) }
        let copy = graph.add(
            action, node.arguments.map(value), keywords: node.keywords.map { (name: $0.name, value: value($0.value)) },
            origin: node.origin, condition: node.condition.map { condition($0) })
        stand(copy, for: node)
    }

    /// Notes what stands for a node in the copy.
    mutating func stand(_ copy: Node, for node: Node) { nodes[ObjectIdentifier(node)] = copy }

    /// A value with the copies of its nodes.
    func value(_ value: Value) -> Value {
        Substitution.transforming(value) { object in
            guard let node = (object as? Proxy)?.node, let copy = nodes[ObjectIdentifier(node)] else { return nil }
            return .object(Proxy(copy, tracing))
        }
    }

    private mutating func condition(_ original: Condition) -> Condition {
        if let known = conditions[ObjectIdentifier(original)] { return known }
        let outer = original.outer.map { condition($0) }
        var test = original.test
        if case .node(let node) = test, let copy = nodes[ObjectIdentifier(node)] { test = .node(copy) }
        let made = Condition(test, inside: outer)
        conditions[ObjectIdentifier(original)] = made
        return made
    }
}
