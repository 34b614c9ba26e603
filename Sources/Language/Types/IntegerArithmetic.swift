import BigInt

/// Operators of `int`: exact at any size, division towards minus infinity.
package enum IntegerArithmetic {
    /// Small operands; what overflows continues with big integers.
    package static func binary(_ operation: BinaryOperator, _ a: Int, _ b: Int) throws -> Value? {
        switch operation {
        case .add: return exact(a.addingReportingOverflow(b)) ?? Value(BigInt(a) + BigInt(b))
        case .subtract: return exact(a.subtractingReportingOverflow(b)) ?? Value(BigInt(a) - BigInt(b))
        case .multiply: return exact(a.multipliedReportingOverflow(by: b)) ?? Value(BigInt(a) * BigInt(b))
        case .floorDivide:
            guard b != 0 else { throw zeroDivision("integer division or modulo by zero") }
            return b == -1 ? try Scalar.unary(.minus, .int(a)) : .int(floorQuotient(a, b))
        case .modulo:
            guard b != 0 else { throw zeroDivision("integer modulo by zero") }
            return .int(floorRemainder(a, b))
        case .and: return .int(a & b)
        case .or: return .int(a | b)
        case .xor: return .int(a ^ b)
        case .divide where a.magnitude <= 1 << 53 && b.magnitude <= 1 << 53 && b != 0:
            return .float(Double(a) / Double(b))
        case .rightShift where b >= 0: return .int(b < 64 ? a >> b : a < 0 ? -1 : 0)
        case .leftShift where b >= 0 && b < 62 && a.magnitude < 1 << (62 - b): return .int(a << b)
        case .matrixMultiply: return nil
        case .divide, .power, .leftShift, .rightShift: return try binary(operation, BigInt(a), BigInt(b))
        }
    }

    /// Any size.
    package static func binary(_ operation: BinaryOperator, _ a: BigInt, _ b: BigInt) throws -> Value? {
        switch operation {
        case .add: return Value(a + b)
        case .subtract: return Value(a - b)
        case .multiply:
            try checkSize(a.magnitude.bitWidth + b.magnitude.bitWidth)
            return Value(try LongArithmetic.product(a, b))
        case .floorDivide:
            guard !b.isZero else { throw zeroDivision("integer division or modulo by zero") }
            return Value(try a.flooredDivision(by: b).quotient)
        case .modulo:
            guard !b.isZero else { throw zeroDivision("integer modulo by zero") }
            return Value(try a.flooredDivision(by: b).remainder)
        case .divide: return .float(try trueQuotient(a, b))
        case .power: return try power(a, b)
        case .leftShift: return Value(a << (try shiftCount(b, growing: a)))
        case .rightShift: return Value(a >> (try shiftCount(b, growing: 0)))
        case .and: return Value(a & b)
        case .or: return Value(a | b)
        case .xor: return Value(a ^ b)
        case .matrixMultiply: return nil
        }
    }

    @inline(__always)
    private static func exact(_ result: (partialValue: Int, overflow: Bool)) -> Value? {
        result.overflow ? nil : .int(result.partialValue)
    }

    @inline(__always)
    package static func floorQuotient(_ a: Int, _ b: Int) -> Int {
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        return remainder != 0 && (remainder < 0) != (b < 0) ? quotient - 1 : quotient
    }

    @inline(__always)
    package static func floorRemainder(_ a: Int, _ b: Int) -> Int {
        if b == -1 { return 0 }
        let remainder = a % b
        return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder
    }

    /// The float nearest to `a / b`, computed from 66 bits of the quotient and a sticky bit for the rest.
    package static func trueQuotient(_ a: BigInt, _ b: BigInt) throws -> Double {
        guard !b.isZero else { throw zeroDivision("division by zero") }
        guard !a.isZero else { return 0 }
        // Below the normal range fewer bits count, so the scale keeps to what the smallest exponent can hold.
        let wanted = 66 - (a.magnitude.bitWidth - b.magnitude.bitWidth)
        let scale = min(wanted, 1074 + 2)
        let numerator = scale > 0 ? a.magnitude << scale : a.magnitude
        let denominator = scale < 0 ? b.magnitude << -scale : b.magnitude
        var (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        if !remainder.isZero { quotient |= 1 }
        if quotient.isZero { return 0 }
        var result = BigInt(quotient).nearestDouble
        if scale == 1076 {
            result = subnormal(quotient)
        } else {
            result = Double(sign: .plus, exponent: -scale, significand: result)
        }
        guard result.isFinite else {
            throw PythonError(.overflowError, "integer division result too large for a float")
        }
        return (a.sign == .minus) != (b.sign == .minus) ? -result : result
    }

    /// `quotient * 2**-1076`, rounded once: the two lowest bits lie below the smallest float.
    private static func subnormal(_ quotient: BigUInt) -> Double {
        if quotient.bitWidth > 54 {
            return Double(sign: .plus, exponent: -1076, significand: BigInt(quotient).nearestDouble)
        }
        let bits = UInt64(truncatingIfNeeded: quotient)
        let (whole, rest) = (bits >> 2, bits & 3)
        let roundsUp = rest == 3 || (rest == 2 && whole & 1 == 1)
        return Double(sign: .plus, exponent: -1074, significand: Double(whole + (roundsUp ? 1 : 0)))
    }

    /// `a ** b`: an int for a natural exponent, a float for a negative one.
    package static func power(_ base: BigInt, _ exponent: BigInt) throws -> Value {
        if exponent.sign == .minus && !exponent.isZero {
            return .float(try FloatArithmetic.power(base.checkedDouble(), exponent.checkedDouble()))
        }
        if base.magnitude <= 1 {
            if base.sign == .minus { return .int(exponent.magnitude.isMultiple(of: 2) ? 1 : -1) }
            return base.isZero && !exponent.isZero ? .int(0) : .int(1)
        }
        guard let count = Int(exactly: exponent), count < largestSize else { throw PythonError(.memoryError, []) }
        let (bits, overflow) = (base.magnitude.bitWidth - 1).multipliedReportingOverflow(by: count)
        try checkSize(overflow ? .max : bits)
        return Value(try LongArithmetic.power(base, count))
    }

    private static func shiftCount(_ count: BigInt, growing value: BigInt) throws -> Int {
        guard count.sign == .plus || count.isZero else { throw PythonError(.valueError, "negative shift count") }
        if value.isZero { return Int(exactly: count) ?? Int.max >> 1 }
        guard let small = Int(exactly: count), small < largestSize else { throw PythonError(.memoryError, []) }
        return small
    }

    /// Integers beyond this many bits (10 million digits) are refused with MemoryError.
    private static let largestSize = 1 << 25

    static func checkSize(_ bits: Int) throws {
        guard bits >= 0, bits < largestSize else { throw PythonError(.memoryError, []) }
    }

    /// Refuses what would take more than some seconds; the factors' product is the steps.
    static func checkSteps(_ factors: Int...) throws {
        guard factors.reduce(1.0, { $0 * Double($1) }) < 4e9 else { throw PythonError(.memoryError, []) }
    }

    static func zeroDivision(_ message: String) -> PythonError { PythonError(.zeroDivisionError, message) }
}
