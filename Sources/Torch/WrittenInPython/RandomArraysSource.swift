/// `numpy.random`, written in Python over its streams of numbers.
enum RandomArraysSource {
    static let text = #"""
        import math
        import torch as _T

        def _size(size):
            if size is None:
                return None
            return (int(size),) if not hasattr(size, "__len__") else tuple(int(n) for n in size)

        def _count(size):
            return 1 if size is None else math.prod(size)

        def _drawn(tensor, size):
            return tensor[0].item() if size is None else _array(tensor.reshape(size))

        class RandomState:
            def __init__(self, seed=None):
                self.seed(seed)

            def seed(self, seed=None):
                self._stream = _Stream(seed)

            def random_sample(self, size=None):
                size = _size(size)
                return _drawn(self._stream.doubles(_count(size)), size)

            random = ranf = sample = random_sample

            def rand(self, *shape):
                return self.random_sample(shape if shape else None)

            def standard_normal(self, size=None):
                size = _size(size)
                return _drawn(self._stream.gaussians(_count(size)), size)

            def randn(self, *shape):
                return self.standard_normal(shape if shape else None)

            def _scaled(self, draw, scale, shift, size):
                scale, shift = _t(scale), _t(shift)
                shape = _T.broadcast_shapes(scale.shape, shift.shape)
                if size is None and len(shape) == 0:
                    return shift.item() + scale.item() * draw(1)[0].item()
                size = tuple(shape) if size is None else _size(size)
                return _array(shift + scale * draw(_count(size)).reshape(size))

            def normal(self, loc=0.0, scale=1.0, size=None):
                if (_t(scale) < 0).any():
                    raise ValueError("scale < 0")
                return self._scaled(self._stream.gaussians, scale, loc, size)

            def uniform(self, low=0.0, high=1.0, size=None):
                return self._scaled(self._stream.doubles, _array(_t(high) - _t(low)), low, size)

            def exponential(self, scale=1.0, size=None):
                return self._scaled(lambda n: -_T.log(1 - self._stream.doubles(n)), scale, 0.0, size)

            def standard_exponential(self, size=None):
                return self.exponential(1.0, size)

            def gamma(self, shape, scale=1.0, size=None):
                return self._scaled(lambda n: self._stream.gammas(float(shape), n), scale, 0.0, size)

            def beta(self, a, b, size=None):
                size = _size(size)
                pairs = []
                for _ in range(_count(size)):
                    first, second = self._stream.gammas(float(a), 1), self._stream.gammas(float(b), 1)
                    pairs.append(first / (first + second))
                return _drawn(_T.cat(pairs), size)

            def randint(self, low, high=None, size=None, dtype=int):
                if high is None:
                    low, high = 0, low
                size = _size(size)
                numbers = self._stream.integers(int(low), int(high), _count(size))
                return numbers[0].item() if size is None else _array(numbers.reshape(size).to(_torch(dtype)))

            def permutation(self, x):
                if isinstance(x, int):
                    return _array(self._stream.order(x))
                t = _t(x)
                return _array(t[self._stream.order(len(t))])

            def shuffle(self, x):
                order = self._stream.order(len(x)).tolist()
                if isinstance(x, ndarray):
                    x[...] = _array(_t(x)[_T.tensor(order)])
                else:
                    x[:] = [x[i] for i in order]

            def choice(self, a, size=None, replace=True, p=None):
                items = list(a) if isinstance(a, (list, tuple)) else a
                count = a if isinstance(a, int) else len(a)
                if count == 0 and _count(_size(size)):
                    raise ValueError("'a' cannot be empty unless no samples are taken")
                size = _size(size)
                if p is not None:
                    p = _t(p).double()
                    if len(p) != count:
                        raise ValueError("'a' and 'p' must have same size")
                    if (p < 0).any():
                        raise ValueError("probabilities are not non-negative")
                    if abs(p.sum().item() - 1) > 1.5e-8:
                        raise ValueError("probabilities do not sum to 1")
                if replace:
                    if p is None:
                        index = self._stream.integers(0, count, _count(size))
                    else:
                        total = p.cumsum(0)
                        index = _T.searchsorted(total / total[-1], self._stream.doubles(_count(size)), right=True)
                else:
                    index = self._without(count, _count(size), p)
                if isinstance(a, int):
                    return _drawn(index, size)
                if isinstance(a, (list, tuple)) and not all(isinstance(i, (int, float, bool)) for i in a):
                    chosen = [items[i] for i in index.tolist()]
                    return chosen[0] if size is None else chosen
                chosen = _t(a)[index]
                if size is None:
                    return _a(chosen[0])
                return _array(chosen.reshape(size + tuple(chosen.shape[1:])))

