/// Functions of `torch.nn.functional` that drop channels or keep mean and variance, and `rrelu`, written in Python.
enum DropoutsSource {
    static let text = #"""
        import math
        import torch
        import torch.nn.functional as F

        _ALPHA = 1.7580993408473766

        def _check_probability(p):
            if p < 0 or p > 1:
                raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")

        def _product(input, factor, inplace):
            return input.mul_(factor) if inplace else input * factor

        def _dropped(input, p, training, inplace, channels, alpha):
            _check_probability(p)
            if p == 0 or not training or input.numel() == 0:
                return input
            if p == 1:
                return _product(input, torch.zeros((), dtype=input.dtype), inplace)
            shape = input.shape
            if channels:
                if input.dim() < 2:
                    raise RuntimeError("Feature dropout requires at least 2 dimensions in the input")
                shape = tuple(shape[:2]) + (1,) * (input.dim() - 2)
            if not input.is_floating_point() and not input.is_complex():
                name = "Bool" if input.dtype == torch.bool and not alpha else "Long"
                raise RuntimeError(f"result type Float can't be cast to the desired output type {name}")
            noise = torch.empty(shape, dtype=input.dtype, device=input.device).bernoulli_(1 - p)
            if not alpha:
                return _product(input, noise.div_(1 - p), inplace)
            a = 1.0 / math.sqrt((_ALPHA * _ALPHA * p + 1) * (1 - p))
            shift = noise.add(-1).mul_(_ALPHA * a).add_(_ALPHA * a * p)
            return _product(input, noise.mul_(a), inplace).add_(shift)

        def feature_dropout(input, p, train):
            return _dropped(input, p, train, False, True, False)

        def feature_dropout_(input, p, train):
            return _dropped(input, p, train, True, True, False)

        def alpha_dropout(input, p=0.5, training=False, inplace=False):
            return _dropped(input, p, training, inplace, False, True)

        def alpha_dropout_(input, p, train):
            return _dropped(input, p, train, True, False, True)

        def feature_alpha_dropout(input, p=0.5, training=False, inplace=False):
            return _dropped(input, p, training, inplace, True, True)

        def feature_alpha_dropout_(input, p, train):
            return _dropped(input, p, train, True, True, True)

        def _batched(input, p, training, inplace, single):
            if single:
                input = input.unsqueeze_(0) if inplace else input.unsqueeze(0)
            result = _dropped(input, p, training, inplace, True, False)
            if single:
                result = result.squeeze_(0) if inplace else result.squeeze(0)
            return result

        def dropout1d(input, p=0.5, training=True, inplace=False):
            _check_probability(p)
            if input.dim() not in (2, 3):
                raise RuntimeError(
                    f"dropout1d: Expected 2D or 3D input, but received a {input.dim()}D input. Note that dropout1d exists to "
                    "provide channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, and an optional batch "
                    "dimension (i.e. 2D or 3D inputs).")
            return _batched(input, p, training, inplace, input.dim() == 2)

        def _warn_of_rank(count, rank):
            torch._warn(
                f"dropout{count}d: Received a {rank}-D input to dropout{count}d, which is deprecated and will result in an error "
                "in a future release. To retain the behavior and silence this warning, please use dropout instead. Note that "
                f"dropout{count}d exists to provide channel-wise dropout on inputs with {count} spatial dimensions, a channel "
                f"dimension, and an optional batch dimension (i.e. {count + 1}D or {count + 2}D inputs).", UserWarning)

        def dropout2d(input, p=0.5, training=True, inplace=False):
            _check_probability(p)
            if input.dim() not in (3, 4):
                _warn_of_rank(2, input.dim())
            if input.dim() == 3:
                torch._warn(
                    "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout behavior is desired - "
                    "input is interpreted as shape (N, C, L), where C is the channel dim. This behavior will change in a future "
                    "release to interpret the input as one without a batch dimension, i.e. shape (C, H, W). To maintain the 1D "
                    "channel-wise dropout behavior, please switch to using dropout1d instead.", UserWarning)
            return _batched(input, p, training, inplace, False)

        def dropout3d(input, p=0.5, training=True, inplace=False):
            _check_probability(p)
            if input.dim() not in (4, 5):
                _warn_of_rank(3, input.dim())
            return _batched(input, p, training, inplace, input.dim() != 5)

        def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False, inplace=False):
            if lower > upper:
                raise RuntimeError("Lower bound should be less than or equal to the upper bound")
            if not training:
                return F.leaky_relu(input, (lower + upper) / 2, inplace)
            below = input <= 0
            # The limits are rounded to the dtype, and the numbers drawn between them in double precision.
            low, high = (torch.tensor(limit, dtype=input.dtype).item() for limit in (lower, upper))
            slopes = torch.ones(input.shape, dtype=input.dtype)
            drawn = torch.empty(int(below.sum()), dtype=torch.float64).uniform_(low, high)
            slopes[below] = drawn.to(input.dtype)
            if inplace:
                return input.mul_(slopes)
            return torch._labelled(input * slopes, "RreluWithNoiseBackward0")
        """#

    static let names = [
        "feature_dropout", "feature_dropout_", "alpha_dropout", "alpha_dropout_", "feature_alpha_dropout",
        "feature_alpha_dropout_", "dropout1d", "dropout2d", "dropout3d", "rrelu",
    ]
}
