/// Distributions of categories and counts.
extension DistributionsSource {
    static let discrete = #"""

        class Categorical(_Logits, Distribution):
            _is_binary = False
            has_enumerate_support = True
            arg_constraints = {"probs": constraints.simplex, "logits": constraints.real_vector}

            def __init__(self, probs=None, logits=None, validate_args=None):
                _one_of(probs, logits)
                given = probs if probs is not None else logits
                if given.dim() < 1:
                    raise ValueError(f"`{'probs' if logits is None else 'logits'}` parameter must be at least one-dimensional.")
                if probs is not None:
                    self.probs = probs / probs.sum(-1, keepdim=True)
                else:
                    self.logits = logits - logits.logsumexp(dim=-1, keepdim=True)
                self._num_events = given.size(-1)
                super().__init__(given.shape[:-1], validate_args=validate_args)

            support = property(lambda self: constraints.integer_interval(0, self._num_events - 1))
            mean = variance = property(lambda self: torch.full(self._extended_shape(), math.nan, dtype=self.probs.dtype))
            mode = property(lambda self: self.probs.argmax(dim=-1))

            def sample(self, sample_shape=torch.Size()):
                shape = torch.Size(sample_shape)
                drawn = torch.multinomial(self.probs.reshape(-1, self._num_events), shape.numel(), True).T
                return drawn.reshape(self._extended_shape(shape))

            def log_prob(self, value):
                self._validate_sample(value)
                value, log_pmf = torch.broadcast_tensors(value.long().unsqueeze(-1), self.logits)
                return log_pmf.gather(-1, value[..., :1]).squeeze(-1)

            def entropy(self):
                return -(torch.clamp(self.logits, min=torch.finfo(self.logits.dtype).min) * self.probs).sum(-1)

            def enumerate_support(self, expand=True):
                values = torch.arange(self._num_events).view((-1,) + (1,) * len(self._batch_shape))
                return values.expand((-1,) + tuple(self._batch_shape)) if expand else values

            def expand(self, batch_shape, _instance=None):
                shape = tuple(batch_shape) + (self._num_events,)
                if "probs" in self.__dict__:
                    return Categorical(probs=self.probs.expand(shape))
                return Categorical(logits=self.logits.expand(shape))

        class Bernoulli(_Logits, ExponentialFamily):
            has_enumerate_support = True
            arg_constraints = {"probs": constraints.unit_interval, "logits": constraints.real}
            support = constraints.boolean

            def __init__(self, probs=None, logits=None, validate_args=None):
                _one_of(probs, logits)
                if probs is not None:
                    self.probs, = broadcast_all(probs)
                else:
                    self.logits, = broadcast_all(logits)
                super().__init__(self._param.size(), validate_args=validate_args)

            mean = property(lambda self: self.probs)
            variance = property(lambda self: self.probs * (1 - self.probs))

            @property
            def mode(self):
                mode = (self.probs >= 0.5).to(self.probs)
                mode[self.probs == 0.5] = math.nan
                return mode

            def sample(self, sample_shape=torch.Size()):
                with torch.no_grad():
                    return torch.bernoulli(self.probs.expand(self._extended_shape(sample_shape)))

            def log_prob(self, value):
                self._validate_sample(value)
                logits, value = broadcast_all(self.logits, value)
                return -F.binary_cross_entropy_with_logits(logits, value, reduction="none")

            def entropy(self):
                return F.binary_cross_entropy_with_logits(self.logits, self.probs, reduction="none")

            def enumerate_support(self, expand=True):
                values = torch.arange(2, dtype=self._param.dtype).view((-1,) + (1,) * len(self._batch_shape))
                return values.expand((-1,) + tuple(self._batch_shape)) if expand else values

        class Geometric(_Logits, Distribution):
            arg_constraints = {"probs": constraints.unit_interval, "logits": constraints.real}
            support = constraints.nonnegative_integer

            def __init__(self, probs=None, logits=None, validate_args=None):
                _one_of(probs, logits)
                if probs is not None:
                    self.probs, = broadcast_all(probs)
                else:
                    self.logits, = broadcast_all(logits)
                super().__init__(self._param.size(), validate_args=validate_args)
                if self._validate_args and probs is not None and not (self.probs > 0).all():
                    value = self.probs
                    raise ValueError(
                        f"Expected parameter probs ({type(value).__name__} of shape {tuple(value.shape)}) of distribution {self!r} "
                        f"to be positive but found invalid values:\n{value}")

