import Language

/// A `with model.trace(...)` block: it collects interventions while it is read and runs the model with them at its end.
package final class Tracer: Object, Block, PreviewSource {
    package let model: NNsight
    package let graph: Graph
    package let tracing: Tracing
    package let backend: any Backend
    package var condition: Condition? { nil }
    /// Keyword arguments for the model's forward or for generation.
    package let keywords: [(name: Symbol, value: Value)]
    package let run: ModelRun
    package private(set) var invocations: [Invocation] = []
    /// The invoke that is being read.
    package private(set) var current: Invocation?
    private let firstInputs: Inputs?
    private let startsWithEdits: Bool
    /// How many backward passes were written so far.
    var backwardCount = 0
    /// Whether `scan=True` or `validate=True` was asked for: proxies then show what the scan found.
    var isScanned = false
    /// Which calls of the modules are meant: those of the step of `tracer.iter` that is open.
    var step = 0
    /// The backward pass whose `with loss.backward():` block is open.
    var openBackwardPass: Int?
    /// The gradients asked for in the coming backward pass, by the nodes that they are of.
    var gradients: [ObjectIdentifier: (pass: Int, proxy: Proxy)] = [:]
    /// Where the block is read.
    private unowned let evaluator: Evaluator

    package init(
        _ model: NNsight, inputs: Inputs?, keywords: [(name: Symbol, value: Value)], run: ModelRun,
        backend: any Backend, startsWithEdits: Bool = true, _ evaluator: Evaluator
    ) {
        self.model = model
        self.startsWithEdits = startsWithEdits
        tracing = model.tracing
        graph = Graph()
        firstInputs = inputs
        self.keywords = keywords
        self.run = run
        self.backend = backend
        self.evaluator = evaluator
        super.init()
        graph.previews = self
    }

    deinit { graph.previews = nil }

    /// What the invoke that a value belongs to shows of it.
    func preview(at point: ModulePoint) throws -> Value? {
        let invocation = invocations.indices.contains(point.group) ? invocations[point.group] : wholeBatch
        return try invocation.preview(at: point, evaluator)
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "Tracer", module: "nnsight.contexts.Tracer", methods: Tracer.methods,
        attributes: BlockFunctions.properties + Tracer.properties)

    override package class var nativeType: TypeObject { typeObject }

    override package var isContextManager: Bool { true }

    override package func enter(_ evaluator: Evaluator) throws -> Value {
        tracing.open(self, evaluator)
        do {
            if startsWithEdits { try model.applyEdits(to: self, evaluator) }
            if let firstInputs { try begin(firstInputs, evaluator) }
        } catch {
            abandon(evaluator)
            throw error
        }
        return .object(self)
    }

    override package func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        guard error == nil else {
            abandon(evaluator)
            return false
        }
        current = nil
        tracing.close(self, evaluator)
        do {
            var check = OrderCheck(self, evaluator)
            try check.run()
        } catch {
            graph.close()
            throw error
        }
        try backend.run(self, evaluator)
        return false
    }

    private func abandon(_ evaluator: Evaluator) {
        current = nil
        tracing.close(self, evaluator)
        graph.close()
    }

    /// Starts an invoke: the inputs are prepared, and previews of all module values can be asked for.
    package func begin(_ inputs: Inputs, _ evaluator: Evaluator) throws {
        guard current == nil else { throw InterventionError.invokeInsideInvoke.pythonError }
        guard !inputs.isEmpty else {
            // An invoke without inputs means the rows of all the others together.
            current = wholeBatch
            return
        }
        let invocation = Invocation(inputs, index: invocations.count, of: self, origin: evaluator.currentOrigin)
        invocations.append(invocation)
        current = invocation
        for value in inputs.positional { share(value) }
        for (_, value) in inputs.keywords { share(value) }
    }

    /// Keeps what an input is made of until this trace runs.
    private func share(_ value: Value) { Substitution.forEachNode(in: value) { $0.isShared = true } }

    package func endInvoke() { current = nil }

    /// The invoke that code here belongs to: the open one, else the last, else all of the batch.
    package var scope: Invocation { current ?? invocations.last ?? wholeBatch }

    private lazy var wholeBatch = Invocation(Inputs(positional: []), index: -1, of: self)

    /// Runs the model with the interventions.
    package func execute(_ evaluator: Evaluator) throws {
        try tracing.suspended(evaluator) {
            try model.prepareToRun()
            let execution = Execution(graph, evaluator)
            let interleaver = Interleaver(model, execution)
            try interleaver.run(evaluator) {
                try model.assemble(self, evaluator)
            }
        }
    }

    // MARK: Attributes of the root module

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        try genericAttribute(name, evaluator) ?? model.getAttribute(name, evaluator)
    }

    override package func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        try model.setAttribute(name, to: value, evaluator)
    }

    override package func repr(_ evaluator: Evaluator) throws -> String { "&lt;Tracer at \(address)&gt;" }
}

/// Positional and keyword arguments as the user wrote them.
package struct Inputs {
    package var positional: [Value]
    package var keywords: [(name: Symbol, value: Value)]

    package init(positional: [Value], keywords: [(name: Symbol, value: Value)] = []) {
        self.positional = positional
        self.keywords = keywords
    }

    package var isEmpty: Bool { positional.isEmpty && keywords.isEmpty }
}

/// Which way of running the model a trace asked for.
package enum ModelRun { case forward, generate }
