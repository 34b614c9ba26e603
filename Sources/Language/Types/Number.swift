import BigInt

/// A number of the tower `bool`, `int`, `float`, `complex`, as arithmetic sees it: `Number(.bool(true))` is `.int(1)`.
package enum Number {
    case int(Int)
    case big(BigInt)
    case float(Double)
    case complex(ComplexParts)

    /// nil for values that are no numbers.
    package init?(_ value: Value) {
        switch value {
        case .bool(let bool): self = .int(bool ? 1 : 0)
        case .int(let int): self = .int(int)
        case .float(let float): self = .float(float)
        case .object(let object):
            if let integer = object as? BigInteger {
                self = Int(exactly: integer.value).map { .int($0) } ?? .big(integer.value)
            } else if let derived = object as? DerivedScalar {
                self.init(derived.value)
            } else if let complex = object as? Complex {
                self = .complex(complex.value)
            } else {
                return nil
            }
        case .undefined, .none: return nil
        }
    }

    /// The number as a whole one, or nil for a float or a complex.
    package var integer: BigInt? {
        switch self {
        case .int(let int): BigInt(int)
        case .big(let big): big
        case .float, .complex: nil
        }
    }

    /// The number as a float; throws OverflowError for an int that is too large. ComplexParts numbers have none.
    package func float() throws -> Double? {
        switch self {
        case .int(let int): return Double(int)
        case .big(let big): return try big.checkedDouble()
        case .float(let float): return float
        case .complex: return nil
        }
    }

    /// The number as a complex one.
    package func complex() throws -> ComplexParts {
        if case .complex(let value) = self { return value }
        return ComplexParts(try float() ?? 0, 0)
    }
}

extension Value {
    /// An `int` value, inline when it fits.
    package init(_ integer: BigInt) {
        self = Int(exactly: integer).map { .int($0) } ?? .object(BigInteger(integer))
    }

    /// The value of an `int` or `bool`, big or small; nil for everything else.
    package var bigInteger: BigInt? { Number(self)?.integer }

    /// The value of a small `int` or `bool`.
    package var smallInteger: Int? {
        switch self {
        case .int(let int): int
        case .bool(let bool): bool ? 1 : 0
        case .object: bigInteger.flatMap { Int(exactly: $0) }
        case .undefined, .none, .float: nil
        }
    }
}

extension BigInt {
    /// The nearest float, halves to even; throws OverflowError beyond the largest.
    package func checkedDouble() throws -> Double {
        let result = nearestDouble
        guard result.isFinite else { throw PythonError(.overflowError, "int too large to convert to float") }
        return result
    }

    /// The nearest float, halves to even; infinite beyond the largest.
    package var nearestDouble: Double {
        let bits = magnitude.bitWidth
        guard bits > 64 else {
            let small = Double(UInt64(truncatingIfNeeded: magnitude))
            return sign == .minus ? -small : small
        }
        guard bits <= 1024 else { return sign == .minus ? -.infinity : .infinity }
        let shift = bits - 64
        var top = UInt64(truncatingIfNeeded: magnitude >> shift)
        if magnitude.trailingZeroBitCount < shift { top |= 1 }
        let result = Double(sign: .plus, exponent: shift, significand: Double(top))
        return sign == .minus ? -result : result
    }

    /// Quotient towards minus infinity and the remainder with the divisor's sign; the divisor is not zero.
    package func flooredDivision(by divisor: BigInt) throws -> (quotient: BigInt, remainder: BigInt) {
        let (magnitude, rest) = try LongArithmetic.divide(self.magnitude, by: divisor.magnitude)
        let quotient = BigInt(sign: sign == divisor.sign ? .plus : .minus, magnitude: magnitude)
        let remainder = BigInt(sign: sign, magnitude: rest)
        guard !remainder.isZero, (remainder.sign == .minus) != (divisor.sign == .minus) else {
            return (quotient, remainder)
        }
        return (quotient - 1, remainder + divisor)
    }
}