            mean = property(lambda self: 1.0 / self.probs - 1.0)
            mode = property(lambda self: torch.zeros_like(self.probs))
            variance = property(lambda self: (1.0 / self.probs - 1.0) / self.probs)

            def sample(self, sample_shape=torch.Size()):
                shape = self._extended_shape(sample_shape)
                with torch.no_grad():
                    u = torch.empty(shape, dtype=self.probs.dtype).uniform_(torch.finfo(self.probs.dtype).tiny, 1)
                    return (u.log() / (-self.probs).log1p()).floor()

            def log_prob(self, value):
                self._validate_sample(value)
                value, probs = broadcast_all(value, self.probs)
                probs = torch.where((probs == 1) & (value == 0), 0, probs)
                return value * (-probs).log1p() + self.probs.log()

            def entropy(self):
                return F.binary_cross_entropy_with_logits(self.logits, self.probs, reduction="none") / self.probs

        class Poisson(ExponentialFamily):
            arg_constraints = {"rate": constraints.nonnegative}
            support = constraints.nonnegative_integer

            def __init__(self, rate, validate_args=None):
                self.rate, = broadcast_all(rate)
                super().__init__(_plain(rate), validate_args=validate_args)

            mean = variance = property(lambda self: self.rate)
            mode = property(lambda self: self.rate.floor())

            def sample(self, sample_shape=torch.Size()):
                with torch.no_grad():
                    return torch.poisson(self.rate.expand(self._extended_shape(sample_shape)))

            def log_prob(self, value):
                self._validate_sample(value)
                rate, value = broadcast_all(self.rate, value)
                return value.xlogy(rate) - rate - (value + 1).lgamma()

        class Binomial(_Logits, Distribution):
            has_enumerate_support = True
            arg_constraints = {"total_count": constraints.nonnegative_integer, "probs": constraints.unit_interval,
                               "logits": constraints.real}

            def __init__(self, total_count=1, probs=None, logits=None, validate_args=None):
                _one_of(probs, logits)
                given = probs if probs is not None else logits
                self.total_count, given = broadcast_all(total_count, given)
                self.total_count = self.total_count.type_as(given)
                setattr(self, "probs" if probs is not None else "logits", given)
                super().__init__(given.size(), validate_args=validate_args)

            support = property(lambda self: constraints.integer_interval(0, self.total_count))
            mean = property(lambda self: self.total_count * self.probs)
            mode = property(lambda self: ((self.total_count + 1) * self.probs).floor().clamp(max=self.total_count))
            variance = property(lambda self: self.total_count * self.probs * (1 - self.probs))

            def sample(self, sample_shape=torch.Size()):
                shape = self._extended_shape(sample_shape)
                with torch.no_grad():
                    return torch.binomial(self.total_count.expand(shape), self.probs.expand(shape))

            def log_prob(self, value):
                self._validate_sample(value)
                n = self.total_count
                clamped = (self.logits.clamp(min=0) + self.logits - self.logits.clamp(max=0)) / 2
                normalized = (n * clamped + n * torch.log1p(torch.exp(-torch.abs(self.logits))) - torch.lgamma(n + 1))
                return value * self.logits - torch.lgamma(value + 1) - torch.lgamma(n - value + 1) - normalized

            def entropy(self):
                total = int(self.total_count.max())
                if not self.total_count.min() == total:
                    raise NotImplementedError("Inhomogeneous total count not supported by `entropy`.")
                log_prob = self.log_prob(self.enumerate_support(False))
                return -(torch.exp(log_prob) * log_prob).sum(0)

            def enumerate_support(self, expand=True):
                total = int(self.total_count.max())
                if not self.total_count.min() == total:
                    raise NotImplementedError("Inhomogeneous total count not supported by `enumerate_support`.")
                values = torch.arange(1 + total, dtype=self._param.dtype).view((-1,) + (1,) * len(self._batch_shape))
                return values.expand((-1,) + tuple(self._batch_shape)) if expand else values

        class NegativeBinomial(_Logits, Distribution):
            arg_constraints = {"total_count": constraints.greater_than_eq(0), "probs": constraints.half_open_interval(0.0, 1.0),
                               "logits": constraints.real}
            support = constraints.nonnegative_integer

            def __init__(self, total_count, probs=None, logits=None, validate_args=None):
                _one_of(probs, logits)
                given = probs if probs is not None else logits
                self.total_count, given = broadcast_all(total_count, given)
                self.total_count = self.total_count.type_as(given)
                setattr(self, "probs" if probs is not None else "logits", given)
                super().__init__(given.size(), validate_args=validate_args)

