extension ArraysSource {
    /// Functions of each element: a part of the module `numpy`.
    static let elements = #"""
        def _floating(t):
            return t if t.is_floating_point() or t.is_complex() else t.to(_T.float64)

        def _result(value, given, out=None):
            if isinstance(given, _T.Tensor):
                return value
            if out is not None:
                out[...] = _a(value)
                return out
            return _a(value)

        def _unary(name, torch_function, floats=True):
            def function(x, out=None, **options):
                t = _t(x)
                return _result(torch_function(_floating(t) if floats else t), x, out)
            function.__name__ = name
            return _numpy(function)

        for _name in ("sqrt", "exp", "log", "log2", "log10", "log1p", "expm1", "exp2", "sin", "cos", "tan", "sinh", "cosh",
                      "tanh", "arcsin", "arccos", "arctan", "arcsinh", "arccosh", "arctanh", "deg2rad", "rad2deg", "sinc", "i0"):
            globals()[_name] = _unary(_name, getattr(_T, _name))
        degrees, radians = rad2deg, deg2rad
        cbrt = _unary("cbrt", lambda t: _T.sign(t) * _T.pow(_T.abs(t), 1 / 3))
        angle = _unary("angle", _T.angle)
        for _name in ("abs", "sign", "square", "isnan", "isinf", "isfinite", "negative", "positive", "logical_not",
                      "signbit", "isreal"):
            globals()[_name] = _unary(_name, getattr(_T, _name), False)
        absolute = fabs = abs
        conj = conjugate = _unary("conj", _T.conj, False)
        real = _unary("real", lambda t: t.real, False)
        imag = _unary("imag", lambda t: t.imag if t.is_complex() else _T.zeros_like(t), False)
        bitwise_not = invert = _unary("invert", lambda t: ~t, False)
        for _name in ("floor", "ceil", "trunc"):
            globals()[_name] = _unary(_name, getattr(_T, _name))
        rint = _unary("rint", _T.round)
        fix = trunc

        @_numpy
        def reciprocal(x):
            t = _t(x)
            return _result(1 / t if t.is_floating_point() or t.is_complex() else _T.trunc(1 / t).to(t.dtype), x)

        @_numpy
        def round(a, decimals=0, out=None):
            t = _t(a)
            if not t.is_floating_point():
                return _result(t, a)
            scale = 10.0 ** _b.abs(decimals)
            scaled = t * scale if decimals >= 0 else t / scale
            return _result(_T.round(scaled) / scale if decimals >= 0 else _T.round(scaled) * scale, a, out)

        around = round_ = round

        def _operator(name, operation):
            def function(x1, x2, out=None, **options):
                if isinstance(x1, _T.Tensor) or isinstance(x2, _T.Tensor):
                    x1, x2 = asarray(x1), asarray(x2)
                if not isinstance(x1, (ndarray, generic)) and not isinstance(x2, (ndarray, generic)):
                    x1 = _a(_t(x1))
                result = operation(x1, x2)
                if out is not None:
                    out[...] = result
                    return out
                return result
            function.__name__ = name
            return _numpy(function)

