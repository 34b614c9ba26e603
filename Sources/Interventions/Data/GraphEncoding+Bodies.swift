import Language

/// Graphs inside a graph as JSON: nnsight 0.3.7's TRACER and ITERATOR, and LOOP for a staged loop.
extension GraphEncoding {
    func encoded(_ body: BodyRecord, _ entry: GraphRecord.Entry) throws -> Dict {
        // The values of the head may refer to nodes of the graphs around, never to the body's own.
        let graph = try graph(of: body)
        switch body.kind {
        case .trace(let model, let invokes, let run, let keywords):
            return try made([
                ("type_name", "TRACER"), ("model", .int(model)), ("run", run == .generate ? "generate" : "forward"),
                ("kwargs", .object(try dict(keywords))),
                ("invoker_inputs", Value(try invokes.map { try encoded(Value(tuple: $0.positional)) })),
                ("invoker_kwargs", Value(try invokes.map { .object(try dict($0.keywords)) })), ("graph", graph),
            ])
        case .iteration:
            return try made([
                ("type_name", "ITERATOR"), ("data", try encoded(entry.arguments.first ?? .none)), ("graph", graph),
            ])
        case .loop(let isFor, let variables, let ending):
            return try made([
                ("type_name", "LOOP"), ("for", .bool(isFor)), ("variables", .int(variables)),
                ("data", try encoded(entry.arguments.first ?? .none)),
                ("initials", try encoded(entry.arguments.count > 1 ? entry.arguments[1] : Value([]))),
                ("graph", graph), ("next", try inside(body, ending.nextTest)),
                ("leaves", try inside(body, ending.isLeft)),
                ("finals", try inside(body, Value(ending.finals))),
                ("extras", try inside(body, Value(ending.extras))),
                ("growth", try inside(body, Value(ending.growth))),
            ])
        }
    }

    /// A value in terms of the body: references without a graph mean its nodes.
    private func inside(_ body: BodyRecord, _ value: Value) throws -> Value {
        guard !value.isUndefined else { return .none }
        return try GraphEncoding(body.record, number: body.number, names: names, path: path, evaluator).encoded(value)
    }

    private func dict(_ keywords: [(name: Symbol, value: Value)]) throws -> Dict {
        try made(try keywords.map { ($0.name.text, try encoded($0.value)) })
    }
}

extension GraphRecord {
    /// Whether a trace or a loop is a step of it.
    var hasBodies: Bool {
        entries.contains { entry in
            switch entry.action {
            case .subgraph, .exit: true
            default: false
            }
        }
    }
}