            def _without(self, population, count, p):
                if count > population:
                    raise ValueError("Cannot take a larger sample than population when 'replace=False'")
                if p is None:
                    return self._stream.order(population)[:count]
                if int((p > 0).sum()) < count:
                    raise ValueError("Fewer non-zero entries in p than size")
                p, found = p.clone(), []
                while len(found) < count:
                    draws = self._stream.doubles(count - len(found))
                    if found:
                        p[_T.tensor(found)] = 0
                    total = p.cumsum(0)
                    for i in _T.searchsorted(total / total[-1], draws, right=True).tolist():
                        if i not in found:
                            found.append(i)
                return _T.tensor(found)

            def _each(self, draw, size, *arguments):
                arguments = [_t(a) for a in arguments]
                shape = _T.broadcast_shapes(*(a.shape for a in arguments))
                if size is None and len(shape) == 0:
                    return draw(*(a.item() for a in arguments))
                size = tuple(shape) if size is None else _size(size)
                columns = [a.expand(size).reshape(-1).tolist() for a in arguments]
                return _array(_T.tensor([draw(*row) for row in zip(*columns)]).reshape(size))

            def binomial(self, n, p, size=None):
                return self._each(self._stream.binomial, size, n, p)

            def poisson(self, lam=1.0, size=None):
                return self._each(self._stream.poisson, size, lam)

            def geometric(self, p, size=None):
                def draw(p):
                    u = self.random_sample()
                    if p < 1 / 3:
                        return math.ceil(math.log(1.0 - u) / math.log(1.0 - p))
                    count, total, product = 1, p, p
                    while u > total:
                        product *= 1.0 - p
                        total += product
                        count += 1
                    return count
                return self._each(draw, size, p)

            def multinomial(self, n, pvals, size=None):
                pvals, size = [float(p) for p in pvals], _size(size) or ()
                if sum(pvals[:-1]) > 1.0 + 1e-12:
                    raise ValueError("sum(pvals[:-1]) > 1.0")
                rows = []
                for _ in range(_count(size)):
                    left, share, row = n, 1.0, []
                    for p in pvals[:-1]:
                        row.append(self._stream.binomial(left, min(p / share, 1.0)) if left > 0 else 0)
                        left -= row[-1]
                        share -= p
                    rows.append(row + [left])
                return _array(_T.tensor(rows).reshape(tuple(size) + (len(pvals),)))

            def multivariate_normal(self, mean, cov, size=None, check_valid="warn", tol=1e-8):
                mean, cov, size = _t(mean).double(), _t(cov).double(), _size(size) or ()
                if mean.dim() != 1:
                    raise ValueError("mean must be 1 dimensional")
                if cov.dim() != 2 or cov.shape[0] != cov.shape[1]:
                    raise ValueError("cov must be 2 dimensional and square")
                if len(mean) != len(cov):
                    raise ValueError("mean and cov must have same length")
                draws = self._stream.gaussians(_count(size) * len(mean)).reshape(-1, len(mean))
                _, scales, rows = _T.linalg.svd(cov)
                return _array((draws @ (scales.sqrt().unsqueeze(1) * rows) + mean).reshape(tuple(size) + (len(mean),)))

            def dirichlet(self, alpha, size=None):
                alpha, size = [float(a) for a in alpha], _size(size) or ()
                rows = [_T.cat([self._stream.gammas(a, 1) for a in alpha]) for _ in range(_count(size))]
                rows = _T.stack(rows)
                return _array((rows / rows.sum(1, keepdim=True)).reshape(tuple(size) + (len(alpha),)))

