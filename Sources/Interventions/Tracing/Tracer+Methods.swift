import Language

/// What a tracer offers: invokes, logs, conditions and functions applied when the graph runs.
extension Tracer {
    static var methods: [NativeFunction] {
        BlockFunctions.all + [
            NativeFunction("invoke", "(self, *inputs, **kwargs)", "Opens a block for one more input of the batch.") {
                arguments, evaluator in
                guard let tracer = arguments[0].as(Tracer.self) else { return .none }
                let inputs = Inputs(positional: arguments.rest(at: 1), keywords: arguments.named(at: 2))
                return .object(Invoker(tracer, inputs))
            },
            NativeFunction("next", "(self, increment=1)", "Moves every module on to its next call.") {
                arguments, evaluator in
                guard let tracer = arguments[0].as(Tracer.self) else { return .none }
                tracer.scope.advanceAll(by: try evaluator.index(arguments[1]))
                return arguments[0]
            },
            NativeFunction("exit", "(self)", "Not for a single trace: sessions and loops can be left early.") { _, _ in
                throw InterventionError.exitOutsideSession.pythonError
            },
            NativeFunction("stop", "(self)", "Ends the run as soon as all that was read so far is there.") {
                arguments, evaluator in
                guard let tracer = arguments[0].as(Tracer.self) else { return .none }
                return try tracer.tracing.record(.stop, tracer.valuesRead, evaluator)
            },
            NativeFunction("all", "(self)", "A block that is read once for each call of the modules.") {
                arguments, evaluator in
                guard let tracer = arguments[0].as(Tracer.self) else { return .none }
                return try IterationSelector(tracer).getItem(.object(Slice(.none, .none, .none)), evaluator)
            },
            NativeFunction("barrier", "(self, n_participants=None)", "Values may cross invokes without it.") { _, _ in
                .object(
                    NativeFunction("barrier", "()", "Does nothing: the graph knows who waits for whom.") { _, _ in .none
                    })
            },
            NativeFunction(
                "cache",
                "(self, modules=None, device=None, dtype=None, detach=True, include_output=True, include_inputs=False)",
                "Saves the outputs, and the inputs if wanted, of many modules."
            ) { arguments, evaluator in
                guard let tracer = arguments[0].as(Tracer.self) else { return .none }
                return .object(
                    try tracer.cache(
                        modules: arguments[1], includeInputs: try evaluator.truth(arguments[6]),
                        includeOutput: try evaluator.truth(arguments[5]),
                        keepsGradients: try !evaluator.truth(arguments[4]), evaluator))
            },
        ]
    }

    /// The values of modules that were read so far, as proxies.
    private var valuesRead: [Value] {
        graph.nodes.compactMap { node in
            if case .module = node.action { return .object(Proxy(node, tracing)) }
            return nil
        }
    }

    static var properties: [(Symbol, Value)] {
        [
            (
                "invoker",
                .object(
                    NativeProperty("invoker", "The invoke that is open.") { tracer, _ in
                        guard let tracer = tracer.as(Tracer.self) else { return .none }
                        return .object(Invoker(tracer, tracer.scope))
                    })
            ),
            (
                "model",
                .object(
                    NativeProperty("model", "The model that is traced.") { tracer, _ in
                        tracer.as(Tracer.self).map { .object($0.model) } ?? .none
                    })
            ),
            (
                "iter",
                .object(
                    NativeProperty("iter", "`tracer.iter[0:3]` means the first three calls of each module.") {
                        tracer, _ in
                        tracer.as(Tracer.self).map { .object(IterationSelector($0)) } ?? .none
                    })
            ),
            (
                "result",
                .object(
                    NativeProperty("result", "What the model returns: its output, or the ids that it wrote.") {
                        tracer, evaluator in
                        guard let tracer = tracer.as(Tracer.self) else { return .none }
                        let path = tracer.run == .generate ? ".generator" : ""
                        return try tracer.scope.proxy(path, .output, evaluator)
                    })
            ),
        ]
    }
}

extension Arguments {
    /// The values of a `*args` parameter at an index of the signature.
    func rest(at index: Int) -> [Value] { self[index].as(Tuple.self)?.elements ?? [] }

    /// The pairs of a `**kwargs` parameter at an index of the signature.
    func named(at index: Int) -> [(name: Symbol, value: Value)] {
        (self[index].as(Dict.self)?.items ?? []).compactMap { key, value in
            key.as(Text.self).map { (name: Symbol($0.string), value: value) }
        }
    }
}
