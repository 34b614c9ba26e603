import Testing

/// Options of layers and losses that are written in Python reach what they are for.
@Suite struct LayerOptionTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch, torch.nn as nn, torch.nn.functional as F\n" + text) }
    }

    @Test(
        "Parameters are made on the device and of the dtype that is asked for",
        arguments: [
            "TransformerEncoderLayer(4, 2, 8, %)", "TransformerDecoderLayer(4, 2, 8, %)",
            "Transformer(4, 2, 1, 1, 8, %)", "LSTMCell(2, 3, %)", "PReLU(%)", "InstanceNorm1d(3, affine=True, %)",
            "Bilinear(2, 2, 2, %)",
            "AdaptiveLogSoftmaxWithLoss(4, 10, [3], %)", "EmbeddingBag(3, 2, %)", "ConvTranspose2d(1, 1, 1, %)",
            "LSTM(2, 2, %)", "MultiheadAttention(4, 2, %)",
        ])
    func places(layer: String) {
        let made = layer.split(separator: "%", omittingEmptySubsequences: false).joined(
            separator: "device='meta', dtype=torch.float64")
        #expect(
            show("{(str(p.dtype), str(p.device)) for p in nn.\(made).parameters()}") == "{('torch.float64', 'meta')}")
    }

    @Test(arguments: [
        ("nn.MultiMarginLoss(weight=torch.tensor([1., 2., 3.]))(x, torch.tensor([1]))", "tensor(2.)"),
        ("F.soft_margin_loss(x, x, size_average=False)", "tensor(0.3314)"),
        ("nn.SoftMarginLoss(reduce=False)(x, x).shape", "torch.Size([1, 3])"),
        ("nn.HingeEmbeddingLoss(0.5).margin, nn.GaussianNLLLoss(full=True).full", "(0.5, True)"),
        ("nn.MultiMarginLoss(p=3)", "ValueError: only p == 1 and p == 2 supported"),
        (
            "nn.TripletMarginWithDistanceLoss()",
            "TripletMarginWithDistanceLoss(\n  (distance_function): PairwiseDistance()\n)"
        ),
    ])
    func losses(call: String, result: String) {
        #expect(show("x = torch.tensor([[1., 2., 4.]])\n" + call) == result)
    }

    @Test func anEmbeddingsGradientIsDividedByHowOftenARowIsTaken() {
        let text = """
            table = nn.Embedding(3, 2, scale_grad_by_freq=True)
            table(torch.tensor([[0, 0, 1], [0, 2, 2]])).sum().backward()
            table.weight.grad[:, 0]
            """
        #expect(show(text) == "tensor([1., 1., 1.])")
    }

    @Test func aBagsGradientIsDividedByHowOftenARowIsTaken() {
        let text = """
            weight = torch.ones(3, 2, requires_grad=True)
            bags = torch.tensor([[0, 0, 1], [0, 2, 2]])
            F.embedding_bag(bags, weight, mode="sum", scale_grad_by_freq=True).sum().backward()
            weight.grad[:, 0]
            """
        #expect(show(text) == "tensor([1., 1., 1.])")
    }
}
