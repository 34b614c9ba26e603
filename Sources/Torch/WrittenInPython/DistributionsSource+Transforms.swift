/// `torch.distributions.transforms`: functions that carry one distribution to another.
extension DistributionsSource {
    static let transforms = #"""
        import math
        import torch
        import torch.nn.functional as F
        import torch.distribution_constraints as constraints

        class Transform:
            bijective = False
            event_dim = 0
            sign = 1
            domain = codomain = constraints.real

            def __init__(self, cache_size=0):
                pass

            @property
            def inv(self):
                return _InverseTransform(self)

            def __call__(self, x):
                return self._call(x)

            def _inverse(self, y):
                raise NotImplementedError

            def forward_shape(self, shape):
                return shape

            def inverse_shape(self, shape):
                return shape

            def __repr__(self):
                return type(self).__name__ + "()"

        class _InverseTransform(Transform):
            def __init__(self, transform):
                self._inv, self.bijective, self.event_dim = transform, transform.bijective, transform.event_dim
                self.domain, self.codomain, self.sign = transform.codomain, transform.domain, transform.sign

            inv = property(lambda self: self._inv)

            def _call(self, x):
                return self._inv._inverse(x)

            def _inverse(self, y):
                return self._inv(y)

            def log_abs_det_jacobian(self, x, y):
                return -self._inv.log_abs_det_jacobian(y, x)

            def __repr__(self):
                return f"_InverseTransform({self._inv!r})"

        def _sum_rightmost(value, count):
            return value if count <= 0 else value.reshape(tuple(value.shape[:-count]) + (-1,)).sum(-1)

        class ComposeTransform(Transform):
            def __init__(self, parts, cache_size=0):
                self.parts = parts
                self.bijective = all(p.bijective for p in parts)
                self.event_dim = max([p.event_dim for p in parts] or [0])
                if parts:
                    self.domain, self.codomain = parts[0].domain, parts[-1].codomain
                self.sign = math.prod([p.sign for p in parts])

            inv = property(lambda self: ComposeTransform([p.inv for p in reversed(self.parts)]))

            def _call(self, x):
                for part in self.parts:
                    x = part(x)
                return x

            def log_abs_det_jacobian(self, x, y):
                total = torch.zeros_like(x) if not self.parts else 0
                for part in self.parts:
                    y = part(x)
                    total = total + _sum_rightmost(part.log_abs_det_jacobian(x, y), self.event_dim - part.event_dim)
                    x = y
                return total

            def __repr__(self):
                return "ComposeTransform(\n    " + ",\n    ".join(repr(p) for p in self.parts) + "\n)"

        identity_transform = ComposeTransform([])

        class ExpTransform(Transform):
            bijective, codomain = True, constraints.positive

            def _call(self, x):
                return x.exp()

            def _inverse(self, y):
                return y.log()

            def log_abs_det_jacobian(self, x, y):
                return x

        class PowerTransform(Transform):
            bijective, domain, codomain = True, constraints.positive, constraints.positive

            def __init__(self, exponent, cache_size=0):
                self.exponent = torch.as_tensor(exponent)

            sign = property(lambda self: self.exponent.sign())

            def _call(self, x):
                return x.pow(self.exponent)

            def _inverse(self, y):
                return y.pow(1 / self.exponent)

            def log_abs_det_jacobian(self, x, y):
                return (self.exponent * y / x).abs().log()

        class SigmoidTransform(Transform):
            bijective, codomain = True, constraints.unit_interval

            def _call(self, x):
                info = torch.finfo(x.dtype)
                return torch.clamp(torch.sigmoid(x), min=info.tiny, max=1.0 - info.eps)

            def _inverse(self, y):
                info = torch.finfo(y.dtype)
                y = y.clamp(min=info.tiny, max=1.0 - info.eps)
                return y.log() - (-y).log1p()

            def log_abs_det_jacobian(self, x, y):
                return -F.softplus(-x) - F.softplus(x)

