import Glibc

/// Operators of `float`.
package enum FloatArithmetic {
    package static func binary(_ operation: BinaryOperator, _ a: Double, _ b: Double) throws -> Value? {
        switch operation {
        case .add: return .float(a + b)
        case .subtract: return .float(a - b)
        case .multiply: return .float(a * b)
        case .divide:
            guard b != 0 else { throw IntegerArithmetic.zeroDivision("float division by zero") }
            return .float(a / b)
        case .floorDivide:
            guard b != 0 else { throw IntegerArithmetic.zeroDivision("float floor division by zero") }
            return .float(floorDivision(a, b).quotient)
        case .modulo:
            guard b != 0 else { throw IntegerArithmetic.zeroDivision("float modulo") }
            return .float(floorDivision(a, b).remainder)
        case .power:
            if a < 0, a.isFinite, b.isFinite, b != b.rounded(.towardZero) {
                return try ComplexArithmetic.binary(.power, ComplexParts(a, 0), ComplexParts(b, 0))
            }
            return .float(try power(a, b))
        case .matrixMultiply, .leftShift, .rightShift, .and, .or, .xor: return nil
        }
    }

    /// Quotient towards minus infinity and the remainder with the divisor's sign, as CPython rounds them.
    package static func floorDivision(_ a: Double, _ b: Double) -> (quotient: Double, remainder: Double) {
        var remainder = fmod(a, b)
        var division = (a - remainder) / b
        if remainder != 0 {
            if (b < 0) != (remainder < 0) {
                remainder += b
                division -= 1
            }
        } else {
            remainder = Double(signOf: b, magnitudeOf: 0)
        }
        guard division != 0 else { return (Double(signOf: a / b, magnitudeOf: 0), remainder) }
        var quotient = division.rounded(.down)
        if division - quotient > 0.5 { quotient += 1 }
        return (quotient, remainder)
    }

    package static func power(_ base: Double, _ exponent: Double) throws -> Double {
        if base == 0, exponent < 0 {
            throw IntegerArithmetic.zeroDivision("0.0 cannot be raised to a negative power")
        }
        let result = pow(base, exponent)
        if result.isInfinite, base.isFinite, exponent.isFinite {
            throw PythonError(.overflowError, [34, "Numerical result out of range"])
        }
        return result
    }
}