        add = _operator("add", lambda a, b: a + b)
        subtract = _operator("subtract", lambda a, b: a - b)
        multiply = _operator("multiply", lambda a, b: a * b)
        divide = true_divide = _operator("divide", lambda a, b: a / b)
        floor_divide = _operator("floor_divide", lambda a, b: a // b)
        mod = remainder = _operator("remainder", lambda a, b: a % b)
        power = _operator("power", lambda a, b: a ** b)
        float_power = _operator("float_power", lambda a, b: asarray(a, float64) ** asarray(b, float64))
        equal = _operator("equal", lambda a, b: a == b)
        not_equal = _operator("not_equal", lambda a, b: a != b)
        less = _operator("less", lambda a, b: a < b)
        less_equal = _operator("less_equal", lambda a, b: a <= b)
        greater = _operator("greater", lambda a, b: a > b)
        greater_equal = _operator("greater_equal", lambda a, b: a >= b)
        bitwise_and = _operator("bitwise_and", lambda a, b: a & b)
        bitwise_or = _operator("bitwise_or", lambda a, b: a | b)
        bitwise_xor = _operator("bitwise_xor", lambda a, b: a ^ b)
        left_shift = _operator("left_shift", lambda a, b: a << b)
        right_shift = _operator("right_shift", lambda a, b: a >> b)

        def result_type(*values):
            total = None
            for value in values:
                if not isinstance(value, (ndarray, generic)):
                    value = zeros(1, value)
                value = value.ravel()[:1] * 0 if value.dtype != "bool" else value.ravel()[:1]
                total = value if total is None else total[:1] + value if len(total) and len(value) else total
            return total.dtype

        promote_types = result_type

        def _binary(name, torch_function, floats=False):
            def function(x1, x2, out=None, **options):
                first, second = _t(x1), _t(x2)
                if floats:
                    first, second = _floating(first), _floating(second)
                dtype = _torch((asarray(x1) + asarray(x2)).dtype) if first.dtype != second.dtype else first.dtype
                return _result(torch_function(first.to(dtype), second.to(dtype)), None, out)
            function.__name__ = name
            return _numpy(function)

        maximum = _binary("maximum", _T.maximum)
        minimum = _binary("minimum", _T.minimum)
        fmax = _binary("fmax", _T.fmax)
        fmin = _binary("fmin", _T.fmin)
        fmod = _binary("fmod", _T.fmod)
        gcd = _binary("gcd", _T.gcd)
        lcm = _binary("lcm", _T.lcm)
        logical_and = _binary("logical_and", _T.logical_and)
        logical_or = _binary("logical_or", _T.logical_or)
        logical_xor = _binary("logical_xor", _T.logical_xor)
        arctan2 = _binary("arctan2", _T.atan2, True)
        hypot = _binary("hypot", _T.hypot, True)
        logaddexp = _binary("logaddexp", _T.logaddexp, True)
        copysign = _binary("copysign", _T.copysign, True)
        heaviside = _binary("heaviside", _T.heaviside, True)

        @_numpy
        def clip(a, a_min=None, a_max=None, out=None, min=None, max=None):
            low, high = (a_min if a_min is not None else min), (a_max if a_max is not None else max)
            result = a if isinstance(a, (ndarray, generic)) else asarray(a)
            if low is not None:
                result = maximum(result, low)
            if high is not None:
                result = minimum(result, high)
            if out is not None:
                out[...] = result
                return out
            return result

        @_numpy
        def where(condition, x=None, y=None):
            mask = _t(condition).bool()
            if x is None:
                return tuple(_array(i) for i in _T.where(mask))
            sample = (x if isinstance(x, (ndarray, generic)) else asarray(x)) * 0 if not isinstance(x, (bool, bool_)) else None
            first, second = _t(x), _t(y)
            dtype = _torch(result_type(*[_array(_T.zeros(1, dtype=t.dtype)) for t in (first, second)]))
            if first.dim() and not second.dim() and not isinstance(y, (ndarray, generic)):
                dtype = _torch((asarray(x) + y).dtype) if first.dtype != _T.bool else dtype
            elif second.dim() and not first.dim() and not isinstance(x, (ndarray, generic)):
                dtype = _torch((asarray(y) + x).dtype) if second.dtype != _T.bool else dtype
            return _a(_T.where(mask, first.to(dtype), second.to(dtype)))

        @_numpy
        def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
            return _a(_T.nan_to_num(_t(x), nan, posinf, neginf))

        @_numpy
        def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
            first, second = _T.broadcast_tensors(_floating(_t(a)), _floating(_t(b)))
            return _a(_T.isclose(first.double(), second.double(), rtol, atol, equal_nan))

        @_numpy
        def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
            return _b.bool(all(isclose(a, b, rtol, atol, equal_nan)))

        @_numpy
        def array_equal(a1, a2, equal_nan=False):
            first, second = asarray(a1), asarray(a2)
            if first.shape != second.shape:
                return False
            same = first == second
            return _b.bool(all(same | (isnan(first) & isnan(second)) if equal_nan else same))

        def isscalar(element):
            return _is_scalar(element) or isinstance(element, str)

        def iscomplexobj(x):
            return asarray(x).dtype.kind == "c"

        def issubdtype(first, second):
            kind = dtype(first).type
            other = second if isinstance(second, type) and _b.issubclass(second, generic) else dtype(second).type
            return _b.issubclass(kind, other)

        @_numpy
        def interp(x, xp, fp, left=None, right=None):
            places, xs, ys = _floating(_t(x)), _floating(_t(xp)), _floating(_t(fp))
            i = (_T.searchsorted(xs, places.contiguous(), right=True) - 1).clamp(0, len(xs) - 2)
            slope = (ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i])
            result = slope * (places - xs[i]) + ys[i]
            result = _T.where(places < xs[0], ys[0] if left is None else _T.tensor(float(left)), result)
            return _a(_T.where(places >= xs[-1], ys[-1] if right is None else _T.where(places > xs[-1], float(right), ys[-1]), result))

        def vectorize(pyfunc, otypes=None):
            def function(*args):
                arrays = [asarray(a) for a in args]
                total = arrays[0]
                for a in arrays[1:]:
                    total = total + a * 0
                flat = [broadcast_to(a, total.shape).ravel().tolist() for a in arrays]
                return array([pyfunc(*values) for values in zip(*flat)]).reshape(total.shape)
            return function

        class errstate:
            def __init__(self, **kwargs):
                pass

            def __enter__(self):
                return self

            def __exit__(self, *details):
                return None

        def seterr(**kwargs):
            return {}

        class printoptions:
            def __init__(self, **kwargs):
                self.kwargs = kwargs

            def __enter__(self):
                self.before = get_printoptions()
                set_printoptions(**self.kwargs)

            def __exit__(self, *details):
                set_printoptions(**self.before)

        def array2string(a, **kwargs):
            with printoptions(**{k: v for k, v in kwargs.items() if k in ("precision", "threshold", "edgeitems")}):
                return str(asarray(a))

        def array_repr(a):
            return repr(a)

        class iinfo:
            def __init__(self, type):
                info = _T.iinfo(_torch(type))
                self.min, self.max, self.bits, self.dtype = info.min, info.max, info.bits, dtype(type)

        class finfo:
            def __init__(self, type):
                info, kind = _T.finfo(_torch(type)), dtype(type).type
                self.dtype, self.bits = dtype(type), info.bits
                self.eps, self.max, self.min = kind(info.eps), kind(info.max), kind(info.min)
                self.tiny = self.smallest_normal = kind(info.tiny)
                self.resolution = kind(info.resolution)

        """#
}
