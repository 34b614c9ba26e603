import Language

/// Turns a graph with all graphs inside it into records: nodes become positions.
struct RecordWriter {
    /// Where each node stands: the number of its graph, and its position there.
    private var places: [ObjectIdentifier: (graph: Int, position: Int)] = [:]
    /// The numbers of the graphs, by identity.
    private var numbers: [GraphIdentity: Int] = [:]
    private var models: [ObjectIdentifier] = []
    private let preview: (Node) -> Value?

    init(preview: @escaping (Node) -> Value?) { self.preview = preview }

    mutating func record(_ nodes: [Node], of graph: Graph) -> GraphRecord {
        let number = numbers.count
        numbers[graph.identity] = number
        var record = GraphRecord()
        record.isSequential = graph.isSequential
        for (position, node) in nodes.enumerated() {
            var (action, arguments) = (node.action, node.arguments.map { translated($0, in: number) })
            if case .subgraph(let subgraph) = action {
                action = .subgraph(body(subgraph, in: number))
                // The values around that a loop reads follow from its body.
                if subgraph is Repetition { arguments.removeLast(max(0, arguments.count - 2)) }
            }
            if case .exit(let identity) = action, let target = numbers[identity] { arguments = [.int(target)] }
            record.entries.append(
                GraphRecord.Entry(
                    name: node.name, action: action, arguments: arguments,
                    keywords: node.keywords.map { (name: $0.name, value: translated($0.value, in: number)) },
                    origin: node.origin, condition: node.condition.flatMap { condition($0, in: number) },
                    isSaved: node.isSaved, preview: preview(node)))
            places[ObjectIdentifier(node)] = (number, position)
        }
        return record
    }

    private mutating func body(_ subgraph: any Subgraph, in outer: Int) -> BodyRecord {
        if let known = subgraph as? BodyRecord { return known }
        let number = numbers.count
        // What a body needs from outside is known before its own nodes.
        let record = subgraph.body.map { self.record($0.nodes, of: $0) } ?? GraphRecord()
        return BodyRecord(number: number, kind: kind(of: subgraph, number, in: outer), record: record, live: subgraph)
    }

    /// The head of a trace is in terms of the graph around it, the end of a loop in terms of its own.
    private mutating func kind(of subgraph: any Subgraph, _ number: Int, in outer: Int) -> BodyRecord.Kind {
        switch subgraph {
        case let tracer as Tracer:
            let invokes = tracer.invocations.map { invocation in
                Inputs(
                    positional: invocation.inputs.positional.map { translated($0, in: outer) },
                    keywords: named(invocation.inputs.keywords, in: outer))
            }
            return .trace(
                model: modelNumber(tracer.model), invokes: invokes, run: tracer.run,
                keywords: named(tracer.keywords, in: outer))
        case let loop as Repetition:
            let ending = loop.recordedEnding.mapped { translated($0, in: number) }
            return .loop(isFor: loop.elements != nil, variables: loop.variableCount, ending: ending)
        default: return .iteration
        }
    }

    private mutating func modelNumber(_ model: NNsight) -> Int {
        let identity = ObjectIdentifier(model)
        if let known = models.firstIndex(of: identity) { return known }
        models.append(identity)
        return models.count - 1
    }

    private func named(_ keywords: [(name: Symbol, value: Value)], in graph: Int) -> [(name: Symbol, value: Value)] {
        keywords.map { (name: $0.name, value: translated($0.value, in: graph)) }
    }

    /// The value with references for its nodes; a reference names its graph when that is another one.
    private func translated(_ value: Value, in graph: Int) -> Value {
        Substitution.transforming(value) { object in
            guard let node = (object as? Proxy)?.node, let place = places[ObjectIdentifier(node)] else { return nil }
            return .object(NodeReference(place.position, graph: place.graph == graph ? nil : place.graph))
        }
    }

    private func condition(_ condition: Condition, in graph: Int) -> GraphRecord.Condition? {
        let outer = condition.outer.flatMap { self.condition($0, in: graph) }
        switch condition.test {
        case .constant(let holds, _): return .constant(holds, inside: outer)
        case .node(let node):
            guard let place = places[ObjectIdentifier(node)] else { return outer }
            return .entry(place.position, graph: place.graph == graph ? nil : place.graph, inside: outer)
        }
    }
}
