/// `torch.testing`, written in Python: what is close, and tensors of random elements.
enum TestingSource {
    static let text = #"""
        import cmath
        import math
        import warnings
        from collections.abc import Mapping, Sequence

        import numpy as np
        import torch

        _tolerances = {
            torch.float16: (1e-3, 1e-5), torch.bfloat16: (1.6e-2, 1e-5), torch.float32: (1.3e-6, 1e-5),
            torch.float64: (1e-7, 1e-7), torch.complex64: (1.3e-6, 1e-5), torch.complex128: (1e-7, 1e-7),
        }
        _number_dtypes = {int: torch.int64, float: torch.float64, complex: torch.complex128}

        class _Mismatch(Exception):
            def __init__(self, kind, text, path):
                self.kind, self.text, self.path = kind, text, path

            def error(self, msg=None):
                if isinstance(msg, str):
                    return self.kind(msg)
                text = self.text
                if self.path:
                    text += "\n\nThe failure occurred for item " + "".join(str([step]) for step in self.path)
                return self.kind(msg(text) if callable(msg) else text)

        def _chosen_tolerances(dtypes, rtol, atol, path):
            if (rtol is None) != (atol is None):
                missing = "rtol" if rtol is None else "atol"
                raise _Mismatch(
                    ValueError, f"Both 'rtol' and 'atol' must be either specified or omitted, but got no {missing}.", path)
            if rtol is not None:
                return rtol, atol
            known = [_tolerances.get(dtype, (0.0, 0.0)) for dtype in dtypes]
            return max(r for r, a in known), max(a for r, a in known)

        def _differences(name, lines, absolute, relative, rtol, atol, absolute_place=None, relative_place=None):
            exact = rtol == 0 and atol == 0
            text = f"{name} are not {'equal' if exact else 'close'}!\n\n{lines}\n"
            rows = [("absolute", absolute, absolute_place, atol), ("relative", relative, relative_place, rtol)]
            for kind, value, place, tolerance in rows:
                text += (f"{kind.title()} difference: {value}" if place is None
                         else f"Greatest {kind} difference: {value} at index {place}")
                text += "\n" if exact else f" (up to {tolerance} allowed)\n"
            return text.strip()

        def _scalar_text(actual, expected, rtol, atol):
            absolute = abs(actual - expected)
            relative = float("inf") if expected == 0 else absolute / abs(expected)
            return _differences("Scalars", f"Expected {expected} but got {actual}.", absolute, relative, rtol, atol)

        def _tensor_text(actual, expected, close, rtol, atol):
            def place(flat):
                index = []
                for size in reversed(close.shape):
                    flat, step = divmod(flat, size)
                    index.append(step)
                return tuple(reversed(index))

            a, b, same = actual.flatten(), expected.flatten(), close.flatten()
            if not (a.is_floating_point() or a.is_complex()):
                a, b = a.to(torch.int64), b.to(torch.int64)
            absolute = torch.abs(a - b)
            absolute[same] = 0
            relative = absolute / torch.abs(b)
            relative[same] = 0
            greatest, greatest_relative = torch.max(absolute, 0), torch.max(relative, 0)
            count, total = close.numel() - int(torch.sum(close)), close.numel()
            return _differences(
                "Tensor-likes", f"Mismatched elements: {count} / {total} ({count / total:.1%})",
                greatest.values.item(), greatest_relative.values.item(), rtol, atol,
                place(int(greatest.indices)), place(int(greatest_relative.indices)))

        def _number(actual, expected, path, o):
            a, b = [x.item() if isinstance(x, np.number) else x for x in (actual, expected)]
            rtol, atol = _chosen_tolerances([_number_dtypes[type(x)] for x in (a, b)], o["rtol"], o["atol"], path)

            def compare():
                if o["check_dtype"] and type(a) is not type(b):
                    raise _Mismatch(AssertionError, f"The (d)types do not match: {type(a)} != {type(b)}.", path)
                if a == b or o["equal_nan"] and cmath.isnan(a) and cmath.isnan(b):
                    return
                difference = abs(a - b)
                if not (cmath.isfinite(difference) and difference <= atol + rtol * abs(b)):
                    raise _Mismatch(AssertionError, _scalar_text(a, b, rtol, atol), path)
            return compare

