extension DistributionsSource {
    /// The distributions that are made from uniform, exponential and normal numbers.
    static let further = #"""

        def _positive(name, parameter, value, distribution):
            if not (value > 0).all():
                raise ValueError(
                    f"Expected parameter {parameter} (Tensor of shape {tuple(value.shape)}) of distribution "
                    f"{distribution!r} to satisfy the constraint GreaterThan(lower_bound=0.0), but found invalid values:\n{value}")

        class _Simple(Distribution):
            has_rsample = True
            _names = ()

            def _set(self, *values):
                for name, value in zip(self._names, _broadcast(*values)):
                    setattr(self, name, value)
                first = getattr(self, self._names[0])
                self.batch_shape, self.event_shape = first.size(), torch.Size(())

            def __repr__(self):
                shown = [getattr(self, n) for n in self._names]
                return type(self).__name__ + "(" + ", ".join(
                    f"{n}: {v if v.numel() == 1 else v.size()}" for n, v in zip(self._names, shown)) + ")"

            def expand(self, batch_shape, _instance=None):
                return type(self)(*[getattr(self, n).expand(batch_shape) for n in self._names])

        class Exponential(_Simple):
            _names = ("rate",)

            def __init__(self, rate, validate_args=None):
                self._set(rate)
                _positive("Exponential", "rate", self.rate, self)

            mean = property(lambda self: self.rate.reciprocal())
            mode = property(lambda self: torch.zeros_like(self.rate))
            stddev = property(lambda self: self.rate.reciprocal())
            variance = property(lambda self: self.rate.pow(-2))

            def rsample(self, sample_shape=()):
                return torch.empty(tuple(self._extended(sample_shape)), dtype=self.rate.dtype).exponential_() / self.rate

            def log_prob(self, value):
                return self.rate.log() - self.rate * value

            def cdf(self, value):
                return 1 - torch.exp(-self.rate * value)

            def icdf(self, value):
                return -torch.log1p(-value) / self.rate

            def entropy(self):
                return 1.0 - torch.log(self.rate)

        class Laplace(_Simple):
            _names = ("loc", "scale")

            def __init__(self, loc, scale, validate_args=None):
                self._set(loc, scale)
                _positive("Laplace", "scale", self.scale, self)

            mean = mode = property(lambda self: self.loc)
            variance = property(lambda self: 2 * self.scale.pow(2))
            stddev = property(lambda self: (2 ** 0.5) * self.scale)

            def rsample(self, sample_shape=()):
                eps = torch.finfo(self.loc.dtype).eps
                u = torch.empty(tuple(self._extended(sample_shape)), dtype=self.loc.dtype).uniform_(eps - 1, 1)
                return self.loc - self.scale * u.sign() * torch.log1p(-u.abs())

            def log_prob(self, value):
                return -torch.log(2 * self.scale) - torch.abs(value - self.loc) / self.scale

            def cdf(self, value):
                return 0.5 - 0.5 * (value - self.loc).sign() * torch.expm1(-(value - self.loc).abs() / self.scale)

            def entropy(self):
                return 1 + torch.log(2 * self.scale)

        class Gumbel(_Simple):
            _names = ("loc", "scale")

            def __init__(self, loc, scale, validate_args=None):
                self._set(loc, scale)
                _positive("Gumbel", "scale", self.scale, self)

            mean = property(lambda self: self.loc + self.scale * 0.57721566490153286060)
            mode = property(lambda self: self.loc)
            variance = property(lambda self: self.stddev.pow(2))
            stddev = property(lambda self: (math.pi / math.sqrt(6)) * self.scale)

            def rsample(self, sample_shape=()):
                info = torch.finfo(self.loc.dtype)
                u = info.tiny + torch.rand(tuple(self._extended(sample_shape)), dtype=self.loc.dtype) * (1 - info.eps - info.tiny)
                return self.loc - self.scale * torch.log(-torch.log(u))

            def log_prob(self, value):
                y = (self.loc - value) / self.scale
                return (y - y.exp()) - self.scale.log()

            def entropy(self):
                return self.scale.log() + (1 + 0.57721566490153286060)

