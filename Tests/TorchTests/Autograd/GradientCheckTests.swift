import Testing

/// `torch.autograd.gradcheck` and `gradgradcheck`.
@Suite struct GradientCheckTests {
    private func show(_ text: String) -> String {
        let setup = """
            import torch
            from torch.autograd import gradcheck, gradgradcheck
            from torch.autograd.gradcheck import GradcheckError
            v = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
            class Square(torch.autograd.Function):
                @staticmethod
                def forward(ctx, x):
                    ctx.save_for_backward(x)
                    return x ** 2
                @staticmethod
                def backward(ctx, g):
                    return g * factor * ctx.saved_tensors[0]

            """
        return onCellThread { Cells().show(setup + text) }
    }

    @Test func correctDerivativesPass() {
        #expect(show("factor = 2\ngradcheck(Square.apply, v), gradgradcheck(Square.apply, v)") == "(True, True)")
        let complexNumbers = "z = torch.tensor([1 + 2j], dtype=torch.complex128, requires_grad=True)\n"
        #expect(show(complexNumbers + "gradcheck(lambda z: (z * z, z.abs()), z)") == "True")
    }

    @Test func aWrongDerivativeIsShownBesideTheDifferences() {
        let text = show("factor = 3\ntry: gradcheck(Square.apply, v)\nexcept GradcheckError as e: print(e, end='')")
        let expected = """
            Jacobian mismatch for output 0 with respect to input 0,
            numerical:tensor([[2.0000, 0.0000],
                    [0.0000, 4.0000]], dtype=torch.float64)
            analytical:tensor([[3., 0.],
                    [0., 6.]], dtype=torch.float64)

            """
        #expect(text == expected)
        #expect(show("factor = 3\ngradcheck(Square.apply, v, raise_exception=False)") == "False")
    }

    @Test func noInputThatRecordsIsAnError() {
        let text = "try: gradcheck(torch.sin, v.detach())\nexcept ValueError as e: print(e, end='')"
        let expected =
            "gradcheck expects at least one input tensor to require gradient, but none of them have requires_grad=True."
        #expect(show(text) == expected)
    }

    @Test func theFunctionStaysWhereTheModuleIsImported() {
        #expect(show("import torch.autograd.gradcheck\ntorch.autograd.gradcheck(torch.sin, v)") == "True")
    }
}
