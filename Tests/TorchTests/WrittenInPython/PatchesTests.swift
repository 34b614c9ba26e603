import Testing

/// Patches of images, and channels exchanged for pixels; the numbers and words are those of PyTorch 2.13.
@Suite struct PatchesTests {
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
            "F.unfold(torch.arange(9.).reshape(1, 1, 3, 3), 2).tolist()",
            "[[[0.0, 1.0, 3.0, 4.0], [1.0, 2.0, 4.0, 5.0], [3.0, 4.0, 6.0, 7.0], [4.0, 5.0, 7.0, 8.0]]]"
        ),
        (
            "F.fold(F.unfold(torch.arange(9.).reshape(1, 1, 3, 3), 2), 3, 2).flatten().tolist()",
            "[0.0, 2.0, 2.0, 6.0, 16.0, 10.0, 6.0, 14.0, 8.0]"
        ),
        (
            "F.pixel_shuffle(torch.arange(4.).reshape(1, 4, 1, 1), 2).tolist()",
            "[[[[0.0, 1.0], [2.0, 3.0]]]]"
        ),
    ])
    func results(call: String, result: String) {
        #expect(show("str(\(call))") == "'\(result)'")
    }

    @Test(arguments: [
        (
            "F.unfold(torch.ones(1, 1, 2, 2), 3)",
            "RuntimeError: Given input with spatial size (2, 2), kernel_size=(3, 3), dilation=(1, 1), "
                + "padding=(0, 0), calculated shape of the array of sliding blocks as (0, 0), but its components "
                + "must be at least one."
        ),
        (
            "F.fold(torch.ones(1, 4, 2), 2, 2)",
            "RuntimeError: Given output_size=(2, 2), kernel_size=(2, 2), dilation=(1, 1), padding=(0, 0), "
                + "stride=(1, 1), expected size of input's dimension 2 to match the calculated number of sliding "
                + "blocks 1 * 1 = 1, but got input.size(2)=2."
        ),
        (
            "F.pixel_shuffle(torch.ones(1, 3, 2, 2), 2)",
            "RuntimeError: pixel_shuffle expects its input's 'channel' dimension to be divisible by the square "
                + "of upscale_factor, but input.size(-3)=3 is not divisible by 4"
        ),
        (
            "F.channel_shuffle(torch.ones(1, 3, 1, 1), 2)",
            "RuntimeError: Number of channels must be divisible by groups. Got 3 channels and 2 groups."
        ),
    ])
    func refusals(call: String, refusal: String) {
        #expect(show(call) == refusal)
    }
}