            mean = property(lambda self: self.total_count * torch.exp(self.logits))
            mode = property(lambda self: ((self.total_count - 1) * self.logits.exp()).floor().clamp(min=0.0))
            variance = property(lambda self: self.mean / torch.sigmoid(-self.logits))

            def sample(self, sample_shape=torch.Size()):
                with torch.no_grad():
                    return torch.poisson(Gamma(self.total_count, torch.exp(-self.logits), validate_args=False).sample(sample_shape))

            def log_prob(self, value):
                self._validate_sample(value)
                plain = self.total_count * F.logsigmoid(-self.logits) + value * F.logsigmoid(self.logits)
                normal = -torch.lgamma(self.total_count + value) + torch.lgamma(1.0 + value) + torch.lgamma(self.total_count)
                return plain - normal.masked_fill(self.total_count + value == 0.0, 0.0)

        class Multinomial(Distribution):
            arg_constraints = {"probs": constraints.simplex, "logits": constraints.real_vector}

            def __init__(self, total_count=1, probs=None, logits=None, validate_args=None):
                if not isinstance(total_count, int):
                    raise NotImplementedError("inhomogeneous total_count is not supported")
                self.total_count = total_count
                self._categorical = Categorical(probs=probs, logits=logits)
                super().__init__(self._categorical.batch_shape, self._categorical.param_shape[-1:], validate_args=validate_args)

            probs = property(lambda self: self._categorical.probs)
            logits = property(lambda self: self._categorical.logits)
            support = property(lambda self: constraints.multinomial(self.total_count))
            mean = property(lambda self: self.probs * self.total_count)
            variance = property(lambda self: self.total_count * self.probs * (1 - self.probs))

            def sample(self, sample_shape=torch.Size()):
                shape = torch.Size(sample_shape)
                drawn = self._categorical.sample(torch.Size((self.total_count,)) + shape)
                order = list(range(drawn.dim()))
                drawn = drawn.permute(*(order[1:] + order[:1]))
                counts = torch.zeros(self._extended_shape(shape), dtype=torch.int64)
                counts.scatter_add_(-1, drawn, torch.ones_like(drawn))
                return counts.type_as(self.probs)

            def log_prob(self, value):
                self._validate_sample(value)
                logits, value = broadcast_all(self.logits, value)
                logits = logits.clone()
                logits[(value == 0) & (logits == -math.inf)] = 0
                return torch.lgamma(value.sum(-1) + 1) - torch.lgamma(value + 1).sum(-1) + (logits * value).sum(-1)

            def entropy(self):
                n = torch.tensor(self.total_count)
                counts = torch.arange(1.0, self.total_count + 1).view((-1,) + (1,) * (1 + len(self._batch_shape)))
                weights = torch.exp(Binomial(self.total_count, probs=self.probs).log_prob(counts))
                return (self.total_count * self._categorical.entropy() - torch.lgamma(n + 1)
                        + (weights * torch.lgamma(counts + 1)).sum([0, -1]))

        class OneHotCategorical(Distribution):
            has_enumerate_support = True
            arg_constraints = {"probs": constraints.simplex, "logits": constraints.real_vector}
            support = constraints.one_hot

            def __init__(self, probs=None, logits=None, validate_args=None):
                self._categorical = Categorical(probs, logits)
                super().__init__(self._categorical.batch_shape, self._categorical.param_shape[-1:], validate_args=validate_args)

            probs = mean = property(lambda self: self._categorical.probs)
            logits = property(lambda self: self._categorical.logits)
            param_shape = property(lambda self: self._categorical.param_shape)
            mode = property(lambda self: F.one_hot(self.probs.argmax(-1), self.event_shape[0]).to(self.probs))
            variance = property(lambda self: self.probs * (1 - self.probs))

            def sample(self, sample_shape=torch.Size()):
                return F.one_hot(self._categorical.sample(sample_shape), self._categorical._num_events).to(self.probs)

            def log_prob(self, value):
                self._validate_sample(value)
                return self._categorical.log_prob(value.max(-1)[1])

            def entropy(self):
                return self._categorical.entropy()

            def enumerate_support(self, expand=True):
                n = self.event_shape[0]
                values = torch.eye(n, dtype=self.probs.dtype).view((n,) + (1,) * len(self.batch_shape) + (n,))
                return values.expand((n,) + tuple(self.batch_shape) + (n,)) if expand else values

        class OneHotCategoricalStraightThrough(OneHotCategorical):
            has_rsample = True

            def rsample(self, sample_shape=torch.Size()):
                samples = self.sample(sample_shape)
                return samples + (self.probs - self.probs.detach())
        """#
}
