import Testing

/// Arguments that give no result, and some that do; the words and numbers are those of PyTorch 2.13.
@Suite struct RefusedArgumentTests {
    private func show(_ text: String) -> String {
        onCellThread {
            Cells().show("import torch, torch.nn as nn, torch.nn.functional as F, numpy as np\n" + text)
        }
    }

    @Test(arguments: [
        (
            "F.nll_loss(torch.zeros(2, 3), torch.tensor([0, 1]).int())",
            "RuntimeError: expected target dtype to be Long or Byte, but got Int"
        ),
        (
            "w = torch.tensor([1j], requires_grad=True)\n(w * w).sum().backward()",
            "RuntimeError: grad can be implicitly created only for real scalar outputs but got torch.complex64"
        ),
        (
            "F.dropout(torch.ones(2).long())",
            "RuntimeError: result type Float can't be cast to the desired output type Long"
        ),
        (
            "q = torch.ones(1, 1, 3, 4)\nF.scaled_dot_product_attention(q, q, q, attn_mask=torch.ones(3, 3).long())",
            "RuntimeError: Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: "
                + "long int and  query.dtype: float instead."
        ),
        (
            "x = torch.ones(3, 1, 4)\nnn.MultiheadAttention(4, 2)(x, x, x, is_causal=True)",
            "RuntimeError: Need attn_mask if specifying the is_causal hint. You may use the Transformer module method "
                + "`generate_square_subsequent_mask` to create this mask."
        ),
        (
            "torch.ones(3).take(torch.tensor([0, 1]).int())",
            "RuntimeError: take(): Expected a long tensor for index, but got Int"
        ),
        (
            "torch.quantile(torch.ones(3), 1.5)",
            "RuntimeError: quantile() q must be in the range [0, 1] but got 1.5"
        ),
        (
            "torch.vmap(lambda v: v + torch.rand(1))(torch.zeros(3))",
            "RuntimeError: vmap: called random operation while in randomness error mode. Please either use the 'same' or "
                + "'different' randomness flags on vmap or perform the randomness operation out of vmap"
        ),
    ])
    func refusals(call: String, message: String) {
        #expect(show(call) == message)
    }

    @Test(arguments: [
        ("torch.vmap(lambda v: v + torch.rand(1), randomness='same')(torch.zeros(3)).unique().numel()", "1"),
        ("torch.vmap(lambda v: v + torch.rand(1), randomness='different')(torch.zeros(3)).unique().numel()", "3"),
        ("torch.searchsorted(torch.tensor([1., 2.]), torch.tensor([float('nan'), 1.5])).tolist()", "[2, 1]"),
        ("torch.ones(2, 0).logsumexp(1).tolist()", "[-inf, -inf]"),
        (
            "torch.tensor([1e10, float('inf'), float('nan'), 300., -1.]).int().tolist()",
            "[-2147483648, -2147483648, -2147483648, 300, -1]"
        ),
        ("torch.tensor([1e10, float('nan'), 300.]).short().tolist()", "[0, 0, 300]"),
        ("isinstance(torch.ones(1), torch.FloatTensor), isinstance(torch.ones(1), torch.LongTensor)", "(True, False)"),
        (
            "torch.zeros((np.int64(2), 3)).shape, torch.ones(2, 3).sum(np.int64(1)).tolist()",
            "(torch.Size([2, 3]), [3.0, 3.0])"
        ),
    ])
    func results(call: String, result: String) {
        #expect(show(call) == result)
    }
}
