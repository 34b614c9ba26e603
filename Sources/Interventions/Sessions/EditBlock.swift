import Language

/// A `with model.edit() as edited` block: a trace that does not run, whose graph the model keeps.
package final class EditBlock: Object {
    private let edited: NNsight
    private let tracer: Tracer
    private let givesTracer: Bool

    init(_ edited: NNsight, _ inputs: Inputs, givesTracer: Bool, _ evaluator: Evaluator) {
        self.edited = edited
        self.givesTracer = givesTracer
        tracer = Tracer(
            edited, inputs: inputs.isEmpty ? nil : inputs, keywords: [], run: .forward,
            backend: EditBackend(edited: edited), startsWithEdits: false, evaluator)
    }

    override package var isContextManager: Bool { true }

    override package func enter(_ evaluator: Evaluator) throws -> Value {
        let entered = try tracer.enter(evaluator)
        return givesTracer ? Value(tuple: [.object(edited), entered]) : .object(edited)
    }

    override package func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        try tracer.exit(error, evaluator)
    }
}
