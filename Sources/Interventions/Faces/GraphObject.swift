import Language

/// The graph of a trace as the user sees it: one line for each node.
package final class GraphObject: Object {
    package let graph: Graph

    init(_ graph: Graph) { self.graph = graph }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(native: "Graph", module: "nnsight.tracing.Graph")

    override package class var nativeType: TypeObject { typeObject }

    /// `  %add_0:[args:(getitem_0,1) l:1 a_d:1 c_dFalse]` for each node, as nnsight writes it.
    override package func repr(_ evaluator: Evaluator) throws -> String {
        try graph.nodes.map { node in
            let arguments = try node.arguments.map { value in
                try value.as(Proxy.self).map(\.node.name) ?? evaluator.repr(value)
            }.joined(separator: ",")
            let hasCondition = node.condition == nil ? "False" : "True"
            return "  %\(node.name):[args:(\(arguments)) l:\(node.listeners.count) "
                + "a_d:\(node.dependencies.count) c_d\(hasCondition)]\n"
        }.joined()
    }
}
