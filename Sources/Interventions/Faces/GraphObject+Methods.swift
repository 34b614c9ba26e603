import Language

/// What a graph can do: become JSON and come back, tell its cost, be compared, drawn and run.
extension GraphObject {
    static var methods: [NativeFunction] {
        [
            method("to_json", "(self, indent=None)", "The graph as JSON text, which `Graph.from_json` reads.") {
                graph, arguments, evaluator in
                try json("dumps", [try graph.data(evaluator)], [(name: "indent", value: arguments[1])], evaluator)
            },
            NativeFunction("from_json", "(text)", "A graph from JSON text.", binds: false) { arguments, evaluator in
                let graph = GraphObject(loaded: try json("loads", [arguments[0]], [], evaluator))
                _ = try graph.record(evaluator)
                return .object(graph)
            },
            method("hash", "(self)", "A text that is the same for graphs that do the same, on every machine.") {
                graph, _, evaluator in
                Value(GraphHash.text(try GraphHash.value(of: try graph.record(evaluator), evaluator)))
            },
            method("diff", "(self, other)", "The steps that only one of two graphs has, marked with - and +.") {
                graph, arguments, evaluator in
                guard let other = arguments[1].as(GraphObject.self) else {
                    throw PythonError(.typeError, "diff takes another graph, not '\(arguments[1].typeName)'")
                }
                let lines = try [graph, other].map { try GraphText($0.record(evaluator), evaluator).lines() }
                return Value(GraphDifference(lines[0], lines[1]).text)
            },
            method("cost", "(self)", "An estimate of what a run takes: FLOPs, bytes, and the modules that run.") {
                graph, _, evaluator in
                guard let tracer = graph.tracer else {
                    throw PythonError(.valueError, "the cost depends on a model and its inputs: ask a trace's graph")
                }
                return .object(try GraphCost(tracer, try graph.record(evaluator), evaluator).face(evaluator))
            },
            method(
                "dot", "(self, title='graph', recursive=True)",
                "The graph in Graphviz' language, with nnsight's shapes and colours."
            ) { graph, arguments, evaluator in
                Value(
                    try graph.dot(
                        title: try evaluator.str(arguments[1]), isRecursive: try evaluator.truth(arguments[2]),
                        evaluator))
            },
            method("_repr_svg_", "(self)", "A picture, when Graphviz is installed.") { graph, _, evaluator in
                do {
                    return Value(try DotProgram.svg(try graph.dotOfPicture(evaluator), evaluator.interrupt))
                } catch is DotProgram.Failure {
                    return .none
                }
            },
            method(
                "run", "(self, model, *inputs, **kwargs)",
                "Runs the graph with a model; gives a dict of the saved values by the names of their nodes."
            ) { graph, arguments, evaluator in
                let models = try graph.models(in: arguments)
                return .object(
                    try graph.run(
                        models, arguments.rest(at: 2).filter { $0.as(NNsight.self) == nil }, arguments.named(at: 3),
                        evaluator))
            },
        ]
    }

    private static func method(
        _ name: String, _ signature: Signature, _ summary: String,
        _ body: @escaping (GraphObject, borrowing Arguments, Evaluator) throws -> Value
    ) -> NativeFunction {
        NativeFunction(name, signature, summary) { arguments, evaluator in
            guard let graph = arguments[0].as(GraphObject.self) else {
                throw PythonError(.typeError, "descriptor '\(name)' requires a graph")
            }
            return try body(graph, arguments, evaluator)
        }
    }

    private static func json(
        _ function: Symbol, _ arguments: [Value], _ keywords: [(name: Symbol, value: Value)], _ evaluator: Evaluator
    ) throws -> Value {
        let module = Value.object(try evaluator.modules.import("json", evaluator))
        let given = keywords.filter { !$0.value.isNone }
        return try evaluator.call(
            try evaluator.requiredAttribute(function, of: module), Arguments(arguments, keywords: given))
    }
}
