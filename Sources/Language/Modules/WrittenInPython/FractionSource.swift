/// `numbers` and `fractions`, written in Python.
enum FractionSource {
    static let numbers = #"""
        class _NumberKind(type):
            def __instancecheck__(cls, value):
                return issubclass(type(value), cls)

            def __subclasscheck__(cls, kind):
                return any(base is cls or base in vars(cls).get("_kinds", ()) for base in kind.__mro__)

            def register(cls, kind):
                for ancestor in cls.__mro__:
                    if "_kinds" in vars(ancestor):
                        ancestor._kinds.add(kind)
                return kind

        class Number(metaclass=_NumberKind):
            _kinds = {int, float, complex}

        class Complex(Number):
            _kinds = {int, float, complex}

        class Real(Complex):
            _kinds = {int, float}

        class Rational(Real):
            _kinds = {int}

        class Integral(Rational):
            _kinds = {int}
        """#

    static let fractions = #"""
        import math
        import numbers
        import operator
        import re

        _FORMAT = re.compile(r"\s*([-+]?)(?=\d|\.\d)(\d*|\d+(?:_\d+)*)(?:(?:/(\d+))?|(?:\.(\d*))?(?:[eE]([-+]?\d+))?)\s*")
        _PRIME = 2 ** 61 - 1

        def _arithmetic(fallback):
            def decorate(exact):
                def forward(a, b):
                    if isinstance(b, Fraction):
                        return exact(a, b)
                    if isinstance(b, int):
                        return exact(a, Fraction(b))
                    if isinstance(b, float):
                        return fallback(float(a), b)
                    if isinstance(b, complex):
                        return fallback(complex(a), b)
                    return NotImplemented
                def reverse(b, a):
                    if isinstance(a, int):
                        return exact(Fraction(a), b)
                    if isinstance(a, float):
                        return fallback(a, float(b))
                    if isinstance(a, complex):
                        return fallback(a, complex(b))
                    return NotImplemented
                return forward, reverse
            return decorate

        class Fraction(numbers.Rational):
            def __init__(self, numerator=0, denominator=None):
                if denominator is None:
                    numerator, denominator = _parts(numerator)
                elif isinstance(numerator, numbers.Rational) and isinstance(denominator, numbers.Rational):
                    numerator, denominator = (numerator.numerator * denominator.denominator,
                                              denominator.numerator * numerator.denominator)
                else:
                    raise TypeError("both arguments should be Rational instances")
                if denominator == 0:
                    raise ZeroDivisionError(f"Fraction({numerator}, 0)")
                divisor = math.gcd(numerator, denominator)
                if denominator < 0:
                    divisor = -divisor
                self._numerator = numerator // divisor
                self._denominator = denominator // divisor

            @classmethod
            def from_float(cls, value):
                if isinstance(value, int):
                    return cls(value)
                if not isinstance(value, float):
                    raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {value!r} ({type(value).__name__})")
                return cls(*value.as_integer_ratio())

            @classmethod
            def from_decimal(cls, value):
                return cls(*value.as_integer_ratio())

            @property
            def numerator(self):
                return self._numerator

            @property
            def denominator(self):
                return self._denominator

            real = property(lambda self: +self)
            imag = property(lambda self: 0)

            def as_integer_ratio(self):
                return self._numerator, self._denominator

            def limit_denominator(self, max_denominator=1000000):
                if max_denominator < 1:
                    raise ValueError("max_denominator should be at least 1")
                if self._denominator <= max_denominator:
                    return Fraction(self)
                p0, q0, p1, q1 = 0, 1, 1, 0
                n, d = self._numerator, self._denominator
                while True:
                    a = n // d
                    q2 = q0 + a * q1
                    if q2 > max_denominator:
                        break
                    p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
                    n, d = d, n - a * d
                k = (max_denominator - q0) // q1
                bound1, bound2 = Fraction(p0 + k * p1, q0 + k * q1), Fraction(p1, q1)
                return bound2 if abs(bound2 - self) <= abs(bound1 - self) else bound1

            def __repr__(self):
                return f"{type(self).__name__}({self._numerator}, {self._denominator})"

            def __str__(self):
                return str(self._numerator) if self._denominator == 1 else f"{self._numerator}/{self._denominator}"

            @_arithmetic(operator.add)
            def _added(a, b):
                return Fraction(a._numerator * b._denominator + b._numerator * a._denominator, a._denominator * b._denominator)
            __add__, __radd__ = _added

            @_arithmetic(operator.sub)
            def _subtracted(a, b):
                return Fraction(a._numerator * b._denominator - b._numerator * a._denominator, a._denominator * b._denominator)
            __sub__, __rsub__ = _subtracted

            @_arithmetic(operator.mul)
            def _multiplied(a, b):
                return Fraction(a._numerator * b._numerator, a._denominator * b._denominator)
            __mul__, __rmul__ = _multiplied

