/// `statistics`, written in Python.
enum StatisticsSource {
    static let text = #"""
        import math
        from collections import Counter

        class StatisticsError(ValueError):
            pass

        def _ratios(values):
            for value in values:
                if not hasattr(value, 'as_integer_ratio'):
                    raise TypeError(f"can't convert type {type(value).__name__!r} to numerator/denominator")
            ratios = [value.as_integer_ratio() for value in values]
            common = math.lcm(*[ratio[1] for ratio in ratios])
            return [numerator * (common // denominator) for numerator, denominator in ratios], common

        def _divide(numerator, denominator, values):
            if all(isinstance(value, int) for value in values) and numerator % denominator == 0:
                return numerator // denominator
            kinds = {type(value).__name__ for value in values}
            if 'Decimal' in kinds:
                from decimal import Decimal
                return Decimal(numerator) / Decimal(denominator)
            if 'Fraction' in kinds and 'float' not in kinds:
                from fractions import Fraction
                return Fraction(numerator, denominator)
            return numerator / denominator

        def _root(n, m, values=()):
            if 'Decimal' in {type(value).__name__ for value in values}:
                from decimal import Decimal
                return (Decimal(n) / Decimal(m)).sqrt()
            shift = (n.bit_length() - m.bit_length() - 109) // 2
            if shift >= 0:
                m <<= 2 * shift
            else:
                n <<= -2 * shift
            root = math.isqrt(n // m)
            root |= root * root * m != n
            return (root << shift) / 1 if shift >= 0 else root / (1 << -shift)

        def mean(data):
            values = list(data)
            if not values:
                raise StatisticsError('mean requires at least one data point')
            numerators, common = _ratios(values)
            return _divide(sum(numerators), common * len(values), values)

        def fmean(data, weights=None):
            values = [float(value) for value in data]
            if not values:
                raise StatisticsError('fmean requires at least one data point')
            if weights is None:
                return math.fsum(values) / len(values)
            weights = list(weights)
            if len(weights) != len(values):
                raise StatisticsError('data and weights must be the same length')
            return math.fsum(value * weight for value, weight in zip(values, weights)) / math.fsum(weights)

        def geometric_mean(data):
            values = list(data)
            if not values or any(value <= 0 for value in values):
                raise StatisticsError('geometric mean requires a non-empty dataset containing positive numbers')
            return math.exp(fmean(map(math.log, values)))

        def harmonic_mean(data, weights=None):
            values = list(data)
            if not values:
                raise StatisticsError('harmonic_mean requires at least one data point')
            if any(value < 0 for value in values):
                raise StatisticsError('harmonic mean does not support negative values')
            if 0 in values:
                return 0
            return len(values) / math.fsum(1 / value for value in values)

        def median(data):
            values = sorted(data)
            count = len(values)
            if count == 0:
                raise StatisticsError('no median for empty data')
            if count % 2 == 1:
                return values[count // 2]
            return (values[count // 2 - 1] + values[count // 2]) / 2

        def median_low(data):
            values = sorted(data)
            if not values:
                raise StatisticsError('no median for empty data')
            return values[(len(values) - 1) // 2]

        def median_high(data):
            values = sorted(data)
            if not values:
                raise StatisticsError('no median for empty data')
            return values[len(values) // 2]

        def mode(data):
            pairs = Counter(iter(data)).most_common(1)
            if not pairs:
                raise StatisticsError('no mode for empty data')
            return pairs[0][0]

        def multimode(data):
            counts = Counter(iter(data))
            highest = max(counts.values(), default=0)
            return [value for value, count in counts.items() if count == highest]

        def _spread(values, center):
            if center is None:
                numerators, common = _ratios(values)
                count, total = len(values), sum(numerators)
                return sum((count * n - total) ** 2 for n in numerators), (common * count) ** 2
            numerators, common = _ratios(list(values) + [center])
            middle = numerators.pop()
            return sum((n - middle) ** 2 for n in numerators), common ** 2

        def _sample(data, name, least):
            values = list(data)
            if len(values) < least:
                points = "two data points" if least == 2 else "one data point"
                raise StatisticsError(f"{name} requires at least {points}")
            return values

        def variance(data, xbar=None):
            values = _sample(data, 'variance', 2)
            numerator, denominator = _spread(values, xbar)
            return _divide(numerator, denominator * (len(values) - 1), values)

        def pvariance(data, mu=None):
            values = _sample(data, 'pvariance', 1)
            numerator, denominator = _spread(values, mu)
            return _divide(numerator, denominator * len(values), values)

        def stdev(data, xbar=None):
            values = _sample(data, 'stdev', 2)
            numerator, denominator = _spread(values, xbar)
            return _root(numerator, denominator * (len(values) - 1), values)

        def pstdev(data, mu=None):
            values = _sample(data, 'pstdev', 1)
            numerator, denominator = _spread(values, mu)
            return _root(numerator, denominator * len(values), values)

        def quantiles(data, *, n=4, method='exclusive'):
            if n < 1:
                raise StatisticsError('n must be at least 1')
            values = sorted(data)
            count = len(values)
            if count < 2:
                raise StatisticsError('must have at least two data points')
            result = []
            if method == 'inclusive':
                for i in range(1, n):
                    j, delta = divmod(i * (count - 1), n)
                    result.append((values[j] * (n - delta) + values[j + 1] * delta) / n)
                return result
            for i in range(1, n):
                j = min(max(i * (count + 1) // n, 1), count - 1)
                delta = i * (count + 1) - j * n
                result.append((values[j - 1] * (n - delta) + values[j] * delta) / n)
            return result

        def correlation(x, y, /):
            count = len(x)
            if count != len(y):
                raise StatisticsError('correlation requires that both inputs have same number of data points')
            if count < 2:
                raise StatisticsError('correlation requires at least two data points')
            xbar, ybar = math.fsum(x) / count, math.fsum(y) / count
            sxy = math.fsum((a - xbar) * (b - ybar) for a, b in zip(x, y))
            sxx = math.fsum((a - xbar) ** 2 for a in x)
            syy = math.fsum((b - ybar) ** 2 for b in y)
            if not sxx or not syy:
                raise StatisticsError('at least one of the inputs is constant')
            return sxy / math.sqrt(sxx * syy)

        def covariance(x, y, /):
            if len(x) != len(y):
                raise StatisticsError("covariance requires that both inputs have same number of data points")
            if len(x) < 2:
                raise StatisticsError("covariance requires at least two data points")
            xbar, ybar = math.fsum(x) / len(x), math.fsum(y) / len(y)
            return math.fsum((xi - xbar) * (yi - ybar) for xi, yi in zip(x, y)) / (len(x) - 1)

        from collections import namedtuple as _namedtuple
        LinearRegression = _namedtuple("LinearRegression", ("slope", "intercept"))

        def linear_regression(x, y, /, *, proportional=False):
            if len(x) != len(y):
                raise StatisticsError("linear regression requires that both inputs have same number of data points")
            if len(x) < 2:
                raise StatisticsError("linear regression requires at least two data points")
            if proportional:
                sxy, sxx = math.fsum(xi * yi for xi, yi in zip(x, y)), math.fsum(xi * xi for xi in x)
            else:
                xbar, ybar = math.fsum(x) / len(x), math.fsum(y) / len(y)
                sxy = math.fsum((xi - xbar) * (yi - ybar) for xi, yi in zip(x, y))
                sxx = math.fsum((d := xi - xbar) * d for xi in x)
            if not sxx:
                raise StatisticsError("x is constant")
            slope = sxy / sxx
            return LinearRegression(slope=slope, intercept=0.0 if proportional else ybar - slope * xbar)

        def median_grouped(data, interval=1):
            data = sorted(data)
            n = len(data)
            if not n:
                raise StatisticsError("no median for empty data")
            x = data[n // 2]
            i, j = sum(each < x for each in data), sum(each <= x for each in data)
            return float(x) - interval / 2.0 + interval * (n / 2 - i) / (j - i)
        """# + normal

    private static let normal = #"""


        class NormalDist:
            def __init__(self, mu=0.0, sigma=1.0):
                if sigma < 0.0:
                    raise StatisticsError("sigma must be non-negative")
                self._mu, self._sigma = float(mu), float(sigma)

            @classmethod
            def from_samples(cls, data):
                data = list(data)
                return cls(fmean(data), stdev(data))

            mean = median = mode = property(lambda self: self._mu)
            stdev = property(lambda self: self._sigma)
            variance = property(lambda self: self._sigma ** 2.0)

            def samples(self, n, *, seed=None):
                import random
                gauss = random.gauss if seed is None else random.Random(seed).gauss
                return [gauss(self._mu, self._sigma) for _ in range(n)]

            def _spread(self, name):
                if not self._sigma:
                    raise StatisticsError(f"{name}() not defined when sigma is zero")
                return self._sigma

            def pdf(self, x):
                variance = self._spread("pdf") ** 2.0
                difference = x - self._mu
                return math.exp(difference * difference / (-2.0 * variance)) / math.sqrt(math.tau * variance)

            def cdf(self, x):
                return 0.5 * (1.0 + math.erf((x - self._mu) / (self._spread("cdf") * math.sqrt(2.0))))

            def inv_cdf(self, p):
                if p <= 0.0 or p >= 1.0:
                    raise StatisticsError("p must be in the range 0.0 < p < 1.0")
                return self._mu + self._sigma * _inverse(p)

            def quantiles(self, n=4):
                return [self.inv_cdf(i / n) for i in range(1, n)]

            def zscore(self, x):
                return (x - self._mu) / self._spread("zscore")

            def overlap(self, other):
                if not isinstance(other, NormalDist):
                    raise TypeError("Expected another NormalDist instance")
                X, Y = (self, other) if (self._sigma, self._mu) <= (other._sigma, other._mu) else (other, self)
                dv, dm = Y.variance - X.variance, math.fabs(Y._mu - X._mu)
                if not dv:
                    return math.erfc(dm / (2.0 * X._sigma * math.sqrt(2.0)))
                a = X._mu * Y.variance - Y._mu * X.variance
                b = X._sigma * Y._sigma * math.sqrt(dm * dm + dv * math.log(Y.variance / X.variance))
                x1, x2 = (a + b) / dv, (a - b) / dv
                return 1.0 - (math.fabs(Y.cdf(x1) - X.cdf(x1)) + math.fabs(Y.cdf(x2) - X.cdf(x2)))

            def _with(self, other, sign):
                if isinstance(other, NormalDist):
                    return NormalDist(self._mu + sign * other._mu, math.hypot(self._sigma, other._sigma))
                return NormalDist(self._mu + sign * other, self._sigma)

            def __add__(self, other): return self._with(other, 1)
            def __sub__(self, other): return self._with(other, -1)
            def __mul__(self, x): return NormalDist(self._mu * x, self._sigma * math.fabs(x))
            def __truediv__(self, x): return NormalDist(self._mu / x, self._sigma / math.fabs(x))
            def __neg__(self): return NormalDist(-self._mu, self._sigma)
            def __pos__(self): return NormalDist(self._mu, self._sigma)
            __radd__, __rmul__ = __add__, __mul__
            def __rsub__(self, other): return -(self - other)
            def __hash__(self): return hash((self._mu, self._sigma))
            def __eq__(self, other):
                return (self._mu, self._sigma) == (other._mu, other._sigma) if isinstance(other, NormalDist) else NotImplemented
            def __repr__(self): return f"NormalDist(mu={self._mu!r}, sigma={self._sigma!r})"

        def _inverse(p):
            """The standard normal quantile: Newton's steps from a rational start."""
            q = p - 0.5
            if abs(q) <= 0.425:
                x = q * 2.5066282746310002
            else:
                r = math.sqrt(-2.0 * math.log(min(p, 1.0 - p)))
                x = r - (2.515517 + 0.802853 * r + 0.010328 * r * r) / (1.0 + 1.432788 * r + 0.189269 * r * r + 0.001308 * r ** 3)
                x = -x if q < 0 else x
            for _ in range(60):
                error = (0.5 * math.erfc(-x / math.sqrt(2.0)) - p) / (math.exp(-x * x / 2.0) / 2.5066282746310002)
                step = error / (1.0 + x * error / 2.0)
                x -= step
                if abs(step) <= 1e-16 * max(1.0, abs(x)):
                    break
            return x
        """#
}
