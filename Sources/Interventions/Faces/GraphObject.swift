import Language

/// The graph of a trace as the user sees it: it prints as one line for each step, and can be saved, compared and costed.
package final class GraphObject: Object {
    private let source: Source
    /// The trace that is read or was, for what needs the model.
    let tracer: Tracer?

    private enum Source {
        case live(Graph)
        case loaded(Value)
    }

    init(_ graph: Graph, of tracer: Tracer? = nil) {
        source = .live(graph)
        self.tracer = tracer
    }

    /// A graph from JSON; which modules it calls is known when it meets a model.
    init(loaded json: Value) {
        source = .loaded(json)
        tracer = nil
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "Graph", module: "nnsight.tracing.Graph", methods: GraphObject.methods)

    override package class var nativeType: TypeObject { typeObject }

    /// The steps; modules that a loaded graph calls are looked up in the models, unless there are none yet.
    func record(for models: [NNsight], _ evaluator: Evaluator) throws -> GraphRecord {
        switch source {
        case .live(let graph): return graph.record
        case .loaded(let json):
            return try GraphDecoding.record(
                json,
                modules: { number, path in
                    guard !models.isEmpty else { return Value(path) }
                    guard models.indices.contains(number) else { return nil }
                    return models[number].module(at: path).map { Value($0) }
                }, evaluator)
        }
    }

    func record(_ evaluator: Evaluator) throws -> GraphRecord {
        try record(for: tracer.map { [$0.model] } ?? [], evaluator)
    }

    /// The graph as nested dicts and lists, ready for JSON.
    package func data(_ evaluator: Evaluator) throws -> Value {
        if case .loaded(let json) = source { return json }
        let models = models
        var encoding = GraphEncoding(
            try record(evaluator),
            path: { value in
                guard let module = value.module ?? value.as(Envoy.self)?.module else { return nil }
                for model in models {
                    if let found = model.modulePaths.first(where: { $0.module === module }) { return found.path }
                }
                return nil
            }, evaluator)
        return .object(try encoding.dict())
    }

    /// The models that the graph is about: that of its trace, or of the traces inside.
    private var models: [NNsight] {
        if let tracer { return [tracer.model] }
        guard case .live(let graph) = source else { return [] }
        return graph.traces.map(\.model)
    }

    /// What stands above its picture, and whether the pictures of inner graphs are part of it.
    package var pictureTitle = ""
    package var isPictureRecursive = true

    /// More steps than this are drawn module by module.
    private static let singleStepLimit = 150

    /// The program of the picture that a notebook shows.
    package func dotOfPicture(_ evaluator: Evaluator) throws -> String {
        let (record, limit) = (try record(evaluator), GraphObject.singleStepLimit)
        if record.entries.count > limit { return GraphOverview(record).dot(title: pictureTitle, atMost: limit) }
        return try dot(
            title: pictureTitle, isRecursive: isPictureRecursive && record.stepCount <= limit, evaluator)
    }

    /// The graph in Graphviz' language: each step with the line that made it, in nnsight's shapes and colours.
    package func dot(
        title: String = "graph", isRecursive: Bool = true, _ evaluator: Evaluator
    ) throws -> String {
        var graph: Graph?
        if case .live(let live) = source { graph = live }
        return GraphPicture.dot(
            try record(evaluator), of: graph, title: title, isRecursive: isRecursive, evaluator)
    }

    override package func repr(_ evaluator: Evaluator) throws -> String {
        try GraphText(try record(evaluator), evaluator).text()
    }

    override package func hash(_ evaluator: Evaluator) throws -> Int {
        Int(truncatingIfNeeded: try GraphHash.value(of: try record(evaluator), evaluator))
    }

    override package func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let other = other.as(GraphObject.self), operation == .equal || operation == .notEqual else { return nil }
        let isEqual =
            try GraphHash.value(of: record(evaluator), evaluator)
            == GraphHash.value(of: other.record(evaluator), evaluator)
        return .bool(isEqual == (operation == .equal))
    }

    override package func length(_ evaluator: Evaluator) throws -> Int? { try record(evaluator).entries.count }
}

extension Graph {
    /// The traces that run as steps, however deep.
    var traces: [Tracer] {
        nodes.flatMap { node -> [Tracer] in
            guard let subgraph = node.action.subgraph else { return [] }
            return ((subgraph as? Tracer).map { [$0] } ?? []) + (subgraph.body?.traces ?? [])
        }
    }
}