        class Cauchy(_Simple):
            _names = ("loc", "scale")

            def __init__(self, loc, scale, validate_args=None):
                self._set(loc, scale)
                _positive("Cauchy", "scale", self.scale, self)

            mode = property(lambda self: self.loc)
            mean = property(lambda self: torch.full_like(self.loc, math.nan))
            variance = property(lambda self: torch.full_like(self.loc, math.inf))

            def rsample(self, sample_shape=()):
                return self.loc + torch.empty(tuple(self._extended(sample_shape)), dtype=self.loc.dtype).cauchy_() * self.scale

            def log_prob(self, value):
                return -math.log(math.pi) - self.scale.log() - (((value - self.loc) / self.scale) ** 2).log1p()

            def entropy(self):
                return math.log(4 * math.pi) + self.scale.log()

        class Geometric(_Simple):
            _names = ("probs",)
            has_rsample = False

            def __init__(self, probs=None, logits=None, validate_args=None):
                if (probs is None) == (logits is None):
                    raise ValueError("Either `probs` or `logits` must be specified, but not both.")
                self._set(probs if probs is not None else torch.sigmoid(logits))

            mean = property(lambda self: 1.0 / self.probs - 1.0)
            variance = property(lambda self: (1.0 / self.probs - 1.0) / self.probs)

            def sample(self, sample_shape=()):
                with torch.no_grad():
                    u = torch.empty(tuple(self._extended(sample_shape)), dtype=self.probs.dtype)
                    u = u.uniform_(torch.finfo(self.probs.dtype).tiny, 1)
                    return (u.log() / (-self.probs).log1p()).floor()

            def log_prob(self, value):
                return value * (-self.probs).log1p() + self.probs.log()

            def entropy(self):
                return torch.nn.functional.binary_cross_entropy(self.probs, self.probs, reduction="none") / self.probs

        class LogNormal(Normal):
            mean = property(lambda self: (self.loc + self.scale.pow(2) / 2).exp())
            mode = property(lambda self: (self.loc - self.scale.square()).exp())
            variance = property(lambda self: self.scale.pow(2).expm1() * (2 * self.loc + self.scale.pow(2)).exp())
            stddev = property(lambda self: self.variance.sqrt())

            def sample(self, sample_shape=()):
                return super().sample(sample_shape).exp()

            def rsample(self, sample_shape=()):
                return super().rsample(sample_shape).exp()

            def log_prob(self, value):
                return super().log_prob(value.log()) - value.log()

            def entropy(self):
                return Normal.entropy(self) + self.loc

        class HalfNormal(_Simple):
            _names = ("scale",)

            def __init__(self, scale, validate_args=None):
                self._set(scale)
                self._base = Normal(torch.zeros_like(self.scale), self.scale)

            mean = property(lambda self: self.scale * math.sqrt(2 / math.pi))
            variance = property(lambda self: self.scale.pow(2) * (1 - 2 / math.pi))

            def rsample(self, sample_shape=()):
                return self._base.rsample(sample_shape).abs()

            def log_prob(self, value):
                return torch.where(value >= 0, self._base.log_prob(value) + math.log(2), -math.inf)

            def entropy(self):
                return self._base.entropy() - math.log(2)

        class OneHotCategorical(Distribution):
            def __init__(self, probs=None, logits=None, validate_args=None):
                self._categorical = Categorical(probs, logits)
                self.batch_shape, self.event_shape = self._categorical.batch_shape, self._categorical.param_shape[-1:]

            probs = property(lambda self: self._categorical.probs)
            logits = property(lambda self: self._categorical.logits)
            mean = property(lambda self: self._categorical.probs)
            variance = property(lambda self: self.probs * (1 - self.probs))

            def sample(self, sample_shape=()):
                drawn = self._categorical.sample(sample_shape)
                return torch.nn.functional.one_hot(drawn, self._categorical._num_events).to(self.probs)

            def log_prob(self, value):
                return self._categorical.log_prob(value.max(-1)[1])

            def entropy(self):
                return self._categorical.entropy()

            def __repr__(self):
                return "OneHotCategorical()"

        class MultivariateNormal(Distribution):
            has_rsample = True