            @_arithmetic(operator.truediv)
            def _divided(a, b):
                return Fraction(a._numerator * b._denominator, a._denominator * b._numerator)
            __truediv__, __rtruediv__ = _divided

            @_arithmetic(operator.floordiv)
            def _floor(a, b):
                return (a._numerator * b._denominator) // (a._denominator * b._numerator)
            __floordiv__, __rfloordiv__ = _floor

            @_arithmetic(operator.mod)
            def _remainder(a, b):
                return Fraction((a._numerator * b._denominator) % (b._numerator * a._denominator), a._denominator * b._denominator)
            __mod__, __rmod__ = _remainder

            @_arithmetic(divmod)
            def _both(a, b):
                quotient = a // b
                return quotient, a - quotient * b
            __divmod__, __rdivmod__ = _both

            def __pow__(a, b):
                if isinstance(b, numbers.Rational):
                    if b.denominator != 1:
                        return float(a) ** float(b)
                    power = b.numerator
                    if power >= 0:
                        return Fraction(a._numerator ** power, a._denominator ** power)
                    return Fraction(a._denominator ** -power, a._numerator ** -power)
                return float(a) ** b

            def __rpow__(b, a):
                return a ** b._numerator if b._denominator == 1 and b._numerator >= 0 else a ** float(b)

            def __pos__(self):
                return Fraction(self._numerator, self._denominator)

            def __neg__(self):
                return Fraction(-self._numerator, self._denominator)

            def __abs__(self):
                return Fraction(abs(self._numerator), self._denominator)

            def __int__(self):
                return self.__trunc__()

            def __trunc__(self):
                return -(-self._numerator // self._denominator) if self._numerator < 0 else self._numerator // self._denominator

            def __floor__(self):
                return self._numerator // self._denominator

            def __ceil__(self):
                return -(-self._numerator // self._denominator)

            def __float__(self):
                return self._numerator / self._denominator

            def __complex__(self):
                return complex(float(self))

            def __round__(self, ndigits=None):
                if ndigits is None:
                    floor, remainder = divmod(self._numerator, self._denominator)
                    if remainder * 2 < self._denominator:
                        return floor
                    if remainder * 2 > self._denominator:
                        return floor + 1
                    return floor if floor % 2 == 0 else floor + 1
                shift = 10 ** abs(ndigits)
                return Fraction(round(self * shift), shift) if ndigits > 0 else Fraction(round(self / shift) * shift)

            def __hash__(self):
                if self._denominator == 1:
                    return hash(self._numerator)
                if float(self).as_integer_ratio() == (self._numerator, self._denominator):
                    return hash(float(self))
                value = abs(self._numerator) * pow(self._denominator, _PRIME - 2, _PRIME) % _PRIME
                value = value if self._numerator >= 0 else -value
                return -2 if value == -1 else value

            def __eq__(a, b):
                if isinstance(b, numbers.Rational):
                    return a._numerator == b.numerator and a._denominator == b.denominator
                if isinstance(b, float):
                    return a == Fraction(b) if math.isfinite(b) else 0.0 == b
                return NotImplemented

            def _compared(self, other, compare):
                if isinstance(other, numbers.Rational):
                    return compare(self._numerator * other.denominator, self._denominator * other.numerator)
                if isinstance(other, float):
                    return compare(self, Fraction(other)) if math.isfinite(other) else compare(0.0, other)
                return NotImplemented

            def __lt__(a, b):
                return a._compared(b, operator.lt)

            def __gt__(a, b):
                return a._compared(b, operator.gt)

            def __le__(a, b):
                return a._compared(b, operator.le)

            def __ge__(a, b):
                return a._compared(b, operator.ge)

            def __bool__(self):
                return self._numerator != 0

        def _parts(value):
            if type(value) is int:
                return value, 1
            if isinstance(value, numbers.Rational):
                return value.numerator, value.denominator
            if isinstance(value, float) or hasattr(value, "as_integer_ratio"):
                return value.as_integer_ratio()
            if not isinstance(value, str):
                raise TypeError("argument should be a string or a Rational instance")
            match = _FORMAT.fullmatch(value)
            if match is None:
                raise ValueError(f"Invalid literal for Fraction: {value!r}")
            sign, whole, denominator, decimals, exponent = match.groups()
            numerator = int(whole or "0")
            if denominator:
                denominator = int(denominator)
            else:
                denominator = 1
                if decimals:
                    denominator = 10 ** len(decimals)
                    numerator = numerator * denominator + int(decimals)
                if exponent:
                    exponent = int(exponent)
                    if abs(exponent) > 100000:
                        raise OverflowError("the exponent of a Fraction is limited to 100,000")
                    if exponent >= 0:
                        numerator *= 10 ** exponent
                    else:
                        denominator *= 10 ** -exponent
            return -numerator if sign == "-" else numerator, denominator
        """#
}
