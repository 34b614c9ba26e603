/// Distributions made of others by transforms.
extension DistributionsSource {
    static let composed = #"""
        from torch.distribution_transforms import (AbsTransform, AffineTransform, ComposeTransform, ExpTransform, LowerCholeskyTransform,
            PowerTransform, ReshapeTransform, SigmoidTransform, SoftmaxTransform, SoftplusTransform, StickBreakingTransform, TanhTransform,
            Transform, identity_transform)

        class TransformedDistribution(Distribution):
            def __init__(self, base_distribution, transforms, validate_args=None):
                self.transforms = [transforms] if isinstance(transforms, Transform) else list(transforms)
                whole = tuple(base_distribution.batch_shape) + tuple(base_distribution.event_shape)
                wanted = max([t.event_dim for t in self.transforms] + [len(base_distribution.event_shape)])
                extra = wanted - len(base_distribution.event_shape)
                self.base_dist = Independent(base_distribution, extra) if extra > 0 else base_distribution
                for transform in self.transforms:
                    if isinstance(transform, ReshapeTransform):
                        whole = whole[:len(whole) - len(transform.in_shape)] + tuple(transform.out_shape)
                    if isinstance(transform, StickBreakingTransform):
                        whole = whole[:-1] + (whole[-1] + 1,)
                cut = len(whole) - wanted
                super().__init__(whole[:cut], whole[cut:], validate_args=validate_args)

            has_rsample = property(lambda self: self.base_dist.has_rsample)
            support = property(lambda self: self.transforms[-1].codomain if self.transforms else self.base_dist.support)

            def sample(self, sample_shape=torch.Size()):
                with torch.no_grad():
                    return ComposeTransform(self.transforms)(self.base_dist.sample(sample_shape))

            def rsample(self, sample_shape=torch.Size()):
                return ComposeTransform(self.transforms)(self.base_dist.rsample(sample_shape))

            def log_prob(self, value):
                self._validate_sample(value)
                event_dim, total, y = len(self.event_shape), 0.0, value
                for transform in reversed(self.transforms):
                    x = transform.inv(y)
                    jacobian = transform.log_abs_det_jacobian(x, y)
                    total = total - _sum_rightmost(jacobian, event_dim - transform.event_dim)
                    y = x
                return total + _sum_rightmost(self.base_dist.log_prob(y), event_dim - len(self.base_dist.event_shape))

            def _flipped(self, value):
                sign = 1
                for transform in self.transforms:
                    sign = sign * transform.sign
                return value if isinstance(sign, int) and sign == 1 else sign * (value - 0.5) + 0.5

            def cdf(self, value):
                for transform in reversed(self.transforms):
                    value = transform.inv(value)
                return self._flipped(self.base_dist.cdf(value))

            def icdf(self, value):
                return ComposeTransform(self.transforms)(self.base_dist.icdf(self._flipped(value)))

        def _sum_rightmost(value, count):
            return value if count <= 0 else value.reshape(tuple(value.shape[:-count]) + (-1,)).sum(-1)

        class Independent(Distribution):
            def __init__(self, base_distribution, reinterpreted_batch_ndims, validate_args=None):
                shape = tuple(base_distribution.batch_shape)
                if reinterpreted_batch_ndims > len(shape):
                    raise ValueError("Expected reinterpreted_batch_ndims <= len(base_distribution.batch_shape), actual "
                                     f"{reinterpreted_batch_ndims} vs {len(shape)}")
                self.base_dist, self.reinterpreted_batch_ndims = base_distribution, reinterpreted_batch_ndims
                cut = len(shape) - reinterpreted_batch_ndims
                super().__init__(shape[:cut], shape[cut:] + tuple(base_distribution.event_shape), validate_args=validate_args)

            has_rsample = property(lambda self: self.base_dist.has_rsample)
            mean = property(lambda self: self.base_dist.mean)
            mode = property(lambda self: self.base_dist.mode)
            variance = property(lambda self: self.base_dist.variance)

            @property
            def support(self):
                inner = self.base_dist.support
                return constraints.independent(inner, self.reinterpreted_batch_ndims) if self.reinterpreted_batch_ndims else inner

            def sample(self, sample_shape=torch.Size()):
                return self.base_dist.sample(sample_shape)

            def rsample(self, sample_shape=torch.Size()):
                return self.base_dist.rsample(sample_shape)

