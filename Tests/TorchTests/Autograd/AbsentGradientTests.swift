import Testing

/// A backward of the user's runs also where no gradient arrives, with zeros or with None.
@Suite struct AbsentGradientTests {
    private func show(_ text: String) -> String {
        let setup = """
            import torch
            class Cut(torch.autograd.Function):
                @staticmethod
                def forward(ctx, x): return x.clone()
                @staticmethod
                def backward(ctx, g): return None
            class Double(torch.autograd.Function):
                @staticmethod
                def forward(ctx, x):
                    ctx.set_materialize_grads(zeros)
                    return x * 2
                @staticmethod
                def backward(ctx, g):
                    print(g, end=" ")
                    return g
            x = torch.ones(2, requires_grad=True)

            """
        return onCellThread { Cells().show(setup + text) }
    }

    @Test func zerosStandForIt() {
        #expect(
            show("zeros = True\nCut.apply(Double.apply(x)).sum().backward()\nprint(x.grad, end='')")
                == "tensor([0., 0.]) tensor([0., 0.])")
    }

    @Test func noneStandsForItWhenTheFunctionWantsThat() {
        #expect(
            show("zeros = False\nCut.apply(Double.apply(x)).sum().backward()\nprint(x.grad, end='')") == "None None")
    }

    @Test func anOperationsGradientStaysAbsent() {
        #expect(show("Cut.apply(x.sin()).sum().backward()\nprint(x.grad, end='')") == "None")
    }
}
