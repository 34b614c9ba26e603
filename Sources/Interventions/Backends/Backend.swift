import Language

/// Where the graph of a block goes when the block ends.
package protocol Backend {
    func run(_ tracer: Tracer, _ evaluator: Evaluator) throws
}

/// Runs the model here and now.
package struct LocalBackend: Backend {
    package init() {}

    package func run(_ tracer: Tracer, _ evaluator: Evaluator) throws {
        defer { tracer.graph.close() }
        try tracer.execute(evaluator)
    }
}

/// Leaves the model alone: a scan looks at shapes only, those of every module even when its block reads none.
package struct ScanBackend: Backend {
    package init() {}

    package func run(_ tracer: Tracer, _ evaluator: Evaluator) throws {
        defer { tracer.graph.close() }
        for invocation in tracer.invocations {
            // A scan that was made before is kept, but other shapes may have been noted since.
            try invocation.scan(evaluator)?.shareShapes(of: tracer.model)
        }
    }
}

/// Puts the whole trace as one node into the graph of the session or loop around it.
package struct SessionBackend: Backend {
    package init() {}

    package func run(_ tracer: Tracer, _ evaluator: Evaluator) throws {
        guard let block = tracer.tracing.innermost else { return try LocalBackend().run(tracer, evaluator) }
        _ = block.graph.add(
            .subgraph(tracer), tracer.inputValues, origin: evaluator.currentOrigin, condition: block.condition)
    }
}

/// Keeps the graph as an edit of a model: every later trace of it starts with these interventions.
package struct EditBackend: Backend {
    let edited: NNsight

    package func run(_ tracer: Tracer, _ evaluator: Evaluator) throws {
        edited.edits.append(Edit(tracer.graph))
    }
}

extension Tracer: Subgraph {
    package func run(_ arguments: [Value], _ evaluator: Evaluator) throws -> Value {
        try execute(evaluator)
        return .none
    }

    package func close() { graph.close() }

    package var body: Graph? { graph }
    package var label: String { run == .generate ? "generate" : "trace" }

    /// Everything that a surrounding graph must have computed before this trace runs.
    var inputValues: [Value] {
        invocations.flatMap { $0.inputs.positional + $0.inputs.keywords.map(\.value) } + keywords.map(\.value)
    }
}
