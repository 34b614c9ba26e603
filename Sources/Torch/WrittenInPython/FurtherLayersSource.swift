/// Layers of `torch.nn` that are seldom used, written in Python: padding, sampling, losses.
enum FurtherLayersSource {
    static let text = #"""
        import math
        import torch
        from torch.nn import Module, Parameter, init
        import torch.nn.functional as F
        from torch.nn.functional_losses import _legacy

        def _pair(value, count):
            return tuple(value) if isinstance(value, (tuple, list)) else (value,) * count

        class PReLU(Module):
            def __init__(self, num_parameters=1, init=0.25, device=None, dtype=None):
                super().__init__()
                self.num_parameters, self.init = num_parameters, init
                self.weight = Parameter(torch.full((num_parameters,), float(init), device=device, dtype=dtype))

            def forward(self, input):
                return F.prelu(input, self.weight)

            def extra_repr(self):
                return f"num_parameters={self.num_parameters}"

        class Bilinear(Module):
            def __init__(self, in1_features, in2_features, out_features, bias=True, device=None, dtype=None):
                super().__init__()
                self.in1_features, self.in2_features, self.out_features = in1_features, in2_features, out_features
                self.weight = Parameter(torch.empty(out_features, in1_features, in2_features, device=device, dtype=dtype))
                self.register_parameter("bias", Parameter(torch.empty(out_features, device=device, dtype=dtype)) if bias else None)
                bound = 1 / math.sqrt(in1_features)
                init.uniform_(self.weight, -bound, bound)
                if bias:
                    init.uniform_(self.bias, -bound, bound)

            def forward(self, input1, input2):
                return F.bilinear(input1, input2, self.weight, self.bias)

            def extra_repr(self):
                return (f"in1_features={self.in1_features}, in2_features={self.in2_features}, "
                        f"out_features={self.out_features}, bias={self.bias is not None}")

        class Unflatten(Module):
            def __init__(self, dim, unflattened_size):
                super().__init__()
                self.dim, self.unflattened_size = dim, unflattened_size

            def forward(self, input):
                return input.unflatten(self.dim, self.unflattened_size)

            def extra_repr(self):
                return f"dim={self.dim}, unflattened_size={self.unflattened_size}"

        class _Padding(Module):
            mode, count = "constant", 4

            def __init__(self, padding, value=0.0):
                super().__init__()
                self.padding, self.value = _pair(padding, self.count), value

            def forward(self, input):
                return F.pad(input, self.padding, self.mode, self.value if self.mode == "constant" else None)

            def extra_repr(self):
                shown = f"{self.padding}"
                return f"padding={shown}, value={self.value}" if type(self).__name__.startswith("Constant") else shown

        def _padding(name, mode, dimensions):
            return type(name, (_Padding,), {"mode": mode, "count": 2 * dimensions})

        ConstantPad1d, ConstantPad2d, ConstantPad3d = (_padding(f"ConstantPad{n}d", "constant", n) for n in (1, 2, 3))
        ZeroPad1d, ZeroPad2d, ZeroPad3d = (_padding(f"ZeroPad{n}d", "constant", n) for n in (1, 2, 3))
        ReflectionPad1d, ReflectionPad2d = (_padding(f"ReflectionPad{n}d", "reflect", n) for n in (1, 2))
        ReplicationPad1d, ReplicationPad2d = (_padding(f"ReplicationPad{n}d", "replicate", n) for n in (1, 2))
        CircularPad1d, CircularPad2d = (_padding(f"CircularPad{n}d", "circular", n) for n in (1, 2))

        class Upsample(Module):
            def __init__(self, size=None, scale_factor=None, mode="nearest", align_corners=None,
                         recompute_scale_factor=None):
                super().__init__()
                self.size, self.mode, self.align_corners = size, mode, align_corners
                self.recompute_scale_factor = recompute_scale_factor
                if isinstance(scale_factor, tuple):
                    scale_factor = tuple(float(f) for f in scale_factor)
                self.scale_factor = float(scale_factor) if isinstance(scale_factor, int) else scale_factor

            def forward(self, input):
                return F.interpolate(input, self.size, self.scale_factor, self.mode, self.align_corners,
                                     self.recompute_scale_factor)

