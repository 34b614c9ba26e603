import Testing

/// Values at the edges of what numbers and shapes can be, as PyTorch has them.
@Suite struct EdgeValueTests {
    private func show(_ text: String) -> String {
        onCellThread {
            Cells().show("import math, torch, torch.nn.functional as F, numpy as np\nprint(\(text))")
        }
    }

    @Test(arguments: [
        ("torch.tensor([math.inf, math.nan, 1e10]).int().tolist()", "[-2147483648, -2147483648, -2147483648]"),
        ("torch.tensor([1e10, 70000., -3.7]).short().tolist()", "[0, 4464, -3]"),
        ("torch.tensor([4294967299.]).double().byte().tolist()", "[0]"),
        ("torch.bucketize(torch.tensor([math.nan, 0.]), torch.tensor([1., 2.])).tolist()", "[2, 0]"),
        ("torch.searchsorted(torch.tensor([1., math.nan]), torch.tensor([9., math.nan])).tolist()", "[2, 2]"),
        ("torch.arange(2**63 - 3, 2**63 - 1).tolist()", "[9223372036854775805, 9223372036854775806]"),
        ("(torch.tensor(1) + 2**63).item()", "-9223372036854775807"),
        ("(torch.ones(1) * 2**63).item()", "9.223372036854776e+18"),
        ("torch.logsumexp(torch.ones(2, 0), 1).tolist()", "[-inf, -inf]"),
        ("torch.special.gammaincc(torch.tensor(1.), torch.tensor(50.)).item() > 1.9e-22", "True"),
        ("torch.ones(3).index_fill(0, torch.tensor([-1]), 7.).tolist()", "[1.0, 1.0, 7.0]"),
    ])
    func numbers(expression: String, wanted: String) {
        #expect(show(expression) == wanted + "\n")
    }

    @Test(arguments: [
        ("torch.zeros(np.int64(2)).tolist()", "[0.0, 0.0]"),
        ("tuple(torch.zeros(np.int64(2), np.int32(3)).shape)", "(2, 3)"),
        ("tuple(torch.zeros(2, 3, 4).sum(np.int64(1)).shape)", "(2, 4)"),
        ("tuple(torch.zeros(2, 3).reshape(np.int64(3), -1).shape)", "(3, 2)"),
        ("torch.ones(3).topk(np.int64(2)).values.tolist()", "[1.0, 1.0]"),
        ("tuple(torch.einsum(torch.ones(2, 3), [0, 1], torch.ones(3, 4), [1, 2], [0, 2]).shape)", "(2, 4)"),
        ("tuple(torch.einsum(torch.ones(5, 2), [..., 0], torch.ones(2), [0], [...]).shape)", "(5,)"),
    ])
    func sizes(expression: String, wanted: String) {
        #expect(show(expression) == wanted + "\n")
    }

    @Test func tensorsAreInstancesOfTheClassOfTheirDtype() {
        #expect(show("isinstance(torch.ones(1), torch.FloatTensor)") == "True\n")
        #expect(show("isinstance(torch.ones(1), torch.LongTensor)") == "False\n")
        #expect(show("isinstance(torch.tensor([True]), torch.BoolTensor)") == "True\n")
        #expect(show("isinstance(torch.nn.Parameter(torch.ones(1)), torch.FloatTensor)") == "True\n")
    }

    @Test func theSlopeOfHardswishAtNaNIsOne() {
        let text = """
            w = torch.tensor([math.nan, -3., 3., 0.], requires_grad=True)
            F.hardswish(w).sum().backward()
            print(w.grad.tolist())
            """
        let imports = "import math, torch, torch.nn.functional as F\n"
        #expect(onCellThread { Cells().show(imports + text) } == "[1.0, 0.0, 1.0, 0.5]\n")
    }

    @Test func aMaskAndCausalityHideTogether() {
        let text = """
            v = torch.tensor([[[[1.], [2.], [4.]]]])
            mask = torch.tensor([[True, True, True], [True, True, True], [False, True, True]])
            q = torch.zeros(1, 1, 3, 1)
            print(F.scaled_dot_product_attention(q, q, v, attn_mask=mask, is_causal=True).flatten().tolist())
            """
        let imports = "import torch, torch.nn.functional as F\n"
        #expect(onCellThread { Cells().show(imports + text) } == "[1.0, 1.5, 3.0]\n")
    }
}
