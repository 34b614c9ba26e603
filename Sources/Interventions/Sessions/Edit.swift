import Language

/// Interventions that belong to a model: they are copied into each of its traces before the user's own.
package final class Edit {
    private let graph: Graph

    init(_ graph: Graph) { self.graph = graph }

    /// Appends copies of the nodes to another graph.
    func copy(into target: Graph, _ tracing: Tracing) {
        var copies: [ObjectIdentifier: Node] = [:]
        func translated(_ value: Value) -> Value {
            Substitution.replacing(value) { node -> Value in
                .object(Proxy(copies[ObjectIdentifier(node)] ?? node, tracing))
            }
        }
        for node in graph.nodes {
            let copy = target.add(
                node.action, node.arguments.map(translated),
                keywords: node.keywords.map { (name: $0.name, value: translated($0.value)) }, origin: node.origin,
                condition: node.condition.map { $0.translated { copies[ObjectIdentifier($0)] ?? $0 } })
            copy.preview = node.preview
            copies[ObjectIdentifier(node)] = copy
        }
    }
}

extension Condition {
    /// The same condition on other nodes.
    func translated(_ replacement: (Node) -> Node) -> Condition {
        let translatedOuter = outer?.translated(replacement)
        switch test {
        case .constant: return Condition(test, inside: translatedOuter)
        case .node(let node): return Condition(.node(replacement(node)), inside: translatedOuter)
        }
    }
}
