import Language

/// Interventions that belong to a model: they are copied into each of its traces before the user's own.
package final class Edit {
    package let record: GraphRecord
    /// The graph as it was read; nil for edits from a file.
    private let graph: Graph?

    /// An edit from a file.
    package init(_ record: GraphRecord) {
        self.record = record
        graph = nil
    }

    /// An edit from a block, whose graph is complete.
    init(_ graph: Graph) {
        record = graph.record
        graph.seal()
        self.graph = graph
    }

    deinit { graph?.discard() }

    /// Puts the interventions into the graph of a trace.
    func append(to other: Graph, _ tracing: Tracing, _ evaluator: Evaluator) throws {
        guard let graph else {
            var reader = RecordReader(tracing, models: [], keepsSaves: false, evaluator)
            try reader.append(record, to: other)
            return
        }
        var copy = GraphCopy(tracing)
        copy.copy(graph, to: other)
    }
}
