import BigInt

/// Integers from and to text, with Python's bases, underscores and limit of digits.
package enum IntegerText {
    /// Conversions of more decimal digits than this are refused, as in CPython.
    static var digitLimit: Int { IntegerLimits.current?.digits ?? IntegerLimits.standardDigits }

    package static func decimal(_ value: BigInt) throws -> String {
        // No limit lies below 640 digits, which are 2,100 bits.
        if value.magnitude.bitWidth < 2_100 { return String(value) }
        let limit = digitLimit
        // 3.32 bits make a digit, so more bits are surely too many.
        let isLonger = limit > 0 && value.magnitude.bitWidth / 10 * 3 > limit + 10
        let digits = isLonger ? nil : try LongIntegerText.decimal(value.magnitude)
        guard let digits, limit == 0 || digits.utf8.count <= limit else {
            throw PythonError(
                .valueError,
                "Exceeds the limit (\(limit) digits) for integer string conversion; "
                    + "use sys.set_int_max_str_digits() to increase the limit")
        }
        return value.sign == .minus ? "-" + digits : digits
    }

    /// `int(text, base)`; base 0 reads the prefix.
    ///
    ///     try IntegerText.parse("0x_ff", base: 0)   // 255
    package static func parse(_ text: String, base: Int) throws -> Value {
        guard base == 0 || (2...36).contains(base) else {
            throw PythonError(.valueError, "int() base must be >= 2 and <= 36, or 0")
        }
        if base == 10, let small = text.withBytes(smallDecimal) { return .int(small) }
        guard let value = try digits(of: text, base: base) else {
            throw PythonError(
                .valueError, "invalid literal for int() with base \(base): \(QuotedText.quoted(text))")
        }
        return Value(value)
    }

    /// A decimal number of up to 18 digits with spaces around it; nil for anything else.
    static func smallDecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var (start, end) = (0, bytes.count)
        while start < end, bytes[start] == 0x20 { start += 1 }
        while start < end, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0A { end -= 1 }
        let isNegative = start < end && bytes[start] == UInt8(ascii: "-")
        if isNegative { start += 1 }
        guard start < end, end - start <= 18 else { return nil }
        var number = 0
        for byte in bytes[start..<end] {
            guard byte &- 0x30 < 10 else { return nil }
            number = number * 10 + Int(byte &- 0x30)
        }
        return isNegative ? -number : number
    }

    private static func digits(of text: String, base: Int) throws -> BigInt? {
        var rest = text.stripped(where: \.isPythonSpace)[...]
        let isNegative = rest.hasPrefix("-")
        if isNegative || rest.hasPrefix("+") { rest = rest.dropFirst() }
        var radix = base
        if let prefix = prefixBase(rest), base == 0 || base == prefix {
            radix = prefix
            rest = rest.dropFirst(2)
            if rest.hasPrefix("_") { rest = rest.dropFirst() }
        } else if base == 0 {
            radix = 10
            let isZero = rest.allSatisfy { $0 == "0" || $0 == "_" }
            if rest.hasPrefix("0"), !isZero { return nil }
        }
        guard let plain = withoutUnderscores(rest), let asciiDigits = asciiDigits(plain, radix: radix) else {
            return nil
        }
        let limit = digitLimit
        if radix.nonzeroBitCount != 1, limit > 0, asciiDigits.utf8.count > limit {
            throw PythonError(
                .valueError,
                "Exceeds the limit (\(limit) digits) for integer string conversion: "
                    + "value has \(asciiDigits.utf8.count) digits; "
                    + "use sys.set_int_max_str_digits() to increase the limit")
        }
        if radix == 8 || radix == 32 {
            try IntegerArithmetic.checkSteps(asciiDigits.utf8.count / 12, asciiDigits.utf8.count / 12)
        }
        if radix == 10 {
            guard let magnitude = try LongIntegerText.parse(asciiDigits) else { return nil }
            return BigInt(sign: isNegative ? .minus : .plus, magnitude: magnitude)
        }
        guard let magnitude = radix == 36 ? base36(asciiDigits) : BigInt(asciiDigits, radix: radix) else { return nil }
        return isNegative ? -magnitude : magnitude
    }

    /// The library's own reading stops below this base.
    private static func base36(_ text: String) -> BigInt? {
        var value = BigInt(0)
        var rest = text[...]
        while !rest.isEmpty {
            let part = rest.prefix(11)
            guard let number = Int(part, radix: 36) else { return nil }
            value = value * BigInt((0..<part.count).reduce(1) { product, _ in product * 36 }) + BigInt(number)
            rest = rest.dropFirst(11)
        }
        return value
    }

    /// The digits of a magnitude in a base whose digits are bits.
    static func digits(_ value: BigUInt, radix: Int) throws -> String {
        if radix == 8 { try IntegerArithmetic.checkSteps(10, value.bitWidth / 64, value.bitWidth / 64) }
        return String(value, radix: radix)
    }

    private static func prefixBase(_ text: Substring) -> Int? {
        switch text.prefix(2).lowercased() {
        case "0x": 16
        case "0o": 8
        case "0b": 2
        default: nil
        }
    }

    /// Single underscores between digits go; anything else with underscores is no number.
    static func withoutUnderscores(_ text: Substring) -> String? {
        guard !text.isEmpty else { return nil }
        guard text.utf8.contains(UInt8(ascii: "_")) else { return String(text) }
        guard !text.hasPrefix("_"), !text.hasSuffix("_"), text.firstRange(of: "__") == nil else { return nil }
        return String(text.filter { $0 != "_" })
    }

    /// The digits as ASCII; digits of other scripts count as well.
    private static func asciiDigits(_ text: String, radix: Int) -> String? {
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            let isPlain = text.utf8.allSatisfy { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") }
            return isPlain ? text : nil
        }
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                result.unicodeScalars.append(scalar)
            } else if let digit = scalar.decimalValue {
                result += String(digit)
            } else {
                return nil
            }
        }
        return result
    }

    /// The integer part of a float.
    package static func truncated(_ value: Double) throws -> Value {
        guard value.isFinite else {
            throw value.isNaN
                ? PythonError(.valueError, "cannot convert float NaN to integer")
                : PythonError(.overflowError, "cannot convert float infinity to integer")
        }
        if let small = Int(exactly: value.rounded(.towardZero)) { return .int(small) }
        return Value(BigInt(exactly: value.rounded(.towardZero)) ?? 0)
    }

    /// The shortest bytes of a magnitude, least significant first, cut or filled to `count`.
    static func littleEndianBytes(_ value: BigInt, count: Int, isSigned: Bool) throws -> [UInt8] {
        guard isSigned || value.sign == .plus || value.isZero else {
            throw PythonError(.overflowError, "can't convert negative int to unsigned")
        }
        let limit = BigInt(1) << (8 * count - (isSigned ? 1 : 0))
        guard count > 0 || value.isZero, value < limit, value >= -limit else {
            throw PythonError(.overflowError, "int too big to convert")
        }
        let words = Array(value.words)
        let filler: UInt = value.sign == .minus ? .max : 0
        return (0..<count).map { place in
            UInt8(truncatingIfNeeded: (place / 8 < words.count ? words[place / 8] : filler) >> (8 * UInt(place % 8)))
        }
    }
}
