import Testing

/// Behaviour that a comparison with nnsight 0.3.7 showed to be missing.
struct ComparisonTests {
    @Test func anOptimizerMadeInASessionStepsWhenTheSessionRuns() throws {
        let printed = try Program().run(
            """
            weights = torch.nn.Linear(2, 1)
            for p in weights.parameters():
                p.data = torch.ones(p.shape)
            m = NNsight(torch.nn.Sequential(weights))
            with m.session() as session:
                optimizer = torch.optim.SGD(weights.parameters(), lr=0.1)
                losses = nnsight.list().save()
                with session.iter(range(3)) as step:
                    with m.trace(torch.ones(4, 2)):
                        loss = (m.output ** 2).mean()
                        loss.backward()
                        losses.append(loss.item())
                    optimizer.step()
                    optimizer.zero_grad()
            print([round(l, 4) for l in losses.value])
            """)
        #expect(printed == "[9.0, 1.44, 0.2304]\n")
    }

    @Test func aDictOfTheGraphIsChangedItemByItem() throws {
        let printed = try Program().run(
            """
            with model.trace(x):
                d = nnsight.dict().save()
                d["a"] = model.layer1.output.sum()
                d["b"] = 2
                k = (d["b"] + 1).save()
            print(sorted(d.value.keys()), k)
            """)
        #expect(printed == "['a', 'b'] 3\n")
    }

    @Test func gradientsFlowThroughAllRowsOfABatch() throws {
        let printed = try Program().run(
            """
            with model.trace() as tracer:
                with tracer.invoke(x):
                    model.layer1.output.requires_grad = True
                    g = model.layer1.output.grad.save()
                with tracer.invoke(x * 2):
                    model.output.sum().backward()
            print(g)
            """)
        #expect(printed == "tensor([[0., 0., 0.]])\n")
    }

    @Test func editsCallModulesWithTheirHooks() throws {
        let printed = try Program().run(
            """
            model.layer1.probe = torch.nn.Identity()
            with model.edit() as edited:
                model.layer1.probe(model.layer1.output)
            with edited.trace(x):
                seen = model.layer1.probe.output.save()
            print(seen)
            """)
        #expect(printed == "tensor([[4., 4., 4.]])\n")
    }

    @Test func theWrapperIsNoContainer() throws {
        let program = try Program()
        #expect(program.error("len(model)") == "TypeError: object of type 'NNsight' has no len()")
        #expect(program.error("model[0]") == "TypeError: 'NNsight' object is not subscriptable")
        #expect(
            program.error("with model.trace(3):\n    pass") == "TypeError: object of type 'int' has no len()")
        #expect(try program.run("print(model._model is net)") == "True\n")
    }

    @Test func nodesHaveTheNamesOfNnsight() throws {
        let printed = try Program().run(
            """
            with model.trace(x):
                o = model.layer1.output
                print(o.node.name, (1 - o).node.name, (o @ o.T).node.name, abs(o).node.name, (o >= 0).node.name)
                print(o.sum().node.name, model.layer1.input.node.name, nnsight.list().node.name, o.node.target.__name__)
            """)
        #expect(
            printed == """
                InterventionProtocol_0 sub_0 matmul_0 abs_0 ge_0
                proxy_call_0 getitem_1 list_0 InterventionProtocol

                """)
    }
}
