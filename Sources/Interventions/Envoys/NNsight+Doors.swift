import Language

/// The methods that open blocks: `trace`, `generate`, `scan`, `session` and `edit`.
extension NNsight {
    static var doors: [NativeFunction] {
        [
            NativeFunction(
                "trace", traceSignature, "A block whose interventions run together with the model when it ends.",
                isRaw: true
            ) { arguments, evaluator in
                if arguments.keywordNames.isEmpty, let model = arguments[0].as(NNsight.self) {
                    return .object(model.tracer(of: arguments.positionalsAfterFirst, evaluator))
                }
                let bound = try traceSignature.bind(arguments, function: "trace", evaluator)
                return try open(Arguments(bound), .forward, evaluator)
            },
            NativeFunction(
                "scan", "(self, *inputs, **kwargs)", "A block that looks at shapes only; the model does not run."
            ) { arguments, evaluator in
                guard let model = arguments[0].as(NNsight.self) else { return .none }
                let inputs = Inputs(positional: arguments.rest(at: 1))
                return .object(
                    Tracer(
                        model, inputs: inputs, keywords: arguments.named(at: 2), run: .forward, backend: ScanBackend(),
                        evaluator))
            },
            NativeFunction(
                "session", "(self, backend=None, remote=False, blocking=True, validate=False, **kwargs)",
                "A block whose traces run in order when it ends, and share their values."
            ) { arguments, evaluator in .object(Session(evaluator.tracing)) },
            NativeFunction(
                "edit", "(self, *inputs, inplace=False, return_context=False, **kwargs)",
                "A block whose interventions become part of a copy of the model, or of the model itself."
            ) { arguments, evaluator in
                guard let model = arguments[0].as(NNsight.self) else { return .none }
                return .object(
                    EditBlock(
                        try evaluator.truth(arguments[2]) ? model : model.copy(),
                        Inputs(positional: arguments.rest(at: 1)),
                        givesTracer: try evaluator.truth(arguments[3]), evaluator))
            },
            NativeFunction(
                "export_edits", "(self, name, export_dir=None)", "Writes the edits of this model to a file of JSON."
            ) { arguments, evaluator in
                guard let model = arguments[0].as(NNsight.self) else { return .none }
                try EditFile.write(model, to: EditFile.path(arguments[1], in: arguments[2], evaluator), evaluator)
                return .none
            },
            NativeFunction("import_edits", "(self, name, export_dir=None)", "Adds the edits of a file to this model.") {
                arguments, evaluator in
                guard let model = arguments[0].as(NNsight.self) else { return .none }
                let path = try EditFile.path(arguments[1], in: arguments[2], evaluator)
                model.edits += try EditFile.read(path, for: model, evaluator)
                return .none
            },
            NativeFunction("clear_edits", "(self)", "Takes all edits out of this model.") { arguments, _ in
                arguments[0].as(NNsight.self)?.edits = []
                return .none
            },
        ]
    }

    // Immutable, so that threads may share it.
    nonisolated(unsafe) private static let traceSignature: Signature =
        "(self, *inputs, trace=True, invoker_args=None, backend=None, remote=False, blocking=True, scan=False, validate=False, **kwargs)"

    /// A trace of some inputs without any option.
    private func tracer(of inputs: [Value], _ evaluator: Evaluator) -> Tracer {
        Tracer(
            self, inputs: inputs.isEmpty ? nil : Inputs(positional: inputs), keywords: [], run: .forward,
            backend: tracing.isInSession ? SessionBackend() : LocalBackend(), evaluator)
    }

    /// The indices of the parameters of `trace` and `generate`.
    private enum Parameter {
        static let inputs = 1, trace = 2, invokerArguments = 3, remote = 5, scan = 7, validate = 8, keywords = 9
    }

    static func open(_ arguments: borrowing Arguments, _ run: ModelRun, _ evaluator: Evaluator) throws -> Value {
        guard let model = arguments[0].as(NNsight.self) else { return .none }
        let keywords = arguments.named(at: Parameter.keywords)
        var inputs = Inputs(positional: arguments.rest(at: Parameter.inputs))
        inputs.keywords = try invokeKeywords(arguments[Parameter.invokerArguments], evaluator)
        if try !evaluator.truth(arguments[Parameter.trace]) {
            return try model.runOnce(inputs, keywords, run, evaluator)
        }
        if try evaluator.truth(arguments[Parameter.remote]) {
            throw PythonError(.notImplementedError, "remote=True: this version runs models on this machine only")
                .with(help: "leave remote=True out to run here")
        }
        let backend: any Backend = model.tracing.isInSession ? SessionBackend() : LocalBackend()
        let tracer = Tracer(
            model, inputs: inputs.isEmpty ? nil : inputs, keywords: keywords, run: run, backend: backend,
            evaluator)
        tracer.isScanned =
            try evaluator.truth(arguments[Parameter.scan]) || evaluator.truth(arguments[Parameter.validate])
        return .object(tracer)
    }

    private static func invokeKeywords(_ value: Value, _ evaluator: Evaluator) throws -> [(name: Symbol, value: Value)]
    {
        guard let given = value.ifNotNone else { return [] }
        guard let dict = given.as(Dict.self) else {
            throw PythonError(.typeError, "invoker_args must be a dict, not '\(given.typeName)'")
        }
        return dict.items.compactMap { key, value in
            guard let name = key.as(Text.self)?.string, name != "scan" else { return nil }
            return (name: Symbol(name), value: value)
        }
    }

    /// The plain output of the model, without a block.
    private func runOnce(
        _ inputs: Inputs, _ keywords: [(name: Symbol, value: Value)], _ run: ModelRun, _ evaluator: Evaluator
    ) throws -> Value {
        guard !inputs.isEmpty else { throw InterventionError.noInputs.pythonError }
        try prepareToRun()
        let tracer = Tracer(self, inputs: inputs, keywords: keywords, run: run, backend: LocalBackend(), evaluator)
        // The invocation does not own its tracer.
        let prepared = try withExtendedLifetime(tracer) {
            try prepare(Invocation(inputs, index: 0, of: tracer), evaluator)
        }
        let call = ModelCall(inputs: prepared.inputs, keywords: keywords, batch: Batch(sizes: []), run: run)
        return try execute(call, evaluator)
    }
}

extension Arguments {
    fileprivate var positionalsAfterFirst: [Value] { count > 1 ? (1..<count).map { self[$0] } : [] }
}

extension Tracing {
    /// Whether the innermost trace becomes an edit, in which modules that are called can be read later.
    var isInEdit: Bool { tracer?.backend is EditBackend }

    /// Whether the innermost block, conditions and plain `for` aside, is a session or a loop.
    var isInSession: Bool {
        guard !blocks.isEmpty, let block = blocks.last(where: { $0 is Tracer || $0 is Session || $0 is Loop }) else {
            return false
        }
        return !(block is Tracer)
    }
}
