/// Distributions of real numbers.
extension DistributionsSource {
    static let continuous = #"""

        class Normal(ExponentialFamily):
            has_rsample = True
            arg_constraints = {"loc": constraints.real, "scale": constraints.positive}
            support = constraints.real

            def __init__(self, loc, scale, validate_args=None):
                self.loc, self.scale = broadcast_all(loc, scale)
                super().__init__(self.loc.size(), validate_args=validate_args)

            mean = mode = property(lambda self: self.loc)
            stddev = property(lambda self: self.scale)
            variance = property(lambda self: self.stddev.pow(2))

            def sample(self, sample_shape=torch.Size()):
                shape = self._extended_shape(sample_shape)
                with torch.no_grad():
                    return torch.normal(self.loc.expand(shape), self.scale.expand(shape))

            def rsample(self, sample_shape=torch.Size()):
                shape = self._extended_shape(sample_shape)
                return self.loc + torch.empty(shape, dtype=self.loc.dtype).normal_() * self.scale

            def log_prob(self, value):
                self._validate_sample(value)
                return (-((value - self.loc) ** 2) / (2 * self.scale ** 2) - self.scale.log() - math.log(math.sqrt(2 * math.pi)))

            def cdf(self, value):
                self._validate_sample(value)
                return 0.5 * (1 + torch.erf((value - self.loc) * self.scale.reciprocal() / math.sqrt(2)))

            def icdf(self, value):
                return self.loc + self.scale * torch.erfinv(2 * value - 1) * math.sqrt(2)

            def entropy(self):
                return 0.5 + 0.5 * math.log(2 * math.pi) + torch.log(self.scale)

        class Uniform(Distribution):
            has_rsample = True

            def __init__(self, low, high, validate_args=None):
                self.low, self.high = broadcast_all(low, high)
                super().__init__(self.low.size(), validate_args=validate_args)

            @property
            def arg_constraints(self):
                return {"low": constraints.less_than(self.high), "high": constraints.greater_than(self.low)}

            support = property(lambda self: constraints.interval(self.low, self.high))
            mean = property(lambda self: (self.high + self.low) / 2)
            mode = property(lambda self: math.nan * self.high)
            stddev = property(lambda self: (self.high - self.low) / 12 ** 0.5)
            variance = property(lambda self: (self.high - self.low).pow(2) / 12)

            def rsample(self, sample_shape=torch.Size()):
                return self.low + torch.rand(self._extended_shape(sample_shape), dtype=self.low.dtype) * (self.high - self.low)

            def log_prob(self, value):
                self._validate_sample(value)
                inside = self.low.le(value).type_as(self.low).mul(self.high.gt(value).type_as(self.low))
                return torch.log(inside) - torch.log(self.high - self.low)

            def cdf(self, value):
                self._validate_sample(value)
                return ((value - self.low) / (self.high - self.low)).clamp(min=0, max=1)

            def icdf(self, value):
                return value * (self.high - self.low) + self.low

            def entropy(self):
                return torch.log(self.high - self.low)

        class Exponential(ExponentialFamily):
            has_rsample = True
            arg_constraints = {"rate": constraints.positive}
            support = constraints.nonnegative

            def __init__(self, rate, validate_args=None):
                self.rate, = broadcast_all(rate)
                super().__init__(_plain(rate), validate_args=validate_args)

            mean = stddev = property(lambda self: self.rate.reciprocal())
            mode = property(lambda self: torch.zeros_like(self.rate))
            variance = property(lambda self: self.rate.pow(-2))

            def rsample(self, sample_shape=torch.Size()):
                return torch.empty(self._extended_shape(sample_shape), dtype=self.rate.dtype).exponential_() / self.rate

            def log_prob(self, value):
                self._validate_sample(value)
                return self.rate.log() - self.rate * value

            def cdf(self, value):
                self._validate_sample(value)
                return 1 - torch.exp(-self.rate * value)

            def icdf(self, value):
                return -torch.log1p(-value) / self.rate

            def entropy(self):
                return 1.0 - torch.log(self.rate)

        class Laplace(Distribution):
            has_rsample = True
            arg_constraints = {"loc": constraints.real, "scale": constraints.positive}
            support = constraints.real

            def __init__(self, loc, scale, validate_args=None):
                self.loc, self.scale = broadcast_all(loc, scale)
                super().__init__(self.loc.size(), validate_args=validate_args)

