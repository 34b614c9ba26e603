extension ArraysSource {
    /// Shapes of arrays: a part of the module `numpy`.
    static let shapes = #"""
        @_numpy
        def fill_diagonal(a, val, wrap=False):
            places = range(min(a.shape))
            a[(list(places),) * a.ndim] = val

        def reshape(a, newshape, order="C"):
            return asarray(a).reshape(newshape, order=order)

        @_numpy
        def ravel(a, order="C"):
            t = _t(a)
            return _array((t.permute(*reversed(range(t.dim()))) if order == "F" and t.dim() > 1 else t).reshape(-1))

        @_numpy
        def transpose(a, axes=None):
            return asarray(a).transpose() if axes is None else asarray(a).transpose(axes)

        @_numpy
        def swapaxes(a, axis1, axis2):
            return _array(_t(a).transpose(axis1, axis2))

        @_numpy
        def moveaxis(a, source, destination):
            return _array(_t(a).movedim(source, destination))

        @_numpy
        def squeeze(a, axis=None):
            t = _t(a)
            if axis is None:
                return _array(t.squeeze())
            for n in (axis if isinstance(axis, tuple) else (axis,)):
                if t.shape[n] != 1:
                    raise ValueError("cannot select an axis to squeeze out which has size not equal to one")
            return _array(t.squeeze(axis))

        @_numpy
        def expand_dims(a, axis):
            t = _t(a)
            for n in sorted(axis if isinstance(axis, (tuple, list)) else (axis,)):
                t = t.unsqueeze(n)
            return _array(t)

        @_numpy
        def broadcast_to(array, shape):
            return _array(_t(array).expand(_shape(shape)))

        def _common(arrays):
            tensors = [_t(a) for a in arrays]
            dtype = tensors[0].dtype
            for t in tensors[1:]:
                dtype = _torch(result_type(_array(_T.zeros(1, dtype=dtype)), _array(_T.zeros(1, dtype=t.dtype))))
            return [t.to(dtype) for t in tensors]

        @_numpy
        def concatenate(arrays, axis=0, dtype=None):
            tensors = _common(arrays)
            if not tensors:
                raise ValueError("need at least one array to concatenate")
            if axis is None:
                tensors, axis = [t.reshape(-1) for t in tensors], 0
            for t in tensors:
                if t.dim() == 0:
                    raise ValueError("zero-dimensional arrays cannot be concatenated")
            first = tensors[0]
            for i, t in enumerate(tensors):
                if t.dim() != first.dim():
                    raise ValueError("all the input arrays must have same number of dimensions, but the array at index 0 has "
                                     f"{first.dim()} dimension(s) and the array at index {i} has {t.dim()} dimension(s)")
                for d in range(first.dim()):
                    if d != axis % first.dim() and t.shape[d] != first.shape[d]:
                        raise ValueError("all the input array dimensions except for the concatenation axis must match "
                                         f"exactly, but along dimension {d}, the array at index 0 has size {first.shape[d]} "
                                         f"and the array at index {i} has size {t.shape[d]}")
            result = _T.cat(tensors, axis)
            return _array(result if dtype is None else result.to(_torch(dtype)))

        @_numpy
        def stack(arrays, axis=0):
            tensors = _common(arrays)
            if not tensors:
                raise ValueError("need at least one array to stack")
            if _b.any(t.shape != tensors[0].shape for t in tensors):
                raise ValueError("all input arrays must have the same shape")
            return _array(_T.stack(tensors, axis))

        @_numpy
        def vstack(tup):
            return _array(_T.cat([t.reshape(1, -1) if t.dim() < 2 else t for t in _common(tup)], 0))

        row_stack = vstack

        @_numpy
        def hstack(tup):
            tensors = [t.reshape(1) if t.dim() == 0 else t for t in _common(tup)]
            return _array(_T.cat(tensors, 0 if tensors[0].dim() == 1 else 1))

        @_numpy
        def dstack(tup):
            return _array(_T.dstack(_common(tup)))

        @_numpy
        def column_stack(tup):
            return _array(_T.column_stack(_common(tup)))

        @_numpy
        def append(arr, values, axis=None):
            return concatenate([arr, values], axis) if axis is not None else concatenate([ravel(arr), ravel(values)])

        @_numpy
        def split(ary, indices_or_sections, axis=0):
            t = _t(ary)
            if isinstance(indices_or_sections, int) and t.shape[axis] % indices_or_sections:
                raise ValueError("array split does not result in an equal division")
            return array_split(ary, indices_or_sections, axis)

        @_numpy
        def array_split(ary, indices_or_sections, axis=0):
            places = indices_or_sections if isinstance(indices_or_sections, int) else tuple(int(i) for i in indices_or_sections)
            return [_array(p) for p in _T.tensor_split(_t(ary), places, axis)]

        def hsplit(ary, parts):
            return split(ary, parts, 0 if asarray(ary).ndim == 1 else 1)

        def vsplit(ary, parts):
            return split(ary, parts, 0)

        @_numpy
        def repeat(a, repeats, axis=None):
            t = _t(a)
            counts = repeats if isinstance(repeats, int) else _t(repeats)
            return _array(t.reshape(-1).repeat_interleave(counts) if axis is None else t.repeat_interleave(counts, dim=axis))

        @_numpy
        def tile(A, reps):
            return _array(_T.tile(_t(A), _shape(reps)))

        @_numpy
        def flip(m, axis=None):
            t = _t(m)
            return _array(t.flip(tuple(range(t.dim())) if axis is None else axis))

        def fliplr(m):
            return flip(m, 1)

        def flipud(m):
            return flip(m, 0)

        @_numpy
        def roll(a, shift, axis=None):
            return _array(_t(a).roll(shift) if axis is None else _t(a).roll(shift, axis))

        @_numpy
        def rot90(m, k=1, axes=(0, 1)):
            return _array(_T.rot90(_t(m), k, axes))

        @_numpy
        def pad(array, pad_width, mode="constant", constant_values=0):
            t = _t(array)
            widths = pad_width
            if isinstance(widths, int):
                widths = [(widths, widths)] * t.dim()
            elif isinstance(widths[0], int):
                widths = [tuple(widths)] * t.dim()
            if mode != "constant":
                for d, (low, high) in enumerate(widths):
                    n = t.shape[d]
                    places = _T.arange(-low, n + high)
                    if mode == "edge":
                        places = places.clamp(0, n - 1)
                    elif mode == "wrap":
                        places = places % n
                    else:
                        period = _b.max(2 * (n - 1), 1)
                        places = places % period
                        places = _T.where(places >= n, period - places, places)
                    t = t.index_select(d, places)
                return _array(t)
            flat = [int(w) for pair in reversed(list(widths)) for w in pair]
            return _array(_T.nn.functional.pad(t, flat, value=constant_values))

        @_numpy
        def atleast_1d(a):
            return _array(_T.atleast_1d(_t(a)))

        @_numpy
        def atleast_2d(a):
            return _array(_T.atleast_2d(_t(a)))

        @_numpy
        def tril(m, k=0):
            return _array(_t(m).tril(k))

        @_numpy
        def triu(m, k=0):
            return _array(_t(m).triu(k))

        @_numpy
        def tril_indices(n, k=0, m=None):
            return tuple(_array(i) for i in _T.tril_indices(n, n if m is None else m, k))

        @_numpy
        def triu_indices(n, k=0, m=None):
            return tuple(_array(i) for i in _T.triu_indices(n, n if m is None else m, k))

        @_numpy
        def diag(v, k=0):
            return _array(_T.diag(_t(v), k).clone())

        @_numpy
        def diagonal(a, offset=0, axis1=0, axis2=1):
            return _array(_t(a).diagonal(offset, axis1, axis2))

        def ix_(*args):
            parts = []
            for place, part in enumerate(args):
                part = asarray(part)
                if part.ndim != 1:
                    raise ValueError("Cross index must be 1 dimensional")
                if part.dtype == bool:
                    part = part.nonzero()[0]
                elif part.size == 0:
                    part = part.astype(int)
                parts.append(part.reshape([-1 if axis == place else 1 for axis in range(len(args))]))
            return tuple(parts)

        def indices(dimensions, dtype=int, sparse=False):
            dimensions = tuple(dimensions)
            parts = [arange(size, dtype=dtype).reshape([-1 if axis == place else 1 for axis in range(len(dimensions))])
                     for place, size in enumerate(dimensions)]
            if sparse:
                return tuple(parts)
            return stack([broadcast_to(part, dimensions) for part in parts]) if parts else zeros((0,), dtype=dtype)

        def shape(a):
            return asarray(a).shape

        def ndim(a):
            return asarray(a).ndim

        def size(a, axis=None):
            return asarray(a).size if axis is None else asarray(a).shape[axis]

        def copy(a):
            return array(a)

        """#
}
