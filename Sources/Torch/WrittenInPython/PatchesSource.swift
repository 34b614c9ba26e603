/// Patches of images, and channels exchanged for pixels: functions of `torch.nn.functional`, written in Python.
enum PatchesSource {
    static let text = #"""
        import torch
        import torch.nn.functional as F

        def _check_channels(input, name, factor, word):
            if input.dim() < 3:
                raise RuntimeError(f"{name} expects input to have at least 3 dimensions, but got input with {input.dim()} dimension(s)")
            if factor <= 0:
                raise RuntimeError(f"{name} expects a positive {word}, but got {factor}")

        def pixel_shuffle(input, upscale_factor):
            r = upscale_factor
            _check_channels(input, "pixel_shuffle", r, "upscale_factor")
            *lead, c, h, w = input.shape
            if c % (r * r):
                raise RuntimeError("pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of "
                                   f"upscale_factor, but input.size(-3)={c} is not divisible by {r * r}")
            x = input.reshape(*lead, c // (r * r), r, r, h, w)
            n = len(lead)
            x = x.permute(*range(n + 1), n + 3, n + 1, n + 4, n + 2).reshape(*lead, c // (r * r), h * r, w * r)
            return torch._labelled(x, "PixelShuffleBackward0")

        def pixel_unshuffle(input, downscale_factor):
            r = downscale_factor
            _check_channels(input, "pixel_unshuffle", r, "downscale_factor")
            *lead, c, h, w = input.shape
            for name, place, size in (("height", -2, h), ("width", -1, w)):
                if size % r:
                    raise RuntimeError(f"pixel_unshuffle expects {name} to be divisible by downscale_factor, but "
                                       f"input.size({place})={size} is not divisible by {r}")
            x = input.reshape(*lead, c, h // r, r, w // r, r)
            n = len(lead)
            x = x.permute(*range(n + 1), n + 2, n + 4, n + 1, n + 3).reshape(*lead, c * r * r, h // r, w // r)
            return torch._labelled(x, "PixelUnshuffleBackward0")

        def channel_shuffle(input, groups):
            if input.dim() <= 2:
                raise RuntimeError(f"channel_shuffle expects input with > 2 dims, but got input with sizes {list(input.shape)}")
            if groups <= 0:
                raise RuntimeError(f"Number of groups to divide channels in must be positive. Value of groups:{groups}")
            n, c = input.shape[:2]
            if c % groups:
                raise RuntimeError(f"Number of channels must be divisible by groups. Got {c} channels and {groups} groups.")
            x = input.reshape(n, groups, c // groups, *input.shape[2:]).transpose(1, 2).reshape(input.shape)
            return torch._labelled(x, "ChannelShuffleBackward0")

        def _two(value):
            return tuple(value) * (1 if len(value) > 1 else 2) if isinstance(value, (tuple, list)) else (value, value)

        def _check_geometry(kernel, dilation, padding, stride):
            for name, word, (height, width) in (("kernel size", "kernel", kernel), ("stride", "stride", stride),
                                                ("dilation", "dilation", dilation)):
                if height <= 0 or width <= 0:
                    raise RuntimeError(f"{name} should be greater than zero, but got {word}_height: {height} {word}_width: {width}")
            if min(padding) < 0:
                raise RuntimeError(f"padding should be non-negative, but got pad_height: {padding[0]} pad_width: {padding[1]}")

        def _counts(size, kernel, dilation, padding, stride):
            return tuple((n + 2 * p - d * (k - 1) - 1) // s + 1 for n, k, d, p, s in zip(size, kernel, dilation, padding, stride))

        def _patches(counts, kernel, dilation, stride):
            return (torch.arange(n)[:, None] * s + torch.arange(k) * d for n, k, d, s in zip(counts, kernel, dilation, stride))

        def _geometry(kernel_size, dilation, padding, stride):
            geometry = tuple(_two(v) for v in (kernel_size, dilation, padding, stride))
            _check_geometry(*geometry)
            return geometry

        def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
            geometry = kernel, dilation, padding, stride = _geometry(kernel_size, dilation, padding, stride)
            if input.dim() not in (3, 4):
                input.size(2)
                raise RuntimeError("Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions "
                                   f"for input, but got: {list(input.shape)}")
            if not (input.is_floating_point() or input.is_complex() or input.dtype == torch.bool):
                raise NotImplementedError(f"\"im2col_out_cpu\" not implemented for '{torch._scalar_name(input)}'")
            size = tuple(input.shape[-2:])
            counts = _counts(size, *geometry)
            if min(counts) < 1:
                raise RuntimeError(
                    f"Given input with spatial size {size}, kernel_size={kernel}, dilation={dilation}, padding={padding}, "
                    f"calculated shape of the array of sliding blocks as {counts}, but its components must be at least one.")
            single = input.dim() == 3
            x = F.pad(input[None] if single else input, (padding[1], padding[1], padding[0], padding[0]))
            n, c = x.shape[:2]
            rows, columns = _patches(counts, kernel, dilation, stride)
            patches = x[:, :, rows[:, None, :, None], columns[None, :, None, :]]
            result = patches.permute(0, 1, 4, 5, 2, 3).reshape(n, c * kernel[0] * kernel[1], counts[0] * counts[1])
            return torch._labelled(result[0] if single else result, "Im2ColBackward0")

        def _check_blocks(input, size, kernel, dilation, padding, stride):
            if input.dim() not in (2, 3) or min(input.shape[-2:]) == 0:
                raise RuntimeError("Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions "
                                   f"for input, but got: {list(input.shape)}")
            axis = input.dim() - 2
            if input.shape[axis] % (kernel[0] * kernel[1]):
                raise RuntimeError("Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got "
                                   f"input.size(1)={input.shape[axis]} and kernel_size={kernel}.")
            counts = _counts(size, kernel, dilation, padding, stride)
            if counts[0] * counts[1] != input.shape[axis + 1]:
                raise RuntimeError(
                    f"Given output_size={size}, kernel_size={kernel}, dilation={dilation}, padding={padding}, stride={stride}, "
                    "expected size of input's dimension 2 to match the calculated number of sliding blocks "
                    f"{counts[0]} * {counts[1]} = {counts[0] * counts[1]}, but got input.size(2)={input.shape[axis + 1]}.")
            if min(counts) < 1:
                raise RuntimeError(
                    f"Given output_size={size}, kernel_size={kernel}, dilation={dilation}, padding={padding}, stride={stride}, "
                    f"calculated shape of the array of sliding blocks as {counts}, which is too small (non-positive)")
            return counts

        def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
            size = h, w = _two(output_size)
            geometry = kernel, dilation, padding, stride = _geometry(kernel_size, dilation, padding, stride)
            counts = _check_blocks(input, size, *geometry)
            (ph, pw), (kh, kw), (nh, nw) = padding, kernel, counts
            single = input.dim() == 2
            x = input[None] if single else input
            rows, columns = _patches(counts, kernel, dilation, stride)
            n, c = x.shape[0], x.shape[1] // (kh * kw)
            place = (rows.T[:, None, :, None] * (w + 2 * pw) + columns.T[None, :, None, :]).reshape(-1)
            flat = torch.zeros(n, c, (h + 2 * ph) * (w + 2 * pw), dtype=x.dtype)
            flat = flat.index_add(2, place, x.reshape(n, c, kh * kw * nh * nw))
            result = flat.reshape(n, c, h + 2 * ph, w + 2 * pw)[:, :, ph:ph + h, pw:pw + w]
            return torch._labelled(result[0] if single else result, "Col2ImBackward0")
        """#

    static let names = [
        "pixel_shuffle", "pixel_unshuffle", "channel_shuffle", "unfold", "fold",
    ]
}
