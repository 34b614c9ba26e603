import Testing

/// Dropped channels, kept means, and the leaky unit with a random slope; the numbers and words are those of PyTorch 2.13.
@Suite struct DropoutsTests {
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
            "nn.Dropout1d(.5)(torch.ones(2,3)).tolist()",
            "[[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]"
        ),
        (
            "F.feature_alpha_dropout(torch.ones(2, 2, 1), .5, True).flatten().tolist()",
            "[-0.7791939377784729, -0.7791939377784729, 1.6655988693237305, -0.7791939377784729]"
        ),
        (
            "F.rrelu(-torch.ones(3), training=True).tolist()",
            "[-0.3270943760871887, -0.27246248722076416, -0.22070477902889252]"
        ),
        (
            "nn.Dropout3d(1.)(torch.ones(1,1,1,1,1)).item()",
            "0.0"
        ),
        (
            "torch.feature_dropout(torch.ones(2,3),.5,True).tolist()",
            "[[0.0, 0.0, 2.0], [0.0, 0.0, 0.0]]"
        ),
    ])
    func results(call: String, result: String) {
        #expect(show("str(\(call))") == "'\(result)'")
    }

    @Test(arguments: [
        (
            "F.dropout1d(torch.ones(4), .5)",
            "RuntimeError: dropout1d: Expected 2D or 3D input, but received a 1D input. Note that dropout1d "
                + "exists to provide channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, "
                + "and an optional batch dimension (i.e. 2D or 3D inputs)."
        ),
        (
            "F.alpha_dropout(torch.ones(2).long(), .5, True)",
            "RuntimeError: result type Float can't be cast to the desired output type Long"
        ),
    ])
    func refusals(call: String, refusal: String) {
        #expect(show(call) == refusal)
    }
}
