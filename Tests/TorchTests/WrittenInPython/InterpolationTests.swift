import Testing

/// Images of another size; the numbers and words are those of PyTorch 2.13.
@Suite struct InterpolationTests {
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
            "r(F.interpolate(x, size=3, mode='bicubic'))",
            "[-0.2604, 0.3264, 0.9132, 0.9132, 1.5, 2.0868, 2.0868, 2.6736, 3.2604]"
        ),
        (
            "r(F.interpolate(x, size=3, mode='bilinear', align_corners=True))",
            "[0.0, 0.5, 1.0, 1.0, 1.5, 2.0, 2.0, 2.5, 3.0]"
        ),
        (
            "r(F.interpolate(torch.arange(16.).reshape(1, 1, 4, 4), size=2, mode='bilinear', antialias=True))",
            "[3.5714, 5.1429, 9.8571, 11.4286]"
        ),
        (
            "r(F.interpolate(torch.arange(16.).reshape(1, 1, 4, 4), size=2, mode='bicubic', antialias=True))",
            "[2.9339, 4.7603, 10.2397, 12.0661]"
        ),
        (
            "F.interpolate(x.requires_grad_(), size=3, mode='bicubic').grad_fn.name()",
            "UpsampleBicubic2DBackward0"
        ),
        (
            "nn.Upsample(scale_factor=1.5, recompute_scale_factor=True)(x).shape",
            "torch.Size([1, 1, 3, 3])"
        ),
    ])
    func results(call: String, result: String) {
        #expect(show("str(\(call))") == "'\(result)'")
    }

    @Test(arguments: [
        (
            "F.interpolate(torch.ones(1, 2, 3), size=3, mode='bilinear')",
            "NotImplementedError: Got 3D input, but bilinear mode needs 4D input"
        ),
        (
            "F.interpolate(x, size=(1, 2, 3))",
            "ValueError: Input and output must have the same number of spatial dimensions, but got input with "
                + "spatial dimensions of [2, 2] and output size of (1, 2, 3). Please provide input tensor in (N, C, "
                + "d1, d2, ...,dK) format and output size in (o1, o2, ...,oK) format."
        ),
        (
            "F.interpolate(x, size=0)",
            "RuntimeError: Input and output sizes should be greater than 0, but got input (H: 2, W: 2) output "
                + "(H: 0, W: 0)"
        ),
        (
            "F.interpolate(x, size=2, mode='nearest', align_corners=True)",
            "ValueError: align_corners option can only be set with the interpolating modes: linear | bilinear "
                + "| bicubic | trilinear"
        ),
        (
            "F.interpolate(x, scale_factor=2, mode='nearest', antialias=True)",
            "ValueError: Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires "
                + "a 4-D tensor as input"
        ),
    ])
    func refusals(call: String, refusal: String) {
        #expect(show(call) == refusal)
    }
}