            def extra_repr(self):
                what = f"scale_factor={self.scale_factor!r}" if self.scale_factor is not None else f"size={self.size!r}"
                return f"{what}, mode={self.mode!r}"

        class PixelShuffle(Module):
            def __init__(self, upscale_factor):
                super().__init__()
                self.upscale_factor = upscale_factor

            def forward(self, input):
                return F.pixel_shuffle(input, self.upscale_factor)

            def extra_repr(self):
                return f"upscale_factor={self.upscale_factor}"

        class PixelUnshuffle(Module):
            def __init__(self, downscale_factor):
                super().__init__()
                self.downscale_factor = downscale_factor

            def forward(self, input):
                return F.pixel_unshuffle(input, self.downscale_factor)

            def extra_repr(self):
                return f"downscale_factor={self.downscale_factor}"

        class _InstanceNorm(Module):
            def __init__(self, num_features, eps=1e-5, momentum=0.1, affine=False, track_running_stats=False, device=None,
                         dtype=None):
                super().__init__()
                place = {"device": device, "dtype": dtype}
                self.num_features, self.eps, self.momentum = num_features, eps, momentum
                self.affine, self.track_running_stats = affine, track_running_stats
                self.register_parameter("weight", Parameter(torch.ones(num_features, **place)) if affine else None)
                self.register_parameter("bias", Parameter(torch.zeros(num_features, **place)) if affine else None)
                self.register_buffer("running_mean", torch.zeros(num_features, **place) if track_running_stats else None)
                self.register_buffer("running_var", torch.ones(num_features, **place) if track_running_stats else None)
                self.register_buffer("num_batches_tracked", torch.tensor(0, device=device) if track_running_stats else None)

            def forward(self, input):
                return F.instance_norm(input, self.running_mean, self.running_var, self.weight, self.bias,
                                       self.training or not self.track_running_stats, self.momentum, self.eps)

            def extra_repr(self):
                return (f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, affine={self.affine}, "
                        f"bias={self.bias is not None}, track_running_stats={self.track_running_stats}")

        InstanceNorm1d, InstanceNorm2d, InstanceNorm3d = (type(f"InstanceNorm{n}d", (_InstanceNorm,), {}) for n in (1, 2, 3))

        class EmbeddingBag(Module):
            def __init__(self, num_embeddings, embedding_dim, max_norm=None, norm_type=2.0, scale_grad_by_freq=False,
                         mode="mean", sparse=False, _weight=None, include_last_offset=False, padding_idx=None,
                         device=None, dtype=None):
                super().__init__()
                self.num_embeddings, self.embedding_dim, self.mode = num_embeddings, embedding_dim, mode
                self.max_norm, self.norm_type, self.scale_grad_by_freq = max_norm, norm_type, scale_grad_by_freq
                self.sparse, self.include_last_offset = sparse, include_last_offset
                self.padding_idx = padding_idx
                if padding_idx is not None and padding_idx < 0:
                    self.padding_idx = num_embeddings + padding_idx
                if _weight is not None:
                    self.weight = Parameter(_weight)
                    return
                self.weight = Parameter(torch.empty(num_embeddings, embedding_dim, device=device, dtype=dtype))
                init.normal_(self.weight)
                if padding_idx is not None:
                    with torch.no_grad():
                        self.weight[self.padding_idx].fill_(0)

            def forward(self, input, offsets=None, per_sample_weights=None):
                return F.embedding_bag(input, self.weight, offsets, self.max_norm, self.norm_type,
                                       self.scale_grad_by_freq, self.mode, self.sparse, per_sample_weights,
                                       self.include_last_offset, self.padding_idx)

            def extra_repr(self):
                text = f"{self.num_embeddings}, {self.embedding_dim}"
                if self.max_norm is not None:
                    text += f", max_norm={self.max_norm}"
                if self.norm_type != 2:
                    text += f", norm_type={self.norm_type}"
                if self.scale_grad_by_freq is not False:
                    text += f", scale_grad_by_freq={self.scale_grad_by_freq}"
                text += f", mode={self.mode!r}"
                return text if self.padding_idx is None else text + f", padding_idx={self.padding_idx}"

