import Testing

/// Pooling and transposed convolutions; the numbers and words are those of PyTorch 2.13.
@Suite struct SpatialFunctionTests {
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
            "nn.ConvTranspose2d(1, 1, 2, stride=2)(torch.ones(1, 1, 2, 2), output_size=(5, 4)).shape",
            "torch.Size([1, 1, 5, 4])"
        ),
        (
            "F.conv_transpose1d(torch.ones(1, 1, 3), torch.ones(1, 1, 2), stride=2, output_padding=1).tolist()",
            "[[[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0]]]"
        ),
        (
            "F.max_unpool1d(torch.tensor([[[3., 4.]]]), torch.tensor([[[1, 2]]]), 2).tolist()",
            "[[[0.0, 3.0, 4.0, 0.0]]]"
        ),
        (
            "F.adaptive_max_pool1d(torch.tensor([[1., 3., 2.]]), 2, return_indices=True)",
            "(tensor([[3., 3.]]), tensor([[1, 1]]))"
        ),
        (
            "F.adaptive_avg_pool1d(torch.tensor([[1., 2., 3.]]), 2).tolist()",
            "[[1.5, 2.5]]"
        ),
        (
            "F.adaptive_avg_pool2d(x, 0).shape",
            "torch.Size([1, 1, 0, 0])"
        ),
        (
            "F.adaptive_avg_pool2d(x.clone().requires_grad_(), 1).grad_fn.name()",
            "MeanBackward1"
        ),
    ])
    func results(call: String, result: String) {
        #expect(show("str(\(call))") == "'\(result)'")
    }

    @Test(arguments: [
        (
            "nn.ConvTranspose2d(1, 1, 2, stride=2)(torch.ones(1, 1, 2, 2), output_size=(9, 4))",
            "ValueError: requested an output size of (9, 4), but valid sizes range from [4, 4] to [5, 5] (for "
                + "an input of torch.Size([2, 2]))"
        ),
        (
            "F.conv_transpose2d(x, torch.ones(1, 1, 2, 2), padding=9)",
            "RuntimeError: Given input size per channel: (2 x 2). Calculated output size per channel: (-15 x "
                + "-15). Output size is too small"
        ),
        (
            "F.conv_transpose1d(torch.ones(1, 1, 3), torch.ones(1, 1, 2), stride=2, output_padding=2)",
            "RuntimeError: output padding must be smaller than either stride or dilation, but got "
                + "output_padding_height: 0 output_padding_width: 2 stride_height: 1 stride_width: 2 "
                + "dilation_height: 1 dilation_width: 1"
        ),
        (
            "nn.ConvTranspose1d(2, 3, 1, groups=2)",
            "ValueError: out_channels must be divisible by groups"
        ),
        (
            "F.max_unpool1d(torch.tensor([[[3., 4.]]]), torch.tensor([[[1, 9]]]), 2)",
            "RuntimeError: Found an invalid max index: 9 (output volumes are of size 4x1)"
        ),
        (
            "F.max_unpool1d(torch.tensor([[[3., 4.]]]), torch.tensor([[[1, 2]]]), 2, output_size=(9,))",
            "ValueError: invalid output_size \"(9,)\" (dim 0 must be between 2 and 6)"
        ),
        (
            "F.adaptive_max_pool2d(torch.ones(1, 0, 2), 1)",
            "RuntimeError: adaptive_max_pool2d(): Expected input to have non-zero size for non-batch "
                + "dimensions, but input has sizes [1, 0, 2] with dimension 1 being empty"
        ),
        (
            "F.adaptive_avg_pool2d(x, -1)",
            "RuntimeError: adaptive_avg_pool2d: elements of output_size must be greater than or equal to 0 but "
                + "received {-1, -1}"
        ),
        (
            "F.adaptive_avg_pool2d(torch.ones(3), 2)",
            "RuntimeError: adaptive_avg_pool2d(): Expected 3D or 4D tensor, but got [3]"
        ),
        (
            "F.adaptive_avg_pool2d(x.long(), 2)",
            "NotImplementedError: \"adaptive_avg_pool2d\" not implemented for 'Long'"
        ),
    ])
    func refusals(call: String, refusal: String) {
        #expect(show(call) == refusal)
    }
}
