import Language
import Networks
import Tensors
import Torch

/// A model with its interventions: the root envoy, and the doors `trace`, `session`, `edit` and `scan`.
package class NNsight: Envoy {
    /// Interventions that every trace of this model starts with.
    package final var edits: [Edit] = []
    /// Other names under which modules can be asked for.
    package final var renaming = Renaming()
    final let scans = ScanCache()
    private var pathNames: [String: [String]] = [:]

    override package var model: NNsight? { self }

    package init(_ module: Module, _ tracing: Tracing) { super.init(module, path: "", tracing) }

    deinit { forgetModel() }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let modelType = TypeObject(
        native: "NNsight", module: "nnsight.models.NNsightModel", bases: [Envoy.envoyType], methods: NNsight.doors,
        allocate: { type, arguments, evaluator in
            guard let module = arguments[0].module else {
                throw PythonError(.typeError, "NNsight takes a torch.nn.Module, not '\(arguments[0].typeName)'")
            }
            let model = NNsight(module, evaluator.tracing)
            model.renaming = try Renaming(arguments[keyword: "rename"], evaluator)
            return .object(model)
        })

    override package class var nativeType: TypeObject { modelType }

    /// Every module with its path below the root.
    package final var modulePaths: [(path: String, module: Module)] {
        module.namedModules().map { ($0.name.isEmpty ? "" : "." + $0.name, $0.module) }
    }

    package final func module(at path: String) -> Module? {
        var found = module
        if path.isEmpty { return found }
        for name in names(in: path) {
            guard let child = found.children[name] ?? nil else { return nil }
            found = child
        }
        return found
    }

    /// `["transformer", "h", "0"]` for `.transformer.h.0`, taken apart once.
    private func names(in path: String) -> [String] {
        if let known = pathNames[path] { return known }
        let names = path.split(separator: ".").map(String.init)
        pathNames[path] = names
        return names
    }

    package final func applyEdits(to tracer: Tracer, _ evaluator: Evaluator) throws {
        for edit in edits { try edit.append(to: tracer.graph, tracing, evaluator) }
    }

    /// A copy that shares the modules, for edits that leave this model as it is.
    package func copy() -> NNsight {
        let copy = NNsight(module, tracing)
        copy.edits = edits
        copy.renaming = renaming
        return copy
    }

    // MARK: As an object

    private static let wrapped: Symbol = "_model"

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        name == NNsight.wrapped ? face : try super.getAttribute(name, evaluator)
    }

    /// The wrapper is no container, even if its module is one: `model.layers[0]`, not `model[0]`.
    override package func length(_ evaluator: Evaluator) throws -> Int? { nil }

    override package func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        throw PythonError(.typeError, "'\(type.name)' object is not subscriptable")
    }

    // MARK: Inputs

    /// The inputs of one invoke as the model takes them, with the number of their rows.
    package func prepare(_ invocation: Invocation, _ evaluator: Evaluator) throws -> PreparedInputs {
        let positional = try invocation.inputs.positional.map(tracing.settled)
        guard let first = positional.first else { return PreparedInputs(Inputs(positional: []), rows: 0) }
        let rows = try first.tensor?.shape.first ?? evaluator.length(first)
        return PreparedInputs(Inputs(positional: positional, keywords: invocation.inputs.keywords), rows: rows)
    }

    /// The inputs of several invokes as one batch.
    package func combine(_ parts: [PreparedInputs], _ evaluator: Evaluator) throws -> Inputs {
        guard var whole = parts.first?.inputs else { return Inputs(positional: []) }
        guard parts.count > 1 else { return whole }
        whole.positional = try whole.positional.indices.map { index in
            let tensors = parts.compactMap { part in
                part.inputs.positional.indices.contains(index) ? part.inputs.positional[index].tensor : nil
            }
            guard tensors.count == parts.count else { return whole.positional[index] }
            return Value(try translating { try Tensors.cat(tensors, 0) })
        }
        return whole
    }

    /// Everything that a run needs, from all invokes of a trace.
    final func assemble(_ tracer: Tracer, _ evaluator: Evaluator) throws -> ModelCall {
        let keywords = try tracer.keywords.map { (name: $0.name, value: try tracing.settled($0.value)) }
        if tracer.invocations.count == 1 {
            let inputs = try prepare(tracer.invocations[0], evaluator).inputs
            return ModelCall(inputs: inputs, keywords: keywords, batch: Batch(sizes: []), run: tracer.run)
        }
        let parts = try tracer.invocations.filter { !$0.inputs.isEmpty }.map { try prepare($0, evaluator) }
        return ModelCall(
            inputs: try combine(parts, evaluator), keywords: keywords, batch: Batch(sizes: parts.map(\.rows)),
            run: tracer.run)
    }

    /// The inputs of one invoke, previews in the place of proxies; nil when their shapes are not known yet.
    final func callToScan(of invocation: Invocation, _ tracer: Tracer, _ evaluator: Evaluator) throws -> ModelCall? {
        guard !invocation.inputs.isEmpty, tracer.run == .forward else { return nil }
        let given = invocation.inputs
        // Values are prepared as they are, since the ids of a prompt decide its length; their elements go afterwards.
        guard
            let positional = given.positional.mapAll({ Substitution.containsProxy($0) ? Preview.preview(of: $0) : $0 })
        else { return nil }
        let whole = Invocation(Inputs(positional: positional, keywords: given.keywords), index: 0, of: tracer)
        let prepared = try prepare(whole, evaluator).inputs
        return ModelCall(
            inputs: prepared, keywords: tracer.keywords, batch: Batch(sizes: []), run: .forward)
    }

    // MARK: Runs

    /// Gets ready what a run needs and a scan does not.
    package func prepareToRun() throws {}

    /// Runs the model.
    package func execute(_ call: ModelCall, _ evaluator: Evaluator) throws -> Value {
        if call.inputs.positional.count == 1, call.inputs.keywords.isEmpty, call.keywords.isEmpty {
            return try evaluator.call(face, [call.inputs.positional[0]])
        }
        return try evaluator.call(
            face, Arguments(call.inputs.positional, keywords: call.inputs.keywords + call.keywords))
    }
}

/// The inputs of an invoke, ready for the model.
package struct PreparedInputs {
    package var inputs: Inputs
    /// How many rows of the batch they are.
    package var rows: Int
    /// What `invoker.inputs` shows.
    package var shown: [Value]

    package init(_ inputs: Inputs, rows: Int, shown: [Value]? = nil) {
        self.inputs = inputs
        self.rows = rows
        self.shown = shown ?? inputs.positional
    }
}
