/// `torch.distributions`, written in Python.
enum DistributionsSource {
    static let text = #"""
        import math
        import torch

        class Distribution:
            has_rsample = False

            def _extended(self, sample_shape):
                return torch.Size(tuple(sample_shape)) + torch.Size(tuple(self.batch_shape))

            _shown = ()

            @property
            def stddev(self):
                return self.variance.sqrt()

            def __repr__(self):
                parts = [(n, self.__dict__[n]) for n in self._shown if n in self.__dict__]
                return type(self).__name__ + "(" + ", ".join(
                    f"{n}: {v if v.numel() == 1 else v.size()}" for n, v in parts) + ")"

            def _require(self, name, constraint, valid):
                value = getattr(self, name)
                if not valid.all():
                    raise ValueError(
                        f"Expected parameter {name} ({type(value).__name__} of shape {tuple(value.shape)}) of distribution "
                        f"{self!r} to satisfy the constraint {constraint}, but found invalid values:\n{value}")

            def _require_support(self, value, constraint, valid):
                if not valid.all():
                    raise ValueError(
                        f"Expected value argument ({type(value).__name__} of shape {tuple(value.shape)}) to be within the "
                        f"support ({constraint}) of the distribution {self!r}, but found invalid values:\n{value}")

            def sample(self, sample_shape=()):
                with torch.no_grad():
                    return self.rsample(sample_shape)

            def perplexity(self):
                return torch.exp(self.entropy())

        def _broadcast(*values):
            like = next((v for v in values if isinstance(v, torch.Tensor)), None)
            tensors = [v if isinstance(v, torch.Tensor) else torch.tensor(float(v)) for v in values]
            return torch.broadcast_tensors(*tensors)

        def _probs_to_logits(probs, is_binary=False):
            eps = torch.finfo(probs.dtype).eps
            clamped = probs.clamp(eps, 1 - eps)
            return torch.log(clamped) - torch.log1p(-clamped) if is_binary else torch.log(clamped)

        class Categorical(Distribution):
            def __init__(self, probs=None, logits=None, validate_args=None):
                if (probs is None) == (logits is None):
                    raise ValueError("Either `probs` or `logits` must be specified, but not both.")
                if probs is not None:
                    if probs.dim() < 1:
                        raise ValueError("`probs` parameter must be at least one-dimensional.")
                    self.probs = probs
                    if validate_args is not False:
                        self._require("probs", "Simplex()", (probs >= 0) & ((probs.sum(-1, keepdim=True) - 1).abs() < 1e-6))
                    self.probs = probs / probs.sum(-1, keepdim=True)
                else:
                    if logits.dim() < 1:
                        raise ValueError("`logits` parameter must be at least one-dimensional.")
                    self.logits = logits - logits.logsumexp(dim=-1, keepdim=True)
                given = probs if probs is not None else logits
                self._num_events = given.size(-1)
                self.batch_shape = given.shape[:-1]
                self.event_shape = torch.Size(())

            _shown = ("probs", "logits")

            def __getattr__(self, name):
                if name == "probs" and "logits" in self.__dict__:
                    self.probs = torch.softmax(self.logits, dim=-1)
                    return self.probs
                if name == "logits" and "probs" in self.__dict__:
                    self.logits = _probs_to_logits(self.probs)
                    return self.logits
                raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

            @property
            def param_shape(self):
                return self.__dict__["probs" if "probs" in self.__dict__ else "logits"].shape

            def sample(self, sample_shape=()):
                shape = torch.Size(tuple(sample_shape))
                flat = self.probs.reshape(-1, self._num_events)
                drawn = torch.multinomial(flat, shape.numel(), True).T
                return drawn.reshape(tuple(shape) + tuple(self.batch_shape))

            def log_prob(self, value):
                self._require_support(value, f"IntegerInterval(lower_bound=0, upper_bound={self._num_events - 1})",
                                      (value >= 0) & (value < self._num_events) & (value == value.floor()))
                value = value.long().unsqueeze(-1)
                value, log_pmf = torch.broadcast_tensors(value, self.logits)
                return log_pmf.gather(-1, value[..., :1]).squeeze(-1)

            def entropy(self):
                lowest = torch.finfo(self.logits.dtype).min
                return -(self.logits.clamp(min=lowest) * self.probs).sum(-1)

            @property
            def mode(self):
                return self.probs.argmax(dim=-1)

            @property
            def mean(self):
                return torch.full(self.batch_shape, math.nan, dtype=self.probs.dtype)

            @property
            def variance(self):
                return torch.full(self.batch_shape, math.nan, dtype=self.probs.dtype)

            def expand(self, batch_shape, _instance=None):
                return Categorical(logits=self.logits.expand(tuple(batch_shape) + (self._num_events,)))

            def enumerate_support(self, expand=True):
                values = torch.arange(self._num_events).reshape((-1,) + (1,) * len(self.batch_shape))
                return values.expand((-1,) + tuple(self.batch_shape)) if expand else values

        class Normal(Distribution):
            has_rsample = True

            def __init__(self, loc, scale, validate_args=None):
                self.loc, self.scale = _broadcast(loc, scale)
                if not (self.scale > 0).all():
                    raise ValueError(
                        f"Expected parameter scale (Tensor of shape {tuple(self.scale.shape)}) of distribution "
                        f"Normal(loc: {self.loc}, scale: {self.scale}) to satisfy the constraint GreaterThan(lower_bound=0.0), "
                        f"but found invalid values:\n{self.scale}")
                self.batch_shape = self.loc.size()
                self.event_shape = torch.Size(())