            mean = mode = property(lambda self: self.loc)
            variance = property(lambda self: 2 * self.scale.pow(2))
            stddev = property(lambda self: (2 ** 0.5) * self.scale)

            def rsample(self, sample_shape=torch.Size()):
                eps = torch.finfo(self.loc.dtype).eps
                u = torch.empty(self._extended_shape(sample_shape), dtype=self.loc.dtype).uniform_(eps - 1, 1)
                return self.loc - self.scale * u.sign() * torch.log1p(-u.abs())

            def log_prob(self, value):
                self._validate_sample(value)
                return -torch.log(2 * self.scale) - torch.abs(value - self.loc) / self.scale

            def cdf(self, value):
                self._validate_sample(value)
                return 0.5 - 0.5 * (value - self.loc).sign() * torch.expm1(-(value - self.loc).abs() / self.scale)

            def icdf(self, value):
                term = value - 0.5
                return self.loc - self.scale * term.sign() * torch.log1p(-2 * term.abs())

            def entropy(self):
                return 1 + torch.log(2 * self.scale)

        class Cauchy(Distribution):
            has_rsample = True
            arg_constraints = {"loc": constraints.real, "scale": constraints.positive}
            support = constraints.real

            def __init__(self, loc, scale, validate_args=None):
                self.loc, self.scale = broadcast_all(loc, scale)
                super().__init__(self.loc.size(), validate_args=validate_args)

            mode = property(lambda self: self.loc)
            mean = property(lambda self: torch.full_like(self.loc, math.nan))
            variance = property(lambda self: torch.full_like(self.loc, math.inf))

            def rsample(self, sample_shape=torch.Size()):
                return self.loc + torch.empty(self._extended_shape(sample_shape), dtype=self.loc.dtype).cauchy_() * self.scale

            def log_prob(self, value):
                self._validate_sample(value)
                return -math.log(math.pi) - self.scale.log() - (((value - self.loc) / self.scale) ** 2).log1p()

            def cdf(self, value):
                self._validate_sample(value)
                return torch.atan((value - self.loc) / self.scale) / math.pi + 0.5

            def icdf(self, value):
                return torch.tan(math.pi * (value - 0.5)) * self.scale + self.loc

            def entropy(self):
                return math.log(4 * math.pi) + self.scale.log()

        class Gamma(ExponentialFamily):
            has_rsample = True
            arg_constraints = {"concentration": constraints.positive, "rate": constraints.positive}
            support = constraints.nonnegative

            def __init__(self, concentration, rate, validate_args=None):
                self.concentration, self.rate = broadcast_all(concentration, rate)
                super().__init__(self.concentration.size(), validate_args=validate_args)

            mean = property(lambda self: self.concentration / self.rate)
            mode = property(lambda self: ((self.concentration - 1) / self.rate).clamp(min=0))
            variance = property(lambda self: self.concentration / self.rate.pow(2))

            def rsample(self, sample_shape=torch.Size()):
                shape = self._extended_shape(sample_shape)
                value = torch._standard_gamma(self.concentration.expand(shape)) / self.rate.expand(shape)
                value.detach().clamp_(min=torch.finfo(value.dtype).tiny)
                return value

            def log_prob(self, value):
                value = torch.as_tensor(value, dtype=self.rate.dtype)
                self._validate_sample(value)
                return (torch.xlogy(self.concentration, self.rate) + torch.xlogy(self.concentration - 1, value)
                        - self.rate * value - torch.lgamma(self.concentration))

            def entropy(self):
                return (self.concentration - torch.log(self.rate) + torch.lgamma(self.concentration)
                        + (1.0 - self.concentration) * torch.digamma(self.concentration))

            def cdf(self, value):
                self._validate_sample(value)
                return torch.special.gammainc(self.concentration, self.rate * value)

        class Chi2(Gamma):
            arg_constraints = {"df": constraints.positive}

            def __init__(self, df, validate_args=None):
                super().__init__(0.5 * df, 0.5, validate_args=validate_args)

            df = property(lambda self: self.concentration * 2)

        class Dirichlet(ExponentialFamily):
            has_rsample = True
            arg_constraints = {"concentration": constraints.independent(constraints.positive, 1)}
            support = constraints.simplex

