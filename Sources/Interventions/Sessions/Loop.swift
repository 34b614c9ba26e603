import Language

/// A `with session.iter(values) as item` block: its graph runs once for each value.
package final class Loop: Object, Block, Subgraph {
    package let graph = Graph(isSequential: true)
    package let tracing: Tracing
    package var condition: Condition? { nil }
    private let iterable: Value
    private let item: Node
    /// Whether `as` gives the item and the loop.
    private let givesItself: Bool

    init(_ iterable: Value, _ tracing: Tracing, givesItself: Bool) {
        self.iterable = iterable
        self.tracing = tracing
        self.givesItself = givesItself
        item = graph.add(.given, [])
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "Iterator", module: "nnsight.contexts.session.Iterator",
        methods: BlockFunctions.all + SessionFunctions.all, attributes: BlockFunctions.properties)

    override package class var nativeType: TypeObject { typeObject }
    override package var isContextManager: Bool { true }

    override package func enter(_ evaluator: Evaluator) throws -> Value {
        tracing.open(self, evaluator)
        let proxy = Value.object(Proxy(item, tracing))
        return givesItself ? Value(tuple: [proxy, .object(self)]) : proxy
    }

    override package func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        tracing.close(self, evaluator)
        guard error == nil, let block = tracing.innermost else { return false }
        _ = block.graph.add(.subgraph(self), [iterable], origin: evaluator.currentOrigin, condition: block.condition)
        return false
    }

    /// Runs the body for each element of the first argument.
    package func run(_ arguments: [Value], _ evaluator: Evaluator) throws -> Value {
        let total = try arguments[0].object?.length(evaluator)
        let iterator = try evaluator.iterate(arguments[0])
        let progress = RoundProgress("session.iter", total: total, evaluator)
        do {
            while let value = try iterator.next(evaluator) {
                try runOnce(with: value, evaluator)
                progress.advance()
            }
        } catch let exit as GraphExit where exit.identity == graph.identity {}
        progress.end()
        return .none
    }

    private func runOnce(with value: Value, _ evaluator: Evaluator) throws {
        graph.reset()
        let execution = Execution(graph, evaluator)
        execution.give(item, value)
        try execution.continueInOrder()
    }

    package func close() { graph.close() }

    package var body: Graph? { graph }
    package var label: String { "for" }

    override package func repr(_ evaluator: Evaluator) throws -> String { "&lt;Iterator at \(address)&gt;" }
}
