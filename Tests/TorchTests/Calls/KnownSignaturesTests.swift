import Testing

/// Calls that fit no overload are refused with the list of overloads that PyTorch 2.13 gives.
@Suite struct KnownSignaturesTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch\nx = torch.ones(2)\n" + text) }
    }

    @Test(arguments: [
        (
            "x.clamp(min='a')",
            "TypeError: clamp() received an invalid combination of arguments - got (min=str, ), but expected one of:\n"
                + " * (Tensor min = None, Tensor max = None)\n * (Number min = None, Number max = None)\n"
        ),
        (
            "x.fill_('a')",
            "TypeError: fill_() received an invalid combination of arguments - got (str), but expected one of:\n"
                + " * (Tensor value)\n"
                + "      didn't match because some of the arguments have invalid types: (!str!)\n"
                + " * (Number value)\n"
                + "      didn't match because some of the arguments have invalid types: (!str!)\n"
        ),
        (
            "x.masked_fill(x > 0, 'a')",
            "TypeError: masked_fill() received an invalid combination of arguments - got (Tensor, str), but expected one "
                + "of:\n * (Tensor mask, Tensor value)\n"
                + "      didn't match because some of the arguments have invalid types: (Tensor, !str!)\n"
                + " * (Tensor mask, Number value)\n"
                + "      didn't match because some of the arguments have invalid types: (Tensor, !str!)\n"
        ),
    ])
    func aCallThatFitsNoOverload(call: String, message: String) {
        #expect(show(call) == message)
    }
}
