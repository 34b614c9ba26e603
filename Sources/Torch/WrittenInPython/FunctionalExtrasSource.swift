/// Functions of `torch.nn.functional` that are made of other functions, written in Python.
enum FunctionalExtrasSource {
    static let text = #"""
        import math
        import torch
        import torch.nn.functional as F

        def _reduced(loss, reduction):
            return loss.mean() if reduction == "mean" else loss.sum() if reduction == "sum" else loss

        def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
            gumbels = -torch.empty_like(logits).exponential_().log()
            y_soft = ((logits + gumbels) / tau).softmax(dim)
            if not hard:
                return y_soft
            index = y_soft.max(dim, keepdim=True)[1]
            y_hard = torch.zeros_like(logits).scatter_(dim, index, 1.0)
            return y_hard - y_soft.detach() + y_soft

        def bilinear(input1, input2, weight, bias=None):
            result = torch.einsum("...i,oij,...j->...o", input1, weight, input2)
            return result if bias is None else result + bias

        def _channels_dropped(input, p=0.5, training=True, inplace=False):
            if not training or p == 0:
                return input
            shape = tuple(input.shape[:2]) + (1,) * (input.dim() - 2)
            noise = torch.empty(shape, dtype=input.dtype).bernoulli_(1 - p) if p < 1 else torch.zeros(shape, dtype=input.dtype)
            return (input.mul_ if inplace else input.mul)(noise / (1 - p) if p < 1 else noise)

        dropout1d = dropout3d = feature_dropout = _channels_dropped

        def dropout2d(input, p=0.5, training=True, inplace=False):
            if input.dim() not in (3, 4):
                torch._warn(
                    f"dropout2d: Received a {input.dim()}-D input to dropout2d, which is deprecated and will result in an error in a "
                    "future release. To retain the behavior and silence this warning, please use dropout instead. Note that "
                    "dropout2d exists to provide channel-wise dropout on inputs with 2 spatial dimensions, a channel dimension, "
                    "and an optional batch dimension (i.e. 3D or 4D inputs).", UserWarning)
            return _channels_dropped(input, p, training, inplace)

