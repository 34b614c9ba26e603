import Testing

/// Forms that tutorials use besides the plain ones. The first layer gives (4, 4, 4).
struct OlderFormTests {
    @Test func utilApplyReplacesTheProxiesInsideNestedLists() throws {
        let printed = try Program().run(
            """
            from nnsight import util
            from nnsight.tracing.Proxy import Proxy
            with model.trace(x):
                results = [[model.output.sum().save(), (model.layer1.output.max().save(), 5)], {"a": model.output.save()}]
            print(util.apply(results, lambda p: p.value.sum().item(), Proxy))
            """)
        #expect(printed == "[[26.0, (4.0, 5)], {'a': 26.0}]\n")
    }

    @Test func aModuleOfTheUserIsReadSoItsTupleCanBeUnpacked() throws {
        let printed = try Program().run(
            """
            class Coder(torch.nn.Module):
                def __init__(self):
                    super().__init__()
                    self.encoder = torch.nn.Linear(3, 2)
                    self.encoder.weight.data = torch.ones(2, 3)
                    self.encoder.bias.data = torch.zeros(2)
                def forward(self, states):
                    features = torch.relu(self.encoder(states))
                    if features.sum() > 10:
                        features = features * 2
                    return features.sum(-1, keepdim=True).expand(-1, 3), features
            coder = Coder().requires_grad_(False)
            with model.trace(x):
                rebuilt, features = coder(model.layer1.output)
                model.layer1.output = rebuilt
                features, out = features.save(), model.output.save()
            print(features, out)
            """)
        #expect(printed == "tensor([[24., 24.]]) tensor([[145., 145.]])\n")
    }

    @Test func nextMeansTheLaterCallsOfAModule() throws {
        let printed = try Program().run(
            """
            class Twice(torch.nn.Module):
                def __init__(self):
                    super().__init__()
                    self.step = torch.nn.Linear(1, 1)
                    self.step.weight.data = torch.full((1, 1), 2.0)
                    self.step.bias.data = torch.zeros(1)
                def forward(self, v): return self.step(self.step(self.step(v)))
            m = NNsight(Twice().requires_grad_(False))
            with m.trace(torch.ones(1, 1)) as tracer:
                a = m.step.output.save()
                b = m.step.next().output.save()
                tracer.invoker.next()
                c = m.step.output.save()
                given = tracer.invoker.inputs[0].shape
            print(a.item(), b.item(), c.item(), given)
            """)
        #expect(printed == "2.0 4.0 8.0 torch.Size([1, 1])\n")
    }

    @Test func anEnvoyMayBeATypeAnnotation() throws {
        let printed = try Program().run(
            """
            from nnsight.envoy import Envoy
            def ablate(module: Envoy) -> None:
                module.output[:] = 0
            with model.trace(x):
                ablate(model.layer1)
                out = model.output.save()
            print(out)
            """)
        #expect(printed == "tensor([[1., 1.]])\n")
    }

    @Test func aPrintWithAValueThatNeverCameKeepsSeparatorAndWhatStoodBefore() throws {
        let program = try Program()
        try program.run("with model.trace(x):\n    model.layer1.output.stop()\n    never = model.output.save()")
        #expect(program.error("print(1, 2, never, sep='-')") == "ValueError: Accessing value before it's been set.")
        #expect(try program.run("try: print('x', never, sep=' > ')\nexcept ValueError: print('end')") == "x > end\n")
    }

    @Test func theRowsOfAnEmbeddingCanBeWrittenInto() throws {
        let printed = try Program().run(
            """
            m = NNsight(torch.nn.Sequential(OrderedDict([("wte", torch.nn.Embedding(5, 2)), ("out", torch.nn.Linear(2, 1))])))
            with m.trace() as tracer:
                for k in range(2):
                    with tracer.invoke(torch.tensor([[1, 2, 3]])):
                        m.wte.output[:, :2] += k
                        total = m.wte.output.sum()
            print("ok")
            """)
        #expect(printed == "ok\n")
    }
}