        class _AdaptiveMaxPool(Module):
            def __init__(self, output_size, return_indices=False):
                super().__init__()
                self.output_size, self.return_indices = output_size, return_indices

            def forward(self, input):
                return self.pool(input, self.output_size, self.return_indices)

            def extra_repr(self):
                return f"output_size={self.output_size}"

        class AdaptiveMaxPool1d(_AdaptiveMaxPool):
            pool = staticmethod(F.adaptive_max_pool1d)

        class AdaptiveMaxPool2d(_AdaptiveMaxPool):
            pool = staticmethod(F.adaptive_max_pool2d)

        class Unfold(Module):
            def __init__(self, kernel_size, dilation=1, padding=0, stride=1):
                super().__init__()
                self.kernel_size, self.dilation, self.padding, self.stride = kernel_size, dilation, padding, stride

            def forward(self, input):
                return F.unfold(input, self.kernel_size, self.dilation, self.padding, self.stride)

            def extra_repr(self):
                return (f"kernel_size={self.kernel_size}, dilation={self.dilation}, padding={self.padding}, "
                        f"stride={self.stride}")

        class Softmax2d(Module):
            def forward(self, input):
                return F.softmax(input, -3)

        class _Threshold(Module):
            def __init__(self, lambd=0.5):
                super().__init__()
                self.lambd = lambd

            def forward(self, input):
                return self.function(input, self.lambd)

            def extra_repr(self):
                return str(self.lambd)

        class Softshrink(_Threshold):
            function = staticmethod(F.softshrink)

        class Hardshrink(_Threshold):
            function = staticmethod(F.hardshrink)

        class _Loss(Module):
            def __init__(self, size_average=None, reduce=None, reduction="mean", **options):
                super().__init__()
                self.reduction = _legacy(size_average, reduce, reduction)
                self._settings = tuple(options)
                for name, value in options.items():
                    if name == "weight":
                        self.register_buffer(name, value)
                    else:
                        setattr(self, name, value)

            def forward(self, *inputs):
                options = {name: getattr(self, name) for name in self._settings}
                return self.function(*inputs, **options, reduction=self.reduction)

        class HingeEmbeddingLoss(_Loss):
            function = staticmethod(F.hinge_embedding_loss)

            def __init__(self, margin=1.0, size_average=None, reduce=None, reduction="mean"):
                super().__init__(size_average, reduce, reduction, margin=margin)

        class SoftMarginLoss(_Loss):
            function = staticmethod(F.soft_margin_loss)

        class MultiMarginLoss(_Loss):
            function = staticmethod(F.multi_margin_loss)

            def __init__(self, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"):
                if p not in (1, 2):
                    raise ValueError("only p == 1 and p == 2 supported")
                if weight is not None and weight.dim() != 1:
                    raise AssertionError(f"weight must be None or 1-dimensional, got {weight.dim()}-dimensional")
                super().__init__(size_average, reduce, reduction, p=p, margin=margin, weight=weight)

        class GaussianNLLLoss(_Loss):
            function = staticmethod(F.gaussian_nll_loss)

            def __init__(self, *, full=False, eps=1e-6, reduction="mean"):
                super().__init__(reduction=reduction, full=full, eps=eps)

        class PoissonNLLLoss(_Loss):
            function = staticmethod(F.poisson_nll_loss)

            def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
                super().__init__(reduction=reduction, log_input=log_input, full=full, eps=eps)
        """#

    static let names = [
        "PReLU", "Bilinear", "Unflatten", "ConstantPad1d", "ConstantPad2d", "ConstantPad3d", "ZeroPad1d", "ZeroPad2d",
        "ZeroPad3d", "ReflectionPad1d", "ReflectionPad2d", "ReplicationPad1d", "ReplicationPad2d", "CircularPad1d",
        "CircularPad2d", "Upsample", "PixelShuffle", "PixelUnshuffle",
        "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d", "EmbeddingBag", "AdaptiveMaxPool1d", "AdaptiveMaxPool2d",
        "Unfold", "Softmax2d", "Softshrink", "Hardshrink", "HingeEmbeddingLoss", "SoftMarginLoss", "MultiMarginLoss",
        "GaussianNLLLoss", "PoissonNLLLoss",
    ]
}
