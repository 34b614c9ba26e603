import Language

/// A graph as plain data: what is printed, compared, saved, kept as an edit of a model and sent to a server.
///
/// Entries refer to one another by position, so a record holds no value of a run and no open block.
package struct GraphRecord {
    package var entries: [Entry] = []
    /// Whether the steps run in the order in which they were written, as in sessions and loops.
    package var isSequential = false

    /// One node: what it does with which arguments.
    package struct Entry {
        package var name: String
        package var action: Action
        /// A `NodeReference` anywhere in the arguments stands for the result of an earlier entry.
        package var arguments: [Value]
        package var keywords: [(name: Symbol, value: Value)]
        package var origin: Origin?
        package var condition: Condition?
        package var isSaved: Bool
        package var preview: Value?
    }

    /// What must hold for an entry to run.
    package indirect enum Condition {
        case constant(Bool, inside: Condition?)
        /// An entry of this record, or of the graph with a number.
        case entry(Int, graph: Int? = nil, inside: Condition?)

        package var outer: Condition? {
            switch self {
            case .constant(_, let outer), .entry(_, _, let outer): outer
            }
        }
    }

    package init() {}
}

/// Stands for the result of an entry of a record.
package final class NodeReference: Object {
    package let position: Int
    /// The number of the graph that the entry is in; nil for the graph of the reference.
    package let graph: Int?

    package init(_ position: Int, graph: Int? = nil) {
        self.position = position
        self.graph = graph
    }

    override package func repr(_ evaluator: Evaluator) throws -> String { "%\(position)" }
}

extension Value {
    /// The position of the entry of the same record that this value stands for.
    package var referencedEntry: Int? {
        guard let reference = self.as(NodeReference.self), reference.graph == nil else { return nil }
        return reference.position
    }
}

extension Graph {
    /// The nodes as they are now, with the graphs inside.
    package var record: GraphRecord {
        if let archive { return archive }
        var writer = RecordWriter { [isClosed] in isClosed ? $0.knownPreview : $0.preview }
        return writer.record(nodes, of: self)
    }
}
