import Testing

/// Graphs of sessions and loops as data.
struct GraphBodyTests {
    private let session = """
        with model.session() as session:
            total = nnsight.list().save()
            with model.trace(x):
                h = model.layer1.output.save()
            with session.iter([1, 2]) as factor:
                with model.trace(x * factor):
                    total.append((model.output + h.sum()).sum())
        graph = session.graph

        """

    private let copying = """
        copy = nnsight.Graph.from_json(graph.to_json())
        print(copy == graph, copy.hash() == graph.hash(), graph.diff(copy) == "")
        print(copy.run(model))
        """

    @Test func aSessionSurvivesJSONAndRuns() throws {
        let printed = try Program().run(session + "print(total)\n" + copying)
        #expect(
            printed == """
                [tensor(50.), tensor(68.)]
                True True True
                {'list_0': [tensor(50.), tensor(68.)], '1.InterventionProtocol_0': tensor([[4., 4., 4.]])}

                """)
    }

    @Test func aStagedLoopSurvivesJSON() throws {
        let printed = try Program().run(
            """
            with model.trace(x) as tracer:
                h = model.layer1.output
                while h.sum() < 100:
                    h = h * 2
                h = h.save()
            graph = tracer.graph
            print(h)
            copy = nnsight.Graph.from_json(graph.to_json())
            print(copy == graph, list(copy.run(model, x).values())[-1])
            """)
        #expect(printed == "tensor([[64., 64., 64.]])\nTrue tensor([[64., 64., 64.]])\n")
    }

    @Test func aSessionOfTwoModelsNeedsBoth() throws {
        let program = try Program()
        let printed = try program.run(
            """
            other = NNsight(torch.nn.Linear(2, 2, bias=False).requires_grad_(False))
            other._model.weight.data = torch.eye(2)
            with model.session() as session:
                with model.trace(x):
                    h = model.output.save()
                with other.trace(h):
                    out = (other.output * 2).save()
            copy = nnsight.Graph.from_json(session.graph.to_json())
            print(copy.run(model, other)["2.mul_0"])
            """)
        #expect(printed == "tensor([[26., 26.]])\n")
        #expect(
            program.error("copy.run(model)")
                == "ValueError: this graph is about 2 models or more, and 1 were given")
    }

    @Test func malformedBodiesAreErrors() throws {
        let program = try Program()
        for body in [
            #"{}"#, #"{"type_name": "TRACER"}"#, #"{"type_name": "TRACER", "graph": 3}"#,
            #"{"type_name": "ITERATOR", "data": [1], "graph": {"type_name": "GRAPH", "nodes": {}}}"#,
            #"{"type_name": "LOOP", "variables": -1, "graph": {"type_name": "GRAPH", "nodes": {}}}"#,
            #"{"type_name": "TRACER", "model": 1e9, "graph": {"type_name": "GRAPH", "nodes": {}}}"#,
        ] {
            let error = program.error(
                """
                nnsight.Graph.from_json('''{"type_name": "GRAPH", "sequential": true, "nodes": {"a": {
                    "target": {"function_name": "nnsight.tracing.protocols.LocalBackendExecuteProtocol"},
                    "args": [\(body)]}}}''')
                """)
            #expect(error?.hasPrefix("ValueError: not a graph that can be read") == true)
        }
    }
}
