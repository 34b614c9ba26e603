extension ArraysSource {
    /// Reductions and statistics: a part of the module `numpy`.
    static let reductions = #"""
        def _axes(t, axis):
            if axis is None:
                return list(range(t.dim()))
            axes = list(axis) if isinstance(axis, (tuple, list)) else [axis]
            for n in axes:
                if not -t.dim() <= n < t.dim():
                    raise AxisError(f"axis {n} is out of bounds for array of dimension {t.dim()}")
            return [n % t.dim() for n in axes]

        def _kept(result, t, axes, keepdims):
            return result.reshape([1 if d in axes else n for d, n in enumerate(t.shape)]) if keepdims else result

        def _total(t, axes):
            if t.dtype in (_T.float64, _T.float32) and axes:
                return _sum(t, axes)
            return t.sum(axes) if axes else t.clone()

        @_numpy
        def sum(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None):
            t = _t(a, dtype)
            if where is not None:
                t = _T.where(_t(where), t, _T.zeros((), dtype=t.dtype))
            if t.dtype == _T.bool or (dtype is None and t.dtype in (_T.int8, _T.int16, _T.int32, _T.uint8)):
                t = t.to(_T.int64)
            axes = _axes(t, axis)
            total = _kept(_total(t, axes), t, axes, keepdims)
            return _result(total if initial is None else total + initial, None, out)

        def _mean(t, axes):
            count = 1
            for d in axes:
                count *= t.shape[d]
            if t.dtype == _T.float16:
                return (_total(t.float(), axes) / count).half()
            return _total(t, axes) / count

        @_numpy
        def mean(a, axis=None, dtype=None, out=None, keepdims=False):
            t = _floating(_t(a, dtype))
            axes = _axes(t, axis)
            return _result(_kept(_mean(t, axes), t, axes, keepdims), None, out)

        def _variance(a, axis, ddof, dtype):
            t = _floating(_t(a, dtype))
            axes = _axes(t, axis)
            center = _kept(_mean(t, axes), t, axes, True)
            count = 1
            for d in axes:
                count *= t.shape[d]
            spread = t - center
            return _total(spread * spread, axes) / _b.max(count - ddof, 0), t, axes

        @_numpy
        def var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
            value, t, axes = _variance(a, axis, ddof, dtype)
            return _result(_kept(value, t, axes, keepdims), None, out)

        @_numpy
        def std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
            value, t, axes = _variance(a, axis, ddof, dtype)
            return _result(_kept(value.sqrt(), t, axes, keepdims), None, out)

        @_numpy
        def average(a, axis=None, weights=None):
            if weights is None:
                return mean(a, axis)
            w = asarray(weights)
            if axis is not None and w.ndim == 1 and asarray(a).ndim > 1:
                w = w.reshape([-1 if d == axis % asarray(a).ndim else 1 for d in range(asarray(a).ndim)])
            return sum(asarray(a) * w, axis) / sum(w + asarray(a) * 0, axis)

        def _extremum(name, torch_function, better):
            def function(a, axis=None, out=None, keepdims=False, initial=None, where=None):
                t = _t(a)
                axes = _axes(t, axis)
                if where is not None:
                    if initial is None:
                        raise ValueError(f"reduction operation '{name}imum' does not have an identity, so to use a where mask one "
                                         "has to specify 'initial'")
                    t = _T.where(_t(where), t, _T.tensor(initial, dtype=t.dtype))
                if t.numel() == 0:
                    if initial is None:
                        raise ValueError(f"zero-size array to reduction operation {name}imum which has no identity")
                    shape = t.sum(axes, keepdim=keepdims).shape
                    return _result(_T.full(shape, initial, dtype=t.dtype), None, out)
                flag = t.dtype == _T.bool
                value = torch_function(t.to(_T.uint8) if flag else t, axes, keepdim=keepdims) if axes else t
                if initial is not None:
                    value = better(value, _T.tensor(initial))
                return _result(value.bool() if flag else value, None, out)
            function.__name__ = name
            return _numpy(function)

        max = amax = _extremum("max", _T.amax, _T.maximum)
        min = amin = _extremum("min", _T.amin, _T.minimum)

        @_numpy
        def ptp(a, axis=None):
            return max(a, axis) - min(a, axis)

        @_numpy
        def prod(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None):
            t = _t(a, dtype)
            if where is not None:
                t = _T.where(_t(where), t, _T.ones((), dtype=t.dtype))
            if not t.is_floating_point() and not t.is_complex():
                t = t.to(_T.int64)
            axes = _axes(t, axis)
            result = t
            for d in sorted(axes, reverse=True):
                result = result.prod(d)
            result = _kept(result, t, axes, keepdims)
            return _result(result if initial is None else result * initial, None, out)

        def _truth(name, torch_function):
            def function(a, axis=None, out=None, keepdims=False):
                t = _t(a).bool()
                axes = _axes(t, axis)
                return _result(torch_function(t, axes, keepdim=keepdims) if axes else t, None, out)
            function.__name__ = name
            return _numpy(function)

        all, any = _truth("all", _T.all), _truth("any", _T.any)

        def _place(name, torch_function):
            def function(a, axis=None, out=None, keepdims=False):
                t = _t(a)
                if t.numel() == 0:
                    raise ValueError(f"attempt to get {name} of an empty sequence")
                t = t.to(_T.uint8) if t.dtype == _T.bool else t
                if axis is not None:
                    return _result(torch_function(t, axis, keepdim=keepdims), None, out)
                place = torch_function(t.reshape(-1), 0)
                return _result(place.reshape([1] * t.dim()) if keepdims else place, None, out)
            function.__name__ = name
            return _numpy(function)

        argmax, argmin = _place("argmax", _T.argmax), _place("argmin", _T.argmin)

        def _without_nan(function, filler):
            def wrapped(a, axis=None, **options):
                t = _t(a)
                return function(_a(_T.where(_T.isnan(t), _T.tensor(filler, dtype=t.dtype), t)), axis, **options)
            return _numpy(wrapped)

        nansum, nanmax, nanmin = _without_nan(sum, 0.0), _without_nan(max, -inf), _without_nan(min, inf)

        @_numpy
        def nanmean(a, axis=None, keepdims=False):
            return nansum(a, axis, keepdims=keepdims) / sum(~isnan(asarray(a)), axis, keepdims=keepdims)

        @_numpy
        def nanstd(a, axis=None, ddof=0):
            spread = asarray(a) - nanmean(a, axis, keepdims=True)
            return sqrt(nansum(spread * spread, axis) / (sum(~isnan(asarray(a)), axis) - ddof))

        def _running(name, torch_function):
            def function(a, axis=None, dtype=None, out=None):
                t = _t(a, dtype)
                return _result(torch_function(t.reshape(-1), 0) if axis is None else torch_function(t, axis), None, out)
            function.__name__ = name
            return _numpy(function)

        cumsum, cumprod = _running("cumsum", _T.cumsum), _running("cumprod", _T.cumprod)

        @_numpy
        def diff(a, n=1, axis=-1):
            return _array(_T.diff(_t(a), n, axis))

        @_numpy
        def gradient(f, spacing=1.0, axis=None):
            parts = [_array(g) for g in _T.gradient(_floating(_t(f)), spacing=spacing, dim=axis)]
            return parts[0] if len(parts) == 1 else parts

        @_numpy
        def trapz(y, x=None, dx=1.0, axis=-1):
            return _a(_T.trapezoid(_floating(_t(y)), dx=dx, dim=axis) if x is None
                      else _T.trapezoid(_floating(_t(y)), _floating(_t(x)), dim=axis))

        @_numpy
        def median(a, axis=None, keepdims=False):
            return quantile(a, 0.5, axis, keepdims=keepdims)

        @_numpy
        def quantile(a, q, axis=None, method="linear", keepdims=False):
            t = _floating(_t(a))
            dtype = t.dtype
            axes = _axes(t, axis)
            kept = [d for d in range(t.dim()) if d not in axes]
            moved = t.permute(kept + axes).reshape([t.shape[d] for d in kept] + [-1])
            values = _T.quantile(moved.double(), _t(q).double(), dim=-1, interpolation=method).to(dtype)
            if keepdims:
                values = values.reshape([1 if d in axes else n for d, n in enumerate(t.shape)])
            return _a(values)

        @_numpy
        def percentile(a, q, axis=None, method="linear", keepdims=False):
            return quantile(a, _a(_t(q).double() / 100), axis, method, keepdims)

        @_numpy
        def histogram(a, bins=10, range=None, density=False, weights=None):
            t = _floating(_t(a)).reshape(-1).double()
            if not isinstance(bins, (int, integer)):
                edges = _t(bins).double()
            else:
                low, high = range if range is not None else ((t.min().item(), t.max().item()) if t.numel() else (0.0, 1.0))
                if low == high:
                    low, high = low - 0.5, high + 0.5
                edges = _t(linspace(low, high, int(bins) + 1))
            places = _T.searchsorted(edges, t, right=True) - 1
            places = _T.where(t == edges[-1], len(edges) - 2, places)
            inside = (places >= 0) & (places < len(edges) - 1)
            if weights is None:
                counts = _T.bincount(places[inside], minlength=len(edges) - 1)
            else:
                counts = _T.bincount(places[inside], _t(weights).reshape(-1)[inside], minlength=len(edges) - 1)
            if density:
                counts = counts / (edges.diff() * counts.sum())
            return _array(counts), _array(edges)

        @_numpy
        def bincount(x, weights=None, minlength=0):
            return _array(_T.bincount(_t(x), None if weights is None else _t(weights), minlength))

        @_numpy
        def count_nonzero(a, axis=None):
            t = _t(a)
            return t.count_nonzero().item() if axis is None else _a(t.count_nonzero(axis))

        @_numpy
        def cov(m, y=None, rowvar=True, bias=False, ddof=None):
            t = _floating(_t(m))
            if y is not None:
                t = _T.cat([_T.atleast_2d(t), _T.atleast_2d(_floating(_t(y)))])
            return _a(_T.cov(t if rowvar else t.T, correction=(0 if bias else 1) if ddof is None else ddof))

        @_numpy
        def corrcoef(x, y=None, rowvar=True):
            t = _floating(_t(x))
            if y is not None:
                t = _T.cat([_T.atleast_2d(t), _T.atleast_2d(_floating(_t(y)))])
            return _a(_T.corrcoef(t if rowvar else t.T))

        """#
}