            def __init__(self, concentration, validate_args=None):
                if concentration.dim() < 1:
                    raise ValueError("`concentration` parameter must be at least one-dimensional.")
                self.concentration = concentration
                super().__init__(concentration.shape[:-1], concentration.shape[-1:], validate_args=validate_args)

            def rsample(self, sample_shape=torch.Size()):
                concentration = self.concentration.expand(self._extended_shape(sample_shape))
                if torch.is_grad_enabled() and concentration.requires_grad:
                    raise NotImplementedError("gradients of Dirichlet and Beta numbers are not computed; use sample()")
                return torch._sample_dirichlet(concentration)

            def log_prob(self, value):
                self._validate_sample(value)
                return (torch.xlogy(self.concentration - 1.0, value).sum(-1) + torch.lgamma(self.concentration.sum(-1))
                        - torch.lgamma(self.concentration).sum(-1))

            mean = property(lambda self: self.concentration / self.concentration.sum(-1, True))

            @property
            def mode(self):
                over = (self.concentration - 1).clamp(min=0.0)
                mode = over / over.sum(-1, True)
                mask = (self.concentration < 1).all(dim=-1)
                if mask.any():
                    mode[mask] = F.one_hot(mode[mask].argmax(dim=-1), over.shape[-1]).to(mode)
                return mode

            @property
            def variance(self):
                total = self.concentration.sum(-1, True)
                return self.concentration * (total - self.concentration) / (total.pow(2) * (total + 1))

            def entropy(self):
                k, total = self.concentration.size(-1), self.concentration.sum(-1)
                return (torch.lgamma(self.concentration).sum(-1) - torch.lgamma(total) - (k - total) * torch.digamma(total)
                        - ((self.concentration - 1.0) * torch.digamma(self.concentration)).sum(-1))

        class Beta(ExponentialFamily):
            has_rsample = True
            arg_constraints = {"concentration1": constraints.positive, "concentration0": constraints.positive}
            support = constraints.unit_interval

            def __init__(self, concentration1, concentration0, validate_args=None):
                if isinstance(concentration1, (int, float)) and isinstance(concentration0, (int, float)):
                    both = torch.tensor([float(concentration1), float(concentration0)])
                else:
                    both = torch.stack(broadcast_all(concentration1, concentration0), -1)
                self._dirichlet = Dirichlet(both, validate_args=validate_args)
                super().__init__(self._dirichlet._batch_shape, validate_args=validate_args)

            concentration1 = property(lambda self: self._dirichlet.concentration[..., 0])
            concentration0 = property(lambda self: self._dirichlet.concentration[..., 1])
            mean = property(lambda self: self.concentration1 / (self.concentration1 + self.concentration0))
            mode = property(lambda self: self._dirichlet.mode[..., 0])

            @property
            def variance(self):
                total = self.concentration1 + self.concentration0
                return self.concentration1 * self.concentration0 / (total.pow(2) * (total + 1))

            def rsample(self, sample_shape=()):
                return self._dirichlet.rsample(sample_shape).select(-1, 0)

            def log_prob(self, value):
                self._validate_sample(value)
                return self._dirichlet.log_prob(torch.stack([value, 1.0 - value], -1))

            def entropy(self):
                return self._dirichlet.entropy()

        class StudentT(Distribution):
            has_rsample = True
            arg_constraints = {"df": constraints.positive, "loc": constraints.real, "scale": constraints.positive}
            support = constraints.real

            def __init__(self, df, loc=0.0, scale=1.0, validate_args=None):
                self.df, self.loc, self.scale = broadcast_all(df, loc, scale)
                self._chi2 = Chi2(self.df)
                super().__init__(self.df.size(), validate_args=validate_args)

            mode = property(lambda self: self.loc)

            @property
            def mean(self):
                return torch.where(self.df <= 1, math.nan, self.loc)

            @property
            def variance(self):
                wide = self.scale.pow(2) * self.df / (self.df - 2)
                return torch.where(self.df > 2, wide, torch.where(self.df > 1, math.inf, math.nan))

            def rsample(self, sample_shape=torch.Size()):
                shape = self._extended_shape(sample_shape)
                x = torch.normal(torch.zeros(shape, dtype=self.df.dtype), torch.ones(shape, dtype=self.df.dtype))
                z = self._chi2.rsample(sample_shape)
                return self.loc + self.scale * (x * torch.rsqrt(z / self.df))

