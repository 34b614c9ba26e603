import Testing

/// What `torch.tensor` reads, and what it refuses, as PyTorch does.
@Suite struct LiteralReaderTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch, numpy as np\n" + text) }
    }

    @Test(arguments: [
        ("torch.tensor({1})", "RuntimeError: Could not infer dtype of set"),
        ("torch.tensor([{1}])", "RuntimeError: Could not infer dtype of set"),
        ("torch.tensor([1.0, None])", "RuntimeError: Could not infer dtype of NoneType"),
        ("torch.tensor([None], dtype=torch.float32)", "TypeError: must be real number, not NoneType"),
        ("torch.tensor([{1}], dtype=torch.int64)", "TypeError: 'set' object cannot be interpreted as an integer"),
        ("torch.tensor([1j], dtype=torch.float32)", "TypeError: must be real number, not complex"),
        ("torch.tensor(b'ab')", "TypeError: new(): invalid data type 'bytes'"),
        ("torch.tensor([1, [2]])", "TypeError: 'list' object cannot be interpreted as an integer"),
        ("torch.tensor([[1, 2], 3])", "TypeError: not a sequence"),
        ("torch.tensor([torch.ones(2)])", "ValueError: only one element tensors can be converted to Python scalars"),
        (
            "torch.tensor([1e20], dtype=torch.int64)",
            "RuntimeError: value cannot be converted to type int64 without overflow"
        ),
        ("torch.tensor([1], requires_grad=1)", "TypeError: tensor(): argument 'requires_grad' must be bool, not int"),
        ("torch.tensor(1, dtype='float32')", "TypeError: tensor(): argument 'dtype' must be torch.dtype, not str"),
    ]) func whatIsNoNumberIsRefused(call: String, expected: String) {
        #expect(
            show("try: \(call)\nexcept Exception as e: print(type(e).__name__ + ': ' + str(e), end='')") == expected)
    }

    @Test func tensorsOfOneElementAreNumbersAndArraysAreSequences() {
        #expect(show("torch.tensor([torch.tensor([3]), torch.tensor([[4]])])") == "tensor([3, 4])")
        #expect(
            show("torch.tensor([np.ones(2), np.zeros(2)])")
                == "tensor([[1., 1.],\n        [0., 0.]], dtype=torch.float64)")
    }

    @Test func unsignedNumbersWrapAndLargeOnesBecomeFloats() {
        #expect(show("torch.tensor([-1, 255], dtype=torch.uint8)") == "tensor([255, 255], dtype=torch.uint8)")
        #expect(show("torch.tensor([2**64], dtype=torch.float32)") == "tensor([1.8447e+19])")
        #expect(show("torch.tensor([10**400], dtype=torch.bool)") == "tensor([True])")
    }

    @Test func anEmptyFirstRowEndsTheReading() {
        #expect(show("torch.tensor([[], [1]])") == "tensor([], size=(2, 0))")
    }

    @Test func aSequenceOfTheUsersIsRead() {
        let text = """
            class Pair:
                def __len__(self): return 2
                def __getitem__(self, i): return i + 1
            torch.tensor(Pair())
            """
        #expect(show(text) == "tensor([1, 2])")
    }

    @Test func asarraySharesUnlessACopyIsAskedFor() {
        let text = """
            n = np.zeros(2)
            torch.asarray(n)[0] = 1
            torch.asarray(n, copy=True)[1] = 1
            print(n, torch.asarray(n, requires_grad=True).requires_grad, torch.from_numpy(n).requires_grad, end="")
            """
        #expect(show(text) == "[1. 0.] True False")
    }
}
