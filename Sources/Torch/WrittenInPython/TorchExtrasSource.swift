/// Functions of `torch` that are seldom used, written in Python.
enum TorchExtrasSource {
    static let text = #"""
        import math
        import torch
        from torch.linalg_extras import lu_unpack, pca_lowrank, svd_lowrank
        from torch.linalg_extras import lu_solve as _lu_solve

        def lu(A, pivot=True, get_infos=False):
            LU, pivots, info = torch._lu_factor(A)
            return (LU, pivots, info) if get_infos else (LU, pivots)

        def lu_solve(b, LU_data, LU_pivots):
            return _lu_solve(LU_data, LU_pivots, b)

        def kaiser_window(window_length, periodic=True, beta=12.0, *, dtype=None, **options):
            if window_length <= 1:
                return torch.ones(window_length, dtype=dtype)
            count = window_length + 1 if periodic else window_length
            x = torch.arange(count, dtype=dtype or torch.get_default_dtype()) * (2 * beta / (count - 1)) - beta
            window = torch.i0(torch.sqrt(beta * beta - x.pow(2))) / torch.i0(torch.tensor(float(beta), dtype=x.dtype))
            return window[:-1] if periodic else window

        def stft(input, n_fft, hop_length=None, win_length=None, window=None, center=True, pad_mode="reflect", normalized=False,
                 onesided=None, return_complex=None, align_to_window=None):
            if not return_complex:
                raise RuntimeError("stft requires the return_complex parameter be given for real inputs, and will further require "
                                   "that return_complex=True in a future PyTorch release.")
            hop, width = hop_length or n_fft // 4, win_length or n_fft
            window = torch.ones(width, dtype=input.dtype) if window is None else window
            if width < n_fft:
                left = (n_fft - width) // 2
                window = torch.nn.functional.pad(window, (left, n_fft - width - left))
            x = input.unsqueeze(0) if input.dim() == 1 else input
            if center:
                x = torch.nn.functional.pad(x.unsqueeze(1), (n_fft // 2, n_fft // 2), mode=pad_mode).squeeze(1)
            frames = x.unfold(-1, n_fft, hop) * window
            spectrum = torch.fft.fft(frames) if onesided is False else torch.fft.rfft(frames)
            spectrum = (spectrum / math.sqrt(n_fft) if normalized else spectrum).transpose(-1, -2)
            return spectrum[0] if input.dim() == 1 else spectrum

        def istft(input, n_fft, hop_length=None, win_length=None, window=None, center=True, normalized=False, onesided=None,
                  length=None, return_complex=False):
            hop, width = hop_length or n_fft // 4, win_length or n_fft
            window = torch.ones(width) if window is None else window
            if width < n_fft:
                left = (n_fft - width) // 2
                window = torch.nn.functional.pad(window, (left, n_fft - width - left))
            single = input.dim() == 2
            spectrum = (input.unsqueeze(0) if single else input).transpose(-1, -2)
            spectrum = spectrum * math.sqrt(n_fft) if normalized else spectrum
            frames = (torch.fft.ifft(spectrum).real if onesided is False else torch.fft.irfft(spectrum, n_fft)) * window
            count = frames.shape[-2]
            total = (count - 1) * hop + n_fft
            places = (torch.arange(count)[:, None] * hop + torch.arange(n_fft)).reshape(-1)
            zeros = torch.zeros(frames.shape[0], total, dtype=frames.dtype)
            sums = zeros.index_add(1, places, frames.reshape(frames.shape[0], -1))
            weights = torch.zeros(total, dtype=frames.dtype).index_add(0, places, window.pow(2).repeat(count))
            start = n_fft // 2 if center else 0
            end = start + length if length is not None else total - start
            sums, weights = sums[:, start:end], weights[start:end]
            if not (weights.abs() > 1e-11).all():
                raise RuntimeError("istft: window overlap add min: 1")
            result = sums / weights
            if length is not None and result.shape[-1] < length:
                result = torch.nn.functional.pad(result, (0, length - result.shape[-1]))
            return result[0] if single else result

        def typename(obj):
            if isinstance(obj, torch.Tensor):
                return obj.type()
            kind = obj if isinstance(obj, type) else type(obj)
            return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"

        def is_signed(input):
            return input.is_signed()

        def frombuffer(buffer, *, dtype, count=-1, offset=0, requires_grad=False):
            import numpy
            name = str(dtype).removeprefix("torch.")
            array = numpy.frombuffer(bytes(buffer), dtype=name, count=count, offset=offset)
            return torch.from_numpy(array).requires_grad_(requires_grad)

        def empty_strided(size, stride, *, dtype=None, **options):
            reach = 1 + sum((n - 1) * s for n, s in zip(size, stride)) if all(size) else 0
            return torch.empty(reach, dtype=dtype).as_strided(size, stride)

        def are_deterministic_algorithms_enabled():
            return False

        def get_float32_matmul_precision():
            return "highest"

        def get_num_interop_threads():
            return 1

        def set_num_interop_threads(threads):
            pass

        def set_flush_denormal(mode):
            return False

        def is_warn_always_enabled():
            return False

        def is_inference(input):
            return input.is_inference()

        def frobenius_norm(input, dim=(), keepdim=False):
            return torch.linalg.vector_norm(input, 2, dim or None, keepdim)

        def nuclear_norm(input, dim=None, keepdim=False):
            return torch.linalg.matrix_norm(input, "nuc", dim or (-2, -1), keepdim)

        def fill(input, value):
            return torch.full_like(input, value)

        def _from_saved(data):
            import io
            return torch.load(io.BytesIO(data), weights_only=True)

        def _reduced(tensor):
            import io
            file = io.BytesIO()
            torch.save(tensor, file)
            return _from_saved, (file.getvalue(),)
        """#

    static let names = [
        "lu", "lu_solve", "kaiser_window", "stft", "istft", "typename", "is_signed", "frombuffer",
        "empty_strided", "are_deterministic_algorithms_enabled", "get_float32_matmul_precision",
        "get_num_interop_threads", "set_num_interop_threads", "set_flush_denormal", "is_warn_always_enabled",
        "is_inference", "frobenius_norm", "nuclear_norm", "fill", "lu_unpack", "svd_lowrank", "pca_lowrank",
    ]

    /// Functions that `torch` shares with `torch.nn.functional`.
    static let shared = [
        "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "adaptive_max_pool1d", "alpha_dropout", "rrelu",
        "alpha_dropout_", "feature_dropout", "feature_dropout_", "feature_alpha_dropout", "feature_alpha_dropout_",
        "rrelu_",
        "pixel_shuffle", "pixel_unshuffle", "channel_shuffle", "bilinear", "pdist", "batch_norm", "group_norm",
        "instance_norm", "binary_cross_entropy_with_logits", "cosine_embedding_loss", "margin_ranking_loss",
        "hinge_embedding_loss", "triplet_margin_loss", "poisson_nll_loss", "grid_sampler", "ctc_loss",
    ]
}
