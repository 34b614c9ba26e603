import Testing

/// `torch.Tensor(...)`, `torch.LongTensor(...)` and `tensor.new(...)`.
@Suite struct LegacyConstructorTests {
    private func show(_ text: String) -> String { onCellThread { Cells().show("import torch\n" + text) } }

    @Test func sizesSequencesAndTensorsAreTaken() {
        #expect(
            show("torch.Tensor(2, 3).shape, torch.Tensor(torch.Size([2])).shape")
                == "(torch.Size([2, 3]), torch.Size([2]))")
        #expect(show("torch.Tensor((2, 3)), torch.LongTensor([1.5])") == "(tensor([2., 3.]), tensor([1]))")
        #expect(show("torch.Tensor(torch.tensor([1, 2])), torch.ones(1).new([4])") == "(tensor([1, 2]), tensor([4.]))")
        #expect(show("torch.Tensor(torch.ones(1, requires_grad=True))") == "tensor([1.], grad_fn=<AliasBackward0>)")
    }

    @Test(arguments: [
        ("torch.Tensor(2.5)", "new(): data must be a sequence (got float)"),
        ("torch.Tensor({1})", "new(): data must be a sequence (got set)"),
        (
            "torch.Tensor(2, 2.5)",
            "new(): argument 'size' failed to unpack the object at pos 2 with error \"type must be tuple of ints,but got float\""
        ),
        (
            "torch.Tensor([1, 2], dtype=torch.float64)",
            """
            new() received an invalid combination of arguments - got (list, dtype=torch.dtype), but expected one of:
             * (*, torch.device device = None)
                  didn't match because some of the keywords were incorrect: dtype
             * (torch.Storage storage)
             * (Tensor other)
             * (tuple of ints size, *, torch.device device = None)
             * (object data, *, torch.device device = None)

            """
        ),
    ]) func whatFitsNoFormIsRefused(call: String, expected: String) {
        #expect(show("try: \(call)\nexcept TypeError as e: print(e, end='')") == expected)
    }

    @Test func aTensorOfAnotherDtypeIsRefused() {
        let text = show("try: torch.LongTensor(torch.ones(1))\nexcept TypeError as e: print(str(e)[:37], end='')")
        #expect(text == "expected TensorOptions(dtype=long int")
    }
}
