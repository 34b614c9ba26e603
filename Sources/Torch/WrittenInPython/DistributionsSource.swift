/// `torch.distributions`, written in Python.
enum DistributionsSource {
    static let text = #"""
        import math
        import torch

        class Distribution:
            has_rsample = False

            def _extended(self, sample_shape):
                return torch.Size(tuple(sample_shape)) + torch.Size(tuple(self.batch_shape))

            @property
            def stddev(self):
                return self.variance.sqrt()

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
                    self.probs = probs / probs.sum(-1, keepdim=True)
                    self.logits = _probs_to_logits(self.probs)
                else:
                    if logits.dim() < 1:
                        raise ValueError("`logits` parameter must be at least one-dimensional.")
                    self.logits = logits - logits.logsumexp(dim=-1, keepdim=True)
                    self.probs = torch.softmax(self.logits, dim=-1)
                self._num_events = self.logits.size(-1)
                self.batch_shape = self.logits.shape[:-1]
                self.event_shape = torch.Size(())

            @property
            def param_shape(self):
                return self.logits.shape

            def sample(self, sample_shape=()):
                shape = torch.Size(tuple(sample_shape))
                flat = self.probs.reshape(-1, self._num_events)
                drawn = torch.multinomial(flat, shape.numel(), True).T
                return drawn.reshape(tuple(shape) + tuple(self.batch_shape))

            def log_prob(self, value):
                value = value.long().unsqueeze(-1)
                value, log_pmf = torch.broadcast_tensors(value, self.logits)
                return log_pmf.gather(-1, value[..., :1]).squeeze(-1)

            def entropy(self):
                lowest = torch.finfo(self.logits.dtype).min
                return -(self.logits.clamp(min=lowest) * self.probs).sum(-1)

            @property
            def mode(self):
                return self.probs.argmax(dim=-1)

            def __repr__(self):
                return f"Categorical(logits: {self.logits.size()})"

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

            def __repr__(self):
                def show(t):
                    return str(t.item()) if t.dim() == 0 else str(t.size())
                if self.loc.numel() == 1:
                    return f"Normal(loc: {self.loc}, scale: {self.scale})"
                return f"Normal(loc: {self.loc.size()}, scale: {self.scale.size()})"

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

        class Bernoulli(Distribution):
            def __init__(self, probs=None, logits=None, validate_args=None):
                if (probs is None) == (logits is None):
                    raise ValueError("Either `probs` or `logits` must be specified, but not both.")
                if probs is not None:
                    self.probs = probs if isinstance(probs, torch.Tensor) else torch.tensor(float(probs))
                    self.logits = _probs_to_logits(self.probs, is_binary=True)
                else:
                    self.logits = logits if isinstance(logits, torch.Tensor) else torch.tensor(float(logits))
                    self.probs = torch.sigmoid(self.logits)
                self.batch_shape = self.probs.size()
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
            if isinstance(p, Normal) and isinstance(q, Normal):
                ratio = (p.scale / q.scale).pow(2)
                distance = ((p.loc - q.loc) / q.scale).pow(2)
                return 0.5 * (ratio + distance - 1 - ratio.log())
            raise NotImplementedError(f"No KL(p || q) is implemented for p type {type(p).__name__} and q type {type(q).__name__}")
        """#
}