        def _attributes(a, b, path, o):
            def check(name, actual, expected):
                if actual != expected:
                    text = f"The values for attribute '{name}' do not match: {actual} != {expected}."
                    raise _Mismatch(AssertionError, text, path)

            check("shape", a.shape, b.shape)
            if o["check_stride"]:
                check("stride()", a.stride(), b.stride())
            if o["check_device"]:
                check("device", a.device, b.device)
            if o["check_dtype"]:
                check("dtype", a.dtype, b.dtype)

        def _tensors(a, b, path, o):
            rtol, atol = _chosen_tolerances([a.dtype, b.dtype], o["rtol"], o["atol"], path)

            def compare():
                _attributes(a, b, path, o)
                if "meta" in (a.device.type, b.device.type):
                    return
                x, y = a.detach(), b.detach()
                if x.dtype != y.dtype:
                    dtype = torch.promote_types(x.dtype, y.dtype)
                    x, y = x.to(dtype), y.to(dtype)
                close = torch.isclose(x, y, rtol=rtol, atol=atol, equal_nan=o["equal_nan"])
                if close.all():
                    return
                text = (_scalar_text(x.item(), y.item(), rtol, atol) if x.dim() == 0
                        else _tensor_text(x, y, close, rtol, atol))
                raise _Mismatch(AssertionError, text, path)
            return compare

        def _pair(actual, expected, path, o):
            if actual is None or expected is None:
                def compare():
                    if actual is not expected:
                        raise _Mismatch(AssertionError, f"None mismatch: {actual} is not {expected}", path)
                return compare
            if all(isinstance(x, (bool, np.bool_)) for x in (actual, expected)):
                def compare():
                    if bool(actual) is not bool(expected):
                        raise _Mismatch(AssertionError, f"Booleans mismatch: {actual} is not {expected}", path)
                return compare
            if all(isinstance(x, (int, float, complex, np.number)) and not isinstance(x, bool)
                   for x in (actual, expected)):
                return _number(actual, expected, path, o)
            related = isinstance(actual, type(expected)) or isinstance(expected, type(actual))
            if related and (o["allow_subclasses"] or type(actual) is type(expected)):
                try:
                    a, b = [x if isinstance(x, torch.Tensor) else torch.as_tensor(x) for x in (actual, expected)]
                except Exception:
                    pass
                else:
                    return _tensors(a, b, path, o)
            kinds = f"{type(actual)} and {type(expected)}"
            raise _Mismatch(TypeError, f"No comparison pair was able to handle inputs of type {kinds}.", path)

        def _pairs(actual, expected, path, o):
            both = (actual, expected)
            if all(isinstance(x, Sequence) and not isinstance(x, str) for x in both):
                if len(actual) != len(expected):
                    text = f"The length of the sequences mismatch: {len(actual)} != {len(expected)}"
                    raise _Mismatch(AssertionError, text, path)
                return [pair for i in range(len(actual)) for pair in _pairs(actual[i], expected[i], (*path, i), o)]
            if all(isinstance(x, Mapping) for x in both):
                keys, wanted = set(actual.keys()), set(expected.keys())
                if keys != wanted:
                    raise _Mismatch(
                        AssertionError,
                        "The keys of the mappings do not match:\n"
                        f"Missing keys in the actual mapping: {sorted(wanted - keys)}\n"
                        f"Additional keys in the actual mapping: {sorted(keys - wanted)}", path)
                try:
                    keys = sorted(keys)
                except Exception:
                    pass
                return [pair for key in keys for pair in _pairs(actual[key], expected[key], (*path, key), o)]
            return [_pair(actual, expected, path, o)]

        def assert_close(actual, expected, *, allow_subclasses=True, rtol=None, atol=None, equal_nan=False,
                         check_device=True, check_dtype=True, check_layout=True, check_stride=False, msg=None):
            options = {
                "allow_subclasses": allow_subclasses, "rtol": rtol, "atol": atol, "equal_nan": equal_nan,
                "check_device": check_device, "check_dtype": check_dtype, "check_stride": check_stride,
            }
            try:
                pairs = _pairs(actual, expected, (), options)
            except _Mismatch as mismatch:
                error = mismatch.error()
                raise error from None
            first = None
            for compare in pairs:
                try:
                    compare()
                except _Mismatch as mismatch:
                    first = first or mismatch
            if first:
                error = first.error(msg)
                raise error

