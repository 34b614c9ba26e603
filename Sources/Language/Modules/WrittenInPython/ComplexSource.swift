/// `cmath`, written in Python: functions of complex numbers.
enum ComplexSource {
    static let text = #"""
        import math

        pi, e, tau, inf, nan = math.pi, math.e, math.tau, math.inf, math.nan
        infj, nanj = complex(0.0, math.inf), complex(0.0, math.nan)

        def phase(z, /):
            z = complex(z)
            return math.atan2(z.imag, z.real)

        def polar(z, /):
            return abs(complex(z)), phase(z)

        def rect(r, phi, /):
            return complex(r * math.cos(phi), r * math.sin(phi))

        def exp(z, /):
            z = complex(z)
            return rect(math.exp(z.real), z.imag)

        def log(z, base=None, /):
            z = complex(z)
            if z == 0:
                raise ValueError("math domain error")
            result = complex(math.log(abs(z)), phase(z))
            return result if base is None else result / log(base)

        def log10(z, /):
            result = log(z)
            return complex(result.real / math.log(10), result.imag / math.log(10))

        def sqrt(z, /):
            z = complex(z)
            if z == 0:
                return complex(0.0, z.imag)
            size = math.sqrt((abs(z.real) + abs(z)) / 2)
            if z.real >= 0:
                return complex(size, z.imag / (2 * size))
            return complex(abs(z.imag) / (2 * size), math.copysign(size, z.imag))

        def sin(z, /):
            z = complex(z)
            return complex(math.sin(z.real) * math.cosh(z.imag), math.cos(z.real) * math.sinh(z.imag))

        def cos(z, /):
            z = complex(z)
            return complex(math.cos(z.real) * math.cosh(z.imag), -math.sin(z.real) * math.sinh(z.imag))

        def tan(z, /):
            return sin(z) / cos(z)

        def sinh(z, /):
            z = complex(z)
            return complex(math.sinh(z.real) * math.cos(z.imag), math.cosh(z.real) * math.sin(z.imag))

        def cosh(z, /):
            z = complex(z)
            return complex(math.cosh(z.real) * math.cos(z.imag), math.sinh(z.real) * math.sin(z.imag))

        def tanh(z, /):
            return sinh(z) / cosh(z)

        def isfinite(z, /):
            z = complex(z)
            return math.isfinite(z.real) and math.isfinite(z.imag)

        def isnan(z, /):
            z = complex(z)
            return math.isnan(z.real) or math.isnan(z.imag)

        def isinf(z, /):
            z = complex(z)
            return math.isinf(z.real) or math.isinf(z.imag)

        def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
            return a == b or abs(a - b) <= max(rel_tol * max(abs(a), abs(b)), abs_tol)
        """#
}