        class SoftplusTransform(Transform):
            bijective, codomain = True, constraints.positive

            def _call(self, x):
                return F.softplus(x)

            def _inverse(self, y):
                return (-y).expm1().neg().log() + y

            def log_abs_det_jacobian(self, x, y):
                return -F.softplus(-x)

        class TanhTransform(Transform):
            bijective, codomain = True, constraints.interval(-1.0, 1.0)

            def _call(self, x):
                return x.tanh()

            def _inverse(self, y):
                return torch.atanh(y)

            def log_abs_det_jacobian(self, x, y):
                return 2.0 * (math.log(2.0) - x - F.softplus(-2.0 * x))

        class AbsTransform(Transform):
            codomain = constraints.positive

            def _call(self, x):
                return x.abs()

            def _inverse(self, y):
                return y

        class AffineTransform(Transform):
            bijective = True

            def __init__(self, loc, scale, event_dim=0, cache_size=0):
                self.loc, self.scale, self.event_dim = loc, scale, event_dim

            @property
            def sign(self):
                return self.scale.sign() if isinstance(self.scale, torch.Tensor) else (self.scale > 0) - (self.scale < 0)

            def _call(self, x):
                return self.loc + self.scale * x

            def _inverse(self, y):
                return (y - self.loc) / self.scale

            def log_abs_det_jacobian(self, x, y):
                scale = torch.abs(self.scale).log() if isinstance(self.scale, torch.Tensor) else math.log(abs(self.scale))
                return _sum_rightmost(torch.zeros_like(x) + scale, self.event_dim)

        class SoftmaxTransform(Transform):
            event_dim, codomain = 1, constraints.simplex

            def _call(self, x):
                probs = (x - x.max(-1, True)[0]).exp()
                return probs / probs.sum(-1, True)

            def _inverse(self, y):
                return y.log()

        class StickBreakingTransform(Transform):
            bijective, event_dim, codomain = True, 1, constraints.simplex

            def _call(self, x):
                offset = x.shape[-1] + 1 - torch.ones_like(x).cumsum(-1)
                z = SigmoidTransform()(x - offset.log())
                rest = (1 - z).cumprod(-1)
                return F.pad(z, [0, 1], value=1) * F.pad(rest, [1, 0], value=1)

            def _inverse(self, y):
                cropped = y[..., :-1]
                offset = y.shape[-1] - torch.ones_like(cropped).cumsum(-1)
                rest = torch.clamp(1 - cropped.cumsum(-1), min=torch.finfo(y.dtype).tiny)
                return cropped.log() - rest.log() + offset.log()

            def log_abs_det_jacobian(self, x, y):
                offset = x.shape[-1] + 1 - torch.ones_like(x).cumsum(-1)
                x = x - offset.log()
                return (-x + F.logsigmoid(x) + y[..., :-1].log()).sum(-1)

        class LowerCholeskyTransform(Transform):
            event_dim, codomain = 2, constraints.lower_cholesky

            def _call(self, x):
                return x.tril(-1) + x.diagonal(dim1=-2, dim2=-1).exp().diag_embed()

            def _inverse(self, y):
                return y.tril(-1) + y.diagonal(dim1=-2, dim2=-1).log().diag_embed()

        class ReshapeTransform(Transform):
            bijective = True

            def __init__(self, in_shape, out_shape, cache_size=0):
                self.in_shape, self.out_shape = torch.Size(in_shape), torch.Size(out_shape)
                self.event_dim = max(len(self.in_shape), len(self.out_shape))

            def _call(self, x):
                return x.reshape(tuple(x.shape[:x.dim() - len(self.in_shape)]) + tuple(self.out_shape))

            def _inverse(self, y):
                return y.reshape(tuple(y.shape[:y.dim() - len(self.out_shape)]) + tuple(self.in_shape))

            def log_abs_det_jacobian(self, x, y):
                return x.new_zeros(x.shape[:x.dim() - len(self.in_shape)])
        """#
}
