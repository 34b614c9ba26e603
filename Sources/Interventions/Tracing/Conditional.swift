import Language

/// A `with tracer.cond(value)` block: what is recorded inside runs only if the value is true.
package final class Conditional: Object, Block {
    private let test: Value
    private let tracing: Tracing
    private var outer: (any Block)?
    package private(set) var condition: Condition?

    init(_ test: Value, _ tracing: Tracing) {
        self.test = test
        self.tracing = tracing
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "Conditional", module: "nnsight.contexts.Conditional")

    override package class var nativeType: TypeObject { typeObject }

    package var graph: Graph { outer?.graph ?? Graph() }

    override package var isContextManager: Bool { true }

    override package func enter(_ evaluator: Evaluator) throws -> Value {
        guard let block = tracing.innermost else {
            throw PythonError(.attributeError, "cond is used inside a trace or a session")
        }
        outer = block
        condition = Condition(try readTest(evaluator), inside: block.condition)
        tracing.open(self, evaluator)
        return .object(self)
    }

    private func readTest(_ evaluator: Evaluator) throws -> Condition.Test {
        if let proxy = test.proxy, proxy.settled == nil {
            guard proxy.node.isRecorded else { throw InterventionError.valueNotSet(proxy.node).pythonError }
            return .node(proxy.node)
        }
        return .constant(try evaluator.truth(test), basis: test.proxy?.node.basis ?? [])
    }

    override package func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        tracing.close(self, evaluator)
        outer = nil
        return false
    }
}