            def log_prob(self, value):
                return _sum_rightmost(self.base_dist.log_prob(value), self.reinterpreted_batch_ndims)

            def entropy(self):
                return _sum_rightmost(self.base_dist.entropy(), self.reinterpreted_batch_ndims)

            def expand(self, batch_shape, _instance=None):
                inner = tuple(batch_shape) + tuple(self.event_shape)[:self.reinterpreted_batch_ndims]
                return Independent(self.base_dist.expand(inner), self.reinterpreted_batch_ndims)

            def __repr__(self):
                return f"Independent({self.base_dist}, {self.reinterpreted_batch_ndims})"

        class LogNormal(TransformedDistribution):
            arg_constraints = {"loc": constraints.real, "scale": constraints.positive}
            support = constraints.positive

            def __init__(self, loc, scale, validate_args=None):
                super().__init__(Normal(loc, scale, validate_args=validate_args), ExpTransform(), validate_args=validate_args)

            loc = property(lambda self: self.base_dist.loc)
            scale = property(lambda self: self.base_dist.scale)
            mean = property(lambda self: (self.loc + self.scale.pow(2) / 2).exp())
            mode = property(lambda self: (self.loc - self.scale.square()).exp())

            @property
            def variance(self):
                square = self.scale.pow(2)
                return square.expm1() * (2 * self.loc + square).exp()

            def entropy(self):
                return self.base_dist.entropy() + self.loc

        class HalfNormal(TransformedDistribution):
            arg_constraints = {"scale": constraints.positive}
            support = constraints.nonnegative

            def __init__(self, scale, validate_args=None):
                super().__init__(Normal(0, scale, validate_args=False), AbsTransform(), validate_args=validate_args)

            scale = property(lambda self: self.base_dist.scale)
            mean = property(lambda self: self.scale * math.sqrt(2 / math.pi))
            mode = property(lambda self: torch.zeros_like(self.scale))
            variance = property(lambda self: self.scale.pow(2) * (1 - 2 / math.pi))

            def log_prob(self, value):
                self._validate_sample(value)
                return torch.where(value >= 0, self.base_dist.log_prob(value) + math.log(2), -math.inf)

            def cdf(self, value):
                self._validate_sample(value)
                return 2 * self.base_dist.cdf(value) - 1

            def icdf(self, prob):
                return self.base_dist.icdf((prob + 1) / 2)

            def entropy(self):
                return self.base_dist.entropy() - math.log(2)

        class HalfCauchy(TransformedDistribution):
            arg_constraints = {"scale": constraints.positive}
            support = constraints.nonnegative

            def __init__(self, scale, validate_args=None):
                super().__init__(Cauchy(0, scale, validate_args=False), AbsTransform(), validate_args=validate_args)

            scale = property(lambda self: self.base_dist.scale)
            mean = property(lambda self: torch.full(self._extended_shape(), math.inf, dtype=self.scale.dtype))
            mode = property(lambda self: torch.zeros_like(self.scale))
            variance = property(lambda self: self.base_dist.variance)

            def log_prob(self, value):
                self._validate_sample(value)
                value = torch.as_tensor(value, dtype=self.scale.dtype)
                return torch.where(value >= 0, self.base_dist.log_prob(value) + math.log(2), -math.inf)

            def cdf(self, value):
                return 2 * self.base_dist.cdf(value) - 1

            def entropy(self):
                return self.base_dist.entropy() - math.log(2)

        _EULER = 0.57721566490153286060

        class Gumbel(TransformedDistribution):
            arg_constraints = {"loc": constraints.real, "scale": constraints.positive}
            support = constraints.real

            def __init__(self, loc, scale, validate_args=None):
                self.loc, self.scale = broadcast_all(loc, scale)
                info = torch.finfo(self.loc.dtype)
                low, high = torch.full_like(self.loc, info.tiny), torch.full_like(self.loc, 1 - info.eps)
                parts = [ExpTransform().inv, AffineTransform(0, -torch.ones_like(self.scale)), ExpTransform().inv,
                         AffineTransform(self.loc, -self.scale)]
                super().__init__(Uniform(low, high, validate_args=False), parts, validate_args=validate_args)

            mean = property(lambda self: self.loc + self.scale * _EULER)
            mode = property(lambda self: self.loc)
            stddev = property(lambda self: (math.pi / math.sqrt(6)) * self.scale)
            variance = property(lambda self: self.stddev.pow(2))

