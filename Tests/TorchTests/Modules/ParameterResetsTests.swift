import Testing

/// `reset_parameters` of native layers, and of users' classes that derive from them.
@Suite struct ParameterResetsTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch, torch.nn as nn\n" + text) }
    }

    @Test("The constructor calls the user's own and draws no random numbers of its own")
    func overridden() {
        let cell = """
            class A(nn.Linear):
                def reset_parameters(self):
                    nn.init.ones_(self.weight)
                    nn.init.zeros_(self.bias)
            torch.manual_seed(0)
            first = torch.rand(1)
            torch.manual_seed(0)
            a = A(2, 1)
            print(a.weight.tolist(), a.bias.tolist(), torch.equal(torch.rand(1), first))
            """
        #expect(show(cell) == "[[1.0, 1.0]] [0.0] True\n")
    }

    @Test("The native one draws the same numbers as the constructor")
    func native() {
        let cell = """
            for make in [lambda: nn.Linear(3, 2), lambda: nn.Embedding(3, 2, padding_idx=1), lambda: nn.Conv1d(1, 2, 3)]:
                torch.manual_seed(0)
                layer = make()
                before = layer.weight.clone()
                torch.manual_seed(0)
                layer.reset_parameters()
                print(torch.equal(before, layer.weight))
            """
        #expect(show(cell) == "True\nTrue\nTrue\n")
    }

    @Test("Attention calls its own after the output layer is drawn")
    func attention() {
        let cell = """
            class Ones(nn.MultiheadAttention):
                def _reset_parameters(self): nn.init.ones_(self.in_proj_weight)
            torch.manual_seed(0)
            linear = nn.Linear(4, 4)
            after = torch.rand(1)
            torch.manual_seed(0)
            m = Ones(4, 2)
            print(torch.equal(m.out_proj.weight, linear.weight), torch.equal(torch.rand(1), after))
            print(m.in_proj_weight.sum().item())
            """
        #expect(show(cell) == "True True\n48.0\n")
    }
}
