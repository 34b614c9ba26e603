import Language

/// Running a graph with models: that of a trace with one and its inputs, that of a session with those of its traces.
extension GraphObject {
    /// The models among the arguments of `run`, in order; `[a, b]` means the same as `a, b`.
    func models(in arguments: borrowing Arguments) throws -> [NNsight] {
        let first = arguments[1].elements ?? [arguments[1]]
        let models = (first + arguments.rest(at: 2)).compactMap { $0.as(NNsight.self) }
        guard !models.isEmpty, first.allSatisfy({ $0.as(NNsight.self) != nil }) else {
            throw PythonError(.typeError, "run takes a model, not '\(arguments[1].typeName)'")
        }
        return models
    }

    /// The saved values by the names of their nodes; those of inner graphs as `2.add_0`.
    func run(
        _ models: [NNsight], _ inputs: [Value], _ keywords: [(name: Symbol, value: Value)], _ evaluator: Evaluator
    ) throws -> Dict {
        let record = try record(for: models, evaluator)
        let tracing = models[0].tracing
        let block: Object & Block
        if record.isSequential {
            guard inputs.isEmpty, keywords.isEmpty else {
                throw PythonError(.typeError, "the graph of a session has its inputs, and takes models only")
            }
            block = Session(tracing)
        } else {
            block = Tracer(
                models[0], inputs: Inputs(positional: inputs), keywords: keywords, run: .forward,
                backend: LocalBackend(), evaluator)
        }
        _ = try block.enter(evaluator)
        var reader = RecordReader(tracing, models: models, keepsSaves: true, evaluator)
        do {
            try reader.append(record, to: block.graph)
        } catch let error as PythonError {
            _ = try block.exit(error, evaluator)
            throw error
        }
        _ = try block.exit(nil, evaluator)
        let results = Dict()
        for (name, node) in reader.saved {
            if let value = node.value { try results.set(name, to: value, evaluator) }
        }
        return results
    }
}
