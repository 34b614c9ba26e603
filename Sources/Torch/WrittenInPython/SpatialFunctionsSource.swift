/// Functions of `torch.nn.functional` over images and volumes, and rare losses, written in Python.
enum SpatialFunctionsSource {
    static let text = #"""
        import math
        import torch
        import torch.nn.functional as F
        from torch.nn.functional import interpolate

        def _tuple(value, count):
            return tuple(value) * (count if len(value) == 1 else 1) if isinstance(value, (tuple, list)) else (value,) * count

        def _reduced(loss, reduction):
            return loss.mean() if reduction == "mean" else loss.sum() if reduction == "sum" else loss

        def _conv_transpose(n, input, weight, bias, stride, padding, output_padding, groups, dilation):
            stride, padding, extra, dilation = (_tuple(v, n) for v in (stride, padding, output_padding, dilation))
            single = input.dim() == n + 1
            x = input[None] if single else input
            if x.shape[1] != weight.shape[0]:
                raise RuntimeError(f"Given transposed=1, weight of size {list(weight.shape)}, expected input{list(x.shape)} to have "
                                   f"{weight.shape[0]} channels, but got {x.shape[1]} channels instead")
            if weight.shape[0] == 0:
                raise RuntimeError(f"Given groups={groups}, expected weight to be at least 1 at dimension 0, but got weight of size "
                                   f"{list(weight.shape)} instead")
            if bias is not None and list(bias.shape) != [weight.shape[1] * groups]:
                raise RuntimeError(f"Given transposed=1, weight of size {list(weight.shape)}, expected bias to be 1-dimensional with "
                                   f"{weight.shape[1] * groups} elements, but got bias of size {list(bias.shape)} instead")
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
            return result[0] if single else result

        def conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
            return _conv_transpose(1, input, weight, bias, stride, padding, output_padding, groups, dilation)

        def conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
            return _conv_transpose(2, input, weight, bias, stride, padding, output_padding, groups, dilation)

        def conv_transpose3d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
            return _conv_transpose(3, input, weight, bias, stride, padding, output_padding, groups, dilation)

        def _adaptive_max(n, input, output_size, return_indices):
            if not isinstance(output_size, int) and len(output_size) != n:
                words = ("one", "two", "three")[n - 1] + (" int" if n == 1 else " ints")
                raise RuntimeError(f"adaptive_max_pool{n}d() argument 'output_size' should contain {words} (got {len(output_size)})")
            sizes = [input.shape[i - n] if s is None else s for i, s in enumerate(_tuple(output_size, n))]
            torch.empty(sizes, device="meta")
            if math.prod(sizes) > 1 << 26:
                raise RuntimeError(f"[enforce fail at alloc_cpu.cpp:127] adaptive_max_pool{n}d: an output of {sizes} is too large")
            places = torch.arange(math.prod(input.shape[-n:])).reshape(input.shape[-n:])
            lead = input.dim() - n
            def spans(length, count):
                return [(i * length // count, -(-(i + 1) * length // count)) for i in range(count)]
            def visit(x, index, dim):
                if dim == n:
                    flat = x.flatten(lead)
                    values, found = flat.max(-1)
                    return values, index.reshape(-1)[found]
                parts = [visit(x.narrow(lead + dim, a, b - a), index.narrow(dim, a, b - a), dim + 1)
                         for a, b in spans(input.shape[lead + dim], sizes[dim])]
                return torch.stack([v for v, _ in parts], lead), torch.stack([i for _, i in parts], lead)
            values, indices = visit(input, places, 0)
            return (values, indices) if return_indices else values

        def adaptive_max_pool1d(input, output_size, return_indices=False):
            return _adaptive_max(1, input, output_size, return_indices)

        def adaptive_max_pool2d(input, output_size, return_indices=False):
            return _adaptive_max(2, input, output_size, return_indices)

        def adaptive_max_pool3d(input, output_size, return_indices=False):
            return _adaptive_max(3, input, output_size, return_indices)

        def _max_unpool(n, input, indices, kernel_size, stride, padding, output_size):
            kernel, border = _tuple(kernel_size, n), _tuple(padding, n)
            step = kernel if stride is None else _tuple(stride, n)
            lead = input.dim() - n
            sizes = [(input.shape[lead + i] - 1) * step[i] + kernel[i] - 2 * border[i] for i in range(n)]
            if output_size is not None:
                sizes = list(output_size)[-n:]
            shape = tuple(input.shape[:lead])
            flat = input.new_zeros(shape + (math.prod(sizes),)).scatter(-1, indices.flatten(lead), input.flatten(lead))
            return flat.reshape(shape + tuple(sizes))

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

        def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction="mean", zero_infinity=False):
            single = log_probs.dim() == 2
            if single:
                log_probs, targets = log_probs.unsqueeze(1), targets.reshape(1, -1)
            input_lengths, target_lengths = (torch.as_tensor(v, dtype=torch.int64).reshape(-1) for v in (input_lengths, target_lengths))
            losses = torch._ctc_loss(log_probs, targets, input_lengths, target_lengths, blank, zero_infinity)
            if reduction == "mean":
                return (losses / target_lengths.clamp(min=1)).mean()
            return losses.sum() if reduction == "sum" else losses[0] if single else losses

        def multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
            rows, labels = (input[None], target[None]) if input.dim() == 1 else (input, target)
            losses = []
            for row, own in zip(rows, labels.tolist()):
                own = own[:own.index(-1)] if -1 in own else own
                wrong = [i for i in range(len(row)) if i not in own]
                terms = (1 - row[own].unsqueeze(1) + row[wrong]).clamp(min=0)
                losses.append(terms.sum() / len(row))
            result = torch.stack(losses)
            return _reduced(result[0] if input.dim() == 1 and reduction == "none" else result, reduction)

        def triplet_margin_with_distance_loss(anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False,
                                              reduction="mean"):
            distance = F.pairwise_distance if distance_function is None else distance_function
            near, far = distance(anchor, positive), distance(anchor, negative)
            if swap:
                far = torch.minimum(far, distance(positive, negative))
            return _reduced((margin + near - far).clamp(min=0), reduction)

        _ALPHA = 1.7580993408473766

        def alpha_dropout(input, p=0.5, training=False, inplace=False):
            if not 0 <= p <= 1:
                raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
            if not training or p == 0:
                return input
            if p == 1:
                return input.mul_(0) if inplace else input * 0
            a = 1.0 / math.sqrt((_ALPHA * _ALPHA * p + 1) * (1 - p))
            noise = torch.empty_like(input).bernoulli_(1 - p)
            shift = noise.sub(1).mul_(_ALPHA * a).add_(_ALPHA * a * p)
            return input.mul_(noise.mul_(a)).add_(shift) if inplace else input * noise.mul_(a) + shift

        def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False, inplace=False):
            if not training:
                return F.leaky_relu(input, (lower + upper) / 2, inplace)
            slopes, low = torch.ones_like(input, requires_grad=False), input <= 0
            drawn = torch.empty(int(low.sum()), dtype=torch.float64).uniform_(lower, upper)
            slopes[low] = drawn.to(input.dtype)
            return (input.mul_ if inplace else input.mul)(slopes)