            def log_prob(self, value):
                self._validate_sample(value)
                y = (self.loc - value) / self.scale
                return (y - y.exp()) - self.scale.log()

            def entropy(self):
                return self.scale.log() + (1 + _EULER)

        class Weibull(TransformedDistribution):
            arg_constraints = {"scale": constraints.positive, "concentration": constraints.positive}
            support = constraints.positive

            def __init__(self, scale, concentration, validate_args=None):
                self.scale, self.concentration = broadcast_all(scale, concentration)
                self.concentration_reciprocal = self.concentration.reciprocal()
                parts = [PowerTransform(exponent=self.concentration_reciprocal), AffineTransform(loc=0, scale=self.scale)]
                super().__init__(Exponential(torch.ones_like(self.scale)), parts, validate_args=validate_args)

            mean = property(lambda self: self.scale * torch.exp(torch.lgamma(1 + self.concentration_reciprocal)))

            @property
            def mode(self):
                return self.scale * ((self.concentration - 1) / self.concentration) ** self.concentration.reciprocal()

            @property
            def variance(self):
                r = self.concentration_reciprocal
                return self.scale.pow(2) * (torch.exp(torch.lgamma(1 + 2 * r)) - torch.exp(2 * torch.lgamma(1 + r)))

            def entropy(self):
                return _EULER * (1 - self.concentration_reciprocal) + torch.log(self.scale * self.concentration_reciprocal) + 1

        class Pareto(TransformedDistribution):
            arg_constraints = {"alpha": constraints.positive, "scale": constraints.positive}

            def __init__(self, scale, alpha, validate_args=None):
                self.scale, self.alpha = broadcast_all(scale, alpha)
                super().__init__(Exponential(self.alpha, validate_args=validate_args),
                                 [ExpTransform(), AffineTransform(loc=0, scale=self.scale)], validate_args=validate_args)

            support = property(lambda self: constraints.greater_than_eq(self.scale))
            mode = property(lambda self: self.scale)

            @property
            def mean(self):
                a = self.alpha.clamp(min=1)
                return a * self.scale / (a - 1)

            @property
            def variance(self):
                a = self.alpha.clamp(min=2)
                return self.scale.pow(2) * a / ((a - 1).pow(2) * (a - 2))

            def entropy(self):
                return (self.scale / self.alpha).log() + (1 + self.alpha.reciprocal())

        class InverseGamma(TransformedDistribution):
            arg_constraints = {"concentration": constraints.positive, "rate": constraints.positive}
            support = constraints.positive

            def __init__(self, concentration, rate, validate_args=None):
                base = Gamma(concentration, rate, validate_args=validate_args)
                super().__init__(base, PowerTransform(-torch.tensor(1.0, dtype=base.rate.dtype)), validate_args=validate_args)

            concentration = property(lambda self: self.base_dist.concentration)
            rate = property(lambda self: self.base_dist.rate)
            mode = property(lambda self: self.rate / (self.concentration + 1))

            @property
            def mean(self):
                return torch.where(self.concentration > 1, self.rate / (self.concentration - 1), math.inf)

            @property
            def variance(self):
                a = self.concentration
                return torch.where(a > 2, self.rate.square() / ((a - 1).square() * (a - 2)), math.inf)

            def entropy(self):
                a = self.concentration
                return a + self.rate.log() + a.lgamma() - (1 + a) * a.digamma()

        class Kumaraswamy(TransformedDistribution):
            arg_constraints = {"concentration1": constraints.positive, "concentration0": constraints.positive}
            support = constraints.unit_interval

            def __init__(self, concentration1, concentration0, validate_args=None):
                self.concentration1, self.concentration0 = broadcast_all(concentration1, concentration0)
                parts = [PowerTransform(exponent=self.concentration0.reciprocal()), AffineTransform(loc=1.0, scale=-1.0),
                         PowerTransform(exponent=self.concentration1.reciprocal())]
                base = Uniform(torch.full_like(self.concentration0, 0), torch.full_like(self.concentration0, 1))
                super().__init__(base, parts, validate_args=validate_args)

            def _moment(self, n):
                a, b = self.concentration1, self.concentration0
                first = 1 + n / a
                return torch.exp(torch.lgamma(first) + torch.lgamma(b) - torch.lgamma(first + b)) * b

            mean = property(lambda self: self._moment(1))
            variance = property(lambda self: self._moment(2) - torch.pow(self.mean, 2))