        def assert_allclose(actual, expected, rtol=None, atol=None, equal_nan=True, msg=""):
            warnings.warn(
                "`torch.testing.assert_allclose()` is deprecated since 1.12 and will be removed in a future release. "
                "Please use `torch.testing.assert_close()` instead. You can find detailed upgrade instructions in "
                "https://github.com/pytorch/pytorch/issues/61844.", FutureWarning, stacklevel=2)
            if not isinstance(actual, torch.Tensor):
                actual = torch.tensor(actual)
            if not isinstance(expected, torch.Tensor):
                expected = torch.tensor(expected, dtype=actual.dtype)
            if rtol is None and atol is None:
                loose = {torch.float16: (1e-3, 1e-3), torch.float32: (1e-4, 1e-5), torch.float64: (1e-5, 1e-8)}
                both = [loose.get(t.dtype, (0.0, 0.0)) for t in (actual, expected)]
                rtol, atol = max(r for r, a in both), max(a for r, a in both)
            assert_close(actual, expected, rtol=rtol, atol=atol, equal_nan=equal_nan, check_dtype=False, msg=msg or None)

        def _bounds(low, high, least, most, usual, dtype):
            low, high = [given if given is not None else other for given, other in zip((low, high), usual)]
            if any(isinstance(value, float) and math.isnan(value) for value in (low, high)):
                raise ValueError(f"`low` and `high` cannot be NaN, but got {low=} and {high=}")
            inexact = dtype.is_floating_point or dtype.is_complex
            if low == high and inexact:
                warnings.warn(
                    "Passing `low==high` to `torch.testing.make_tensor` for floating or complex types is deprecated "
                    "since 2.1 and will be removed in 2.3. Use `torch.full(...)` instead.", FutureWarning, stacklevel=3)
            elif low >= high:
                raise ValueError(f"`low` must be less than `high`, but got {low} >= {high}")
            elif high < least or low >= most:
                raise ValueError(f"The value interval specified by `low` and `high` is [{low}, {high}), "
                                 f"but {dtype} only supports [{least}, {most})")
            low, high = [min(max(value, least), most) for value in (low, high)]
            return (low, high) if inexact else (math.ceil(low), math.ceil(high))

        def _uniform(shape, dtype, device, low, high):
            result = torch.empty(shape, dtype=dtype, device=device)
            parts = torch.view_as_real(result) if dtype.is_complex else result
            if high - low >= torch.finfo(parts.dtype).max:
                parts.uniform_(low / 2, high / 2).mul_(2)
            else:
                parts.uniform_(low, high)
            return result

        def make_tensor(*shape, dtype, device, low=None, high=None, requires_grad=False, noncontiguous=False,
                        exclude_zero=False, memory_format=None):
            if len(shape) == 1 and isinstance(shape[0], Sequence):
                shape = shape[0]
            shape = tuple(shape)
            inexact = dtype.is_floating_point or dtype.is_complex
            if noncontiguous and memory_format is not None:
                raise ValueError("The parameters `noncontiguous` and `memory_format` are mutually exclusive, "
                                 f"but got {noncontiguous=} and {memory_format=}")
            if requires_grad and not inexact:
                raise ValueError(
                    f"`requires_grad=True` is not supported for boolean and integral dtypes, but got {dtype=}")
            apart = noncontiguous and math.prod(shape) > 1
            drawn = (*shape[:-1], 2 * shape[-1]) if apart else shape
            if inexact:
                limits = torch.finfo(dtype)
                low, high = _bounds(low, high, limits.min, limits.max, (-9, 9), dtype)
                result = _uniform(drawn, dtype, device, low, high)
            else:
                limits = (0, 2) if dtype is torch.bool else (torch.iinfo(dtype).min, torch.iinfo(dtype).max)
                most = limits[1] + (dtype not in (torch.bool, torch.int64))
                usual = (0, 2) if dtype is torch.bool else (-9, 10)
                low, high = _bounds(low, high, limits[0], most, usual, dtype)
                result = torch.randint(low, high, drawn, device=device, dtype=dtype)
            if apart:
                result = result[..., 1::2]
            elif memory_format is not None:
                result = result.clone(memory_format=memory_format)
            if exclude_zero:
                result[result == 0] = torch.finfo(dtype).tiny if inexact else 1
            if requires_grad:
                result.requires_grad = True
            return result
        """#
}