            @property
            def mean(self):
                return self.loc

            @property
            def mode(self):
                return self.loc

            @property
            def stddev(self):
                return self.scale

            @property
            def variance(self):
                return self.stddev.pow(2)

            def sample(self, sample_shape=()):
                shape = self._extended(sample_shape)
                with torch.no_grad():
                    return torch.normal(self.loc.expand(shape), self.scale.expand(shape))

            def rsample(self, sample_shape=()):
                shape = self._extended(sample_shape)
                noise = torch.empty(tuple(shape), dtype=self.loc.dtype).normal_()
                return self.loc + noise * self.scale

            def log_prob(self, value):
                variance = self.scale ** 2
                return -((value - self.loc) ** 2) / (2 * variance) - self.scale.log() - math.log(math.sqrt(2 * math.pi))

            def cdf(self, value):
                return 0.5 * (1 + torch.erf((value - self.loc) * self.scale.reciprocal() / math.sqrt(2)))

            def icdf(self, value):
                return self.loc + self.scale * torch.erfinv(2 * value - 1) * math.sqrt(2)

            def entropy(self):
                return 0.5 + 0.5 * math.log(2 * math.pi) + torch.log(self.scale)

            _shown = ("loc", "scale")

        class Uniform(Distribution):
            has_rsample = True

            def __init__(self, low, high, validate_args=None):
                self.low, self.high = _broadcast(low, high)
                self.batch_shape = self.low.size()
                self.event_shape = torch.Size(())

            @property
            def mean(self):
                return (self.high + self.low) / 2

            @property
            def variance(self):
                return (self.high - self.low).pow(2) / 12

            def rsample(self, sample_shape=()):
                noise = torch.rand(tuple(self._extended(sample_shape)), dtype=self.low.dtype)
                return self.low + noise * (self.high - self.low)

            def log_prob(self, value):
                inside = self.low.le(value).type_as(self.low) * self.high.gt(value).type_as(self.low)
                return torch.log(inside) - torch.log(self.high - self.low)

            def entropy(self):
                return torch.log(self.high - self.low)

            def cdf(self, value):
                return ((value - self.low) / (self.high - self.low)).clamp(min=0, max=1)

            def icdf(self, value):
                return value * (self.high - self.low) + self.low

            _shown = ("low", "high")

        class Bernoulli(Distribution):
            _shown = ("probs", "logits")

            def __getattr__(self, name):
                if name == "probs" and "logits" in self.__dict__:
                    self.probs = torch.sigmoid(self.logits)
                    return self.probs
                if name == "logits" and "probs" in self.__dict__:
                    self.logits = _probs_to_logits(self.probs, is_binary=True)
                    return self.logits
                raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

            mode = property(lambda self: (self.probs >= 0.5).to(self.probs))

            def __init__(self, probs=None, logits=None, validate_args=None):
                if (probs is None) == (logits is None):
                    raise ValueError("Either `probs` or `logits` must be specified, but not both.")
                if probs is not None:
                    self.probs = probs if isinstance(probs, torch.Tensor) else torch.tensor(float(probs))
                    if validate_args is not False:
                        self._require("probs", "Interval(lower_bound=0.0, upper_bound=1.0)", (self.probs >= 0) & (self.probs <= 1))
                else:
                    self.logits = logits if isinstance(logits, torch.Tensor) else torch.tensor(float(logits))
                given = self.__dict__.get("probs", self.__dict__.get("logits"))
                self.batch_shape = given.size()
                self.event_shape = torch.Size(())

            @property
            def mean(self):
                return self.probs

            @property
            def variance(self):
                return self.probs * (1 - self.probs)

            def sample(self, sample_shape=()):
                with torch.no_grad():
                    return torch.bernoulli(self.probs.expand(self._extended(sample_shape)))

            def log_prob(self, value):
                return -torch.nn.functional.binary_cross_entropy_with_logits(
                    self.logits.expand(value.shape), value, reduction="none")

            def entropy(self):
                return torch.nn.functional.binary_cross_entropy_with_logits(
                    self.logits, self.probs, reduction="none")

        def kl_divergence(p, q):
            if isinstance(p, Categorical) and isinstance(q, Categorical):
                t = p.probs * (p.logits - q.logits)
                t[(q.probs == 0).expand_as(t)] = math.inf
                t[(p.probs == 0).expand_as(t)] = 0
                return t.sum(-1)
            if isinstance(p, Bernoulli) and isinstance(q, Bernoulli):
                first = p.probs * (torch.nn.functional.softplus(-q.logits) - torch.nn.functional.softplus(-p.logits))
                second = (1 - p.probs) * (torch.nn.functional.softplus(q.logits) - torch.nn.functional.softplus(p.logits))
                return first + second
            if isinstance(p, Uniform) and isinstance(q, Uniform):
                result = torch.log((q.high - q.low) / (p.high - p.low))
                return torch.where((q.low > p.low) | (q.high < p.high), math.inf, result)
            if isinstance(p, Normal) and isinstance(q, Normal):
                ratio = (p.scale / q.scale).pow(2)
                distance = ((p.loc - q.loc) / q.scale).pow(2)
                return 0.5 * (ratio + distance - 1 - ratio.log())
            raise NotImplementedError(f"No KL(p || q) is implemented for p type {type(p).__name__} and q type {type(q).__name__}")
        """#
}
