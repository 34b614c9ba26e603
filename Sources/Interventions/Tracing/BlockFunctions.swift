import Language

/// The methods that traces, sessions and loops have in common, which `nnsight` offers as functions, too.
enum BlockFunctions {
    static var all: [NativeFunction] {
        [
            NativeFunction("log", "(self, *data)", "Prints values when the graph runs, as `print` does.") {
                arguments, evaluator in
                try log(arguments[0], arguments.rest(at: 1), evaluator)
            },
            NativeFunction(
                "apply", "(self, target, /, *args, validate=None, **kwargs)",
                "Calls a function on real values when the graph runs."
            ) { arguments, evaluator in
                try apply(
                    arguments[0], arguments[1], arguments.rest(at: 2), arguments.named(at: 4), evaluator)
            },
            NativeFunction("cond", "(self, condition)", "A block whose interventions run only if a value is true.") {
                arguments, evaluator in
                .object(Conditional(arguments[1], tracing(of: arguments[0], evaluator)))
            },
            NativeFunction(
                "vis", "(self, title='graph', path='.', display=True, save=False, recursive=False)",
                "Shows the graph as a picture; with save=True it is written to a PNG file, too."
            ) { arguments, evaluator in
                guard let graph = graph(of: arguments[0]) else { return .none }
                let folder = try evaluator.truth(arguments[4]) ? try evaluator.str(arguments[2]) : nil
                try GraphDisplay(
                    graph, title: try evaluator.str(arguments[1]), isRecursive: try evaluator.truth(arguments[5]),
                    evaluator
                ).show(savingTo: folder, isShown: try evaluator.truth(arguments[3]))
                return .none
            },
        ] + builtInTypes.map(builder)
    }

    static var properties: [(Symbol, Value)] {
        [
            (
                "graph",
                .object(
                    NativeProperty("graph", "The graph of the interventions.") { block, _ in
                        graph(of: block).map { .object($0) } ?? .none
                    })
            )
        ]
    }

    private static func graph(of block: Value) -> GraphObject? {
        guard let graph = (block.object as? any Block)?.graph else { return nil }
        return GraphObject(graph, of: block.as(Tracer.self))
    }

    /// `list()`, `int(3)` and so on, whose objects live in the graph.
    private static var builtInTypes: [TypeObject] {
        [.bool, .bytes, .int, .float, .str, .complex, .tuple, .list, .set, .dict]
    }

    private static func builder(of type: TypeObject) -> NativeFunction {
        NativeFunction(type.name, "(self, *args, **kwargs)", "Makes a \(type.name) that lives in the graph.") {
            arguments, evaluator in
            try apply(arguments[0], .object(type), arguments.rest(at: 1), arguments.named(at: 2), evaluator)
        }
    }

    static func log(_ block: Value, _ data: [Value], _ evaluator: Evaluator) throws -> Value {
        let tracing = tracing(of: block, evaluator)
        guard tracing.innermost != nil else {
            try Log.write(try data.map(tracing.settled), evaluator)
            return .none
        }
        _ = try tracing.record(.log, data, evaluator)
        return .none
    }

    static func apply(
        _ block: Value, _ function: Value, _ arguments: [Value], _ keywords: [(name: Symbol, value: Value)],
        _ evaluator: Evaluator
    ) throws -> Value {
        let tracing = tracing(of: block, evaluator)
        guard let innermost = tracing.innermost else {
            throw PythonError(.attributeError, "apply is used inside a trace or a session")
        }
        let name = try evaluator.attribute(.__name__, of: function).map { try evaluator.str($0) } ?? "call"
        let values = [function] + arguments
        let preview = try Preview.result(of: .call(name), values, keywords, evaluator)
        return tracing.append(.call(name), values, keywords, preview, to: innermost, evaluator)
    }

    static func tracing(of block: Value, _ evaluator: Evaluator) -> Tracing {
        switch block.object {
        case let tracer as Tracer: tracer.tracing
        case let session as Session: session.tracing
        case let loop as Loop: loop.tracing
        default: evaluator.tracing
        }
    }
}

extension Evaluator {
    private static let tracingKey = "nnsight.tracing"

    /// The open blocks of this evaluator's notebook.
    package var tracing: Tracing {
        if let tracing = attachments[Evaluator.tracingKey] as? Tracing { return tracing }
        let tracing = Tracing()
        attachments[Evaluator.tracingKey] = tracing
        return tracing
    }
}