        def _in_place(function):
            def changed(input, *args, **kwargs):
                return function(input, *args, inplace=True, **kwargs)
            changed.__name__ = function.__name__ + "_"
            return changed

        relu_, elu_, selu_, celu_, leaky_relu_, hardtanh_, threshold_, rrelu_ = map(
            _in_place, (F.relu, F.elu, F.selu, F.celu, F.leaky_relu, F.hardtanh, F.threshold, rrelu))

        def upsample_nearest(input, size=None, scale_factor=None):
            return interpolate(input, size, scale_factor, mode="nearest")

        def upsample_bilinear(input, size=None, scale_factor=None):
            return interpolate(input, size, scale_factor, mode="bilinear", align_corners=True)

        def affine_grid(theta, size, align_corners=False):
            n, _, h, w = size
            def line(count):
                steps = torch.linspace(-1, 1, count, dtype=theta.dtype)
                return steps if align_corners else steps * (count - 1) / count
            points = torch.stack([line(w).expand(h, w), line(h)[:, None].expand(h, w), torch.ones(h, w, dtype=theta.dtype)], -1)
            return (points.reshape(1, h * w, 3) @ theta.transpose(1, 2)).reshape(n, h, w, 2)

        def grid_sample(input, grid, mode="bilinear", padding_mode="zeros", align_corners=None):
            n, c, h, w = input.shape
            def place(v, size):
                return (v + 1) / 2 * (size - 1) if align_corners else ((v + 1) * size - 1) / 2
            x, y = place(grid[..., 0], w), place(grid[..., 1], h)
            if padding_mode == "border":
                x, y = x.clamp(0, w - 1), y.clamp(0, h - 1)
            batch = torch.arange(n).reshape(n, 1, 1)
            def at(row, column):
                inside = (row >= 0) & (row < h) & (column >= 0) & (column < w)
                values = input[batch, :, row.clamp(0, h - 1).long(), column.clamp(0, w - 1).long()].permute(0, 3, 1, 2)
                return values * inside.unsqueeze(1)
            if mode == "nearest":
                return at(y.round(), x.round())
            x0, y0 = x.floor(), y.floor()
            right, low = (x - x0).unsqueeze(1), (y - y0).unsqueeze(1)
            return (at(y0, x0) * (1 - right) * (1 - low) + at(y0, x0 + 1) * right * (1 - low) + at(y0 + 1, x0) * (1 - right) * low
                    + at(y0 + 1, x0 + 1) * right * low)
        """#

    static let names = [
        "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "adaptive_max_pool1d", "adaptive_max_pool2d",
        "adaptive_max_pool3d", "max_unpool1d", "max_unpool2d", "max_unpool3d", "lp_pool1d", "lp_pool2d", "lp_pool3d",
        "ctc_loss", "multilabel_margin_loss", "triplet_margin_with_distance_loss", "alpha_dropout", "rrelu",
        "upsample_nearest", "upsample_bilinear", "affine_grid", "grid_sample", "relu_", "elu_", "selu_", "celu_",
        "leaky_relu_", "hardtanh_", "threshold_", "rrelu_",
    ]
}
