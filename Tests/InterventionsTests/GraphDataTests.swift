import Testing

struct GraphDataTests {
    private let traced = """
        with model.trace(x) as tracer:
            h = model.layer1.output
            s = (h[:, :2] * 2 + 1).sum(dim=-1)
            with tracer.cond(s.sum() > 0):
                tracer.log("positive")
            model.layer2.input = h * torch.tensor([1.0, 0.0, 0.0])
            out = model.output.save()
        graph = tracer.graph

        """

    @Test func aGraphPrintsOneLineForEachStep() throws {
        let printed = try Program().run(traced + "print(graph)")
        #expect(printed.contains("%0 = layer1.output"))
        #expect(printed.contains("= getitem(%0, (:, :2))"))
        #expect(printed.contains("= sum(%3, dim=-1)"))
        #expect(printed.contains("# test:3"))
        #expect(printed.contains("saved"))
    }

    @Test func aGraphSurvivesJSONAndRuns() throws {
        let printed = try Program().run(
            traced + """
                copy = nnsight.Graph.from_json(graph.to_json())
                print(copy == graph, copy.hash() == graph.hash(), len(graph.hash()))
                print(copy.run(model, x))
                """)
        #expect(
            printed == """
                positive
                True True 16
                positive
                {'InterventionProtocol_2': tensor([[5., 5.]])}

                """)
    }

    @Test func aGraphOfTheOlderFormIsRead() throws {
        // The text is what nnsight 0.3.7's RequestModel writes for `(layer1.output + 1).save()`.
        let printed = try Program().run(
            """
            text = '''{"type_name": "GRAPH", "id": 7, "sequential": false, "nodes": {
              "InterventionProtocol_0": {"type_name": "NODE", "name": "InterventionProtocol_0",
                "target": {"type_name": "FUNCTION", "function_name": "nnsight.intervention.InterventionProtocol"},
                "args": [".layer1.output", 0, 0]},
              "add_0": {"type_name": "NODE", "name": "add_0",
                "target": {"type_name": "FUNCTION", "function_name": "_operator.add"},
                "args": [{"type_name": "NODE_REFERENCE", "name": "InterventionProtocol_0"}, 1]},
              "LockProtocol_0": {"type_name": "NODE", "name": "LockProtocol_0",
                "target": {"type_name": "FUNCTION", "function_name": "nnsight.tracing.protocols.LockProtocol"},
                "args": [{"type_name": "NODE_REFERENCE", "name": "add_0"}]}}}'''
            print(nnsight.Graph.from_json(text).run(model, x))
            """)
        #expect(printed == "{'add_0': tensor([[5., 5., 5.]])}\n")
    }

    @Test func onlyListedFunctionsAreRead() throws {
        let error = try Program().error(
            """
            nnsight.Graph.from_json('''{"type_name": "GRAPH", "nodes": {"a": {"target":
                {"type_name": "FUNCTION", "function_name": "os.system"}, "args": ["ls"]}}}''')
            """)
        #expect(error == "ValueError: Function with name `os.system` not in function whitelist.")
    }

    @Test(arguments: [
        "[]", "{}", "{\"type_name\": \"GRAPH\"}", "{\"type_name\": \"GRAPH\", \"nodes\": {\"a\": 1}}",
        "{\"type_name\": \"GRAPH\", \"schema\": 99, \"nodes\": {}}",
        "{\"type_name\": \"GRAPH\", \"nodes\": {\"a\": {\"target\": {\"function_name\": \"_operator.add\"}, "
            + "\"args\": [{\"type_name\": \"NODE_REFERENCE\", \"name\": \"b\"}]}}}",
    ])
    func textsThatAreNoGraphsAreErrors(text: String) throws {
        let error = try Program().error("nnsight.Graph.from_json('''\(text)''')")
        #expect(error?.hasPrefix("ValueError: not a graph that can be read") == true)
    }

    @Test func theDifferenceOfTwoGraphsMarksTheirSteps() throws {
        let printed = try Program().run(
            """
            def graph(k):
                with model.trace(x) as tracer:
                    (model.layer1.output * k).save()
                return tracer.graph
            print(graph(2).diff(graph(3)))
            print(repr(graph(2).diff(graph(2))), graph(2).hash() == graph(2).hash(), graph(2) == graph(3))
            """)
        #expect(
            printed == """
                  %0 = layer1.output
                - %1 = mul(%0, 2)  # saved
                + %1 = mul(%0, 3)  # saved
                '' True False

                """)
    }

    @Test func theCostCountsTheProductsOfTheLayersThatRun() throws {
        let printed = try Program().run(
            """
            with model.trace(x) as tracer:
                h = model.layer1.output.save()
                print(tracer.graph.cost())
                h.stop()
                print(tracer.graph.cost()["modules"])
            """)
        // 2 * (2 * 3) + 2 * (3 * 2) operations; 9 + 8 weights and 3 saved elements of four bytes.
        #expect(
            printed == """
                {'flops': 24, 'parameter_bytes': 68, 'saved_bytes': 12, 'modules': ['layer1', 'layer2', '(root)']}
                ['layer1']

                """)
    }

    @Test func theCostCountsTheProductsInsideAttention() throws {
        let parts = #filePath.split(separator: "/").dropLast(2)
        let printed = try Program().run(
            """
            from nnsight import LanguageModel
            lm = LanguageModel('/\(parts.joined(separator: "/"))/Conformance/models/tiny-gpt2')
            c = lm.config
            with lm.trace([[1, 2, 3]]) as tracer:
                lm.transformer.h[0].attn.output[0].save().stop()
                cost = tracer.graph.cost()
            width = c.n_embd
            print(cost["flops"] == 2 * 3 * 4 * width * width + 2 * 3 * 3 * 2 * width, cost["modules"][-1])
            """)
        #expect(printed == "True transformer.h.0.attn\n")
    }

    @Test func aFunctionOfTheUserIsNoData() throws {
        let error = try Program().error(
            """
            with model.trace(x) as tracer:
                nnsight.apply(lambda h: h, model.layer1.output)
                tracer.graph.to_json()
            """)
        #expect(error == "ValueError: Function with name `<lambda>` not in function whitelist.")
    }

    @Test func aPictureHasAGreenBoxForEachModuleValueAndTheLineOfEachStep() throws {
        let dot = try Program().run(traced + "print(graph.dot())")
        #expect(dot.contains(#""InterventionProtocol_0" [label="layer1.output\ntest:2", color="green4", shape="box""#))
        #expect(dot.contains(#""InterventionProtocol_0" -> "#))
        #expect(dot.contains(##"label="if", color="#FF8C00", shape="hexagon""##))
        #expect(dot.contains(#"[label="save", color="brown", shape="ellipse"]"#))
        #expect(dot.contains(##"color="#FF8C00"];"##))
    }

    @Test func thePictureOfASessionHoldsItsTracesInFrames() throws {
        let dot = try Program().run(
            """
            with model.session() as session:
                with model.trace(x):
                    hidden = model.layer1.output
                with model.trace(x):
                    model.layer1.output = hidden
                text = session.graph.dot("two traces")
            print(text)
            """)
        #expect(dot.contains(#"graph [label="two traces""#))
        #expect(dot.contains(#"subgraph "cluster_LocalBackendExecuteProtocol_1" {"#))
        #expect(
            dot.contains(
                #""LocalBackendExecuteProtocol_0_InterventionProtocol_0" -> "LocalBackendExecuteProtocol_1_SwapProtocol_0" [style="dashed", color="brown"];"#
            ))
    }

    @Test func aPictureQuotesWhatATextMayHold() throws {
        let printed = try Program().run(
            #"""
            with model.trace(x) as tracer:
                nnsight.log('a "b" \\ c', model.output)
                print(r'"\"a \"b\" \\ c\""' in tracer.graph.dot())
            """#)
        #expect(printed.hasPrefix("True\n"))
    }
}
