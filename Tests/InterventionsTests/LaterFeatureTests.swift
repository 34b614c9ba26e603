import Testing

/// What nnsight has from 0.4 on. The module `l` of the network `rec` runs four times and adds nothing; 1 is added behind it.
struct LaterFeatureTests {
    private func program() throws -> Program {
        let program = try Program()
        try program.run(
            """
            class Rec(torch.nn.Module):
                def __init__(self):
                    super().__init__()
                    self.l = torch.nn.Identity()
                def forward(self, a):
                    for i in range(4):
                        a = self.l(a) + 1
                    return a
            rec = NNsight(Rec())
            zero = torch.zeros(1)
            """)
        return program
    }

    @Test func iterMeansOneCallAfterAnother() throws {
        let printed = try program().run(
            """
            with rec.trace(zero) as tracer:
                outs = []
                for step in tracer.iter[:]:
                    outs.append(rec.l.output.save())
            print([v.item() for v in outs])
            with rec.trace(zero) as tracer:
                steps = []
                with tracer.iter[1:3] as step:
                    steps.append(step)
                    rec.l.output = rec.l.output + 10
                out = rec.output.save()
            print(steps, out)
            with rec.trace(zero) as tracer:
                with tracer.all():
                    rec.l.output[:] = 5
                out = rec.output.save()
            print(out)
            """)
        #expect(printed == "[0.0, 1.0, 2.0, 3.0]\n[1, 2] tensor([24.])\ntensor([6.])\n")
    }

    @Test func aCacheHoldsTheValuesOfManyModules() throws {
        let printed = try program().run(
            """
            with model.trace(x) as tracer:
                cache = tracer.cache(include_inputs=True)
                result = tracer.result.save()
            print(cache.keys())
            print(cache["model.layer1"].output, cache.layer2.input, cache.model.layer1.output.shape, result)
            with model.trace(x) as tracer:
                cache = tracer.cache(modules=[model.layer1])
            print(list(cache))
            """)
        #expect(
            printed == """
                ['model', 'model.layer1', 'model.layer2']
                tensor([[4., 4., 4.]]) tensor([[4., 4., 4.]]) torch.Size([1, 3]) tensor([[13., 13.]])
                ['model.layer1']

                """)
    }

    @Test func aSkippedModuleDoesNotRun() throws {
        let printed = try program().run(
            """
            class Loud(torch.nn.Module):
                def forward(self, a):
                    print("runs", a.shape)
                    return a
            loud = NNsight(torch.nn.Sequential(OrderedDict([("a", Loud()), ("b", torch.nn.Identity())])))
            with loud.trace(x):
                loud.a.skip(loud.a.input * 3)
                out = loud.output.save()
            print(out)
            """)
        #expect(printed == "tensor([[3., 6.]])\n")
    }

    @Test func anInvokeWithoutInputsMeansAllRows() throws {
        let printed = try program().run(
            """
            with model.trace() as tracer:
                barrier = tracer.barrier(2)
                with tracer.invoke(x):
                    first = model.layer1.output
                    barrier()
                with tracer.invoke(x * 2):
                    model.layer1.output = first
                with tracer.invoke():
                    rows = model.layer1.output.save()
            print(rows.shape, rows.sum())
            """)
        #expect(printed == "torch.Size([2, 3]) tensor(24.)\n")
    }

    @Test func aBackwardBlockReadsGradientsOfItsPass() throws {
        let printed = try program().run(
            """
            with model.trace(x):
                h = model.layer1.output
                h.requires_grad = True
                loss = model.output.sum()
                with loss.backward():
                    g = h.grad.save()
                    last = model.output.grad.save()
            print(g, last)
            """)
        #expect(printed == "tensor([[2., 2., 2.]]) tensor([[1., 1.]])\n")
    }

    @Test func modulesMayHaveOtherNames() throws {
        let printed = try program().run(
            """
            renamed = NNsight(net, rename={"layer1": "first", ".layer2": "last"})
            with renamed.trace(x):
                a = renamed.first.output.save()
                b = renamed.last.output.save()
                same = renamed.layer1.output is a
            print(a, b, same)
            """)
        #expect(printed == "tensor([[4., 4., 4.]]) tensor([[13., 13.]]) True\n")
    }

    @Test func stopEndsTheRunAfterWhatWasRead() throws {
        let program = try program()
        let printed = try program.run(
            """
            with model.trace(x) as tracer:
                first = model.layer1.output.save()
                tracer.stop()
                last = model.output.save()
            print(first)
            """)
        #expect(printed == "tensor([[4., 4., 4.]])\n")
        #expect(program.error("last.value") == "ValueError: Accessing value before it's been set.")
    }

    @Test func editsGoThroughAFile() throws {
        let printed = try program().run(
            """
            import os, tempfile
            path = os.path.join(tempfile.gettempdir(), "edits-of-a-test.json")
            with model.edit() as edited:
                model.layer1.output = model.layer1.output * 2
            edited.export_edits(path)
            other = NNsight(net)
            other.import_edits(path)
            with other.trace(x):
                out = other.output.save()
            os.remove(path)
            print(out)
            """)
        #expect(printed == "tensor([[25., 25.]])\n")
    }
}
