import BigInt

/// `round`: halves to even, decimal places decided by the exact value.
enum Rounding {
    static func round(_ value: Value, digits: Value?, _ evaluator: Evaluator) throws -> Value {
        guard let number = Number(value) else { return .notImplemented }
        switch number {
        case .int, .big:
            guard let digits, let integer = number.integer else { return Value(number.integer ?? 0) }
            return Value(try round(integer, digits: evaluator.index(digits)))
        case .float(let float):
            guard let digits else { return try IntegerText.truncated(float.rounded(.toNearestOrEven)) }
            return .float(try round(float, digits: evaluator.index(digits)))
        case .complex: return .notImplemented
        }
    }

    /// `round(1250, -2)` is 1200.
    static func round(_ value: BigInt, digits: Int) throws -> BigInt {
        guard digits < 0 else { return value }
        guard digits > -10_000 else { return 0 }
        let unit = BigInt(10).power(-digits)
        let (quotient, remainder) = try value.flooredDivision(by: unit)
        let twice = remainder * 2
        let roundsUp = twice > unit || (twice == unit && quotient.magnitude.words.first.map { $0 & 1 == 1 } ?? false)
        return (quotient + (roundsUp ? 1 : 0)) * unit
    }

    /// `round(2.675, 2)` is 2.67: the float lies below the half.
    static func round(_ value: Double, digits: Int) throws -> Double {
        guard value.isFinite, digits <= 323 else { return value }
        guard digits >= -309 else { return Double(signOf: value, magnitudeOf: 0) }
        let text: String
        if digits >= 0 {
            text = FloatDigits.printed("%.*f", value, precision: digits)
        } else {
            guard let whole = BigInt(exactly: value.rounded(.towardZero)) else { return value }
            let hasRest = value != value.rounded(.towardZero)
            let unit = BigInt(10).power(-digits)
            let (quotient, remainder) = whole.magnitude.quotientAndRemainder(dividingBy: unit.magnitude)
            let twice = remainder * 2
            let isTie = twice == unit.magnitude && !hasRest
            let roundsUp = isTie ? quotient.words.first.map { $0 & 1 == 1 } ?? false : twice >= unit.magnitude
            let result = BigInt((quotient + (roundsUp ? 1 : 0)) * unit.magnitude).nearestDouble
            return Double(signOf: value, magnitudeOf: result)
        }
        return Double(text) ?? value
    }
}
