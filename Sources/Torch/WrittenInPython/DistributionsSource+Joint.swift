/// Distributions of vectors, mixtures, and how far one distribution is from another.
extension DistributionsSource {
    static let joint = #"""
        class MultivariateNormal(Distribution):
            has_rsample = True
            arg_constraints = {"loc": constraints.real_vector, "covariance_matrix": constraints.positive_definite,
                               "precision_matrix": constraints.positive_definite, "scale_tril": constraints.lower_cholesky}
            support = constraints.real_vector

            def __init__(self, loc, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
                if loc.dim() < 1:
                    raise ValueError("loc must be at least one-dimensional.")
                if (covariance_matrix is not None) + (scale_tril is not None) + (precision_matrix is not None) != 1:
                    raise ValueError("Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified.")
                names = {"covariance_matrix": covariance_matrix, "precision_matrix": precision_matrix, "scale_tril": scale_tril}
                name, given = next((n, v) for n, v in names.items() if v is not None)
                if given.dim() < 2:
                    raise ValueError(f"{name} must be at least two-dimensional, with optional leading batch dimensions")
                batch = torch.broadcast_shapes(given.shape[:-2], loc.shape[:-1])
                setattr(self, name, given.expand(tuple(batch) + (-1, -1)))
                self.loc = loc.expand(tuple(batch) + (-1,))
                super().__init__(batch, self.loc.shape[-1:], validate_args=validate_args)
                if name == "covariance_matrix":
                    self._unbroadcasted_scale_tril = torch.linalg.cholesky(given)
                elif name == "scale_tril":
                    self._unbroadcasted_scale_tril = given
                else:
                    self._unbroadcasted_scale_tril = torch.linalg.cholesky(torch.linalg.inv(given))

            def __getattr__(self, name):
                tril = self.__dict__.get("_unbroadcasted_scale_tril")
                if tril is None or name not in ("scale_tril", "covariance_matrix", "precision_matrix"):
                    raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
                whole = tril if name == "scale_tril" else tril @ tril.mT
                value = torch.linalg.inv(whole) if name == "precision_matrix" else whole
                value = value.expand(tuple(self._batch_shape) + tuple(self._event_shape) * 2)
                setattr(self, name, value)
                return value

            mean = mode = property(lambda self: self.loc)
            variance = property(lambda self: self._unbroadcasted_scale_tril.pow(2).sum(-1).expand(self._extended_shape()))

            def rsample(self, sample_shape=torch.Size()):
                shape = self._extended_shape(sample_shape)
                noise = torch.normal(torch.zeros(shape, dtype=self.loc.dtype), torch.ones(shape, dtype=self.loc.dtype))
                return self.loc + (self._unbroadcasted_scale_tril @ noise.unsqueeze(-1)).squeeze(-1)

            def _half_log_det(self):
                return self._unbroadcasted_scale_tril.diagonal(dim1=-2, dim2=-1).log().sum(-1)

            def log_prob(self, value):
                self._validate_sample(value)
                solved = torch.linalg.solve_triangular(self._unbroadcasted_scale_tril, (value - self.loc).unsqueeze(-1), upper=False)
                distance = solved.squeeze(-1).pow(2).sum(-1)
                return -0.5 * (self._event_shape[0] * math.log(2 * math.pi) + distance) - self._half_log_det()

            def entropy(self):
                result = 0.5 * self._event_shape[0] * (1.0 + math.log(2 * math.pi)) + self._half_log_det()
                return result.expand(self._batch_shape)

        class MixtureSameFamily(Distribution):
            def __init__(self, mixture_distribution, component_distribution, validate_args=None):
                if not isinstance(mixture_distribution, Categorical):
                    raise ValueError(" The Mixture distribution needs to be an  instance of torch.distributions.Categorical")
                if not isinstance(component_distribution, Distribution):
                    raise ValueError("The Component distribution need to be an instance of torch.distributions.Distribution")
                self._mixture_distribution, self._component_distribution = mixture_distribution, component_distribution
                self._num_component = mixture_distribution._num_events
                if mixture_distribution.logits.shape[-1] != component_distribution.batch_shape[-1]:
                    raise ValueError(f"`mixture_distribution component` ({mixture_distribution.logits.shape[-1]}) does not equal "
                                     f"`component_distribution.batch_shape[-1]` ({component_distribution.batch_shape[-1]})")
                super().__init__(component_distribution.batch_shape[:-1], component_distribution.event_shape,
                                 validate_args=validate_args)

            mixture_distribution = property(lambda self: self._mixture_distribution)
            component_distribution = property(lambda self: self._component_distribution)
            support = property(lambda self: self._component_distribution.support)

            def _weights(self):
                probs = self._mixture_distribution.probs
                return probs.reshape(tuple(probs.shape) + (1,) * len(self._event_shape))

            mean = property(lambda self: (self._weights() * self._component_distribution.mean).sum(-1 - len(self._event_shape)))

            @property
            def variance(self):
                place, weights, parts = -1 - len(self._event_shape), self._weights(), self._component_distribution
                within = (weights * parts.variance).sum(place)
                return within + (weights * (parts.mean - self.mean.unsqueeze(place)).pow(2.0)).sum(place)

            def cdf(self, x):
                return (self._component_distribution.cdf(x.unsqueeze(-1)) * self._mixture_distribution.probs).sum(-1)

            def log_prob(self, x):
                x = x.unsqueeze(-1 - len(self._event_shape))
                log_x = self._component_distribution.log_prob(x)
                return torch.logsumexp(log_x + torch.log_softmax(self._mixture_distribution.logits, dim=-1), dim=-1)

            def sample(self, sample_shape=torch.Size()):
                with torch.no_grad():
                    place, events = len(sample_shape) + len(self._batch_shape), len(self._event_shape)
                    chosen = self._mixture_distribution.sample(sample_shape)
                    samples = self._component_distribution.sample(sample_shape)
                    index = chosen.reshape(tuple(chosen.shape) + (1,) * (events + 1))
                    index = index.repeat((1,) * len(chosen.shape) + (1,) + tuple(self._event_shape))
                    return torch.gather(samples, place, index).squeeze(place)

            def __repr__(self):
                return f"MixtureSameFamily(\n  {self._mixture_distribution},\n  {self._component_distribution})"

        _KL = []

        def register_kl(type_p, type_q):
            def decorate(function):
                _KL.append((type_p, type_q, function))
                return function
            return decorate

        def kl_divergence(p, q):
            matches = [(a, b, f) for a, b, f in _KL if isinstance(p, a) and isinstance(q, b)]
            if not matches:
                raise NotImplementedError(f"No KL(p || q) is implemented for p type {type(p).__name__} and q type {type(q).__name__}")
            closest = min(matches, key=lambda m: type(p).__mro__.index(m[0]) + type(q).__mro__.index(m[1]))
            return closest[2](p, q)

        @register_kl(Categorical, Categorical)
        def _kl_categorical(p, q):
            t = p.probs * (p.logits - q.logits)
            t[(q.probs == 0).expand_as(t)] = math.inf
            t[(p.probs == 0).expand_as(t)] = 0
            return t.sum(-1)

        @register_kl(OneHotCategorical, OneHotCategorical)
        def _kl_one_hot(p, q):
            return _kl_categorical(p._categorical, q._categorical)

        @register_kl(Bernoulli, Bernoulli)
        def _kl_bernoulli(p, q):
            t1 = p.probs * (F.softplus(-q.logits) - F.softplus(-p.logits))
            t1[q.probs == 0] = math.inf
            t1[p.probs == 0] = 0
            t2 = (1 - p.probs) * (F.softplus(q.logits) - F.softplus(p.logits))
            t2[q.probs == 1] = math.inf
            t2[p.probs == 1] = 0
            return t1 + t2

        @register_kl(Normal, Normal)
        def _kl_normal(p, q):
            ratio = (p.scale / q.scale).pow(2)
            return 0.5 * (ratio + ((p.loc - q.loc) / q.scale).pow(2) - 1 - ratio.log())

        @register_kl(Uniform, Uniform)
        def _kl_uniform(p, q):
            result = torch.log((q.high - q.low) / (p.high - p.low))
            result[(q.low > p.low) | (q.high < p.high)] = math.inf
            return result

        @register_kl(Beta, Beta)
        def _kl_beta(p, q):
            total_p, total_q = p.concentration1 + p.concentration0, q.concentration1 + q.concentration0
            t1 = q.concentration1.lgamma() + q.concentration0.lgamma() + total_p.lgamma()
            t2 = p.concentration1.lgamma() + p.concentration0.lgamma() + total_q.lgamma()
            t3 = (p.concentration1 - q.concentration1) * torch.digamma(p.concentration1)
            t4 = (p.concentration0 - q.concentration0) * torch.digamma(p.concentration0)
            return t1 - t2 + t3 + t4 + (total_q - total_p) * torch.digamma(total_p)

        @register_kl(Dirichlet, Dirichlet)
        def _kl_dirichlet(p, q):
            a, b = p.concentration, q.concentration
            t1 = a.sum(-1).lgamma() - b.sum(-1).lgamma()
            return t1 - (a.lgamma() - b.lgamma()).sum(-1) + ((a - b) * (a.digamma() - a.sum(-1).digamma().unsqueeze(-1))).sum(-1)

        @register_kl(Gamma, Gamma)
        def _kl_gamma(p, q):
            t1 = q.concentration * (p.rate / q.rate).log()
            t2 = torch.lgamma(q.concentration) - torch.lgamma(p.concentration)
            t3 = (p.concentration - q.concentration) * torch.digamma(p.concentration)
            return t1 + t2 + t3 + (q.rate - p.rate) * (p.concentration / p.rate)

        @register_kl(Exponential, Exponential)
        def _kl_exponential(p, q):
            ratio = q.rate / p.rate
            return -ratio.log() + ratio - 1

        @register_kl(Poisson, Poisson)
        def _kl_poisson(p, q):
            return p.rate * (p.rate.log() - q.rate.log()) - (p.rate - q.rate)

        @register_kl(Laplace, Laplace)
        def _kl_laplace(p, q):
            ratio, distance = p.scale / q.scale, (p.loc - q.loc).abs()
            return -ratio.log() + distance / q.scale + ratio * torch.exp(-distance / p.scale) - 1

        @register_kl(Geometric, Geometric)
        def _kl_geometric(p, q):
            return -p.entropy() - torch.log1p(-q.probs) / p.probs - q.logits

        @register_kl(Binomial, Binomial)
        def _kl_binomial(p, q):
            if (p.total_count < q.total_count).any():
                raise NotImplementedError("KL between Binomials where q.total_count > p.total_count is not implemented")
            kl = p.total_count * (p.probs * (p.logits - q.logits) + (-p.probs).log1p() - (-q.probs).log1p())
            return torch.where(p.total_count > q.total_count, math.inf, kl)

        @register_kl(Gumbel, Gumbel)
        def _kl_gumbel(p, q):
            c1, c2, c3 = p.scale / q.scale, q.loc / q.scale, p.loc / q.scale
            return torch.exp(-c3 + c2 + torch.lgamma(c1 + 1)) - 1 + c1 * _EULER - c1.log() + (c3 - c2) - _EULER

        @register_kl(Cauchy, Cauchy)
        def _kl_cauchy(p, q):
            return ((p.scale + q.scale).pow(2) + (p.loc - q.loc).pow(2)).log() - (4 * p.scale * q.scale).log()

        @register_kl(HalfNormal, HalfNormal)
        def _kl_half_normal(p, q):
            return _kl_normal(p.base_dist, q.base_dist)

        @register_kl(LogNormal, LogNormal)
        def _kl_log_normal(p, q):
            return _kl_normal(p.base_dist, q.base_dist)

        @register_kl(Independent, Independent)
        def _kl_independent(p, q):
            if p.reinterpreted_batch_ndims != q.reinterpreted_batch_ndims:
                raise NotImplementedError
            return _sum_rightmost(kl_divergence(p.base_dist, q.base_dist), p.reinterpreted_batch_ndims)

        @register_kl(MultivariateNormal, MultivariateNormal)
        def _kl_multivariate_normal(p, q):
            if p.event_shape != q.event_shape:
                raise ValueError("KL-divergence between two Multivariate Normals with different event shapes cannot be computed")
            first, second = q._unbroadcasted_scale_tril, p._unbroadcasted_scale_tril
            half = first.diagonal(dim1=-2, dim2=-1).log().sum(-1) - second.diagonal(dim1=-2, dim2=-1).log().sum(-1)
            trace = torch.linalg.solve_triangular(first, second.expand(first.shape), upper=False).pow(2).sum((-2, -1))
            distance = torch.linalg.solve_triangular(first, (q.loc - p.loc).unsqueeze(-1), upper=False).pow(2).sum((-2, -1))
            return half + 0.5 * (trace + distance - p.event_shape[0])

        @register_kl(Uniform, Normal)
        def _kl_uniform_normal(p, q):
            width = p.high - p.low
            t1, t2 = (math.sqrt(math.pi * 2) * q.scale / width).log(), width.pow(2) / 12
            return t1 + 0.5 * (t2 + ((p.high + p.low - 2 * q.loc) / 2).pow(2)) / q.scale.pow(2)
        """#
}
