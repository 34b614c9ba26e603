import BigInt

/// Products, powers and quotients of integers of any length, in pieces of a million steps: a cell can be interrupted
/// between two of them.
///
///     try LongArithmetic.power(3, 10_000_000)   // seconds, or KeyboardInterrupt
package enum LongArithmetic {
    /// Pairs of words that are multiplied without a look at the interrupt: about a millisecond.
    private static let piece = 1 << 20

    static func product(_ a: BigInt, _ b: BigInt) throws -> BigInt {
        BigInt(sign: a.sign == b.sign ? .plus : .minus, magnitude: try product(a.magnitude, b.magnitude))
    }

    package static func product(_ a: BigUInt, _ b: BigUInt) throws -> BigUInt {
        let (long, short) = a.words.count < b.words.count ? (b, a) : (a, b)
        let (longCount, shortCount) = (long.words.count, short.words.count)
        if longCount * shortCount <= piece { return a * b }
        try IntegerLimits.checkInterrupt()
        if longCount >= 2 * shortCount || shortCount <= BigUInt.directMultiplicationLimit {
            return try product(of: long, inPiecesOf: max(shortCount, piece / shortCount), with: short)
        }
        return try productOfHalves(long, short)
    }

    private static func product(of long: BigUInt, inPiecesOf size: Int, with short: BigUInt) throws -> BigUInt {
        let words = Array(long.words)
        var result = [UInt](repeating: 0, count: words.count + short.words.count + 1)
        for start in stride(from: 0, to: words.count, by: size) {
            let part = BigUInt(words: Array(words[start..<min(start + size, words.count)]))
            add(try product(part, short), to: &result, at: start)
        }
        return BigUInt(words: result)
    }

    /// Karatsuba: (a + bX)(c + dX) = ac + ((a + b)(c + d) - ac - bd)X + bdX².
    private static func productOfHalves(_ long: BigUInt, _ short: BigUInt) throws -> BigUInt {
        let half = (long.words.count + 1) / 2
        let ((a, b), (c, d)) = (halves(long, at: half), halves(short, at: half))
        let (low, high) = (try product(a, c), try product(b, d))
        let middle = try product(a + b, c + d) - low - high
        var result = [UInt](repeating: 0, count: long.words.count + short.words.count + 1)
        add(low, to: &result, at: 0)
        add(middle, to: &result, at: half)
        add(high, to: &result, at: 2 * half)
        return BigUInt(words: result)
    }

    private static func halves(_ value: BigUInt, at place: Int) -> (low: BigUInt, high: BigUInt) {
        let words = Array(value.words)
        let place = min(place, words.count)
        return (BigUInt(words: Array(words[..<place])), BigUInt(words: Array(words[place...])))
    }

    private static func add(_ value: BigUInt, to words: inout [UInt], at start: Int) {
        var (place, carry) = (start, false)
        for word in value.words {
            let (sum, first) = words[place].addingReportingOverflow(word)
            let (whole, second) = sum.addingReportingOverflow(carry ? 1 : 0)
            words[place] = whole
            carry = first || second
            place += 1
        }
        while carry, place < words.count {
            (words[place], carry) = words[place].addingReportingOverflow(1)
            place += 1
        }
    }

    /// `base ** exponent` for a natural exponent, from its highest bit down.
    static func power(_ base: BigInt, _ exponent: Int) throws -> BigInt {
        guard exponent > 0 else { return 1 }
        var result = base.magnitude
        for place in (0..<(Int.bitWidth - 1 - exponent.leadingZeroBitCount)).reversed() {
            result = try product(result, result)
            if exponent >> place & 1 == 1 { result = try product(result, base.magnitude) }
        }
        return BigInt(sign: base.sign == .minus && exponent & 1 == 1 ? .minus : .plus, magnitude: result)
    }

    /// `base ** exponent % modulus` for natural numbers, `modulus` above 0, from the exponent's highest bit down.
    static func power(_ base: BigUInt, _ exponent: BigUInt, modulus: BigUInt) throws -> BigUInt {
        let words = Array(exponent.words)
        var result = BigUInt(1)
        for place in (0..<exponent.bitWidth).reversed() {
            try IntegerLimits.checkInterrupt()
            result = try divide(try product(result, result), by: modulus).remainder
            if words[place / UInt.bitWidth] >> UInt(place % UInt.bitWidth) & 1 == 1 {
                result = try divide(try product(result, base), by: modulus).remainder
            }
        }
        return try divide(result, by: modulus).remainder
    }

    /// The number by which `value` gives 1 modulo `modulus`, which is above 1; nil without one. Euclid's algorithm, extended.
    static func inverse(_ value: BigUInt, modulo modulus: BigUInt) throws -> BigInt? {
        var (divisor, rest) = (modulus, value)
        var (factor, next): (BigInt, BigInt) = (0, 1)
        while !rest.isZero {
            try IntegerLimits.checkInterrupt()
            let (quotient, remainder) = try divide(divisor, by: rest)
            (divisor, rest) = (rest, remainder)
            (factor, next) = (next, factor - (try product(BigInt(quotient), next)))
        }
        guard divisor == 1 else { return nil }
        return factor.sign == .minus ? factor + BigInt(modulus) : factor
    }

    /// Quotient and remainder of natural numbers, the divisor above 0: the quotient comes from the top, piece by piece.
    static func divide(_ dividend: BigUInt, by divisor: BigUInt) throws -> (quotient: BigUInt, remainder: BigUInt) {
        let (count, divisorCount) = (dividend.words.count, divisor.words.count)
        guard count > divisorCount, (count - divisorCount) * divisorCount > piece else {
            return dividend.quotientAndRemainder(dividingBy: divisor)
        }
        try IntegerArithmetic.checkSteps(count - divisorCount, divisorCount)
        let words = Array(dividend.words)
        var quotient = [UInt](repeating: 0, count: count)
        var end = count - divisorCount + 1
        var remainder = BigUInt(words: Array(words[end...]))
        let size = max(8, piece / divisorCount)
        while end > 0 {
            try IntegerLimits.checkInterrupt()
            let start = max(0, end - size)
            let part = BigUInt(words: words[start..<end] + Array(remainder.words))
            let (digits, rest) = part.quotientAndRemainder(dividingBy: divisor)
            for (place, word) in zip(start..., digits.words) where place < end { quotient[place] = word }
            (remainder, end) = (rest, start)
        }
        return (BigUInt(words: quotient), remainder)
    }

    /// Euclid's algorithm.
    static func greatestCommonDivisor(_ a: BigUInt, _ b: BigUInt) throws -> BigUInt {
        var (a, b) = (a, b)
        while !b.isZero {
            try IntegerLimits.checkInterrupt()
            (a, b) = (b, try divide(a, by: b).remainder)
        }
        return a
    }
}
