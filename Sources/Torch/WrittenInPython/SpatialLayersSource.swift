/// Layers of `torch.nn` over images and volumes, and rare losses, written in Python.
enum SpatialLayersSource {
    static let text = #"""
        import math
        import torch
        from torch.nn import Module, PairwiseDistance
        import torch.nn.functional as F
        from torch.nn.modules.further import _AdaptiveMaxPool, _Loss, _Padding, _padding, _pair

        class AdaptiveMaxPool3d(_AdaptiveMaxPool):
            pool = staticmethod(F.adaptive_max_pool3d)

        ReflectionPad3d, ReplicationPad3d, CircularPad3d = (
            _padding(f"{name}Pad3d", mode, 3) for name, mode in (("Reflection", "reflect"), ("Replication", "replicate"), ("Circular", "circular")))

        class _MaxUnpool(Module):
            def __init__(self, kernel_size, stride=None, padding=0):
                super().__init__()
                self.kernel_size = _pair(kernel_size, self.count)
                self.stride, self.padding = _pair(stride if stride is not None else kernel_size, self.count), _pair(padding, self.count)

            def forward(self, input, indices, output_size=None):
                return self.function(input, indices, self.kernel_size, self.stride, self.padding, output_size)

            def extra_repr(self):
                return f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}"

        class MaxUnpool1d(_MaxUnpool):
            count, function = 1, staticmethod(F.max_unpool1d)

        class MaxUnpool2d(_MaxUnpool):
            count, function = 2, staticmethod(F.max_unpool2d)

        class MaxUnpool3d(_MaxUnpool):
            count, function = 3, staticmethod(F.max_unpool3d)

        class _LPPool(Module):
            def __init__(self, norm_type, kernel_size, stride=None, ceil_mode=False):
                super().__init__()
                self.norm_type, self.kernel_size, self.stride, self.ceil_mode = norm_type, kernel_size, stride, ceil_mode

            def forward(self, input):
                return self.function(input, float(self.norm_type), self.kernel_size, self.stride, self.ceil_mode)

            def extra_repr(self):
                return (f"norm_type={self.norm_type}, kernel_size={self.kernel_size}, stride={self.stride}, "
                        f"ceil_mode={self.ceil_mode}")

        class LPPool1d(_LPPool):
            function = staticmethod(F.lp_pool1d)

        class LPPool2d(_LPPool):
            function = staticmethod(F.lp_pool2d)

        class LPPool3d(_LPPool):
            function = staticmethod(F.lp_pool3d)

        class _Dropout(Module):
            def __init__(self, p=0.5, inplace=False):
                super().__init__()
                if p < 0 or p > 1:
                    raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
                self.p, self.inplace = p, inplace

            def forward(self, input):
                return self.function(input, self.p, self.training, self.inplace)

            def extra_repr(self):
                return f"p={self.p}, inplace={self.inplace}"

        class Dropout1d(_Dropout):
            function = staticmethod(F.dropout1d)

        class Dropout2d(_Dropout):
            function = staticmethod(F.dropout2d)

        class Dropout3d(_Dropout):
            function = staticmethod(F.dropout3d)

        class AlphaDropout(_Dropout):
            function = staticmethod(F.alpha_dropout)

        class FeatureAlphaDropout(_Dropout):
            function = staticmethod(F.feature_alpha_dropout)

        class RReLU(Module):
            def __init__(self, lower=1.0 / 8, upper=1.0 / 3, inplace=False):
                super().__init__()
                self.lower, self.upper, self.inplace = lower, upper, inplace

            def forward(self, input):
                return F.rrelu(input, self.lower, self.upper, self.training, self.inplace)

            def extra_repr(self):
                return f"lower={self.lower}, upper={self.upper}" + (", inplace=True" if self.inplace else "")

        class LocalResponseNorm(Module):
            def __init__(self, size, alpha=1e-4, beta=0.75, k=1.0):
                super().__init__()
                self.size, self.alpha, self.beta, self.k = size, alpha, beta, k

            def forward(self, input):
                return F.local_response_norm(input, self.size, self.alpha, self.beta, self.k)

            def extra_repr(self):
                return f"{self.size}, alpha={self.alpha}, beta={self.beta}, k={self.k}"

        class ChannelShuffle(Module):
            def __init__(self, groups):
                super().__init__()
                self.groups = groups

            def forward(self, input):
                return F.channel_shuffle(input, self.groups)

            def extra_repr(self):
                return f"groups={self.groups}"

        class Fold(Module):
            def __init__(self, output_size, kernel_size, dilation=1, padding=0, stride=1):
                super().__init__()
                self.output_size, self.kernel_size = output_size, kernel_size
                self.dilation, self.padding, self.stride = dilation, padding, stride

            def forward(self, input):
                return F.fold(input, self.output_size, self.kernel_size, self.dilation, self.padding, self.stride)

            def extra_repr(self):
                return (f"output_size={self.output_size}, kernel_size={self.kernel_size}, dilation={self.dilation}, "
                        f"padding={self.padding}, stride={self.stride}")

        class UpsamplingNearest2d(Module):
            mode = "nearest"

            def __init__(self, size=None, scale_factor=None):
                super().__init__()
                self.size, self.scale_factor = size, float(scale_factor) if isinstance(scale_factor, int) else scale_factor

            def forward(self, input):
                corners = True if self.mode == "bilinear" else None
                return F.interpolate(input, self.size, self.scale_factor, self.mode, corners)

            def extra_repr(self):
                what = f"scale_factor={self.scale_factor!r}" if self.scale_factor is not None else f"size={self.size!r}"
                return f"{what}, mode={self.mode!r}"

        class UpsamplingBilinear2d(UpsamplingNearest2d):
            mode = "bilinear"

        class CTCLoss(Module):
            def __init__(self, blank=0, reduction="mean", zero_infinity=False):
                super().__init__()
                self.blank, self.reduction, self.zero_infinity = blank, reduction, zero_infinity

            def forward(self, log_probs, targets, input_lengths, target_lengths):
                return F.ctc_loss(log_probs, targets, input_lengths, target_lengths, self.blank, self.reduction, self.zero_infinity)

        class MultiLabelMarginLoss(_Loss):
            function = staticmethod(F.multilabel_margin_loss)

        class MultiLabelSoftMarginLoss(_Loss):
            function = staticmethod(F.multilabel_soft_margin_loss)

            def __init__(self, weight=None, size_average=None, reduce=None, reduction="mean"):
                super().__init__(size_average, reduce, reduction, weight=weight)

        class TripletMarginWithDistanceLoss(_Loss):
            function = staticmethod(F.triplet_margin_with_distance_loss)

            def __init__(self, *, distance_function=None, margin=1.0, swap=False, reduction="mean"):
                if margin <= 0:
                    raise ValueError(f"TripletMarginWithDistanceLoss: expected margin to be greater than 0, got {margin} instead")
                distance = PairwiseDistance() if distance_function is None else distance_function
                super().__init__(reduction=reduction, distance_function=distance, margin=margin, swap=swap)
        """#

    static let names = [
        "AdaptiveMaxPool3d", "MaxUnpool1d", "MaxUnpool2d", "MaxUnpool3d", "LPPool1d", "LPPool2d", "LPPool3d",
        "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout", "RReLU", "LocalResponseNorm",
        "ChannelShuffle", "Fold", "UpsamplingNearest2d", "UpsamplingBilinear2d", "CTCLoss", "MultiLabelMarginLoss",
        "MultiLabelSoftMarginLoss",
        "TripletMarginWithDistanceLoss", "ReflectionPad3d", "ReplicationPad3d", "CircularPad3d",
    ]
}
