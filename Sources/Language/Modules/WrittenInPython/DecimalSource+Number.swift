/// The arithmetic of `decimal.Decimal`.
extension DecimalSource {
    static let number = #"""
        _SYNTAX = _re.compile(r"([-+])?(?:(?=\d|\.\d)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?|(inf(?:inity)?)|(s?nan)(\d*))", _re.I)
        _PRIME = 2 ** 61 - 1

        def _failure(kind, reason=None):
            return kind([reason or kind])

        def _make(negative, number, exponent, special=None):
            result = object.__new__(Decimal)
            result._negative, result._number, result._exponent, result._special = negative, number, exponent, special
            return result

        def _other(value, compares=False):
            if isinstance(value, Decimal):
                return value
            if isinstance(value, int):
                return _make(value < 0, abs(value), 0)
            if compares and isinstance(value, float):
                return Decimal(value)
            return None

        def _binary(method):
            def forward(self, other):
                other = _other(other)
                return NotImplemented if other is None else method(self, other)
            def reverse(self, other):
                other = _other(other)
                return NotImplemented if other is None else method(other, self)
            return forward, reverse

        class Decimal:
            def __new__(cls, value="0", context=None):
                if isinstance(value, Decimal):
                    parts = value._negative, value._number, value._exponent, value._special
                elif isinstance(value, int):
                    parts = value < 0, abs(value), 0, None
                elif isinstance(value, float):
                    parts = _from_float(value)
                elif isinstance(value, (tuple, list)):
                    sign, digits, exponent = value
                    parts = bool(sign), int("".join(map(str, digits)) or "0"), exponent, None
                elif isinstance(value, str):
                    parts = _from_text(value)
                else:
                    raise TypeError(f"conversion from {type(value).__name__} to Decimal is not supported")
                result = object.__new__(cls)
                result._negative, result._number, result._exponent, result._special = parts
                return result

            @classmethod
            def from_float(cls, value):
                return cls(value)

            def _fit(self, context=None):
                context = context or getcontext()
                if self._special:
                    return self
                digits = len(str(self._number)) if self._number else 1
                dropped = digits - context.prec
                number, exponent = self._number, self._exponent
                if dropped > 0:
                    number = _rounded(number, dropped, context.rounding, self._negative)
                    exponent += dropped
                    if len(str(number)) > context.prec:
                        number, exponent = number // 10, exponent + 1
                if number and exponent + len(str(number)) - 1 > _LIMIT:
                    raise _failure(Overflow)
                if exponent < -_LIMIT - context.prec:
                    return _make(self._negative, 0, -_LIMIT - context.prec)
                return _make(self._negative, number, exponent)

            def __repr__(self):
                return f"Decimal('{self}')"

            def __str__(self):
                sign = "-" if self._negative else ""
                if self._special:
                    return sign + self._special
                digits = str(self._number)
                left = self._exponent + len(digits)
                place = left if self._exponent <= 0 and left > -6 else 1
                if place <= 0:
                    text = "0." + "0" * -place + digits
                elif place >= len(digits):
                    text = digits + "0" * (place - len(digits))
                else:
                    text = digits[:place] + "." + digits[place:]
                return sign + text + ("" if left == place else "E%+d" % (left - place))

            def to_eng_string(self, context=None):
                return str(self)

            def as_tuple(self):
                return DecimalTuple(int(self._negative), tuple(map(int, str(self._number))), self._exponent)

            def as_integer_ratio(self):
                if self._special:
                    raise (ValueError if self.is_nan() else OverflowError)(f"cannot convert {'NaN' if self.is_nan() else 'Infinity'} to integer ratio")
                number = -self._number if self._negative else self._number
                if self._exponent >= 0:
                    return number * 10 ** self._exponent, 1
                divisor = _math.gcd(number, 10 ** -self._exponent)
                return number // divisor, 10 ** -self._exponent // divisor

            def is_nan(self):
                return self._special is not None and self._special.endswith("NaN")

            def is_infinite(self):
                return self._special == "Infinity"

            def is_finite(self):
                return self._special is None

            def is_zero(self):
                return self._special is None and self._number == 0

            def is_signed(self):
                return self._negative

            def _nan(self, other=None):
                for value in (self, other):
                    if value is not None and value.is_nan():
                        return value
                return None

            @_binary
            def _added(self, other):
                if nan := self._nan(other):
                    return nan
                if self._special or other._special:
                    if self._special and other._special and self._negative != other._negative:
                        raise _failure(InvalidOperation)
                    return self if self._special else other
                context = getcontext()
                high, low = (self, other) if self._exponent >= other._exponent else (other, self)
                gap = high._exponent - low._exponent
                if gap > 2 * context.prec + len(str(low._number)) + len(str(high._number)) and high._number and low._number:
                    low = _make(low._negative, 1, high._exponent - context.prec - len(str(high._number)) - 2)
                    gap = high._exponent - low._exponent
                elif not high._number:
                    gap = 0 if low._number else gap
                if not low._number and gap:
                    gap = min(gap, max(context.prec - len(str(high._number)), 0))
                    low = _make(low._negative, 0, high._exponent - gap)
                a = high._number * 10 ** gap * (-1 if high._negative else 1)
                total = a + low._number * (-1 if low._negative else 1)
                negative = total < 0 or total == 0 and (self._negative and other._negative or self._negative != other._negative and context.rounding == ROUND_FLOOR)
                return _make(negative, abs(total), low._exponent)._fit()
            __add__, __radd__ = _added

            @_binary
            def _subtracted(self, other):
                return self + other.copy_negate()
            __sub__, __rsub__ = _subtracted

