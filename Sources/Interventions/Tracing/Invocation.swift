import Language

/// One input of a trace and what was read of the model for it: which modules' values, at which of their calls.
package final class Invocation {
    package let inputs: Inputs
    /// The number of the invoke, which is the group of its rows in the batch.
    package let index: Int
    // The tracer owns its invocations, which are reached through it alone.
    private unowned let tracer: Tracer
    private var points = PointTable<Proxy>()
    /// How far `.next()` has moved each module.
    private var calls: [String: Int] = [:]
    private var callsOfAll = 0
    private var scan: Scan?

    /// The words of the cell that opened it.
    let origin: Origin?

    init(_ inputs: Inputs, index: Int, of tracer: Tracer, origin: Origin? = nil) {
        self.origin = origin
        self.inputs = inputs
        self.index = index
        self.tracer = tracer
    }

    /// The prepared inputs as nnsight shows them.
    package var prepared: PreparedInputs?

    // MARK: Module values

    /// The proxy for what a module receives or returns; the same one each time until it is replaced.
    package func proxy(_ path: String, _ side: ModulePoint.Side, _ evaluator: Evaluator) throws -> Value {
        let point = ModulePoint(path: path, side: side, call: call(of: path), group: index)
        if let known = points[point] { return .object(known) }
        let node = tracer.graph.add(.module(point), [], origin: evaluator.currentOrigin)
        if let known = replaced[point] {
            node.preview = known
        } else {
            // The model is scanned when a shape is asked for first, or now if a scan was asked for.
            node.form = .scanned
            if tracer.isScanned || tracer.backend is ScanBackend { _ = try node.loadedPreview() }
        }
        let proxy = Proxy(node, tracer.tracing)
        points[point] = proxy
        return .object(proxy)
    }

    /// Replaces what a module receives or returns; later reads see the new value, earlier proxies keep the old one.
    package func replace(_ path: String, _ side: ModulePoint.Side, with value: Value, _ evaluator: Evaluator) throws {
        let old = try proxy(path, side, evaluator)
        let point = ModulePoint(path: path, side: side, call: call(of: path), group: index)
        _ = try tracer.tracing.record(.swap, [old, value], evaluator)
        points[point] = nil
        replaced[point] = Preview.preview(of: value)
    }

    /// Previews of values that took the place of what the model computes.
    private var replaced = PointTable<Value>()

    /// The preview of a value of the model.
    func preview(at point: ModulePoint, _ evaluator: Evaluator) throws -> Value? {
        try scanned(evaluator)?.value(at: point)
    }

    /// What a run on tensors without elements showed; nil when the model's forward looks at elements.
    private func scanned(_ evaluator: Evaluator) throws -> Scan? {
        if let scan { return scan }
        let made = try Scan.run(tracer, self, evaluator)
        scan = made
        return made
    }

    /// The scan of this invoke's inputs, made when it is asked for first; nil when shapes are not known.
    func scan(_ evaluator: Evaluator) throws -> Scan? { inputs.isEmpty ? nil : try scanned(evaluator) }

    /// How often the module that is called most runs, as far as a scan shows it; 0 when it shows nothing.
    func scannedCalls(_ evaluator: Evaluator) throws -> Int { try scanned(evaluator)?.mostCalls ?? 0 }

    // MARK: Calls

    private func call(of path: String) -> Int {
        (calls.isEmpty ? 0 : calls[path, default: 0]) + callsOfAll + tracer.step
    }

    package func advance(_ path: String, by increment: Int) { calls[path, default: 0] += increment }

    package func advanceAll(by increment: Int) { callsOfAll += increment }
}

/// A `with tracer.invoke(...)` block, and what `tracer.invoker` shows.
package final class Invoker: Object {
    private let tracer: Tracer
    private let inputs: Inputs
    private var invocation: Invocation?

    init(_ tracer: Tracer, _ inputs: Inputs) {
        self.tracer = tracer
        self.inputs = inputs
    }

    convenience init(_ tracer: Tracer, _ invocation: Invocation) {
        self.init(tracer, invocation.inputs)
        self.invocation = invocation
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "Invoker", module: "nnsight.contexts.Invoker",
        methods: [
            NativeFunction("next", "(self, increment=1)", "Moves every module on to its next call.") {
                arguments, evaluator in
                arguments[0].as(Invoker.self)?.invocation?.advanceAll(by: try evaluator.index(arguments[1]))
                return arguments[0]
            }
        ],
        attributes: [
            (
                "inputs",
                .object(
                    NativeProperty("inputs", "The inputs as they go to the model.") { invoker, evaluator in
                        guard let invoker = invoker.as(Invoker.self) else { return .none }
                        return Value(tuple: try invoker.preparedInputs(evaluator))
                    })
            ),
            ("scan", .object(NativeProperty("scan", "Whether a scan was asked for.") { _, _ in false })),
        ])

    override package class var nativeType: TypeObject { typeObject }

    private func preparedInputs(_ evaluator: Evaluator) throws -> [Value] {
        guard let invocation else { return inputs.positional }
        return try tracer.model.prepare(invocation, evaluator).shown
    }

    override package var isContextManager: Bool { true }

    override package func enter(_ evaluator: Evaluator) throws -> Value {
        try tracer.begin(inputs, evaluator)
        invocation = tracer.current
        return .object(self)
    }

    override package func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        tracer.endInvoke()
        return false
    }
}
