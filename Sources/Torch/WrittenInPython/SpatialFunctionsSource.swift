/// Pooling and transposed convolutions of `torch.nn.functional`, written in Python.
enum SpatialFunctionsSource {
    static let text = #"""
        import math
        import torch
        import torch.nn.functional as F

        def _tuple(value, count):
            return tuple(value) * (count if len(value) == 1 else 1) if isinstance(value, (tuple, list)) else (value,) * count

        _AXES = {1: ("height", "width"), 2: ("height", "width"), 3: ("depth", "height", "width")}

        def _named(word, values):
            """`stride_height: 1 stride_width: 2`; one dimension is an image of height 1 or, for padding, 0."""
            padded = ((0 if word == "output_padding" else 1,) + values) if len(values) == 1 else values
            return " ".join(f"{word}_{axis}: {v}" for axis, v in zip(_AXES[len(values)], padded))

        def _check_transposed(n, x, weight, bias, stride, padding, extra, dilation, groups):
            if weight.dim() < 3:
                raise RuntimeError("weight should have at least three dimensions")
            if x.dim() not in (n + 1, n + 2):
                raise RuntimeError(f"Expected {n + 1}D (unbatched) or {n + 2}D (batched) input to conv_transpose{n}d, but got input of "
                                   f"size: {list(x.shape)}")
            for name, values in (("stride", stride), ("padding", padding), ("output_padding", extra), ("dilation", dilation)):
                if len(values) != weight.dim() - 2:
                    count = weight.dim() - 2
                    raise RuntimeError(f"expected {name} to be a single integer value or a list of {count} values to match the "
                                       f"convolution dimensions, but got {name}={list(values)}")
            if min(padding) < 0:
                raise RuntimeError("negative padding is not supported")
            if min(extra) < 0:
                raise RuntimeError("negative output_padding is not supported")
            if min(stride) <= 0:
                raise RuntimeError("non-positive stride is not supported")
            size = list(weight.shape)
            if weight.shape[0] < groups or weight.shape[0] == 0:
                raise RuntimeError(f"Given groups={groups}, expected weight to be at least {max(groups, 1)} at dimension 0, but got "
                                   f"weight of size {size} instead")
            if weight.shape[0] % groups:
                raise RuntimeError(f"Given groups={groups}, expected weight to be divisible by {groups} at dimension 0, but got weight "
                                   f"of size {size} instead")
            if x.shape[-n - 1] != weight.shape[0]:
                raise RuntimeError(f"Given transposed=1, weight of size {size}, expected input{list(x.shape)} to have "
                                   f"{weight.shape[0]} channels, but got {x.shape[-n - 1]} channels instead")
            if bias is not None and list(bias.shape) != [weight.shape[1] * groups]:
                raise RuntimeError(f"Given transposed=1, weight of size {size}, expected bias to be 1-dimensional with "
                                   f"{weight.shape[1] * groups} elements, but got bias of size {list(bias.shape)} instead")
            if x.dtype != weight.dtype:
                raise RuntimeError(f"expected scalar type {torch._scalar_name(x)} but found {torch._scalar_name(weight)}")
            if 0 in size[2:]:
                raise RuntimeError(f"kernel size should be greater than zero, but got {_named('kernel', tuple(size[2:]))}")
            if min(dilation) <= 0:
                raise RuntimeError("dilation should be greater than zero, but got "
                                   + _named("dilation", dilation).replace(" dilation", ", dilation"))
            if any(e >= max(s, d) for e, s, d in zip(extra, stride, dilation)):
                raise RuntimeError("output padding must be smaller than either stride or dilation, but got "
                                   + " ".join(_named(w, v) for w, v in (("output_padding", extra), ("stride", stride),
                                                                       ("dilation", dilation))))
            sizes = [(length - 1) * s - 2 * p + d * (k - 1) + e + 1 for length, s, p, d, k, e
                     in zip(x.shape[-n:], stride, padding, dilation, size[2:], extra)]
            if min(sizes) < 1:
                one = [1] if n == 1 else []
                words = [" x ".join(map(str, one + list(v))) for v in (x.shape[-n:], sizes)]
                raise RuntimeError(f"Given input size per channel: ({words[0]}). Calculated output size per channel: ({words[1]}). "
                                   "Output size is too small")