        def pixel_shuffle(input, upscale_factor):
            r = upscale_factor
            *lead, c, h, w = input.shape
            x = input.reshape(*lead, c // (r * r), r, r, h, w)
            n = len(lead)
            return x.permute(*range(n + 1), n + 3, n + 1, n + 4, n + 2).reshape(*lead, c // (r * r), h * r, w * r)

        def pixel_unshuffle(input, downscale_factor):
            r = downscale_factor
            *lead, c, h, w = input.shape
            x = input.reshape(*lead, c, h // r, r, w // r, r)
            n = len(lead)
            return x.permute(*range(n + 1), n + 2, n + 4, n + 1, n + 3).reshape(*lead, c * r * r, h // r, w // r)

        def channel_shuffle(input, groups):
            n, c = input.shape[:2]
            return input.reshape(n, groups, c // groups, *input.shape[2:]).transpose(1, 2).reshape(input.shape)

        def _places(size, out, scale, mode, align_corners):
            numbers = torch.arange(out, dtype=torch.float32)
            if mode == "nearest":
                return (numbers * (1 / scale if scale else size / out)).floor().long().clamp(max=size - 1)
            if mode == "nearest-exact":
                return ((numbers + 0.5) * (1 / scale if scale else size / out)).floor().long().clamp(max=size - 1)
            if align_corners:
                return numbers * ((size - 1) / (out - 1) if out > 1 else 0.0)
            return ((numbers + 0.5) * (1 / scale if scale else size / out) - 0.5).clamp(min=0)

        def _linear(x, dim, places):
            low = places.floor().long().clamp(max=x.shape[dim] - 1)
            high = (low + 1).clamp(max=x.shape[dim] - 1)
            weight = (places - low).to(x.dtype).reshape([-1 if d == dim else 1 for d in range(x.dim())])
            return x.index_select(dim, low) * (1 - weight) + x.index_select(dim, high) * weight

        def interpolate(input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None,
                        antialias=False):
            count = input.dim() - 2
            if (size is None) == (scale_factor is None):
                raise ValueError("either size or scale_factor should be defined" if size is None
                                 else "only one of size or scale_factor should be defined")
            factors = [None] * count
            if size is None:
                factors = list(scale_factor) if isinstance(scale_factor, (tuple, list)) else [scale_factor] * count
                sizes = [math.floor(n * f) for n, f in zip(input.shape[2:], factors)]
            else:
                sizes = list(size) if isinstance(size, (tuple, list)) else [size] * count
            x = input
            if mode == "area":
                return F.adaptive_avg_pool1d(x, sizes[0]) if count == 1 else F.adaptive_avg_pool2d(x, sizes)
            if mode not in ("nearest", "nearest-exact", "linear", "bilinear", "trilinear"):
                raise NotImplementedError(f"interpolation mode '{mode}' is not available")
            for k, (out, factor) in enumerate(zip(sizes, factors)):
                places = _places(input.shape[2 + k], out, factor, mode, align_corners)
                x = x.index_select(2 + k, places) if "nearest" in mode else _linear(x, 2 + k, places)
            return x

        def upsample(input, size=None, scale_factor=None, mode="nearest", align_corners=None):
            torch._warn("`nn.functional.upsample` is deprecated. Use `nn.functional.interpolate` instead.", UserWarning)
            return interpolate(input, size, scale_factor, mode, align_corners)

        def _two(value):
            return tuple(value) if isinstance(value, (tuple, list)) else (value, value)

        def _patches(height, width, kernel_size, dilation, stride):
            (kh, kw), (dh, dw), (sh, sw) = _two(kernel_size), _two(dilation), _two(stride)
            rows = torch.arange(0, height - dh * (kh - 1), sh)[:, None] + torch.arange(kh) * dh
            columns = torch.arange(0, width - dw * (kw - 1), sw)[:, None] + torch.arange(kw) * dw
            return rows, columns

        def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
            ph, pw = _two(padding)
            single = input.dim() == 3
            x = F.pad(input[None] if single else input, (pw, pw, ph, ph))
            n, c, h, w = x.shape
            rows, columns = _patches(h, w, kernel_size, dilation, stride)
            patches = x[:, :, rows[:, None, :, None], columns[None, :, None, :]]
            result = patches.permute(0, 1, 4, 5, 2, 3).reshape(n, c * rows.shape[1] * columns.shape[1], -1)
            return result[0] if single else result

        def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
            (ph, pw), (h, w) = _two(padding), _two(output_size)
            single = input.dim() == 2
            x = input[None] if single else input
            rows, columns = _patches(h + 2 * ph, w + 2 * pw, kernel_size, dilation, stride)
            kh, kw, nh, nw = rows.shape[1], columns.shape[1], rows.shape[0], columns.shape[0]
            n, c = x.shape[0], x.shape[1] // (kh * kw)
            place = (rows.T[:, None, :, None] * (w + 2 * pw) + columns.T[None, :, None, :]).reshape(-1)
            flat = torch.zeros(n, c, (h + 2 * ph) * (w + 2 * pw), dtype=x.dtype)
            flat = flat.index_add(2, place, x.reshape(n, c, kh * kw * nh * nw))
            result = flat.reshape(n, c, h + 2 * ph, w + 2 * pw)[:, :, ph:ph + h, pw:pw + w]
            return result[0] if single else result

        def instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True,
                          momentum=0.1, eps=1e-5):
            dims = tuple(range(2, input.dim()))
            shape = [1, -1] + [1] * (input.dim() - 2)
            if use_input_stats:
                mean, var = input.mean(dims, keepdim=True), input.var(dims, unbiased=False, keepdim=True)
                if running_mean is not None:
                    with torch.no_grad():
                        running_mean.mul_(1 - momentum).add_(mean.mean(0).flatten(), alpha=momentum)
                        unbiased = input.var(dims).mean(0)
                        running_var.mul_(1 - momentum).add_(unbiased, alpha=momentum)
            else:
                mean, var = running_mean.reshape(shape), running_var.reshape(shape)
            result = (input - mean) / torch.sqrt(var + eps)
            if weight is not None:
                result = result * weight.reshape(shape)
            return result if bias is None else result + bias.reshape(shape)

        def embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode="mean",
                          sparse=False, per_sample_weights=None, include_last_offset=False, padding_idx=None):
            if input.dim() == 2:
                bags = list(input)
                shares = [None] * len(bags) if per_sample_weights is None else list(per_sample_weights)
            else:
                if offsets is None:
                    raise ValueError("offsets has to be a 1D Tensor but got <class 'NoneType'>")
                places = offsets.tolist()
                ends = places[1:] if include_last_offset else places[1:] + [len(input)]
                spans = list(zip(places, ends))
                bags = [input[a:b] for a, b in spans]
                shares = [None if per_sample_weights is None else per_sample_weights[a:b] for a, b in spans]
            def joined(bag, share):
                if padding_idx is not None:
                    kept = bag != padding_idx
                    bag, share = bag[kept], None if share is None else share[kept]
                rows = F.embedding(bag, weight, max_norm=max_norm, norm_type=norm_type)
                if share is not None:
                    rows = rows * share[:, None]
                if len(bag) == 0:
                    return torch.zeros(weight.shape[1])
                return rows.sum(0) if mode == "sum" else rows.mean(0) if mode == "mean" else rows.max(0).values
            return torch.stack([joined(b, s) for b, s in zip(bags, shares)])

        def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction="mean"):
            loss = torch.where(target == 1, input, torch.zeros_like(input))
            return _reduced(loss + torch.where(target == -1, (margin - input).clamp(min=0), torch.zeros_like(input)), reduction)

        def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
            return _reduced(torch.log1p(torch.exp(-target * input)), reduction)

        def multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"):
            right = input.gather(1, target[:, None])
            loss = (margin - right + input).clamp(min=0) ** p
            loss = loss.scatter(1, target[:, None], 0.0)
            return _reduced(loss.sum(1) / input.shape[1], reduction)

        def multilabel_soft_margin_loss(input, target, weight=None, reduction="mean"):
            loss = -(target * F.logsigmoid(input) + (1 - target) * F.logsigmoid(-input))
            return _reduced((loss if weight is None else loss * weight).mean(-1), reduction)

        def pdist(input, p=2.0):
            rows, columns = torch.triu_indices(len(input), len(input), 1)
            return torch.linalg.vector_norm(input[rows] - input[columns], ord=p, dim=-1)
        """#

    static let names = [
        "gumbel_softmax", "bilinear", "dropout1d", "dropout2d", "dropout3d", "pixel_shuffle", "pixel_unshuffle",
        "channel_shuffle", "interpolate", "upsample", "unfold", "fold", "instance_norm", "embedding_bag",
        "hinge_embedding_loss", "soft_margin_loss", "multi_margin_loss",
        "multilabel_soft_margin_loss", "pdist",
    ]
}
