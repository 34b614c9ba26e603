import BigInt

/// Long decimal integers from and to text, by halves: a cell can be interrupted between two of them.
///
///     try LongIntegerText.decimal(BigUInt(10).power(2000))   // "1000…"
enum LongIntegerText {
    /// Digits that are read and written at once.
    private static let block = 1024

    /// `10**1024`, and its powers by 2, 4, 8, … up to those that a number of so many digits needs.
    private static func powers(forDigits count: Int) throws -> [BigUInt] {
        var powers = [BigUInt(10).power(block)]
        var digits = block
        while digits * 2 < count, let last = powers.last {
            powers.append(try LongArithmetic.product(last, last))
            digits *= 2
        }
        return powers
    }

    static func decimal(_ value: BigUInt) throws -> String {
        // A digit takes 3.32 bits.
        let powers = try powers(forDigits: value.bitWidth / 3 + 1)
        var text = ""
        try write(value, powers[...], to: &text)
        return text
    }

    private static func write(_ value: BigUInt, _ powers: ArraySlice<BigUInt>, to text: inout String) throws {
        guard let power = powers.last else { return writeBlock(value, to: &text) }
        if text.isEmpty, value < power { return try write(value, powers.dropLast(), to: &text) }
        let (high, low) = try LongArithmetic.divide(value, by: power)
        try write(high, powers.dropLast(), to: &text)
        try write(low, powers.dropLast(), to: &text)
    }

    /// Blocks after the first keep their leading zeros.
    private static func writeBlock(_ value: BigUInt, to text: inout String) {
        let digits = String(value)
        if !text.isEmpty { text += String(repeating: "0", count: max(0, block - digits.utf8.count)) }
        text += digits
    }

    /// The number that decimal digits write; nil when something else is among them.
    static func parse(_ digits: String) throws -> BigUInt? {
        let bytes = Array(digits.utf8)
        guard bytes.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        return try parse(bytes[...], try powers(forDigits: bytes.count)[...])
    }

    private static func parse(_ bytes: ArraySlice<UInt8>, _ powers: ArraySlice<BigUInt>) throws -> BigUInt? {
        guard let power = powers.last, bytes.count > block else {
            return bytes.isEmpty ? 0 : BigUInt(String(decoding: bytes, as: UTF8.self), radix: 10)
        }
        let digits = block << (powers.count - 1)
        guard bytes.count > digits else { return try parse(bytes, powers.dropLast()) }
        guard let high = try parse(bytes.dropLast(digits), powers.dropLast()),
            let low = try parse(bytes.suffix(digits), powers.dropLast())
        else { return nil }
        return try LongArithmetic.product(high, power) + low
    }
}
