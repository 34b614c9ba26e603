import Language

/// Puts a record with all records inside it into a graph: positions become nodes again.
struct RecordReader {
    private let tracing: Tracing
    private let evaluator: Evaluator
    /// The models of the traces inside, by their numbers.
    private let models: [NNsight]
    private let keepsSaves: Bool
    private var nodes: [Int: [Node]] = [:]
    private var identities: [Int: GraphIdentity] = [:]
    /// The saved nodes with the names that a user asks for them by.
    private(set) var saved: [(name: String, node: Node)] = []

    init(_ tracing: Tracing, models: [NNsight], keepsSaves: Bool, _ evaluator: Evaluator) {
        self.tracing = tracing
        self.models = models
        self.keepsSaves = keepsSaves
        self.evaluator = evaluator
    }

    /// Appends the entries of a record to a graph; the first of them may be there already.
    mutating func append(_ record: GraphRecord, number: Int = 0, to graph: Graph, after known: [Node] = []) throws {
        identities[number] = graph.identity
        nodes[number] = known
        for entry in record.entries.dropFirst(known.count) {
            let node = graph.add(
                try action(entry, in: number), try arguments(entry, in: number),
                keywords: named(entry.keywords, in: number), origin: entry.origin,
                condition: entry.condition.map { condition($0, in: number) })
            node.preview = entry.preview
            if keepsSaves, entry.isSaved {
                node.isSaved = true
                saved.append((number == 0 ? entry.name : "\(number).\(entry.name)", node))
            }
            nodes[number]?.append(node)
        }
    }

    private mutating func action(_ entry: GraphRecord.Entry, in graph: Int) throws -> Action {
        switch entry.action {
        case .subgraph(let body as BodyRecord): return .subgraph(try subgraph(body, entry, in: graph))
        case .exit(let identity):
            guard case .int(let number)? = entry.arguments.first, let known = identities[number] else {
                return .exit(identity)
            }
            return .exit(known)
        default: return entry.action
        }
    }

    /// What the node of a body waits for follows from the body.
    private func arguments(_ entry: GraphRecord.Entry, in graph: Int) throws -> [Value] {
        switch entry.action {
        case .exit: return []
        case .subgraph(is BodyRecord): return built.last?.arguments ?? []
        default: return entry.arguments.map { value($0, in: graph) }
        }
    }

    /// The bodies that were built, with the arguments of their nodes.
    private var built: [(number: Int, arguments: [Value])] = []

    private mutating func subgraph(
        _ body: BodyRecord, _ entry: GraphRecord.Entry, in graph: Int
    ) throws -> any Subgraph {
        switch body.kind {
        case .trace(let model, let invokes, let run, let keywords):
            return try trace(body, in: graph, model, invokes, run, keywords)
        case .iteration:
            let elements = value(entry.arguments.first ?? .none, in: graph)
            let loop = Loop(elements, tracing, givesItself: false)
            try append(body.record, number: body.number, to: loop.graph, after: loop.graph.nodes)
            built.append((body.number, [elements]))
            return loop
        case .loop(let isFor, let variables, let ending):
            let first = value(entry.arguments.first ?? .none, in: graph)
            let loop = Repetition(over: isFor ? first : nil, count: variables, tracing)
            try append(body.record, number: body.number, to: loop.graph, after: loop.graph.nodes)
            loop.end(ending.mapped { value($0, in: body.number) })
            let initials = entry.arguments.count > 1 ? value(entry.arguments[1], in: graph) : Value([])
            built.append((body.number, [first, initials, Value(loop.outerValues)]))
            return loop
        }
    }

    private mutating func trace(
        _ body: BodyRecord, in graph: Int, _ model: Int, _ invokes: [Inputs], _ run: ModelRun,
        _ keywords: [(name: Symbol, value: Value)]
    ) throws -> Tracer {
        guard models.indices.contains(model) else {
            throw PythonError(
                .valueError, "this graph is about \(model + 1) models or more, and \(models.count) were given")
        }
        let tracer = Tracer(
            models[model], inputs: nil, keywords: named(keywords, in: graph), run: run,
            backend: SessionBackend(), evaluator)
        for inputs in invokes {
            try tracer.begin(
                Inputs(
                    positional: inputs.positional.map { value($0, in: graph) },
                    keywords: named(inputs.keywords, in: graph)), evaluator)
            tracer.endInvoke()
        }
        try append(body.record, number: body.number, to: tracer.graph)
        built.append((body.number, tracer.inputValues))
        return tracer
    }

    // MARK: Values

    private func named(_ keywords: [(name: Symbol, value: Value)], in graph: Int) -> [(name: Symbol, value: Value)] {
        keywords.map { (name: $0.name, value: value($0.value, in: graph)) }
    }

    private func value(_ value: Value, in graph: Int) -> Value {
        Substitution.transforming(value) { object in
            guard let reference = object as? NodeReference,
                let found = node(reference.position, in: reference.graph ?? graph)
            else { return nil }
            return .object(Proxy(found, tracing))
        }
    }

    private func node(_ position: Int, in graph: Int) -> Node? {
        guard let known = nodes[graph], known.indices.contains(position) else { return nil }
        return known[position]
    }

    private func condition(_ condition: GraphRecord.Condition, in graph: Int) -> Condition {
        let outer = condition.outer.map { self.condition($0, in: graph) }
        switch condition {
        case .constant(let holds, _): return Condition(.constant(holds), inside: outer)
        case .entry(let position, let other, _):
            guard let test = node(position, in: other ?? graph) else {
                return Condition(.constant(false), inside: outer)
            }
            return Condition(.node(test), inside: outer)
        }
    }
}
