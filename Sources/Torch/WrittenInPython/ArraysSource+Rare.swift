extension ArraysSource {
    /// Functions of `numpy` that notebooks use now and then.
    static let rare = #"""
        NaN = NAN = nan
        Inf = Infinity = PINF = inf
        NINF = -inf
        PZERO, NZERO = 0.0, -0.0
        False_, True_ = bool_(False), bool_(True)

        class _Slicer:
            def __getitem__(self, key):
                return key

        s_ = index_exp = _Slicer()

        def _step_values(part):
            start = 0 if part.start is None else part.start
            if isinstance(part.step, complex):
                return linspace(start, part.stop, int(abs(part.step)))
            return arange(start, part.stop, 1 if part.step is None else part.step)

        class _Joiner:
            def __init__(self, as_columns):
                self._as_columns = as_columns

            def __getitem__(self, key):
                parts = []
                for part in key if isinstance(key, tuple) else (key,):
                    part = _step_values(part) if isinstance(part, slice) else atleast_1d(asarray(part))
                    parts.append(part.reshape(-1, 1) if self._as_columns and part.ndim == 1 else part)
                return concatenate(parts, -1 if self._as_columns else 0)

        r_, c_ = _Joiner(False), _Joiner(True)

        class _Grid:
            def __init__(self, sparse):
                self._sparse = sparse

            def __getitem__(self, key):
                if not isinstance(key, tuple):
                    return _step_values(key)
                parts = meshgrid(*[_step_values(part) for part in key], indexing="ij")
                if not self._sparse:
                    return stack(parts)
                return [_step_values(part).reshape([-1 if axis == place else 1 for axis in range(len(key))])
                        for place, part in enumerate(key)]

        mgrid, ogrid = _Grid(False), _Grid(True)

        def select(condlist, choicelist, default=0):
            result = asarray(default)
            for condition, choice in reversed(list(zip(condlist, choicelist))):
                result = where(condition, choice, result)
            return result

        def piecewise(x, condlist, funclist):
            x = asarray(x)
            result = zeros_like(x)
            rest = ones(x.shape, dtype=bool)
            for condition in condlist:
                rest = logical_and(rest, logical_not(condition))
            conditions = list(condlist) + ([rest] if len(funclist) > len(condlist) else [])
            for condition, function in zip(conditions, funclist):
                condition = asarray(condition)
                result[condition] = function(x[condition]) if callable(function) else function
            return result

        def extract(condition, arr):
            return ravel(arr)[ravel(asarray(condition)).astype(bool)]

        def compress(condition, a, axis=None):
            a = ravel(a) if axis is None else asarray(a)
            return take(a, asarray(condition).astype(bool).nonzero()[0], axis=0 if axis is None else axis)

        def diag_indices(n, ndim=2):
            return tuple(arange(n) for _ in range(ndim))

        def diag_indices_from(arr):
            return diag_indices(arr.shape[0], arr.ndim)

        def tril_indices_from(arr, k=0):
            return tril_indices(arr.shape[-2], k, arr.shape[-1])

        def triu_indices_from(arr, k=0):
            return triu_indices(arr.shape[-2], k, arr.shape[-1])

        def _without(name):
            def reduce(a, *arguments, axis=None, **keywords):
                whole = globals()[name]
                a = asarray(a)
                if axis is None:
                    return whole(a[logical_not(isnan(a))], *arguments, **keywords)
                lines = moveaxis(a, axis, -1)
                flat = lines.reshape(-1, lines.shape[-1])
                return array([whole(line[logical_not(isnan(line))], *arguments, **keywords) for line in flat]).reshape(lines.shape[:-1])
            return reduce

        nanmedian, nanpercentile, nanquantile, nanvar, nanprod = [
            _without(name) for name in ("median", "percentile", "quantile", "var", "prod")]

        def nanargmax(a, axis=None):
            a = asarray(a)
            if isnan(a).all(axis=axis).any():
                raise ValueError("All-NaN slice encountered")
            return argmax(where(isnan(a), -inf, a), axis=axis)

        def nanargmin(a, axis=None):
            a = asarray(a)
            if isnan(a).all(axis=axis).any():
                raise ValueError("All-NaN slice encountered")
            return argmin(where(isnan(a), inf, a), axis=axis)

        def nancumsum(a, axis=None, dtype=None):
            return cumsum(nan_to_num(asarray(a), nan=0.0), axis=axis, dtype=dtype)

        def isposinf(x):
            return asarray(x) == inf

        def isneginf(x):
            return asarray(x) == -inf

        def iscomplex(x):
            x = asarray(x)
            return x.imag != 0 if iscomplexobj(x) else zeros(x.shape, dtype=bool)

        def isrealobj(x):
            return not iscomplexobj(x)

        def iterable(y):
            return hasattr(y, "__iter__") or hasattr(y, "__getitem__")

        def array_equiv(a1, a2):
            a1, a2 = asarray(a1), asarray(a2)
            try:
                return bool((a1 == a2).all())
            except (ValueError, AttributeError):
                return False

        def atleast_3d(*arys):
            parts = []
            for a in arys:
                a = asarray(a)
                parts.append(a.reshape(1, 1, 1) if a.ndim == 0 else a.reshape(1, -1, 1) if a.ndim == 1
                             else a[:, :, newaxis] if a.ndim == 2 else a)
            return parts[0] if len(parts) == 1 else parts

        def broadcast_shapes(*args):
            return tuple(_T.broadcast_shapes(*[(a,) if isinstance(a, int) else tuple(a) for a in args]))

        def broadcast_arrays(*args):
            shape = broadcast_shapes(*[asarray(a).shape for a in args])
            return [broadcast_to(a, shape) for a in args]

        def ediff1d(ary, to_end=None, to_begin=None):
            parts = [diff(ravel(ary))]
            if to_begin is not None:
                parts.insert(0, ravel(to_begin))
            if to_end is not None:
                parts.append(ravel(to_end))
            return concatenate(parts) if len(parts) > 1 else parts[0]

        def fromfunction(function, shape, *, dtype=float, **keywords):
            return function(*indices(shape, dtype=dtype), **keywords)

        def resize(a, new_shape):
            a, new_shape = ravel(a), _shape(new_shape)
            count = _math.prod(new_shape)
            return zeros(new_shape, a.dtype) if a.size == 0 else tile(a, -(-count // a.size))[:count].reshape(new_shape)

        def setxor1d(ar1, ar2, assume_unique=False):
            return concatenate([setdiff1d(ar1, ar2), setdiff1d(ar2, ar1)])[argsort(concatenate([setdiff1d(ar1, ar2), setdiff1d(ar2, ar1)]))]

        def trim_zeros(filt, trim="fb"):
            places = asarray(filt).nonzero()[0]
            if places.size == 0:
                return filt[:0]
            first = int(places[0]) if "f" in trim.lower() else 0
            last = int(places[-1]) + 1 if "b" in trim.lower() else len(filt)
            return filt[first:last]

        def unwrap(p, discont=None, axis=-1, *, period=2 * _math.pi):
            p = moveaxis(asarray(p).astype(float), axis, -1)
            steps = diff(p, axis=-1)
            half = period / 2
            wrapped = (steps + half) % period - half
            wrapped = where((wrapped == -half) & (steps > 0), half, wrapped)
            change = where(abs(steps) < (half if discont is None else discont), 0, wrapped - steps)
            result = concatenate([p[..., :1], p[..., 1:] + cumsum(change, axis=-1)], axis=-1)
            return moveaxis(result, -1, axis)

        def vander(x, N=None, increasing=False):
            x = asarray(x)
            powers = arange(len(x) if N is None else N)
            return x[:, newaxis] ** (powers if increasing else powers[::-1].copy())

        def hamming(M):
            return ones(M) if M == 1 else 0.54 - 0.46 * cos(2 * pi * arange(M) / (M - 1))

        def hanning(M):
            return ones(M) if M == 1 else 0.5 - 0.5 * cos(2 * pi * arange(M) / (M - 1))

        def blackman(M):
            n = 2 * pi * arange(M) / _b.max(M - 1, 1)
            return ones(M) if M == 1 else 0.42 - 0.5 * cos(n) + 0.08 * cos(2 * n)

        def bartlett(M):
            n = arange(M)
            return ones(M) if M == 1 else where(n <= (M - 1) / 2, 2 * n / (M - 1), 2 - 2 * n / (M - 1))

        def polyadd(a1, a2):
            a1, a2 = atleast_1d(asarray(a1)), atleast_1d(asarray(a2))
            size = _b.max(len(a1), len(a2))
            return concatenate([zeros(size - len(a1), a1.dtype), a1]) + concatenate([zeros(size - len(a2), a2.dtype), a2])

        def polymul(a1, a2):
            return convolve(a1, a2)

        def polyder(p, m=1):
            p = asarray(p)
            for _ in range(m):
                p = p[:-1] * arange(len(p) - 1, 0, -1)
            return p

        def polyint(p, m=1, k=0):
            p = asarray(p).astype(float)
            for _ in range(m):
                p = concatenate([p / arange(len(p), 0, -1), array([float(k)])])
            return p

        def roots(p):
            p = atleast_1d(asarray(p)).astype(float)
            filled = [place for place, factor in enumerate(p.tolist()) if factor != 0]
            if not filled:
                return array([])
            after = zeros(len(p) - 1 - filled[-1])
            p = p[filled[0]:filled[-1] + 1]
            if len(p) < 2:
                return after
            companion = diag(ones(len(p) - 2), -1)
            companion[0] = -p[1:] / p[0]
            found = _T.linalg.eigvals(_t(companion))
            return concatenate([_a(found.real if bool((found.imag == 0).all()) else found), after])

        def binary_repr(num, width=None):
            digits = bin(num)[2:] if num >= 0 else "-" + bin(-num)[2:] if width is None else bin((1 << width) + num)[2:]
            return digits.zfill(width or 0)

        def base_repr(number, base=2, padding=0):
            digits, rest = "", abs(number)
            while rest:
                digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest % base] + digits
                rest //= base
            return ("-" if number < 0 else "") + "0" * padding + (digits or "0")

        def put_along_axis(arr, indices, values, axis):
            target = _t(arr)
            places = _t(indices)
            target.scatter_(axis, places, _t(values).to(target.dtype).expand(places.shape))

        def apply_over_axes(func, a, axes):
            for axis in (axes if hasattr(axes, "__iter__") else [axes]):
                result = func(a, axis)
                a = result if asarray(result).ndim == asarray(a).ndim else expand_dims(result, axis)
            return a

        def histogram_bin_edges(a, bins=10, range=None):
            return histogram(a, bins=bins, range=range)[1]

        def histogram2d(x, y, bins=10, range=None, density=None, weights=None):
            counts = list(bins) if hasattr(bins, "__len__") and len(bins) == 2 else [bins, bins]
            ranges = [None, None] if range is None else range
            edges = [histogram_bin_edges(values, bins=count, range=limits) for values, count, limits in zip((x, y), counts, ranges)]
            places = [clip(searchsorted(edge, values, side="right") - 1, -1, len(edge) - 1) for edge, values in zip(edges, (x, y))]
            result = zeros((len(edges[0]) - 1, len(edges[1]) - 1))
            weighted = ones(len(asarray(x))) if weights is None else asarray(weights)
            for i, j, a, b, w in zip(places[0], places[1], x, y, weighted):
                i = i - 1 if a == edges[0][-1] else i
                j = j - 1 if b == edges[1][-1] else j
                if 0 <= i < result.shape[0] and 0 <= j < result.shape[1]:
                    result[i, j] += w
            if density:
                result = result / result.sum() / outer(diff(edges[0]), diff(edges[1]))
            return result, edges[0], edges[1]

        def _cells(line, delimiter):
            return [cell.strip() for cell in line.split(delimiter)]

        def loadtxt(fname, dtype=float, comments="#", delimiter=None, skiprows=0, usecols=None, unpack=False, ndmin=0, max_rows=None):
            if hasattr(fname, "read"):
                lines = fname.read().splitlines()
            else:
                with open(fname) as file:
                    lines = file.read().splitlines()
            rows = []
            for line in lines[skiprows:]:
                line = line.split(comments)[0].strip() if comments else line.strip()
                if line:
                    cells = _cells(line, delimiter)
                    rows.append([float(cells[i]) for i in usecols] if usecols is not None else [float(cell) for cell in cells])
            result = array(rows[:max_rows]).astype(dtype)
            if ndmin < 2 and result.ndim == 2 and 1 in result.shape:
                result = result.reshape(-1) if result.size > 1 or ndmin == 1 else result.reshape(())
            return result.T if unpack else result

        def savetxt(fname, X, fmt="%.18e", delimiter=" ", newline="\n", header="", footer="", comments="# "):
            X = asarray(X)
            rows = X.reshape(-1, 1) if X.ndim == 1 else X
            text = comments + header + newline if header else ""
            for row in rows:
                text += delimiter.join(fmt % value for value in row.tolist()) + newline
            if footer:
                text += comments + footer + newline
            if hasattr(fname, "write"):
                fname.write(text)
            else:
                with open(fname, "w") as file:
                    file.write(text)

        def can_cast(from_, to, casting="safe"):
            return result_type(from_, to) == dtype(to)

        def copyto(dst, src, casting="same_kind", where=True):
            dst[...] = globals()["where"](where, src, dst)

        """#
}