            def log_prob(self, value):
                self._validate_sample(value)
                y = (value - self.loc) / self.scale
                z = (self.scale.log() + 0.5 * self.df.log() + 0.5 * math.log(math.pi) + torch.lgamma(0.5 * self.df)
                     - torch.lgamma(0.5 * (self.df + 1.0)))
                return -0.5 * (self.df + 1.0) * torch.log1p(y ** 2.0 / self.df) - z

            def entropy(self):
                lbeta = torch.lgamma(0.5 * self.df) + math.lgamma(0.5) - torch.lgamma(0.5 * (self.df + 1))
                return (self.scale.log() + 0.5 * (self.df + 1) * (torch.digamma(0.5 * (self.df + 1)) - torch.digamma(0.5 * self.df))
                        + 0.5 * self.df.log() + lbeta)

        class FisherSnedecor(Distribution):
            has_rsample = True
            arg_constraints = {"df1": constraints.positive, "df2": constraints.positive}
            support = constraints.positive

            def __init__(self, df1, df2, validate_args=None):
                self.df1, self.df2 = broadcast_all(df1, df2)
                self._gamma1, self._gamma2 = Gamma(self.df1 * 0.5, self.df1), Gamma(self.df2 * 0.5, self.df2)
                super().__init__(self.df1.size(), validate_args=validate_args)

            mean = property(lambda self: torch.where(self.df2 > 2, self.df2 / (self.df2 - 2), math.nan))

            @property
            def variance(self):
                df2 = torch.where(self.df2 > 4, self.df2, math.nan)
                return 2 * df2.pow(2) * (self.df1 + df2 - 2) / (self.df1 * (df2 - 2).pow(2) * (df2 - 4))

            def rsample(self, sample_shape=torch.Size()):
                first, second = self._gamma1.rsample(sample_shape), self._gamma2.rsample(sample_shape)
                tiny = torch.finfo(second.dtype).tiny
                return (first / second.clamp(min=tiny)).clamp(min=tiny)

            def log_prob(self, value):
                self._validate_sample(value)
                a, b, ratio = self.df1 * 0.5, self.df2 * 0.5, self.df1 / self.df2
                return ((a + b).lgamma() - a.lgamma() - b.lgamma() + a * ratio.log() + (a - 1) * value.log()
                        - (a + b) * torch.log1p(ratio * value))

        class VonMises(Distribution):
            arg_constraints = {"loc": constraints.real, "concentration": constraints.positive}
            support = constraints.real

            def __init__(self, loc, concentration, validate_args=None):
                self.loc, self.concentration = broadcast_all(loc, concentration)
                super().__init__(self.loc.shape, validate_args=validate_args)

            mean = mode = property(lambda self: self.loc)

            @property
            def variance(self):
                k = self.concentration
                return 1 - torch.special.i1e(k) / torch.special.i0e(k)

            def sample(self, sample_shape=torch.Size()):
                with torch.no_grad():
                    shape = self._extended_shape(sample_shape)
                    kappa = self.concentration.double()
                    tau = 1 + (1 + 4 * kappa ** 2).sqrt()
                    rho = (tau - (2 * tau).sqrt()) / (2 * kappa)
                    r = torch.where(kappa < 1e-5, 1 / kappa + kappa, (1 + rho ** 2) / (2 * rho)).expand(shape)
                    concentration = kappa.expand(shape)
                    x, done = torch.empty(shape, dtype=torch.float64), torch.zeros(shape, dtype=torch.bool)
                    while not done.all():
                        u1, u2, u3 = torch.rand((3,) + tuple(shape), dtype=torch.float64).unbind()
                        z = torch.cos(math.pi * u1)
                        f = (1 + r * z) / (r + z)
                        c = concentration * (r - f)
                        accept = ((c * (2 - c) - u2) > 0) | ((c / u2).log() + 1 - c >= 0)
                        if accept.any():
                            x = torch.where(accept, (u3 - 0.5).sign() * f.acos(), x)
                            done = done | accept
                    return ((x + math.pi + self.loc.double()) % (2 * math.pi) - math.pi).to(self.loc.dtype)

            def log_prob(self, value):
                self._validate_sample(value)
                k = self.concentration
                return k * torch.cos(value - self.loc) - math.log(2 * math.pi) - (torch.special.i0e(k).log() + k)
        """#
}
