import Testing

/// Hostile cells: containers and models that contain themselves do not end the process.
struct HostileCellTests {
    @Test func aListThatContainsItselfAndAProxyIsSaved() throws {
        let printed = try Program().run(
            """
            loop = []
            loop.append(loop)
            with model.trace(x):
                loop.append(model.layer1.output.save())
                whole = nnsight.apply(lambda value: value, loop).save()
            print(whole[1])
            """)
        #expect(printed == "tensor([[4., 4., 4.]])\n")
    }

    @Test func aModelThatContainsItselfCanBeOpenedButNotRun() throws {
        let program = try Program()
        try program.run(
            """
            endless = torch.nn.Sequential()
            endless.add_module("again", endless)
            model = NNsight(endless)
            """)
        #expect(program.error("print(model)")?.hasPrefix("RecursionError") == true)
        #expect(program.error("with model.trace(x): y = model.output.save()")?.hasPrefix("RecursionError") == true)
        #expect(try program.run("print(len(list(model.modules())))") == "1\n")
    }

    @Test func anOutputThatContainsItselfIsReplaced() throws {
        let printed = try Program().run(
            """
            class Endless(torch.nn.Module):
                def forward(self, x):
                    loop = []
                    loop.append(loop)
                    return [x, loop]
            class Whole(torch.nn.Module):
                def __init__(self):
                    super().__init__()
                    self.part = Endless()
                def forward(self, x):
                    return self.part(x)[0]
            other = []
            other.append(other)
            whole = NNsight(Whole())
            with whole.trace(torch.zeros(1)):
                whole.part.output = [torch.ones(1), other]
                found = whole.output.save()
            print(found)
            """)
        #expect(printed == "tensor([1.])\n")
    }

    @Test func theTypesOfAListThatContainsItselfAreNamed() throws {
        let error = try Program().error("loop = []; loop.append(loop); torch.stack(loop)")
        #expect(error == "TypeError: expected Tensor as element 0 in argument 0, but got list")
    }
}
