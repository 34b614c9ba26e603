/// `torch.nn.functional.interpolate`: images of another size, written in Python.
enum InterpolationSource {
    static let text = #"""
        import math
        import torch
        import torch.nn.functional as F

        def _sizes(input, size, scale_factor, recompute_scale_factor, mode):
            count = input.dim() - 2
            if size is not None and scale_factor is not None:
                raise ValueError("only one of size or scale_factor should be defined")
            if size is None and scale_factor is None:
                raise ValueError("either size or scale_factor should be defined")
            if size is not None:
                if recompute_scale_factor:
                    raise ValueError("recompute_scale_factor is not meaningful with an explicit size.")
                if not isinstance(size, (list, tuple)):
                    return [int(size)] * count, [None] * count
                if len(size) != count:
                    raise ValueError(
                        "Input and output must have the same number of spatial dimensions, but got "
                        f"input with spatial dimensions of {list(input.shape[2:])} and output size of {size}. "
                        "Please provide input tensor in (N, C, d1, d2, ...,dK) format and "
                        "output size in (o1, o2, ...,oK) format.")
                if any(isinstance(n, float) for n in size):
                    raise TypeError("expected size to be one of int or Tuple[int] or Tuple[int, int] or "
                                    f"Tuple[int, int, int], but got size with types {[type(n) for n in size]}")
                return [int(n) for n in size], [None] * count
            factors = list(scale_factor) if isinstance(scale_factor, (list, tuple)) else [scale_factor] * count
            if len(factors) != count:
                raise ValueError(
                    "Input and scale_factor must have the same number of spatial dimensions, but "
                    f"got input with spatial dimensions of {list(input.shape[2:])} and scale_factor of shape {scale_factor}. "
                    "Please provide input tensor in (N, C, d1, d2, ...,dK) format and scale_factor in (s1, s2, ...,sK) format.")
            sizes = [int(n * f) for n, f in zip(input.shape[2:], factors)]
            return sizes, [None] * count if recompute_scale_factor or mode == "area" else factors

        def _check(input, mode, align_corners, antialias):
            if antialias and not (mode in ("bilinear", "bicubic", "lanczos") and input.dim() == 4):
                raise ValueError("Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires a "
                                 "4-D tensor as input")
            if mode == "lanczos" and input.dim() == 4:
                if align_corners:
                    raise ValueError("Lanczos mode does not support align_corners=True")
                if not antialias:
                    raise ValueError("Lanczos mode requires antialias=True")
            needed = {"linear": (3,), "bilinear": (4,), "trilinear": (5,), "bicubic": (4,), "lanczos": (4,)}
            allowed = needed.get(mode, (3, 4, 5) if mode in ("nearest", "area", "nearest-exact") else ())
            if input.dim() in allowed:
                return
            if input.dim() in (3, 4, 5) and mode in ("linear", "bilinear", "trilinear"):
                raise NotImplementedError(f"Got {input.dim()}D input, but {mode} mode needs {allowed[0]}D input")
            raise NotImplementedError(
                f"Input Error: Only 3D, 4D and 5D input Tensors supported (got {input.dim()}D) for the modes: nearest | linear "
                f"| bilinear | bicubic | trilinear | lanczos | area | nearest-exact (got {mode})")

        def _check_sizes(input, sizes):
            names = ("DHW", "HW", "W")[5 - input.dim()]
            if min(sizes) <= 0 or min(input.shape[2:]) <= 0:
                words = [", ".join(f"{n}: {s}" for n, s in zip(names, s)) for s in (input.shape[2:], sizes)]
                raise RuntimeError("Input and output sizes should be greater than 0, but got "
                                   f"input ({words[0]}) output ({words[1]})")
            if math.prod(list(input.shape[:2]) + sizes) * input.element_size() >= 1 << 63:
                raise RuntimeError(f"Storage size calculation overflowed with sizes={list(input.shape[:2]) + sizes}")

        def _step(size, out, factor, align_corners):
            if align_corners:
                return (size - 1) / (out - 1) if out > 1 else 0.0
            return 1 / factor if factor else size / out

        def _nearest(x, dim, out, factor, shift):
            numbers = (torch.arange(out, dtype=torch.float32) + shift) * _step(x.shape[dim], out, factor, False)
            return x.index_select(dim, numbers.floor().long().clamp(max=x.shape[dim] - 1).to(x.device))

        def _places(size, out, factor, align_corners, dtype):
            numbers = torch.arange(out, dtype=dtype)
            step = _step(size, out, factor, align_corners)
            return numbers * step if align_corners else (numbers + 0.5) * step - 0.5

        def _linear(x, dim, out, factor, align_corners):
            places = _places(x.shape[dim], out, factor, align_corners, x.dtype).clamp(min=0).to(x.device)
            low = places.floor().long().clamp(max=x.shape[dim] - 1)
            high = (low + 1).clamp(max=x.shape[dim] - 1)
            weight = (places - low).reshape([-1 if d == dim else 1 for d in range(x.dim())])
            return x.index_select(dim, low) * (1 - weight) + x.index_select(dim, high) * weight

