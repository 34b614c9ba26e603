import Testing

/// Functions of complex numbers, with the signs of their branch cuts.
@Suite struct ComplexFunctionTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch\nz = torch.tensor([1+2j, 0.5-1j, -2+0j, 2+0j])\n" + text) }
    }

    @Test(arguments: [
        ("acos", "tensor([1.1437-1.5286j, 1.2214+0.9261j, 3.1416-1.3170j, 0.0000-1.3170j])"),
        ("asin", "tensor([ 0.4271+1.5286j,  0.3494-0.9261j, -1.5708+1.3170j,  1.5708+1.3170j])"),
        ("atan", "tensor([ 1.3390+0.4024j,  0.9079-0.7083j, -1.1071+0.0000j,  1.1071+0.0000j])"),
        ("acosh", "tensor([1.5286+1.1437j, 0.9261-1.2214j, 1.3170+3.1416j, 1.3170+0.0000j])"),
        ("asinh", "tensor([ 1.4694+1.0634j,  0.7329-0.8959j, -1.4436+0.0000j,  1.4436+0.0000j])"),
        ("atanh", "tensor([ 0.1733+1.1781j,  0.2389-0.8476j, -0.5493+1.5708j,  0.5493+1.5708j])"),
    ]) func inverseFunctionsAreThoseOfPyTorch(name: String, expected: String) {
        #expect(show("torch.\(name)(z)") == expected)
    }

    @Test func theirSlopesAreAnalytic() {
        let text = """
            w = torch.tensor(0.3+0.4j, dtype=torch.complex128, requires_grad=True)
            for f, g in ((torch.asin, torch.sin), (torch.acos, torch.cos), (torch.atan, torch.tan),
                         (torch.asinh, torch.sinh), (torch.acosh, torch.cosh), (torch.atanh, torch.tanh)):
                value = f(w)
                w.grad = None
                g(value).real.backward()
                print(abs(w.grad.item() - 1) < 1e-9, end=" ")
            """
        #expect(show(text) == "True True True True True True ")
    }

    @Test func theSpreadOfComplexNumbersIsReal() {
        #expect(show("x = torch.tensor([1+2j, 0.5-1j, 3j])\nx.var(), x.std()") == "(tensor(4.5833), tensor(2.1409))")
        #expect(show("torch.var_mean(z)") == "(tensor(4.4792), tensor(0.3750+0.2500j))")
    }
}