            @_binary
            def _multiplied(self, other):
                if nan := self._nan(other):
                    return nan
                negative = self._negative != other._negative
                if self._special or other._special:
                    if self.is_zero() or other.is_zero():
                        raise _failure(InvalidOperation)
                    return _make(negative, 0, 0, "Infinity")
                return _make(negative, self._number * other._number, self._exponent + other._exponent)._fit()
            __mul__, __rmul__ = _multiplied

            @_binary
            def _divided(self, other):
                if nan := self._nan(other):
                    return nan
                negative = self._negative != other._negative
                if self._special or other._special:
                    if self._special and other._special:
                        raise _failure(InvalidOperation)
                    return _make(negative, 0, 0, "Infinity") if self._special else _make(negative, 0, -_LIMIT)
                if not other._number:
                    raise _failure(DivisionByZero) if self._number else _failure(InvalidOperation, DivisionUndefined)
                ideal = self._exponent - other._exponent
                if not self._number:
                    return _make(negative, 0, ideal)
                shift = len(str(other._number)) - len(str(self._number)) + getcontext().prec + 1
                exponent = ideal - shift
                if shift >= 0:
                    number, rest = divmod(self._number * 10 ** shift, other._number)
                else:
                    number, rest = divmod(self._number, other._number * 10 ** -shift)
                if rest:
                    number += number % 5 == 0
                else:
                    while exponent < ideal and number % 10 == 0:
                        number, exponent = number // 10, exponent + 1
                return _make(negative, number, exponent)._fit()
            __truediv__, __rtruediv__ = _divided

            def _whole_parts(self, other):
                if self._special or not other._special and not other._number:
                    if not self._special and self._number and not other._special:
                        raise _failure(DivisionByZero)
                    raise _failure(InvalidOperation, DivisionUndefined if not self._special else None)
                if other._special:
                    return 0, self
                exponent = min(self._exponent, other._exponent)
                if abs(self._exponent - other._exponent) > 10000:
                    raise _failure(InvalidOperation)
                quotient, rest = divmod(self._number * 10 ** (self._exponent - exponent), other._number * 10 ** (other._exponent - exponent))
                return quotient, _make(self._negative, rest, exponent)

            @_binary
            def _floor(self, other):
                return self._nan(other) or _make(self._negative != other._negative, self._whole_parts(other)[0], 0)._fit()
            __floordiv__, __rfloordiv__ = _floor

            @_binary
            def _remainder(self, other):
                if not other._special and not other._number:
                    raise _failure(InvalidOperation, None if self._number else DivisionUndefined)
                return self._nan(other) or self._whole_parts(other)[1]._fit()
            __mod__, __rmod__ = _remainder

            def __divmod__(self, other):
                return self // other, self % other

            def __pow__(self, other, modulo=None):
                other = _other(other)
                if other is None:
                    return NotImplemented
                if nan := self._nan(other):
                    return nan
                if other._special or self._special:
                    return Decimal(float(self) ** float(other))
                if other == other.to_integral_value() and abs(other) < 1000000:
                    return self._to_whole_power(int(other))
                if self._negative:
                    raise _failure(InvalidOperation)
                if not self._number:
                    return Decimal(0)
                context = getcontext()
                with localcontext(prec=context.prec + 12):
                    result = (other * self.ln()).exp()
                return result._fit()

            def __rpow__(self, other):
                other = _other(other)
                return NotImplemented if other is None else other ** self

            def _to_whole_power(self, power):
                if power == 0 and not self._number:
                    raise _failure(InvalidOperation)
                negative = self._negative and power % 2 == 1
                size = abs(power)
                with localcontext(prec=getcontext().prec + 12):
                    result, base = Decimal(1), self.copy_abs()
                    while size:
                        if size % 2:
                            result = result * base
                        size //= 2
                        if size:
                            base = base * base
                    if power < 0:
                        result = 1 / result
                return _make(negative, result._number, result._exponent)._fit()

            def __neg__(self):
                return (self.copy_negate() if self._special or self._number else self.copy_abs())._fit()

            def __pos__(self):
                return (self if self._special or self._number else self.copy_abs())._fit()

            def __abs__(self):
                return self.copy_abs()._fit()

            def copy_abs(self):
                return _make(False, self._number, self._exponent, self._special)

            def copy_negate(self):
                return _make(not self._negative, self._number, self._exponent, self._special)

            def copy_sign(self, other):
                return _make(other._negative, self._number, self._exponent, self._special)

            def adjusted(self):
                return 0 if self._special else self._exponent + len(str(self._number)) - 1

            def quantize(self, exp, rounding=None, context=None):
                exp = _other(exp)
                if self._special or exp._special:
                    if self._special and exp._special:
                        return self
                    raise _failure(InvalidOperation)
                result = self._at(exp._exponent, rounding or (context or getcontext()).rounding)
                if len(str(result._number)) > (context or getcontext()).prec:
                    raise _failure(InvalidOperation)
                return result

            def _at(self, exponent, rounding):
                if self._exponent >= exponent:
                    if self._exponent - exponent > 100000:
                        raise _failure(InvalidOperation)
                    return _make(self._negative, self._number * 10 ** (self._exponent - exponent), exponent)
                return _make(self._negative, _rounded(self._number, exponent - self._exponent, rounding, self._negative), exponent)

            def to_integral_value(self, rounding=None, context=None):
                return self if self._special or self._exponent >= 0 else self._at(0, rounding or getcontext().rounding)

            to_integral = to_integral_exact = to_integral_value

            def normalize(self, context=None):
                value = self._fit(context)
                if value._special:
                    return value
                number, exponent = value._number, value._exponent
                if not number:
                    return _make(value._negative, 0, 0)
                while number % 10 == 0:
                    number, exponent = number // 10, exponent + 1
                return _make(value._negative, number, exponent)

        """#
}