            def __init__(self, loc, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
                if (covariance_matrix is not None) + (scale_tril is not None) + (precision_matrix is not None) != 1:
                    raise ValueError("Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified.")
                self.loc = loc
                if scale_tril is None:
                    covariance = covariance_matrix if covariance_matrix is not None else torch.linalg.inv(precision_matrix)
                    scale_tril = torch.linalg.cholesky(covariance)
                self.scale_tril = scale_tril
                self.batch_shape, self.event_shape = loc.shape[:-1], loc.shape[-1:]

            mean = mode = property(lambda self: self.loc)
            covariance_matrix = property(lambda self: self.scale_tril @ self.scale_tril.mT)
            precision_matrix = property(lambda self: torch.linalg.inv(self.covariance_matrix))
            variance = property(lambda self: self.scale_tril.pow(2).sum(-1))

            def rsample(self, sample_shape=()):
                shape = tuple(sample_shape) + tuple(self.loc.shape)
                noise = torch.normal(torch.zeros(shape, dtype=self.loc.dtype), torch.ones(shape, dtype=self.loc.dtype))
                return self.loc + (self.scale_tril @ noise.unsqueeze(-1)).squeeze(-1)

            def _half_log_det(self):
                return self.scale_tril.diagonal(dim1=-2, dim2=-1).log().sum(-1)

            def log_prob(self, value):
                solved = torch.linalg.solve(self.scale_tril, (value - self.loc).unsqueeze(-1)).squeeze(-1)
                distance = solved.pow(2).sum(-1)
                return -0.5 * (self.loc.shape[-1] * math.log(2 * math.pi) + distance) - self._half_log_det()

            def entropy(self):
                return 0.5 * self.loc.shape[-1] * (1.0 + math.log(2 * math.pi)) + self._half_log_det()

            def __repr__(self):
                return f"MultivariateNormal(loc: {self.loc.size()}, scale_tril: {self.scale_tril.size()})"

        class Independent(Distribution):
            def __init__(self, base_distribution, reinterpreted_batch_ndims, validate_args=None):
                self.base_dist, self.reinterpreted_batch_ndims = base_distribution, reinterpreted_batch_ndims
                shape = tuple(base_distribution.batch_shape)
                cut = len(shape) - reinterpreted_batch_ndims
                if cut < 0:
                    raise ValueError("Expected reinterpreted_batch_ndims <= len(base_distribution.batch_shape), actual "
                                     f"{reinterpreted_batch_ndims} vs {len(shape)}")
                self.batch_shape, self.event_shape = torch.Size(shape[:cut]), torch.Size(shape[cut:])
                self.has_rsample = base_distribution.has_rsample

            mean = property(lambda self: self.base_dist.mean)
            variance = property(lambda self: self.base_dist.variance)

            def sample(self, sample_shape=()):
                return self.base_dist.sample(sample_shape)

            def rsample(self, sample_shape=()):
                return self.base_dist.rsample(sample_shape)

            def _summed(self, value):
                n = self.reinterpreted_batch_ndims
                return value.sum(tuple(range(-n, 0))) if n else value

            def log_prob(self, value):
                return self._summed(self.base_dist.log_prob(value))

            def entropy(self):
                return self._summed(self.base_dist.entropy())

            def __repr__(self):
                return f"Independent({self.base_dist}, {self.reinterpreted_batch_ndims})"
        """#

    /// The modules below `torch.distributions`, each with the class that it is imported for.
    static let homes: [(module: String, name: String)] = [
        ("categorical", "Categorical"), ("normal", "Normal"), ("bernoulli", "Bernoulli"), ("uniform", "Uniform"),
        ("exponential", "Exponential"), ("laplace", "Laplace"), ("gumbel", "Gumbel"), ("cauchy", "Cauchy"),
        ("geometric", "Geometric"), ("log_normal", "LogNormal"), ("half_normal", "HalfNormal"),
        ("one_hot_categorical", "OneHotCategorical"), ("multivariate_normal", "MultivariateNormal"),
        ("independent", "Independent"), ("distribution", "Distribution"), ("kl", "kl_divergence"),
    ]
}
