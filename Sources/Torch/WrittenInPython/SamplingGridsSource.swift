/// `affine_grid` and `grid_sample` of `torch.nn.functional`: images read at any places, written in Python.
enum SamplingGridsSource {
    static let text = #"""
        import itertools
        import torch

        def _warn_of_corners():
            torch._warn("Default grid_sample and affine_grid behavior has changed to align_corners=False since 1.3.0. Please specify "
                        "align_corners=True if the old behavior is desired. See the documentation of grid_sample for details.",
                        UserWarning)

        def affine_grid(theta, size, align_corners=None):
            size = tuple(size)
            if align_corners is None:
                _warn_of_corners()
            if not theta.is_floating_point():
                raise ValueError(f"Expected theta to have floating point type, but got {theta.dtype}")
            count = len(size) - 2
            if count not in (2, 3):
                raise NotImplementedError("affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, respectively. "
                                          f"Got size {size}.")
            if theta.dim() != 3 or tuple(theta.shape[1:]) != (count, count + 1):
                raise ValueError(f"Expected a batch of {count}D affine matrices of shape Nx{count}x{count + 1} for size {size}. "
                                 f"Got {theta.shape}.")
            if min(size) <= 0:
                raise ValueError(f"Expected non-zero, positive output size. Got {size}")
            if theta.shape[0] != size[0]:
                raise RuntimeError(f"Expected size for first two dimensions of batch2 tensor to be: [{size[0]}, {count + 1}] but got: "
                                   f"[{theta.shape[0]}, {count + 1}].")
            def line(length):
                steps = torch.linspace(-1, 1, length, dtype=theta.dtype) if length > 1 else torch.zeros(1, dtype=theta.dtype)
                return steps if align_corners else steps * (length - 1) / length
            places = torch.meshgrid([line(n) for n in size[2:]], indexing="ij")
            points = torch.stack(list(reversed(places)) + [torch.ones(size[2:], dtype=theta.dtype)], -1)
            grid = points.reshape(1, -1, count + 1).to(theta.device) @ theta.transpose(1, 2)
            return torch._labelled(grid.reshape(size[:1] + size[2:] + (count,)), "AffineGridGeneratorBackward0")

        def _check_grid(input, grid, mode, padding_mode):
            if mode not in ("bilinear", "nearest", "bicubic"):
                raise ValueError("nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', but got: "
                                 f"'{mode}'")
            if padding_mode not in ("zeros", "border", "reflection"):
                raise ValueError("nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or 'reflection', but "
                                 f"got: '{padding_mode}'")
            shapes = f"but got input with sizes {list(input.shape)} and grid with sizes {list(grid.shape)}"
            if input.shape[:1] != grid.shape[:1]:
                raise RuntimeError(f"grid_sampler(): expected grid and input to have same batch size, {shapes}")
            if grid.shape[-1] != input.dim() - 2:
                raise RuntimeError(f"grid_sampler(): expected grid to have size {input.dim() - 2} in last dimension, but got grid with "
                                   f"sizes {list(grid.shape)}")
            for dim, length in list(enumerate(input.shape))[2:]:
                if length == 0:
                    raise RuntimeError("grid_sampler(): expected input to have non-empty spatial dimensions, but input has sizes "
                                       f"{list(input.shape)} with dimension {dim} being empty")
            if input.dim() not in (4, 5) or grid.dim() != input.dim():
                raise RuntimeError(f"grid_sampler(): expected {4 if input.dim() != 5 else 5}D input and grid with same number of "
                                   f"dimensions, {shapes}")
            if mode == "bicubic" and input.dim() == 5:
                raise RuntimeError("grid_sampler(): bicubic interpolation only supports 4D input")
            if not input.is_floating_point():
                raise NotImplementedError(f"\"grid_sampler_{input.dim() - 2}d_cpu_kernel_impl\" not implemented for "
                                          f"'{torch._scalar_name(input)}'")
            if input.dtype != grid.dtype:
                raise RuntimeError(f"expected scalar type {torch._scalar_name(input)} but found {torch._scalar_name(grid)}")

        def _reflected(place, low, high):
            """Mirrors places at two borders, which are given doubled."""
            if low == high:
                return torch.zeros_like(place)
            start, span = low / 2, (high - low) / 2
            distance = (place - start).abs()
            rest, turns = distance.fmod(span), (distance / span).floor()
            return torch.where(turns % 2 == 0, rest + start, span - rest + start)

        def _padded(place, length, padding_mode, align_corners):
            if padding_mode == "reflection":
                place = _reflected(place, 0, 2 * (length - 1)) if align_corners else _reflected(place, -1, 2 * length - 1)
            return place if padding_mode == "zeros" else place.nan_to_num(0.0).clamp(0, length - 1)

        def _values(input, places):
            """The elements at whole places, 0 outside."""
            lengths = input.shape[2:]
            inside = torch.stack([(p >= 0) & (p < n) for p, n in zip(places, lengths)]).all(0)
            kept = [p.nan_to_num(0.0).clamp(0, n - 1).long() for p, n in zip(places, lengths)]
            batch = torch.arange(len(input)).reshape([-1] + [1] * len(lengths))
            found = input[(batch, slice(None)) + tuple(kept)].movedim(-1, 1)
            return torch.where(inside.unsqueeze(1), found, 0.0)

        def _linear(input, places):
            low = [p.floor() for p in places]
            total = 0
            for corner in itertools.product((0, 1), repeat=len(places)):
                weight = 1
                for p, l, high in zip(places, low, corner):
                    weight = weight * (p - l if high else l + 1 - p)
                total = total + _values(input, [l + high for l, high in zip(low, corner)]) * weight.unsqueeze(1)
            return total

        def _cubic_weights(t):
            a = -0.75
            def near(x):
                return ((a + 2) * x - (a + 3)) * x * x + 1
            def far(x):
                return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
            return [far(t + 1), near(t), near(1 - t), far(2 - t)]

        def _cubic(input, places, padding_mode, align_corners):
            (y, x), (height, width) = places, input.shape[2:]
            rows, columns = _cubic_weights(y - y.floor()), _cubic_weights(x - x.floor())
            total = 0
            for i in range(4):
                row, line = _padded(y.floor() + i - 1, height, padding_mode, align_corners), 0
                for j in range(4):
                    column = _padded(x.floor() + j - 1, width, padding_mode, align_corners)
                    line = line + _values(input, [row, column]) * columns[j].unsqueeze(1)
                total = total + line * rows[i].unsqueeze(1)
            return total

        def grid_sample(input, grid, mode="bilinear", padding_mode="zeros", align_corners=None):
            _check_grid(input, grid, mode, padding_mode)
            if align_corners is None:
                _warn_of_corners()
            def place(v, length):
                return (v + 1) / 2 * (length - 1) if align_corners else ((v + 1) * length - 1) / 2
            count = input.dim() - 2
            places = [place(grid[..., count - 1 - k], n) for k, n in enumerate(input.shape[2:])]
            if mode == "bicubic":
                result = _cubic(input, places, padding_mode, align_corners)
            else:
                places = [_padded(p, n, padding_mode, align_corners) for p, n in zip(places, input.shape[2:])]
                result = _values(input, [p.round() for p in places]) if mode == "nearest" else _linear(input, places)
            return torch._labelled(result, f"GridSampler{count}DBackward0")
        """#

    static let names = [
        "affine_grid", "grid_sample",
    ]
}
