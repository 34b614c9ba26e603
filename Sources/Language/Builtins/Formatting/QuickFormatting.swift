/// The frequent formats of ints and floats without the general layout: `f"{i:>6d}"`, `f"{loss:.3f}"`.
struct QuickFormatting {
    private var pad = UInt8(ascii: " ")
    private var alignsLeft = false
    private var width = 0
    private var precision = -1
    private var type: UInt8 = 0

    /// nil when the specification asks for more than `[<>][0][width][.precision][df]`.
    init?(_ specification: String) {
        let isRead = specification.withBytes { bytes in read(bytes) }
        guard isRead else { return nil }
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
    func text(of value: Int) -> String? {
        guard type == 0 || type == UInt8(ascii: "d"), precision < 0 else { return nil }
        return padded(String(value.magnitude), isNegative: value < 0)
    }

    /// `f"{2.5:.2f}"` is "2.50".
    func text(of value: Double) -> String? {
        guard type == UInt8(ascii: "f"), let digits = QuickFormatting.fixed(value, precision < 0 ? 6 : precision) else {
            return nil
        }
        return padded(digits, isNegative: value.sign == .minus)
    }

    private func padded(_ digits: String, isNegative: Bool) -> String {
        let missing = width - digits.utf8.count - (isNegative ? 1 : 0)
        if missing <= 0 { return isNegative ? "-" + digits : digits }
        let filling = String(repeating: pad == UInt8(ascii: "0") ? "0" : " ", count: missing)
        let sign = isNegative ? "-" : ""
        if pad == UInt8(ascii: "0") { return sign + filling + digits }
        return alignsLeft ? sign + digits + filling : filling + sign + digits
    }

    private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]

    /// The magnitude with some digits after the point, rounded by the exact binary value; nil for large numbers.
    static func fixed(_ value: Double, _ precision: Int) -> String? {
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
        let (integer, fraction) = Int(whole).quotientAndRemainder(dividingBy: Int(scale))
        if precision == 0 { return String(integer) }
        let digits = String(fraction)
        return String(integer) + "." + String(repeating: "0", count: precision - digits.utf8.count) + digits
    }
}
