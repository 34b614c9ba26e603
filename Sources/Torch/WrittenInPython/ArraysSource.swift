/// The functions of `numpy`, written in Python over those of torch.
///
/// `_t` makes a tensor of anything, `_a` an array or a scalar, `_array` an array; `_numpy` makes float64 the default.
enum ArraysSource {
    static let text = creation + shapes + elements + reductions + orders + rare

    private static let creation = #"""
        import builtins as _b
        import itertools as _itertools
        import math as _math
        import torch as _T

        def _shape(shape):
            return (int(shape),) if not hasattr(shape, "__len__") else tuple(int(s) for s in shape)

        @_numpy
        def array(object, dtype=None, copy=True, ndmin=0):
            result = _t(object, dtype)
            if copy:
                result = result.clone()
            while result.dim() < ndmin:
                result = result[None]
            return _array(result)

        @_numpy
        def asarray(a, dtype=None):
            if isinstance(a, ndarray) and (dtype is None or a.dtype == dtype):
                return a
            return _array(_t(a, dtype))

        ascontiguousarray = asanyarray = asarray

        @_numpy
        def zeros(shape, dtype=float, order="C"):
            return _array(_T.zeros(_shape(shape), dtype=_torch(dtype)))

        @_numpy
        def ones(shape, dtype=float, order="C"):
            return _array(_T.ones(_shape(shape), dtype=_torch(dtype)))

        empty = zeros

        @_numpy
        def full(shape, fill_value, dtype=None):
            value = _t(fill_value, dtype)
            return _array(value.expand(_shape(shape)).clone())

        def _like(make):
            @_numpy
            def like(a, dtype=None, shape=None):
                t = _t(a)
                return _array(make(t.shape if shape is None else _shape(shape), dtype=_torch(dtype) or t.dtype))
            return like

        zeros_like, ones_like, empty_like = _like(_T.zeros), _like(_T.ones), _like(_T.zeros)

        @_numpy
        def full_like(a, fill_value, dtype=None):
            t = _t(a)
            return _array(_t(fill_value).to(_torch(dtype) or t.dtype).expand(t.shape).clone())

        @_numpy
        def arange(start, stop=None, step=1, dtype=None):
            if stop is None:
                start, stop = 0, start
            whole = _b.all(isinstance(v, (int, integer)) for v in (start, stop, step))
            count = _b.max(0, _math.ceil((stop - start) / step))
            if whole:
                result = _T.arange(count) * int(step) + int(start)
            else:
                result = float(start) + _T.arange(count, dtype=_T.float64) * (float(start) + float(step) - float(start))
            return _array(result if dtype is None else result.to(_torch(dtype)))

        @_numpy
        def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None):
            if num < 0:
                raise ValueError(f"Number of samples, {num}, must be non-negative.")
            parts = num - 1 if endpoint else num
            step = (stop - start) / parts if parts > 0 else nan
            result = _T.arange(num, dtype=_T.float64)
            result = result * step + start if parts > 0 else result * (stop - start) + start
            if endpoint and num > 1:
                result[-1] = stop
            result = _array(result if dtype is None else result.to(_torch(dtype)))
            return (result, step) if retstep else result

        @_numpy
        def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None):
            result = _T.pow(_T.tensor(base, dtype=_T.float64), _t(linspace(start, stop, num, endpoint)))
            return _array(result if dtype is None else result.to(_torch(dtype)))

        @_numpy
        def geomspace(start, stop, num=50):
            return logspace(_math.log10(start), _math.log10(stop), num)

        @_numpy
        def eye(N, M=None, k=0, dtype=float):
            result = _T.zeros(N, N if M is None else M, dtype=_torch(dtype))
            result.diagonal(k).fill_(1)
            return _array(result)

        def identity(n, dtype=float):
            return eye(n, dtype=dtype)

        @_numpy
        def tri(N, M=None, k=0, dtype=float):
            return _array(_T.ones(N, N if M is None else M, dtype=_torch(dtype)).tril(k))

        @_numpy
        def meshgrid(*xi, indexing="xy", sparse=False, copy=True):
            if sparse:
                order = list(range(len(xi)))
                if indexing == "xy" and len(xi) > 1:
                    order[:2] = 1, 0
                return [_array(_t(x).reshape([-1 if axis == place else 1 for axis in range(len(xi))]).clone())
                        for x, place in zip(xi, order)]
            return [_array(g.clone()) for g in _T.meshgrid(*[_t(x).reshape(-1) for x in xi], indexing=indexing)]

        @_numpy
        def fromiter(iter, dtype, count=-1):
            return array(list(iter if count < 0 else _itertools.islice(iter, count)), dtype=dtype)

        def save(file, arr, allow_pickle=True):
            if isinstance(file, str) and not file.endswith(".npy"):
                file += ".npy"
            elif hasattr(file, "__fspath__") and not str(file).endswith(".npy"):
                file = str(file) + ".npy"
            _save(file, arr)

        def savez(file, *args, **kwargs):
            if isinstance(file, str) and not file.endswith(".npz"):
                file += ".npz"
            names = [f"arr_{i}" for i in range(len(args))] + list(kwargs)
            _savez(file, names, list(args) + list(kwargs.values()))

        savez_compressed = savez

        class _Archive(dict):
            @property
            def files(self):
                return list(self)

            def __enter__(self):
                return self

            def __exit__(self, *details):
                return None

            def close(self):
                pass

        def load(file, mmap_mode=None, allow_pickle=False):
            content = _load(file)
            return _Archive(content) if isinstance(content, dict) else content

        """#
}
