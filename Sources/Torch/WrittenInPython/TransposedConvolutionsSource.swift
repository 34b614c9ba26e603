/// Transposed convolutions of `torch.nn`, written in Python.
enum TransposedConvolutionsSource {
    static let text = #"""
        import math
        import torch
        from torch.nn import Module, Parameter, init
        import torch.nn.functional as F

        def _pair(value, count):
            return tuple(value) if isinstance(value, (tuple, list)) else (value,) * count

        class _ConvTranspose(Module):
            count = 2

            def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1,
                         bias=True, dilation=1, padding_mode="zeros", device=None, dtype=None):
                super().__init__()
                if padding_mode != "zeros":
                    raise ValueError(f"Only \"zeros\" padding mode is supported for {type(self).__name__}")
                if in_channels % groups != 0:
                    raise ValueError("in_channels must be divisible by groups")
                if out_channels % groups != 0:
                    raise ValueError("out_channels must be divisible by groups")
                self.in_channels, self.out_channels, self.groups = in_channels, out_channels, groups
                self.kernel_size, self.stride = _pair(kernel_size, self.count), _pair(stride, self.count)
                self.padding, self.output_padding = _pair(padding, self.count), _pair(output_padding, self.count)
                self.dilation = _pair(dilation, self.count)
                self.weight = Parameter(torch.empty(in_channels, out_channels // groups, *self.kernel_size, device=device,
                                                    dtype=dtype))
                self.register_parameter("bias", Parameter(torch.empty(out_channels, device=device, dtype=dtype)) if bias
                                        else None)
                init.kaiming_uniform_(self.weight, a=math.sqrt(5))
                if bias:
                    bound = 1 / math.sqrt(out_channels // groups * math.prod(self.kernel_size))
                    init.uniform_(self.bias, -bound, bound)

            def _output_padding(self, input, output_size):
                """What is missing from the smallest result of this input to the size that is asked for."""
                n, size = self.count, output_size
                lead = 2 if input.dim() == n + 2 else 1
                if len(size) == lead + n:
                    size = size[lead:]
                if len(size) != n:
                    raise ValueError(f"ConvTranspose{n}D: for {input.dim()}D input, output_size must have {n} or {lead + n} "
                                     f"elements (got {len(size)})")
                least = [(length - 1) * s - 2 * p + d * (k - 1) + 1 for length, s, p, d, k
                         in zip(input.shape[lead:], self.stride, self.padding, self.dilation, self.kernel_size)]
                most = [low + s - 1 for low, s in zip(least, self.stride)]
                if any(not low <= length <= high for low, length, high in zip(least, size, most)):
                    raise ValueError(f"requested an output size of {size}, but valid sizes range from {least} to {most} (for an "
                                     f"input of {input.size()[2:]})")
                return tuple(length - low for length, low in zip(size, least))

            def forward(self, input, output_size=None):
                extra = self.output_padding if output_size is None else self._output_padding(input, output_size)
                return self.function(input, self.weight, self.bias, self.stride, self.padding, extra, self.groups,
                                     self.dilation)

            def extra_repr(self):
                text = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
                if any(self.padding):
                    text += f", padding={self.padding}"
                if any(d != 1 for d in self.dilation):
                    text += f", dilation={self.dilation}"
                if any(self.output_padding):
                    text += f", output_padding={self.output_padding}"
                if self.groups != 1:
                    text += f", groups={self.groups}"
                return text if self.bias is not None else text + ", bias=False"

        class ConvTranspose1d(_ConvTranspose):
            count = 1
            function = staticmethod(F.conv_transpose1d)

        class ConvTranspose2d(_ConvTranspose):
            function = staticmethod(F.conv_transpose2d)

        class ConvTranspose3d(_ConvTranspose):
            count = 3
            function = staticmethod(F.conv_transpose3d)
        """#

    static let names = ["ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d"]
}
