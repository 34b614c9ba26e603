import Language

/// A graph as plain data: what is printed, compared, saved, kept as an edit of a model and sent to a server.
///
/// Entries refer to one another by position, so a record holds no value of a run and no open block.
package struct GraphRecord {
    package var entries: [Entry] = []

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
        case entry(Int, inside: Condition?)

        package var outer: Condition? {
            switch self {
            case .constant(_, let outer), .entry(_, let outer): outer
            }
        }
    }

    package init() {}
}

/// Stands for the result of an entry of a record.
package final class NodeReference: Object {
    package let position: Int

    package init(_ position: Int) { self.position = position }

    override package func repr(_ evaluator: Evaluator) throws -> String { "%\(position)" }
}

extension Value {
    /// The position of the entry that this value stands for.
    package var referencedEntry: Int? { self.as(NodeReference.self)?.position }
}

extension Graph {
    /// The nodes as they are now.
    package var record: GraphRecord {
        archive ?? GraphRecord(nodes) { isClosed ? $0.knownPreview : $0.preview }
    }
}

extension GraphRecord {
    init(_ nodes: [Node], preview: (Node) -> Value?) {
        var positions: [ObjectIdentifier: Int] = [:]
        func translated(_ value: Value) -> Value {
            Substitution.transforming(value) { object in
                guard let node = (object as? Proxy)?.node, let position = positions[ObjectIdentifier(node)] else {
                    return nil
                }
                return .object(NodeReference(position))
            }
        }
        for (position, node) in nodes.enumerated() {
            entries.append(
                Entry(
                    name: node.name, action: node.action, arguments: node.arguments.map(translated),
                    keywords: node.keywords.map { (name: $0.name, value: translated($0.value)) },
                    origin: node.origin, condition: node.condition.flatMap { GraphRecord.recorded($0, positions) },
                    isSaved: node.isSaved, preview: preview(node)))
            positions[ObjectIdentifier(node)] = position
        }
    }

    private static func recorded(
        _ condition: Interventions.Condition, _ positions: [ObjectIdentifier: Int]
    ) -> Condition? {
        let outer = condition.outer.flatMap { recorded($0, positions) }
        switch condition.test {
        case .constant(let holds, _): return .constant(holds, inside: outer)
        case .node(let node): return positions[ObjectIdentifier(node)].map { .entry($0, inside: outer) } ?? outer
        }
    }
}

extension GraphRecord {
    /// Appends the entries to a graph, as nodes. Values are kept after the run only where `keepsSaves` asks for it.
    @discardableResult
    package func append(to graph: Graph, _ tracing: Tracing, keepsSaves: Bool = false) -> [Node] {
        var nodes: [Node] = []
        func translated(_ value: Value) -> Value {
            Substitution.transforming(value) { object in
                guard let reference = object as? NodeReference, nodes.indices.contains(reference.position) else {
                    return nil
                }
                return .object(Proxy(nodes[reference.position], tracing))
            }
        }
        for entry in entries {
            let node = graph.add(
                entry.action, entry.arguments.map(translated),
                keywords: entry.keywords.map { (name: $0.name, value: translated($0.value)) }, origin: entry.origin,
                condition: entry.condition.map { GraphRecord.made($0, nodes) })
            node.preview = entry.preview
            if keepsSaves { node.isSaved = entry.isSaved }
            nodes.append(node)
        }
        return nodes
    }

    private static func made(_ condition: Condition, _ nodes: [Node]) -> Interventions.Condition {
        let outer = condition.outer.map { made($0, nodes) }
        switch condition {
        case .constant(let holds, _): return Interventions.Condition(.constant(holds), inside: outer)
        case .entry(let position, _):
            guard nodes.indices.contains(position) else {
                return Interventions.Condition(.constant(false), inside: outer)
            }
            return Interventions.Condition(.node(nodes[position]), inside: outer)
        }
    }
}
