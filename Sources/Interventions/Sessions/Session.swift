import Language

/// A `with model.session()` block: its traces and the operations between them run in order when it ends.
package final class Session: Object, Block {
    package let graph = Graph(isSequential: true)
    package let tracing: Tracing
    package var condition: Condition? { nil }

    package init(_ tracing: Tracing) { self.tracing = tracing }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "Session", module: "nnsight.contexts.session.Session",
        methods: BlockFunctions.all + SessionFunctions.all, attributes: BlockFunctions.properties)

    override package class var nativeType: TypeObject { typeObject }
    override package var isContextManager: Bool { true }

    override package func enter(_ evaluator: Evaluator) throws -> Value {
        tracing.open(self, evaluator)
        return .object(self)
    }

    override package func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        tracing.close(self, evaluator)
        defer { graph.close() }
        guard error == nil else { return false }
        do {
            try tracing.suspended(evaluator) { try run(evaluator) }
        } catch let exit as GraphExit where exit.identity == graph.identity {}
        return false
    }

    /// Runs the traces in order; a loop among them tells itself how far it is.
    private func run(_ evaluator: Evaluator) throws {
        let parts = graph.nodes.compactMap(\.action.subgraph)
        let execution = Execution(graph, evaluator)
        guard parts.count > 1, !parts.contains(where: { $0 is Loop }) else { return try execution.runInOrder() }
        let progress = RoundProgress("session", total: parts.count, unit: "traces", evaluator)
        execution.onSubgraph = progress.advance
        try execution.runInOrder()
        progress.end()
    }

    override package func repr(_ evaluator: Evaluator) throws -> String { "&lt;Session at \(address)&gt;" }
}

/// What sessions and loops offer besides the functions of every block.
enum SessionFunctions {
    static var all: [NativeFunction] {
        [
            NativeFunction(
                "iter", "(self, iterable, return_context=False, **options)",
                "A block that runs once for each element of a list, range, tensor or data loader."
            ) { arguments, evaluator in
                .object(
                    Loop(
                        arguments[1], BlockFunctions.tracing(of: arguments[0], evaluator),
                        givesItself: try evaluator.truth(arguments[2])))
            },
            NativeFunction("exit", "(self)", "Ends this session, or leaves this loop.") { arguments, evaluator in
                guard let block = arguments[0].object as? any Block else { return .none }
                _ = try BlockFunctions.tracing(of: arguments[0], evaluator)
                    .record(.exit(block.graph.identity), [], evaluator)
                return .none
            },
        ]
    }
}
