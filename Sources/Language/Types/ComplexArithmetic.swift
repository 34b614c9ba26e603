import Glibc

/// A complex number's two parts.
package struct ComplexParts: Equatable {
    package var real: Double
    package var imaginary: Double

    package init(_ real: Double, _ imaginary: Double) {
        self.real = real
        self.imaginary = imaginary
    }

    package var magnitude: Double { hypot(real, imaginary) }
}

/// Operators of `complex`.
package enum ComplexArithmetic {
    package static func binary(_ operation: BinaryOperator, _ a: ComplexParts, _ b: ComplexParts) throws -> Value? {
        switch operation {
        case .add: return value(a.real + b.real, a.imaginary + b.imaginary)
        case .subtract: return value(a.real - b.real, a.imaginary - b.imaginary)
        case .multiply: return .object(Complex(product(a, b)))
        case .divide: return .object(Complex(try quotient(a, b)))
        case .power: return .object(Complex(try power(a, b)))
        case .floorDivide, .modulo, .matrixMultiply, .leftShift, .rightShift, .and, .or, .xor: return nil
        }
    }

    private static func value(_ real: Double, _ imaginary: Double) -> Value {
        .object(Complex(ComplexParts(real, imaginary)))
    }

    private static func product(_ a: ComplexParts, _ b: ComplexParts) -> ComplexParts {
        ComplexParts(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
    }

    /// Divides by the larger part first, so that squares do not overflow.
    private static func quotient(_ a: ComplexParts, _ b: ComplexParts) throws -> ComplexParts {
        guard b.real != 0 || b.imaginary != 0 else { throw IntegerArithmetic.zeroDivision("complex division by zero") }
        if abs(b.real) >= abs(b.imaginary) {
            let ratio = b.imaginary / b.real
            let scale = b.real + b.imaginary * ratio
            return ComplexParts((a.real + a.imaginary * ratio) / scale, (a.imaginary - a.real * ratio) / scale)
        }
        let ratio = b.real / b.imaginary
        let scale = b.real * ratio + b.imaginary
        return ComplexParts((a.real * ratio + a.imaginary) / scale, (a.imaginary * ratio - a.real) / scale)
    }

    private static func power(_ a: ComplexParts, _ b: ComplexParts) throws -> ComplexParts {
        if b.real == 0 && b.imaginary == 0 { return ComplexParts(1, 0) }
        if a.real == 0 && a.imaginary == 0 {
            guard b.imaginary == 0, b.real > 0 else {
                throw IntegerArithmetic.zeroDivision("0.0 to a negative or complex power")
            }
            return ComplexParts(0, 0)
        }
        if b.imaginary == 0, b.real == b.real.rounded(), abs(b.real) <= 100 { return try wholePower(a, Int(b.real)) }
        let angle = atan2(a.imaginary, a.real)
        var length = pow(a.magnitude, b.real)
        var phase = angle * b.real
        if b.imaginary != 0 {
            length *= exp(-angle * b.imaginary)
            phase += b.imaginary * log(a.magnitude)
        }
        return ComplexParts(length * cos(phase), length * sin(phase))
    }

    /// By squaring, as CPython does for small whole exponents.
    private static func wholePower(_ a: ComplexParts, _ exponent: Int) throws -> ComplexParts {
        var result = ComplexParts(1, 0)
        var factor = a
        var mask = 1
        let count = abs(exponent)
        while mask > 0 && count >= mask {
            if count & mask != 0 { result = product(result, factor) }
            mask <<= 1
            factor = product(factor, factor)
        }
        return exponent >= 0 ? result : try quotient(ComplexParts(1, 0), result)
    }
}
