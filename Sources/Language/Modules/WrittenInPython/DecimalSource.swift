/// `decimal`, written in Python: numbers with a coefficient and a power of ten.
enum DecimalSource {
    static var text: String { context + number + functions + conversions }

    private static let context = #"""
        import math as _math
        import re as _re

        ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR = "ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR"
        ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN = "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN"
        ROUND_05UP = "ROUND_05UP"
        MAX_PREC = MAX_EMAX = 999999999999999999
        MIN_EMIN = -MAX_EMAX
        _LIMIT = 999999

        class DecimalException(ArithmeticError): pass
        class Clamped(DecimalException): pass
        class InvalidOperation(DecimalException): pass
        class ConversionSyntax(InvalidOperation): pass
        class DivisionByZero(DecimalException, ZeroDivisionError): pass
        class DivisionUndefined(InvalidOperation, ZeroDivisionError): pass
        class Inexact(DecimalException): pass
        class Rounded(DecimalException): pass
        class Subnormal(DecimalException): pass
        class Overflow(Inexact, Rounded): pass
        class Underflow(Inexact, Rounded, Subnormal): pass
        class FloatOperation(DecimalException, TypeError): pass

        for _kind in (DecimalException, InvalidOperation, ConversionSyntax, DivisionByZero, DivisionUndefined, Overflow):
            _kind.__module__ = "decimal"

        class Context:
            def __init__(self, prec=28, rounding=ROUND_HALF_EVEN, Emin=-_LIMIT, Emax=_LIMIT, capitals=1, clamp=0, flags=None, traps=None):
                self.prec, self.rounding, self.Emin, self.Emax = prec, rounding, Emin, Emax
                self.capitals, self.clamp, self.flags, self.traps = capitals, clamp, {}, {}

            def __setattr__(self, name, value):
                if name == "prec" and not (isinstance(value, int) and 1 <= value <= 100000):
                    raise ValueError("valid range for prec is [1, MAX_PREC]")
                object.__setattr__(self, name, value)

            def copy(self):
                return Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp)

            def create_decimal(self, value="0"):
                return Decimal(value)._fit(self)

            def clear_flags(self):
                self.flags = {}

            def sqrt(self, value):
                return Decimal(value).sqrt(self)

            def divide(self, a, b):
                with localcontext(self):
                    return Decimal(a) / Decimal(b)

            def __repr__(self):
                return (f"Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, Emax={self.Emax}, "
                        f"capitals={self.capitals}, clamp={self.clamp}, flags=[], traps=[InvalidOperation, DivisionByZero, Overflow])")

        DefaultContext = Context()
        BasicContext = Context(9, ROUND_HALF_UP)
        ExtendedContext = Context(9)
        _current = [Context()]

        def getcontext():
            return _current[-1]

        def setcontext(context):
            _current[-1] = context

        class localcontext:
            def __init__(self, ctx=None, **changes):
                self.context = (ctx or getcontext()).copy()
                for name, value in changes.items():
                    setattr(self.context, name, value)

            def __enter__(self):
                _current.append(self.context)
                return self.context

            def __exit__(self, *error):
                _current.pop()

        def _rounded(number, dropped, rounding, negative):
            if dropped <= 0:
                return number
            unit = 10 ** min(dropped, len(str(number)) + 2)
            quotient, rest = divmod(number, unit)
            if not rest:
                return quotient
            half = (2 * rest > unit) - (2 * rest < unit)
            up = {ROUND_UP: True, ROUND_DOWN: False, ROUND_CEILING: not negative, ROUND_FLOOR: negative,
                  ROUND_HALF_UP: half >= 0, ROUND_HALF_DOWN: half > 0,
                  ROUND_HALF_EVEN: half > 0 or half == 0 and quotient % 2 == 1,
                  ROUND_05UP: quotient % 10 in (0, 5)}[rounding]
            return quotient + 1 if up else quotient

        """#

    private static let conversions = #"""
        _FORMAT = _re.compile(r"(?:(.)?([<>=^]))?([-+ ])?(0)?(\d+)?([,_])?(?:\.(\d+))?([eEfFgGn%])?", _re.S)

        from collections import namedtuple as _namedtuple
        DecimalTuple = _namedtuple("DecimalTuple", "sign digits exponent")
        _known_ln10 = {}

        def _ln10():
            precision = getcontext().prec
            if precision not in _known_ln10:
                with localcontext(prec=precision + 6):
                    def area_tangent(n):
                        total = term = Decimal(1) / n
                        square, count = n * n, 1
                        while True:
                            term, count = term / square, count + 2
                            if total + term / count == total:
                                return total
                            total += term / count
                    _known_ln10[precision] = 46 * area_tangent(31) + 34 * area_tangent(49) + 20 * area_tangent(161)
            return _known_ln10[precision]

        def _from_float(value):
            if _math.isinf(value) or _math.isnan(value):
                return value < 0, 0, 0, "NaN" if _math.isnan(value) else "Infinity"
            number, denominator = abs(value).as_integer_ratio()
            power = denominator.bit_length() - 1
            return _math.copysign(1, value) < 0, number * 5 ** power, -power, None

        def _from_text(text):
            match = _SYNTAX.fullmatch(text.strip().replace("_", ""))
            if match is None:
                raise _failure(InvalidOperation, ConversionSyntax)
            sign, whole, decimals, exponent, infinity, nan, payload = match.groups()
            negative = sign == "-"
            if infinity:
                return negative, 0, 0, "Infinity"
            if nan:
                return negative, 0, 0, "NaN" if nan.lower() == "nan" else "sNaN"
            decimals = decimals or ""
            power = int(exponent or "0") - len(decimals)
            if abs(power) > 10 * _LIMIT:
                raise _failure(InvalidOperation)
            return negative, int((whole or "") + decimals or "0"), power, None
        """#
}
