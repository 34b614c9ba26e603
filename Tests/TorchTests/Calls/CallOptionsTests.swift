import Testing

/// Options that belong to some functions only, and the words for calls that fit no signature.
@Suite struct CallOptionsTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch, torch.nn.functional as F\nx = torch.ones(2)\n" + text) }
    }

    @Test(arguments: [
        ("torch.log1p(x, requires_grad=True)", "log1p() got an unexpected keyword argument 'requires_grad'"),
        ("x.kthvalue(1, out=None)", "kthvalue() got an unexpected keyword argument 'out'"),
        ("x.relu(out=None)", "TensorBase.relu() takes no keyword arguments"),
        ("x.exp(1)", "TensorBase.exp() takes no arguments (1 given)"),
        ("torch.linalg.eigvalsh([])", "linalg_eigvalsh(): argument 'input' (position 1) must be Tensor, not list"),
        ("torch.special.expit()", "special_expit() missing 1 required positional arguments: \"input\""),
        ("torch.fft.fft(5)", "fft_fft(): argument 'input' (position 1) must be Tensor, not int"),
        (
            "torch.allclose(x, torch.float64)",
            "allclose(): argument 'other' (position 2) must be Tensor, not torch.dtype"
        ),
        ("torch.float64(1)", "'torch.dtype' object is not callable"),
        ("x.cross(x, [0])", "cross(): argument 'dim' (position 2) must be int, not list"),
    ]) func misfitsAreWordedAsInPyTorch(call: String, expected: String) {
        #expect(show(call) == "TypeError: " + expected)
    }

    @Test func comparisonsTakeATensorFirst() {
        #expect(
            show("torch.eq(2.5, x)").hasPrefix(
                "TypeError: eq() received an invalid combination of arguments - got (float, Tensor)"))
        #expect(show("torch.mul(2, x)") == "tensor([2., 2.])")
    }

    @Test func functionsThatMakeTensorsTakeTheirOptions() {
        #expect(
            show("torch.zeros(1, requires_grad=True), torch.ones_like(x, requires_grad=True)")
                == "(tensor([0.], requires_grad=True), tensor([1., 1.], requires_grad=True))")
        #expect(show("F.relu(x, inplace=True) is x") == "True")
    }

    @Test func dtypesThatPyTorchRefusesAreRefused() {
        #expect(
            show("torch.lerp(x, x.double(), 0.5)")
                == "RuntimeError: expected dtype float for `end` but got dtype double")
        #expect(show("torch.fft.fft(x.half())") == "RuntimeError: Unsupported dtype Half")
        #expect(show("torch.ceil(x + 1j)") == "NotImplementedError: ceil is not supported for complex inputs")
        #expect(show("torch.hypot(torch.ones(2, dtype=torch.int64), x)") == "tensor([1.4142, 1.4142])")
    }

    @Test func theFirstOfEqualNumbersTakesTheGradient() {
        let text = """
            a, b = torch.ones(2, requires_grad=True), torch.tensor([1.0, float("nan")], requires_grad=True)
            torch.fmax(a, b).sum().backward()
            a.grad, b.grad
            """
        #expect(show(text) == "(tensor([1., 1.]), tensor([0., 0.]))")
    }

    @Test func theLogitOfWholeNumbersAndItsSlopeAtTheEnds() {
        #expect(show("torch.logit(torch.tensor([0, 1, 5], dtype=torch.uint8))") == "tensor([-inf, inf, nan])")
        let text = "p = torch.tensor([0.0, 0.5, 1.0, 2.0], requires_grad=True)\ntorch.logit(p).sum().backward()\np.grad"
        #expect(show(text) == "tensor([inf, 4., inf, nan])")
    }
}
