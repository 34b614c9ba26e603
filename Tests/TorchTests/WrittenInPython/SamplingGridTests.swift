import Testing

/// Images read at any places; the numbers and words are those of PyTorch 2.13.
@Suite struct SamplingGridTests {
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
            "r(F.grid_sample(torch.arange(9.).reshape(1, 1, 3, 3), torch.tensor([[[[-0.5, 1.5], [0.25, "
                + "-1.25]]]]), 'bilinear', 'zeros', False))",
            "[0.0, 0.1719]"
        ),
        (
            "r(F.grid_sample(torch.arange(9.).reshape(1, 1, 3, 3), torch.tensor([[[[-0.5, 1.5], [0.25, "
                + "-1.25]]]]), 'bilinear', 'border', False))",
            "[6.25, 1.375]"
        ),
        (
            "r(F.grid_sample(torch.arange(9.).reshape(1, 1, 3, 3), torch.tensor([[[[-0.5, 1.5], [0.25, "
                + "-1.25]]]]), 'bilinear', 'reflection', False))",
            "[5.5, 1.375]"
        ),
        (
            "r(F.grid_sample(torch.arange(9.).reshape(1, 1, 3, 3), torch.tensor([[[[-0.5, 1.5], [0.25, "
                + "-1.25]]]]), 'nearest', 'zeros', False))",
            "[0.0, 0.0]"
        ),
        (
            "r(F.grid_sample(torch.arange(9.).reshape(1, 1, 3, 3), torch.tensor([[[[-0.5, 1.5], [0.25, "
                + "-1.25]]]]), 'nearest', 'border', False))",
            "[6.0, 1.0]"
        ),
        (
            "r(F.grid_sample(torch.arange(9.).reshape(1, 1, 3, 3), torch.tensor([[[[-0.5, 1.5], [0.25, "
                + "-1.25]]]]), 'nearest', 'reflection', False))",
            "[6.0, 1.0]"
        ),
        (
            "r(F.grid_sample(torch.arange(9.).reshape(1, 1, 3, 3), torch.tensor([[[[-0.5, 1.5], [0.25, "
                + "-1.25]]]]), 'bicubic', 'zeros', False))",
            "[-0.7197, 0.1346]"
        ),
        (
            "r(F.grid_sample(torch.arange(9.).reshape(1, 1, 3, 3), torch.tensor([[[[-0.5, 1.5], [0.25, "
                + "-1.25]]]]), 'bicubic', 'border', False))",
            "[6.1914, 1.4395]"
        ),
        (
            "r(F.grid_sample(torch.arange(9.).reshape(1, 1, 3, 3), torch.tensor([[[[-0.5, 1.5], [0.25, "
                + "-1.25]]]]), 'bicubic', 'reflection', False))",
            "[5.6172, 1.2241]"
        ),
        (
            "F.affine_grid(torch.eye(2, 3)[None], (1, 1, 1, 3), align_corners=False).tolist()",
            "[[[[-0.6666666865348816, 0.0], [0.0, 0.0], [0.6666666865348816, 0.0]]]]"
        ),
    ])
    func results(call: String, result: String) {
        #expect(show("str(\(call))") == "'\(result)'")
    }

    @Test(arguments: [
        (
            "F.grid_sample(x, torch.zeros(2, 1, 1, 2), align_corners=False)",
            "RuntimeError: grid_sampler(): expected grid and input to have same batch size, but got input with "
                + "sizes [1, 1, 2, 2] and grid with sizes [2, 1, 1, 2]"
        ),
        (
            "F.grid_sample(x, torch.zeros(1, 1, 1, 2), mode='cubic')",
            "ValueError: nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', "
                + "but got: 'cubic'"
        ),
        (
            "F.affine_grid(torch.ones(1, 2, 3), (1, 1, 2), align_corners=False)",
            "NotImplementedError: affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, "
                + "respectively. Got size (1, 1, 2)."
        ),
    ])
    func refusals(call: String, refusal: String) {
        #expect(show(call) == refusal)
    }
}
