/// `torch.testing`, written in Python.
enum TestingSource {
    static let text = #"""
        import torch

        _tolerances = {
            torch.float16: (1e-3, 1e-5), torch.bfloat16: (1.6e-2, 1e-5), torch.float32: (1.3e-6, 1e-5),
            torch.float64: (1e-7, 1e-7), torch.complex64: (1.3e-6, 1e-5), torch.complex128: (1e-7, 1e-7),
        }

        def _as_tensor(value):
            return value if isinstance(value, torch.Tensor) else torch.tensor(value)

        def _fail(text, msg):
            if callable(msg):
                text = msg(text)
            elif msg is not None:
                text = msg
            raise AssertionError(text)

        def _assert_item(name, actual, expected, msg, **options):
            try:
                assert_close(actual, expected, **options)
            except AssertionError as error:
                text = str(error) + f"\n\nThe failure occurred for item [{name!r}]"
            else:
                return
            _fail(text, msg)

        def assert_close(actual, expected, *, allow_subclasses=True, rtol=None, atol=None, equal_nan=False,
                         check_device=True, check_dtype=True, check_layout=True, check_stride=False, msg=None):
            if isinstance(actual, dict) and isinstance(expected, dict):
                if set(actual) != set(expected):
                    _fail(f"The keys of the mappings do not match:\nMissing keys in the actual mapping: "
                          f"{sorted(set(expected) - set(actual))}\nAdditional keys in the actual mapping: "
                          f"{sorted(set(actual) - set(expected))}", msg)
                for key in actual:
                    _assert_item(key, actual[key], expected[key], msg, rtol=rtol, atol=atol, equal_nan=equal_nan,
                                 check_dtype=check_dtype)
                return
            if isinstance(actual, (list, tuple)) and isinstance(expected, (list, tuple)):
                if len(actual) != len(expected):
                    _fail(f"The length of the sequences mismatch: {len(actual)} != {len(expected)}", msg)
                for i, (a, b) in enumerate(zip(actual, expected)):
                    _assert_item(i, a, b, msg, rtol=rtol, atol=atol, equal_nan=equal_nan, check_dtype=check_dtype)
                return
            is_scalar = not isinstance(actual, torch.Tensor) and not isinstance(expected, torch.Tensor)
            if not is_scalar and isinstance(actual, torch.Tensor) != isinstance(expected, torch.Tensor):
                raise TypeError(f"No comparison pair was able to handle inputs of type {type(actual)} and {type(expected)}.")
            a, b = _as_tensor(actual), _as_tensor(expected)
            if is_scalar:
                a, b = a.double(), b.double()
            if a.shape != b.shape:
                _fail(f"The values for attribute 'shape' do not match: {a.shape} != {b.shape}.", msg)
            if check_dtype and a.dtype != b.dtype:
                _fail(f"The values for attribute 'dtype' do not match: {a.dtype} != {b.dtype}.", msg)
            if rtol is None or atol is None:
                defaults = [_tolerances.get(t.dtype, (0.0, 0.0)) for t in (a, b)]
                rtol = max(d[0] for d in defaults)
                atol = max(d[1] for d in defaults)
            if a.dtype != b.dtype:
                dtype = torch.promote_types(a.dtype, b.dtype)
                a, b = a.to(dtype), b.to(dtype)
            a, b = a.detach(), b.detach()
            close = torch.isclose(a, b, rtol=rtol, atol=atol, equal_nan=equal_nan)
            if close.all():
                return
            if is_scalar:
                difference = abs(actual - expected)
                relative = difference / abs(expected) if expected else float("inf")
                _fail(f"Scalars are not close!\n\nExpected {expected} but got {actual}.\nAbsolute difference: {difference} "
                      f"(up to {atol} allowed)\nRelative difference: {relative} (up to {rtol} allowed)", msg)
            x, y = a.double(), b.double()
            difference = (x - y).abs()
            difference[close] = 0
            relative = difference / y.abs()
            relative[close] = 0
            def place(t):
                flat = t.argmax().item()
                index = []
                for size in reversed(t.shape):
                    index.append(flat % size)
                    flat //= size
                return tuple(reversed(index))
            count, total = int((~close).sum()), close.numel()
            exact = rtol == 0 and atol == 0
            lines = [f"Tensor-likes are not {'equal' if exact else 'close'}!", ""]
            if a.dim() == 0:
                lines = [f"Scalars are not {'equal' if exact else 'close'}!", "", f"Expected {b.item()} but got {a.item()}."]
                lines.append(f"Absolute difference: {difference.item()} (up to {atol} allowed)")
                lines.append(f"Relative difference: {relative.item()} (up to {rtol} allowed)")
            else:
                lines.append(f"Mismatched elements: {count} / {total} ({100 * count / total:.1f}%)")
                lines.append(f"Greatest absolute difference: {difference.max().item()} at index {place(difference)}"
                             + ("" if exact else f" (up to {atol} allowed)"))
                lines.append(f"Greatest relative difference: {relative.max().item()} at index {place(relative)}"
                             + ("" if exact else f" (up to {rtol} allowed)"))
            _fail("\n".join(lines), msg)
        """#
}
