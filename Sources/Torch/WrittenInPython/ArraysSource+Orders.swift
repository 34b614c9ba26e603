extension ArraysSource {
    /// Sorting, searching and products: a part of the module `numpy`.
    static let orders = #"""
        @_numpy
        def sort(a, axis=-1, kind=None):
            t = _t(a)
            return _array(t.reshape(-1).sort().values if axis is None else t.sort(dim=axis).values)

        @_numpy
        def argsort(a, axis=-1, kind=None):
            t = _t(a)
            return _array(_T.sort(t.reshape(-1) if axis is None else t, dim=-1 if axis is None else axis, stable=True).indices)

        @_numpy
        def lexsort(keys):
            order = None
            for key in keys:
                t = _t(key)
                step = _T.sort(t if order is None else t[order], stable=True).indices
                order = step if order is None else order[step]
            return _array(order)

        @_numpy
        def partition(a, kth, axis=-1):
            return sort(a, axis)

        @_numpy
        def argpartition(a, kth, axis=-1):
            return argsort(a, axis)

        @_numpy
        def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None):
            t = _t(ar)
            if axis is not None:
                parts = _T.unique(t, return_inverse=True, return_counts=True, dim=axis)
            else:
                parts = _T.unique(t.reshape(-1), return_inverse=True, return_counts=True)
            values, inverse, counts = parts
            result = [_array(values)]
            if return_index:
                first = _T.full((len(counts),), len(inverse))
                result.append(_array(first.scatter_reduce(0, inverse, _T.arange(len(inverse)), "amin")))
            if return_inverse:
                result.append(_array(inverse))
            if return_counts:
                result.append(_array(counts))
            return result[0] if len(result) == 1 else tuple(result)

        @_numpy
        def nonzero(a):
            return tuple(_array(i) for i in _t(a).nonzero(as_tuple=True))

        @_numpy
        def argwhere(a):
            return _array(_t(a).nonzero())

        @_numpy
        def flatnonzero(a):
            return _array(_t(a).reshape(-1).nonzero().reshape(-1))

        @_numpy
        def searchsorted(a, v, side="left"):
            return _a(_T.searchsorted(_t(a), _t(v, asarray(a).dtype) if asarray(a).dtype.kind == "f" else _t(v), right=side == "right"))

        @_numpy
        def digitize(x, bins, right=False):
            return _a(_T.bucketize(_floating(_t(x)), _floating(_t(bins)), right=not right))

        @_numpy
        def take(a, indices, axis=None, out=None, mode="raise"):
            if mode not in ("raise", "wrap", "clip"):
                raise ValueError(f"clipmode must be one of 'clip', 'raise', or 'wrap' (got '{mode}')")
            t, i = _t(a), _t(indices)
            if axis is None:
                t, axis = t.reshape(-1), 0
            axis %= t.dim()
            if mode != "raise":
                i = i.remainder(t.shape[axis]) if mode == "wrap" else i.clamp(0, t.shape[axis] - 1)
            return _a(t.index_select(axis, i.reshape(-1)).reshape(t.shape[:axis] + i.shape + t.shape[axis + 1:]))

        @_numpy
        def take_along_axis(arr, indices, axis):
            return _array(_T.take_along_dim(_t(arr), _t(indices), axis))

        @_numpy
        def delete(arr, obj, axis=None):
            t = _t(arr)
            if axis is None:
                t, axis = t.reshape(-1), 0
            mask = _T.ones(t.shape[axis], dtype=_T.bool)
            mask[obj if isinstance(obj, (int, slice)) else _t(obj)] = False
            return _array(t.index_select(axis, mask.nonzero().reshape(-1)))

        @_numpy
        def insert(arr, obj, values, axis=None):
            t = _t(arr)
            if axis is None:
                t, axis = t.reshape(-1), 0
            new = _t(values).to(t.dtype)
            shape = list(t.shape)
            shape[axis] = new.numel() if t.dim() == 1 else 1
            return _array(_T.cat([t.narrow(axis, 0, obj), new.expand(shape), t.narrow(axis, obj, t.shape[axis] - obj)], axis))

        @_numpy
        def isin(element, test_elements, invert=False):
            return _a(_T.isin(_t(element), _t(list(test_elements) if isinstance(test_elements, set) else test_elements), invert=invert))

        in1d = isin

        def intersect1d(a, b):
            first = unique(a)
            return first[isin(first, b)]

        def setdiff1d(a, b):
            first = unique(a)
            return first[~isin(first, b)]

        def union1d(a, b):
            return unique(concatenate([ravel(a), ravel(b)]))

        @_numpy
        def dot(a, b, out=None):
            first, second = asarray(a), asarray(b)
            if first.ndim == 0 or second.ndim == 0:
                return first * second
            if first.ndim > 2 or second.ndim > 2:
                return tensordot(first, second, ([first.ndim - 1], [_b.max(second.ndim - 2, 0)]))
            if first.shape[-1] != second.shape[0]:
                def text(s):
                    return "(" + ",".join(str(n) for n in s) + ("," if len(s) == 1 else "") + ")"
                raise ValueError(f"shapes {text(first.shape)} and {text(second.shape)} not aligned: {first.shape[-1]} (dim "
                                 f"{first.ndim - 1}) != {second.shape[0]} (dim 0)")
            return first @ second

        matmul = _operator("matmul", lambda a, b: asarray(a) @ asarray(b))

        def vdot(a, b):
            return dot(ravel(a), ravel(b))

        @_numpy
        def inner(a, b):
            first, second = asarray(a), asarray(b)
            return dot(first, second if second.ndim < 2 else second.T)

        @_numpy
        def outer(a, b):
            return ravel(a)[:, None] * ravel(b)[None, :]

        @_numpy
        def kron(a, b):
            return _array(_T.kron(*_common([a, b])))

        @_numpy
        def cross(a, b):
            return _array(_T.linalg.cross(*_common([a, b])))

        @_numpy
        def trace(a, offset=0):
            return sum(diagonal(a, offset), -1)

        @_numpy
        def tensordot(a, b, axes=2):
            first, second = _common([a, b])
            return _a(_T.tensordot(first, second, dims=axes))

        @_numpy
        def einsum(subscripts, *operands, **options):
            return _a(_T.einsum(subscripts, *_common(operands)))

        @_numpy
        def convolve(a, v, mode="full"):
            first, second = (_floating(t) for t in _common([a, v]))
            whole = not asarray(a).dtype.kind == "f" and not asarray(v).dtype.kind == "f"
            if len(second) > len(first):
                first, second = second, first
            n, m = len(first), len(second)
            full = _T.nn.functional.conv1d(first[None, None], second.flip(0)[None, None], padding=m - 1)[0, 0]
            start, count = {"full": (0, n + m - 1), "same": ((m - 1) // 2, n), "valid": (m - 1, n - m + 1)}[mode]
            result = full[start:start + count]
            return _array(result.round().to(_T.int64) if whole else result)

        @_numpy
        def apply_along_axis(func1d, axis, arr, *args):
            moved = moveaxis(asarray(arr), axis, -1)
            rows = moved.reshape(-1, moved.shape[-1])
            results = [asarray(func1d(row, *args)) for row in rows]
            stacked = stack(results).reshape(moved.shape[:-1] + results[0].shape)
            return moveaxis(stacked, -1, axis) if results[0].ndim else stacked

        @_numpy
        def polyfit(x, y, deg):
            first, second = _floating(_t(x)), _floating(_t(y))
            return _array(_T.linalg.lstsq(_T.vander(first, deg + 1), second[:, None]).solution[:, 0])

        @_numpy
        def polyval(p, x):
            result = asarray(x) * 0
            for c in asarray(p):
                result = result * asarray(x) + c
            return result

        @_numpy
        def unravel_index(indices, shape):
            return tuple(_a(i) for i in _T.unravel_index(_t(indices), shape))

        @_numpy
        def ravel_multi_index(multi_index, dims):
            total = 0
            for i, n in zip(multi_index, dims):
                total = total * n + asarray(i)
            return total

        def ndindex(*shape):
            import itertools
            if len(shape) == 1 and isinstance(shape[0], tuple):
                shape = shape[0]
            return itertools.product(*[range(n) for n in shape])

        def ndenumerate(arr):
            a = asarray(arr)
            for index in ndindex(a.shape):
                yield index, a[index]

        """#
}