            def entropy(self):
                t1, t0 = 1 - self.concentration1.reciprocal(), 1 - self.concentration0.reciprocal()
                h0 = torch.digamma(self.concentration0 + 1) + _EULER
                return t0 + t1 * h0 - torch.log(self.concentration1) - torch.log(self.concentration0)

        class LogisticNormal(TransformedDistribution):
            arg_constraints = {"loc": constraints.real, "scale": constraints.positive}
            support = constraints.simplex

            def __init__(self, loc, scale, validate_args=None):
                super().__init__(Normal(loc, scale), StickBreakingTransform(), validate_args=validate_args)

            loc = property(lambda self: self.base_dist.base_dist.loc)
            scale = property(lambda self: self.base_dist.base_dist.scale)

        class RelaxedBernoulli(TransformedDistribution):
            arg_constraints = {"probs": constraints.unit_interval, "logits": constraints.real}
            support = constraints.unit_interval

            def __init__(self, temperature, probs=None, logits=None, validate_args=None):
                super().__init__(LogitRelaxedBernoulli(temperature, probs, logits), SigmoidTransform(), validate_args=validate_args)

            temperature = property(lambda self: self.base_dist.temperature)
            probs = property(lambda self: self.base_dist.probs)
            logits = property(lambda self: self.base_dist.logits)

        class LogitRelaxedBernoulli(_Logits, Distribution):
            has_rsample = True
            arg_constraints = {"probs": constraints.unit_interval, "logits": constraints.real}
            support = constraints.real

            def __init__(self, temperature, probs=None, logits=None, validate_args=None):
                _one_of(probs, logits)
                self.temperature = temperature
                if probs is not None:
                    self.probs, = broadcast_all(probs)
                else:
                    self.logits, = broadcast_all(logits)
                super().__init__(self._param.size(), validate_args=validate_args)

            def rsample(self, sample_shape=torch.Size()):
                shape = self._extended_shape(sample_shape)
                probs, uniforms = clamp_probs(self.probs.expand(shape)), clamp_probs(torch.rand(shape, dtype=self.probs.dtype))
                return (uniforms.log() - (-uniforms).log1p() + probs.log() - (-probs).log1p()) / self.temperature

            def log_prob(self, value):
                self._validate_sample(value)
                logits, value = broadcast_all(self.logits, value)
                diff = logits - value.mul(self.temperature)
                return self.temperature.log() + diff - 2 * diff.exp().log1p()

        class ExpRelaxedCategorical(Distribution):
            has_rsample = True
            arg_constraints = {"probs": constraints.simplex, "logits": constraints.real_vector}
            support = constraints.real_vector

            def __init__(self, temperature, probs=None, logits=None, validate_args=None):
                self._categorical, self.temperature = Categorical(probs, logits), temperature
                super().__init__(self._categorical.batch_shape, self._categorical.param_shape[-1:], validate_args=validate_args)

            probs = property(lambda self: self._categorical.probs)
            logits = property(lambda self: self._categorical.logits)

            def rsample(self, sample_shape=torch.Size()):
                shape = self._extended_shape(sample_shape)
                gumbels = -((-clamp_probs(torch.rand(shape, dtype=self.logits.dtype)).log()).log())
                scores = (self.logits + gumbels) / self.temperature
                return scores - scores.logsumexp(dim=-1, keepdim=True)

            def log_prob(self, value):
                k = self._categorical._num_events
                self._validate_sample(value)
                logits, value = broadcast_all(self.logits, value)
                log_scale = torch.full_like(self.temperature, float(k)).lgamma() - self.temperature.log().mul(-(k - 1))
                score = logits - value.mul(self.temperature)
                return (score - score.logsumexp(dim=-1, keepdim=True)).sum(-1) + log_scale

        class RelaxedOneHotCategorical(TransformedDistribution):
            arg_constraints = {"probs": constraints.simplex, "logits": constraints.real_vector}
            support = constraints.simplex

            def __init__(self, temperature, probs=None, logits=None, validate_args=None):
                super().__init__(ExpRelaxedCategorical(temperature, probs, logits), ExpTransform(), validate_args=validate_args)

            temperature = property(lambda self: self.base_dist.temperature)
            probs = property(lambda self: self.base_dist.probs)
            logits = property(lambda self: self.base_dist.logits)
        """#
}