        def _cubic(distance, a):
            near = ((a + 2) * distance - (a + 3)) * distance * distance + 1
            far = ((distance - 5) * distance + 8) * distance * a - 4 * a
            return torch.where(distance <= 1, near, torch.where(distance < 2, far, 0.0))

        def _cubic_weights(size, out, factor, align_corners, dtype):
            places = _places(size, out, factor, align_corners, dtype)
            low = places.floor()
            weights = torch.zeros(out, size, dtype=dtype)
            for tap in (-1, 0, 1, 2):
                column = (low.long() + tap).clamp(0, size - 1)
                weights.scatter_add_(1, column[:, None], _cubic((places - low - tap).abs(), -0.75)[:, None])
            return weights

        _filters = {
            "bilinear": (2, lambda x: (1 - x.abs()).clamp(min=0)),
            "bicubic": (4, lambda x: _cubic(x.abs(), -0.5)),
            "lanczos": (6, lambda x: torch.where((x.abs() < 3) & (x != x.round()) | (x == 0), torch.sinc(x) * torch.sinc(x / 3), 0.0)),
        }

        def _smooth_weights(mode, size, out, factor, align_corners, dtype):
            taps, filter = _filters[mode]
            step = _step(size, out, factor, align_corners)
            stretch = max(step, 1.0)
            support = taps / 2 * stretch
            center = step * (torch.arange(out, dtype=dtype)[:, None] + 0.5)
            first = (center - support + 0.5).long().clamp(min=0)
            last = (center + support + 0.5).long().clamp(max=size)
            place = torch.arange(size)
            weights = filter((place + 0.5 - center) / stretch)
            weights = torch.where((place >= first) & (place < last), weights, 0.0)
            return weights / weights.sum(1, keepdim=True)

        def _blended(x, mode, sizes, factors, align_corners, antialias):
            (height, width) = ((_smooth_weights(mode, n, out, f, align_corners, x.dtype) if antialias
                                else _cubic_weights(n, out, f, align_corners, x.dtype)).to(x.device)
                               for n, out, f in zip(x.shape[2:], sizes, factors))
            return height @ (x @ width.T)

        def _node(mode, count, antialias):
            word = {"nearest": "Nearest", "nearest-exact": "NearestExact", "bicubic": "Bicubic", "lanczos": "Lanczos"}
            kind = word.get(mode, ("Linear", "Bilinear", "Trilinear")[count - 1])
            return f"Upsample{kind}{count}D{'Aa' if antialias else ''}Backward0"

        def _check_dtype(x, mode):
            if not x.is_floating_point() and not (mode in ("nearest", "nearest-exact", "bilinear", "bicubic") and x.dtype == torch.uint8):
                kind = "nearest" if mode == "nearest-exact" else mode
                name = ("compute_indices_weights_cubic" if mode == "bicubic"
                        else f"upsample_{kind}{x.dim() - 2}d_channels_last" if x.dim() > 3 else f"compute_indices_weights_{kind}")
                raise NotImplementedError(f"\"{name}\" not implemented for '{torch._scalar_name(x)}'")


        def interpolate(input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None,
                        antialias=False):
            if mode in ("nearest", "area", "nearest-exact") and align_corners is not None:
                raise ValueError("align_corners option can only be set with the interpolating modes: "
                                 "linear | bilinear | bicubic | trilinear")
            count = input.dim() - 2
            sizes, factors = _sizes(input, size, scale_factor, recompute_scale_factor, mode)
            _check(input, mode, align_corners, antialias)
            if mode == "area":
                return (F.adaptive_avg_pool1d, F.adaptive_avg_pool2d, F.adaptive_avg_pool3d)[count - 1](input, sizes)
            _check_sizes(input, sizes)
            _check_dtype(input, mode)
            exact = input.dtype in (torch.float32, torch.float64) or "nearest" in mode
            x = input if exact else input.float()
            if mode in ("bicubic", "lanczos") or antialias:
                x = _blended(x, mode, sizes, factors, bool(align_corners), antialias)
            else:
                for dim, (out, factor) in enumerate(zip(sizes, factors), 2):
                    x = (_linear(x, dim, out, factor, bool(align_corners)) if "linear" in mode
                         else _nearest(x, dim, out, factor, 0.5 if mode == "nearest-exact" else 0.0))
            if input.dtype == torch.uint8 and not exact:
                x = x.round().clamp(0, 255)
            x = x if exact else x.to(input.dtype)
            return torch._labelled(x, _node(mode, count, antialias))

        def upsample(input, size=None, scale_factor=None, mode="nearest", align_corners=None):
            torch._warn("`nn.functional.upsample` is deprecated. Use `nn.functional.interpolate` instead.", UserWarning)
            return interpolate(input, size, scale_factor, mode, align_corners)

        def upsample_nearest(input, size=None, scale_factor=None):
            return interpolate(input, size, scale_factor, mode="nearest")

        def upsample_bilinear(input, size=None, scale_factor=None):
            return interpolate(input, size, scale_factor, mode="bilinear", align_corners=True)
        """#

    static let names = [
        "interpolate", "upsample", "upsample_nearest", "upsample_bilinear",
    ]
}
