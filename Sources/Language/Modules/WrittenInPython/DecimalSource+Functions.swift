/// Roots, logarithms, comparison and formatting of `decimal.Decimal`: the second half of its class.
extension DecimalSource {
    static let functions = #"""
            def sqrt(self, context=None):
                if self._special or not self._number:
                    if self._special == "Infinity" and self._negative:
                        raise _failure(InvalidOperation)
                    return self if self._special else _make(self._negative, 0, self._exponent // 2)
                if self._negative:
                    raise _failure(InvalidOperation)
                precision = (context or getcontext()).prec + 1
                exponent = self._exponent >> 1
                number = self._number * 10 if self._exponent & 1 else self._number
                digits = (len(str(self._number)) >> 1) + 1 if self._exponent & 1 else len(str(self._number)) + 1 >> 1
                shift = precision - digits
                if shift >= 0:
                    number, exact = number * 100 ** shift, True
                else:
                    number, rest = divmod(number, 100 ** -shift)
                    exact = not rest
                exponent -= shift
                root = _math.isqrt(number)
                if exact and root * root == number:
                    root, exponent = (root // 10 ** shift if shift >= 0 else root * 10 ** -shift), exponent + shift
                else:
                    root += root % 5 == 0
                with localcontext(context or getcontext()) as inner:
                    inner.rounding = ROUND_HALF_EVEN
                    return _make(False, root, exponent)._fit()

            def exp(self, context=None):
                if self._special:
                    return Decimal(0) if self.is_infinite() and self._negative else self
                if not self._number:
                    return Decimal(1)
                if self.adjusted() > 6:
                    raise _failure(Overflow)
                context = context or getcontext()
                with localcontext(prec=context.prec + 10 + max(self.adjusted(), 0)):
                    halvings = max(self.adjusted() + 1, 0) * 4 + 4
                    x = self / 2 ** halvings
                    total = term = Decimal(1)
                    count = 0
                    while True:
                        count += 1
                        term = term * x / count
                        if total + term == total:
                            break
                        total += term
                    for _ in range(halvings):
                        total = total * total
                return total._fit(context)

            def ln(self, context=None):
                if self._special == "Infinity" and not self._negative or self.is_nan():
                    return self
                if not self._number:
                    return Decimal("-Infinity")
                if self._negative:
                    raise _failure(InvalidOperation)
                if self == 1:
                    return Decimal(0)
                context = context or getcontext()
                with localcontext(prec=context.prec + 12):
                    exponent = self.adjusted() + 1
                    mantissa = _make(False, self._number, self._exponent - exponent)
                    guess = Decimal(repr(_math.log(float(mantissa))))
                    precision = 16
                    while precision < context.prec + 24:
                        power = guess.exp()
                        guess += 2 * (mantissa - power) / (mantissa + power)
                        precision *= 3
                    total = guess + exponent * _ln10() if exponent else guess
                return total._fit(context)

            def log10(self, context=None):
                context = context or getcontext()
                if not self._special and self._number and set(str(self._number)[1:]) <= {"0"} and str(self._number)[0] == "1" and not self._negative:
                    return Decimal(self.adjusted())
                with localcontext(prec=context.prec + 12):
                    result = self.ln() / _ln10()
                return result._fit(context)

            def _order(self, other):
                if self.is_nan() or other.is_nan():
                    return None
                if self._special or other._special:
                    rank = lambda value: 0 if not value._special else -1 if value._negative else 1
                    return (rank(self) > rank(other)) - (rank(self) < rank(other))
                difference = self._signed_key() , other._signed_key()
                if difference[0][:2] != difference[1][:2]:
                    return 1 if difference[0][:2] > difference[1][:2] else -1
                exponent = min(self._exponent, other._exponent)
                a = self._number * 10 ** (self._exponent - exponent) if self._number else 0
                b = other._number * 10 ** (other._exponent - exponent) if other._number else 0
                return ((a > b) - (a < b)) * (-1 if self._negative else 1)

            def _signed_key(self):
                if not self._number:
                    return 0, 0
                return (-1, -self.adjusted()) if self._negative else (1, self.adjusted())

            def compare(self, other, context=None):
                order = self._order(_other(other))
                return Decimal("NaN") if order is None else Decimal(order)

            def _test(self, other, test):
                if not isinstance(other, (Decimal, int, float)):
                    if hasattr(other, "as_integer_ratio"):
                        a, b = self.as_integer_ratio(), other.as_integer_ratio()
                        return test((a[0] * b[1] > b[0] * a[1]) - (a[0] * b[1] < b[0] * a[1]))
                    return NotImplemented
                order = self._order(_other(other, compares=True))
                return False if order is None else test(order)

            def __eq__(self, other):
                return self._test(other, lambda order: order == 0)

            def __lt__(self, other):
                return self._test(other, lambda order: order < 0)

            def __le__(self, other):
                return self._test(other, lambda order: order <= 0)

            def __gt__(self, other):
                return self._test(other, lambda order: order > 0)

            def __ge__(self, other):
                return self._test(other, lambda order: order >= 0)

            def max(self, other):
                return self if self >= other else _other(other)

            def min(self, other):
                return self if self <= other else _other(other)

            def __bool__(self):
                return self._special is not None or self._number != 0

            def __hash__(self):
                if self._special:
                    return hash(float(self))
                power = pow(10, self._exponent, _PRIME) if self._exponent >= 0 else pow(pow(10, _PRIME - 2, _PRIME), -self._exponent, _PRIME)
                value = self._number * power % _PRIME
                value = -value if self._negative else value
                return -2 if value == -1 else value

            def __int__(self):
                if self._special:
                    raise (ValueError if self.is_nan() else OverflowError)(f"cannot convert {'NaN' if self.is_nan() else 'Infinity'} to integer")
                number = self._number * 10 ** self._exponent if self._exponent >= 0 else self._number // 10 ** -self._exponent
                return -number if self._negative else number

            __trunc__ = __int__

            def __floor__(self):
                return int(self.to_integral_value(ROUND_FLOOR))

            def __ceil__(self):
                return int(self.to_integral_value(ROUND_CEILING))

            def __float__(self):
                return float(str(self))

            def __complex__(self):
                return complex(float(self))

            def __round__(self, n=None):
                if n is None:
                    return int(self.to_integral_value(ROUND_HALF_EVEN))
                return self.quantize(_make(False, 1, -n), ROUND_HALF_EVEN)

            def __copy__(self):
                return self

            def __deepcopy__(self, memo):
                return self

            def __reduce__(self):
                return Decimal, (str(self),)

            real = property(lambda self: self)
            imag = property(lambda self: Decimal(0))

            def conjugate(self):
                return self

            def __format__(self, specification, context=None):
                match = _FORMAT.fullmatch(specification)
                if match is None:
                    raise ValueError("invalid format string")
                fill, align, sign, zero, width, comma, precision, kind = match.groups()
                value = self
                if self._special:
                    body, kind = str(self.copy_abs()), None
                else:
                    body = value._body(kind, None if precision is None else int(precision))
                negative = self._negative
                if comma:
                    whole, point, rest = body.partition(".")
                    body = format(int(whole), comma) + point + rest
                prefix = "-" if negative else sign if sign in ("+", " ") else ""
                width = int(width or 0)
                if zero and not align:
                    return prefix + body.rjust(width - len(prefix), "0")
                fill, align = fill or " ", align or ">"
                if align == "=":
                    return prefix + body.rjust(width - len(prefix), fill)
                return {"<": str.ljust, ">": str.rjust, "^": str.center}[align](prefix + body, width, fill)

            def _body(self, kind, precision):
                rounding = getcontext().rounding
                value = self.copy_abs()
                if kind in ("f", "F", "%"):
                    if kind == "%":
                        value = _make(False, value._number, value._exponent + 2)
                    if precision is not None:
                        value = value._at(-precision, rounding)
                    elif value._exponent > 0:
                        value = value._at(0, rounding)
                    digits = str(value._number).rjust(1 - value._exponent, "0")
                    text = digits if value._exponent == 0 else digits[:value._exponent] + "." + digits[value._exponent:]
                    return text + ("%" if kind == "%" else "")
                if kind in ("e", "E"):
                    if precision is not None:
                        value = value._at(value.adjusted() - precision, rounding) if value._number else _make(False, 0, -precision)
                        if len(str(value._number)) > precision + 1:
                            value = _make(False, value._number // 10, value._exponent + 1)
                    digits = str(value._number)
                    exponent = value._exponent + len(digits) - 1
                    if precision is not None and not value._number:
                        digits, exponent = "0" * (precision + 1), 0
                    return digits[0] + ("." + digits[1:] if len(digits) > 1 else "") + kind + "%+d" % exponent
                if precision is not None and len(str(value._number)) > max(precision, 1):
                    value = value._fit(Context(max(precision, 1), rounding))
                text = str(value)
                return text.lower() if kind == "g" else text

        """#
}
