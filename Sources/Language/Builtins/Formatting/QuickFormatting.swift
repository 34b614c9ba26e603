/// The frequent formats of ints and floats without the general layout: `f"{i:>6d}"`, `f"{loss:.3f}"`.
struct QuickFormatting {
    private var pad = UInt8(ascii: " ")
    private var alignsLeft = false
    private var width = 0
    private var precision = -1
    private var type: UInt8 = 0

    /// nil when the specification asks for more than `[<>][0][width][.precision][df]`.
    @inline(__always)
    init?(_ specification: UnsafeBufferPointer<UInt8>) {
        guard read(specification) else { return nil }
    }

    /// The same for a string.
    init?(_ specification: String) {
        guard specification.withBytes({ read($0) }) else { return nil }
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        guard bytes.count <= 8 else { return false }
        if index < bytes.count, bytes[index] == UInt8(ascii: "<") || bytes[index] == UInt8(ascii: ">") {
            alignsLeft = bytes[index] == UInt8(ascii: "<")
            index += 1
            // A zero after an alignment is a fill character.
            if index < bytes.count, bytes[index] == UInt8(ascii: "0") { return false }
        } else if index < bytes.count, bytes[index] == UInt8(ascii: "0") {
            pad = UInt8(ascii: "0")
            index += 1
        }
        while index < bytes.count, let digit = QuickFormatting.digit(bytes[index]) {
            width = width * 10 + digit
            index += 1
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            guard index + 1 < bytes.count, let digit = QuickFormatting.digit(bytes[index + 1]) else { return false }
            precision = digit
            index += 2
        }
        if index < bytes.count {
            type = bytes[index]
            index += 1
        }
        return index == bytes.count && width < 256
    }

    private static func digit(_ byte: UInt8) -> Int? { byte &- 0x30 < 10 ? Int(byte &- 0x30) : nil }

    /// `f"{42:05d}"` is "00042".
    func text(of value: Int) -> Text? {
        guard isForIntegers else { return nil }
        return padded(
            isNegative: value < 0, { QuickFormatting.write(value.magnitude, before: $0) }, QuickFormatting.text)
    }

    /// `f"{2.5:.2f}"` is "2.50".
    func text(of value: Double) -> Text? {
        let precision = precision < 0 ? 6 : precision
        guard isForFloats, let parts = QuickFormatting.parts(of: value, precision) else { return nil }
        return padded(
            isNegative: value.sign == .minus, { QuickFormatting.write(parts, precision, before: $0) },
            QuickFormatting.text)
    }

    /// Appends a float with some digits after the point, rounded by the exact binary value; false for large numbers.
    static func append(_ value: Double, _ precision: Int, to builder: TextBuilder) -> Bool {
        guard let parts = parts(of: value, precision) else { return false }
        QuickFormatting().padded(
            isNegative: value.sign == .minus, { write(parts, precision, before: $0) }, { builder.append($0) })
        return true
    }

    /// Appends a number as the specification asks; false when more has to be done than this can.
    func append(_ value: Value, to builder: TextBuilder) -> Bool {
        switch value {
        case .int(let number) where isForIntegers:
            padded(
                isNegative: number < 0, { QuickFormatting.write(number.magnitude, before: $0) }, { builder.append($0) })
        case .float(let number) where isForFloats:
            let digits = precision < 0 ? 6 : precision
            guard let parts = QuickFormatting.parts(of: number, digits) else { return false }
            padded(
                isNegative: number.sign == .minus, { QuickFormatting.write(parts, digits, before: $0) },
                { builder.append($0) })
        default: return false
        }
        return true
    }

    private var isForIntegers: Bool { (type == 0 || type == UInt8(ascii: "d")) && precision < 0 }
    private var isForFloats: Bool { type == UInt8(ascii: "f") }

    private init() {}

    /// Lays out digits. The closure writes them before the end that it gets, and returns where they begin.
    @inline(__always)
    private func padded<Result>(
        isNegative: Bool, _ write: (UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8>,
        _ result: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        // Up to 255 places before and after some 40 digits.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 600) { room in
            guard let start = room.baseAddress else { return result(UnsafeBufferPointer(start: nil, count: 0)) }
            var end = start + 320
            var first = write(end)
            let missing = width - (end - first) - (isNegative ? 1 : 0)
            let zeros = pad == UInt8(ascii: "0") ? max(missing, 0) : 0
            first = QuickFormatting.fill(zeros, pad, before: first)
            if isNegative { first = QuickFormatting.fill(1, UInt8(ascii: "-"), before: first) }
            if missing > zeros, alignsLeft {
                end += missing
                _ = QuickFormatting.fill(missing, pad, before: end)
            } else if missing > zeros {
                first = QuickFormatting.fill(missing, pad, before: first)
            }
            let count = end - first
            return result(UnsafeBufferPointer(start: first, count: count))
        }
    }

    @inline(__always)
    private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> Text { Text.make(bytes, isASCII: true) }

    private static func fill(
        _ count: Int, _ byte: UInt8, before end: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        let first = end - count
        first.initialize(repeating: byte, count: count)
        return first
    }

    /// Writes decimal digits, at least some of them, before an end; where they begin.
    private static func write(
        _ number: UInt, before end: UnsafeMutablePointer<UInt8>, atLeast least: Int = 1
    ) -> UnsafeMutablePointer<UInt8> {
        var first = end
        var rest = number
        repeat {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            first -= 1
            first.initialize(to: 0x30 + UInt8(truncatingIfNeeded: digit))
            rest = quotient
        } while rest != 0 || end - first < least
        return first
    }

    private static func write(
        _ parts: (whole: UInt, fraction: UInt), _ precision: Int, before end: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        guard precision > 0 else { return write(parts.whole, before: end) }
        let point = write(parts.fraction, before: end, atLeast: precision) - 1
        point.initialize(to: UInt8(ascii: "."))
        return write(parts.whole, before: point)
    }

    private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]

    /// The digits of the magnitude before and after the point.
    private static func parts(of value: Double, _ precision: Int) -> (whole: UInt, fraction: UInt)? {
        let scale = powers[precision]
        let magnitude = abs(value)
        let scaled = magnitude * scale
        // The product is exact together with `rest`; below this limit so is its distance to the next integer.
        guard scaled < 0x1p52 else { return nil }
        let rest = (-scaled).addingProduct(magnitude, scale)
        var whole = scaled.rounded(.toNearestOrEven)
        let distance = scaled - whole
        if distance == 0.5, rest > 0 { whole += 1 }
        if distance == -0.5, rest < 0 { whole -= 1 }
        let (integer, fraction) = UInt(whole).quotientAndRemainder(dividingBy: UInt(scale))
        return (integer, fraction)
    }
}
