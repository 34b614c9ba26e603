import Testing

/// Losses that are seldom used; the numbers and words are those of PyTorch 2.13.
@Suite struct RareLossesTests {
    private func show(_ text: String) -> String {
        let start = """
            import torch, torch.nn as nn, torch.nn.functional as F
            def r(t): return [round(v, 4) for v in t.flatten().tolist()]
            x = torch.arange(4.).reshape(1, 1, 2, 2)
            torch.manual_seed(0)

            """
        return onCellThread { Cells().show(start + text) }
    }

    @Test(arguments: [
        (
            "r(F.multi_margin_loss(torch.tensor([[1., 2., 4.]]), torch.tensor([1]), p=2, "
                + "weight=torch.tensor([1., 2., 3.])))",
            "[6.0]"
        ),
        (
            "r(F.multilabel_margin_loss(torch.tensor([.1, .2, .4, .8]), torch.tensor([3, 0, -1, 1])))",
            "[0.85]"
        ),
        (
            "r(F.multilabel_margin_loss(torch.tensor([[.1, .2, .4, .8], [1., 0, 2, 0]]), torch.tensor([[3, 0, "
                + "-1, 1], [1, 1, -1, -1]]), reduction='none'))",
            "[0.85, 3.0]"
        ),
    ])
    func results(call: String, result: String) {
        #expect(show("str(\(call))") == "'\(result)'")
    }

    @Test(arguments: [
        (
            "F.multi_margin_loss(torch.ones(1, 3), torch.tensor([3]))",
            "RuntimeError: target out of range"
        ),
        (
            "F.multi_margin_loss(torch.ones(2, 3), torch.tensor([1]))",
            "RuntimeError: multi_margin_loss: target tensor should be 1-D with size equal to the number of "
                + "input samples (batch size). Expected target size [2], but got [1]. Input has shape [2, 3]."
        ),
        (
            "F.soft_margin_loss(torch.ones(2), torch.ones(2), reduction='all')",
            "ValueError: all is not a valid value for reduction"
        ),
        (
            "F.multilabel_margin_loss(torch.ones(3), torch.tensor([0, 7, -1]))",
            "RuntimeError: argument #2 'target' is out of range"
        ),
    ])
    func refusals(call: String, refusal: String) {
        #expect(show(call) == refusal)
    }
}
