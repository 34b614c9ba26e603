import Testing

/// Modules whose classes are written in cells.
@Suite struct ModuleObjectTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch, torch.nn as nn\n" + text) }
    }

    private let doubling = """
        class Doubling(nn.Module):
            def __init__(self):
                super().__init__()
                self.scale = nn.Parameter(torch.tensor([2.0]))
                self.label = "double"
            def forward(self, x):
                return x * self.scale
            def extra_repr(self):
                return f"label={self.label}"

        """

    @Test func assignedParametersAreRegistered() {
        #expect(show(doubling + "[n for n, _ in Doubling().named_parameters()]") == "['scale']")
    }

    @Test func theUsersForwardRuns() {
        #expect(show(doubling + "Doubling()(torch.tensor([3.0])).item()") == "6.0")
    }

    @Test func extraReprStandsInTheParentheses() {
        #expect(show(doubling + "print(Doubling())") == "Doubling(label=double)\n")
    }

    @Test func attributesOfAChildLiveAsLongAsItsParent() {
        #expect(show(doubling + "net = nn.Sequential(Doubling())\nnet[0].label = 'kept'\nnet[0].label") == "'kept'")
    }

    @Test func assigningBeforeTheInitialiserRanIsAnError() {
        let text = """
            class Early(nn.Module):
                def __init__(self):
                    self.scale = nn.Parameter(torch.ones(1))
            Early()
            """
        #expect(show(text) == "AttributeError: cannot assign parameters before Module.__init__() call")
    }

    @Test func aClassThatDerivesFromALayerUsesItsForward() {
        let text = """
            class Shifted(nn.ReLU):
                def forward(self, x):
                    return super().forward(x) + 1
            Shifted()(torch.tensor([-1.0, 2.0]))
            """
        #expect(show(text) == "tensor([1., 3.])")
    }

    @Test func hooksSeeAndReplaceOutputs() {
        let text = """
            m = nn.ReLU()
            handle = m.register_forward_hook(lambda module, inputs, output: output * 10)
            a = m(torch.ones(1)).item()
            handle.remove()
            a, m(torch.ones(1)).item()
            """
        #expect(show(text) == "(10.0, 1.0)")
    }

    @Test func aBackwardHookRunsWithoutAGradientOfTheInput() {
        let text = """
            layer = nn.Linear(2, 3)
            layer.register_full_backward_hook(lambda module, received, sent: print(received, sent[0].shape))
            layer(torch.ones(1, 2)).sum().backward()
            """
        #expect(show(text) == "(None,) torch.Size([1, 3])\n")
    }
}