        def _conv_transpose(n, input, weight, bias, stride, padding, output_padding, groups, dilation):
            stride, padding, extra, dilation = (_tuple(v, n) for v in (stride, padding, output_padding, dilation))
            _check_transposed(n, input, weight, bias, stride, padding, extra, dilation, groups)
            single = input.dim() == n + 1
            x = input[None] if single else input
            kernel, channels, outputs = weight.shape[2:], weight.shape[0] // groups, weight.shape[1]
            if any(s > 1 for s in stride):
                sizes = [(length - 1) * s + 1 for length, s in zip(x.shape[2:], stride)]
                spread = x.new_zeros(list(x.shape[:2]) + sizes)
                spread[(slice(None), slice(None)) + tuple(slice(None, None, s) for s in stride)] = x
                x = spread
            border = []
            for i in reversed(range(n)):
                low = dilation[i] * (kernel[i] - 1) - padding[i]
                border += [low, low + extra[i]]
            flipped = weight.reshape(groups, channels, outputs, *kernel).transpose(1, 2).reshape(groups * outputs, channels, *kernel)
            convolve = (F.conv1d, F.conv2d, F.conv3d)[n - 1]
            result = convolve(F.pad(x, border), flipped.flip(tuple(range(2, n + 2))), bias, dilation=dilation, groups=groups)
            return torch._labelled(result[0] if single else result, "SqueezeBackward1" if single else "ConvolutionBackward0")

        def conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
            return _conv_transpose(1, input, weight, bias, stride, padding, output_padding, groups, dilation)

        def conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
            return _conv_transpose(2, input, weight, bias, stride, padding, output_padding, groups, dilation)

        def conv_transpose3d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
            return _conv_transpose(3, input, weight, bias, stride, padding, output_padding, groups, dilation)

        def _check_adaptive(n, input, output_size):
            if not isinstance(output_size, int) and len(output_size) != n:
                raise RuntimeError(f"adaptive_max_pool1d() argument 'output_size' should contain one int (got {len(output_size)})"
                                   if n == 1 else f"adaptive_max_pool{n}d(): internal error: output_size.size() must be {n}")
            if input.dim() not in (n + 1, n + 2):
                raise RuntimeError(f"Expected 2 to 3 dimensions, but got {input.dim()}-dimensional tensor for argument #1 'self' (while "
                                   "checking arguments for adaptive_max_pool1d)" if n == 1 else
                                   f"adaptive_max_pool{n}d(): Expected {n + 1}D or {n + 2}D tensor, but got: {list(input.shape)}")
            for dim in range(input.dim() - n - 1, input.dim()):
                if input.shape[dim] == 0:
                    raise RuntimeError(f"adaptive_max_pool{n}d(): Expected input to have non-zero size for non-batch dimensions, but "
                                       f"input has sizes {list(input.shape)} with dimension {dim} being empty")
            if not input.is_floating_point():
                name = "adaptive_max_pool3d_cpu" if n == 3 else "adaptive_max_pool2d"
                raise NotImplementedError(f"\"{name}\" not implemented for '{torch._scalar_name(input)}'")