            def lognormal(self, mean=0.0, sigma=1.0, size=None):
                value = self.normal(mean, sigma, size)
                return math.exp(value) if isinstance(value, float) else _array(_t(value).exp())

            def laplace(self, loc=0.0, scale=1.0, size=None):
                def numbers(n):
                    u = self._stream.doubles(n)
                    return _T.where(u >= 0.5, -_T.log(2.0 - u - u), _T.log(u + u))
                return self._scaled(numbers, scale, loc, size)

            def gumbel(self, loc=0.0, scale=1.0, size=None):
                return self._scaled(lambda n: -_T.log(-_T.log(1.0 - self._stream.doubles(n))), scale, loc, size)

            def logistic(self, loc=0.0, scale=1.0, size=None):
                def numbers(n):
                    u = self._stream.doubles(n)
                    return _T.log(u / (1.0 - u))
                return self._scaled(numbers, scale, loc, size)

            def rayleigh(self, scale=1.0, size=None):
                return self._scaled(lambda n: _T.sqrt(-2.0 * _T.log(1.0 - self._stream.doubles(n))), scale, 0.0, size)

            def weibull(self, a, size=None):
                return self._scaled(lambda n: (-_T.log(1 - self._stream.doubles(n))) ** (1.0 / a), 1.0, 0.0, size)

            def pareto(self, a, size=None):
                return self._scaled(lambda n: _T.exp(-_T.log(1 - self._stream.doubles(n)) / a) - 1, 1.0, 0.0, size)

            def chisquare(self, df, size=None):
                return self._scaled(lambda n: self._stream.gammas(float(df) / 2.0, n), 2.0, 0.0, size)

            def standard_gamma(self, shape, size=None):
                return self.gamma(shape, 1.0, size)

            def standard_t(self, df, size=None):
                def draw(df):
                    number = self._stream.gaussians(1).item()
                    return math.sqrt(df / 2) * number / math.sqrt(self._stream.gammas(float(df) / 2, 1).item())
                return self._each(draw, size, df)

            def triangular(self, left, mode, right, size=None):
                def draw(left, mode, right):
                    base, u = right - left, self.random_sample()
                    if u <= (mode - left) / base:
                        return left + math.sqrt(u * (mode - left) * base)
                    return right - math.sqrt((1.0 - u) * (right - mode) * base)
                return self._each(draw, size, left, mode, right)

        class Generator(RandomState):
            def seed(self, seed=None):
                self._stream = _PermutedStream(seed)

            def integers(self, low, high=None, size=None, dtype=int, endpoint=False):
                if high is None:
                    low, high = 0, low
                return self.randint(low, high + 1 if endpoint else high, size, dtype)

            def _without(self, population, count, p):
                if p is None and count <= population:
                    return self._stream.distinct(population, count)
                return super()._without(population, count, p)

            def _absent(self, *args, **kwargs):
                raise NotImplementedError("this distribution is not available for default_rng")

            exponential = standard_exponential = gamma = beta = binomial = poisson = geometric = multinomial = _absent
            multivariate_normal = dirichlet = lognormal = laplace = gumbel = logistic = rayleigh = weibull = _absent
            pareto = chisquare = standard_gamma = standard_t = triangular = _absent

        def default_rng(seed=None):
            return seed if isinstance(seed, Generator) else Generator(seed)

        _state = RandomState()
        for _name in ("seed", "random_sample", "random", "ranf", "sample", "rand", "randn", "standard_normal", "normal",
                      "uniform", "exponential", "standard_exponential", "gamma", "beta", "randint", "permutation", "shuffle",
                      "choice", "binomial", "poisson", "geometric", "multinomial", "multivariate_normal", "dirichlet",
                      "lognormal", "laplace", "gumbel", "logistic", "rayleigh", "weibull", "pareto", "chisquare",
                      "standard_gamma", "standard_t", "triangular"):
            globals()[_name] = getattr(_state, _name)
        """#
}