        def _adaptive_max(n, input, output_size, return_indices):
            _check_adaptive(n, input, output_size)
            sizes = [input.shape[i - n] if s is None else s for i, s in enumerate(_tuple(output_size, n))]
            lead = input.dim() - n
            shape = list(input.shape[:lead]) + sizes
            torch.empty(shape, device="meta")
            if math.prod(sizes) > 1 << 26:
                raise RuntimeError(f"[enforce fail at alloc_cpu.cpp:127] adaptive_max_pool{n}d: an output of {sizes} is too large")
            if input.is_meta or math.prod(shape) == 0:
                values, indices = input.new_empty(shape), input.new_empty(shape, dtype=torch.int64)
                return (values, indices) if return_indices else values
            places = torch.arange(math.prod(input.shape[-n:])).reshape(input.shape[-n:])
            def spans(length, count):
                return [(i * length // count, -(-(i + 1) * length // count)) for i in range(count)]
            def visit(x, index, dim):
                if dim == n:
                    values, found = x.flatten(lead).max(-1)
                    return values, index.reshape(-1)[found]
                parts = [visit(x.narrow(lead + dim, a, b - a), index.narrow(dim, a, b - a), dim + 1)
                         for a, b in spans(input.shape[lead + dim], sizes[dim])]
                return torch.stack([v for v, _ in parts], lead), torch.stack([i for _, i in parts], lead)
            values, indices = visit(input, places, 0)
            values = torch._labelled(values, "SqueezeBackward1" if n == 1 else f"AdaptiveMaxPool{n}DBackward0")
            return (values, indices) if return_indices else values

        def adaptive_max_pool1d(input, output_size, return_indices=False):
            return _adaptive_max(1, input, output_size, return_indices)

        def adaptive_max_pool2d(input, output_size, return_indices=False):
            return _adaptive_max(2, input, output_size, return_indices)

        def adaptive_max_pool3d(input, output_size, return_indices=False):
            return _adaptive_max(3, input, output_size, return_indices)

        def _unpooled_sizes(n, input, kernel, step, border, output_size):
            expected = [(length - 1) * s + k - 2 * p for length, s, k, p in zip(input.shape[-n:], step, kernel, border)]
            if output_size is None:
                return expected
            output_size = tuple(output_size)
            if len(output_size) not in (n, n + 2):
                raise ValueError(f"output_size should be a sequence containing {n} or {n + 2} elements, but it has a length of "
                                 f"'{len(output_size)}'")
            sizes = output_size[-n:]
            for dim, (size, middle, s) in enumerate(zip(sizes, expected, step)):
                if not middle - s < size < middle + s:
                    raise ValueError(f"invalid output_size \"{sizes}\" (dim {dim} must be between {middle - s} and {middle + s})")
            return list(sizes)

        def _max_unpool(n, input, indices, kernel_size, stride, padding, output_size):
            kernel, border = _tuple(kernel_size, n), _tuple(padding, n)
            step = kernel if stride is None else _tuple(stride, n)
            if input.dim() not in (n + 1, n + 2):
                raise RuntimeError(f"Input to max_unpooling{max(n, 2)}d should be a {n + 1}d or {n + 2}d Tensor, but got a tensor with "
                                   f"{input.dim()} dimensions.")
            sizes = _unpooled_sizes(n, input, kernel, step, border, output_size)
            if indices.dtype != torch.int64:
                raise RuntimeError(f"elements in indices should be type int64 but got: {torch._scalar_name(indices)}")
            if input.shape != indices.shape:
                last = [1] if n == 1 else []
                raise RuntimeError(f"Expected shape of indices to be same as that of the input tensor ({list(input.shape) + last}) but "
                                   f"got indices tensor with shape: {list(indices.shape) + last}")
            if not input.is_floating_point():
                raise NotImplementedError(f"\"max_unpool{max(n, 2)}d\" not implemented for '{torch._scalar_name(input)}'")
            wrong = [] if indices.is_meta else indices[(indices < 0) | (indices >= math.prod(sizes))]
            if len(wrong):
                volume = "x".join(map(str, sizes + [1] if n == 1 else sizes))
                raise RuntimeError(f"Found an invalid max index: {int(wrong[-1])} (output volumes are of size {volume})")
            lead = input.dim() - n
            shape = tuple(input.shape[:lead])
            flat = input.new_zeros(shape + (math.prod(sizes),)).scatter(-1, indices.flatten(lead), input.flatten(lead))
            return torch._labelled(flat.reshape(shape + tuple(sizes)), "SqueezeBackward1" if n == 1 else f"MaxUnpool{n}DBackward0")

        def max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
            return _max_unpool(1, input, indices, kernel_size, stride, padding, output_size)

        def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
            return _max_unpool(2, input, indices, kernel_size, stride, padding, output_size)

        def max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
            return _max_unpool(3, input, indices, kernel_size, stride, padding, output_size)

        def _lp_pool(n, input, norm_type, kernel_size, stride, ceil_mode):
            pool = (F.avg_pool1d, F.avg_pool2d, F.avg_pool3d)[n - 1]
            out = pool(input.pow(norm_type), kernel_size, stride, 0, ceil_mode)
            return (torch.sign(out) * F.relu(torch.abs(out))).mul(math.prod(_tuple(kernel_size, n))).pow(1.0 / norm_type)

        def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
            return _lp_pool(1, input, norm_type, kernel_size, stride, ceil_mode)

        def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
            return _lp_pool(2, input, norm_type, kernel_size, stride, ceil_mode)

        def lp_pool3d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
            return _lp_pool(3, input, norm_type, kernel_size, stride, ceil_mode)
        """#

    static let names = [
        "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "adaptive_max_pool1d", "adaptive_max_pool2d",
        "adaptive_max_pool3d", "max_unpool1d", "max_unpool2d", "max_unpool3d", "lp_pool1d", "lp_pool2d", "lp_pool3d",
    ]
}
