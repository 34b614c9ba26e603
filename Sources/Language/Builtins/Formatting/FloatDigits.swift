import Glibc

/// The decimal digits of a finite float and where its decimal point stands: 0.00123 is digits "123", point -2.
/// `repr` and a format specification without a type lay these digits out.
package struct FloatDigits {
    package let isNegative: Bool
    /// ASCII digits without leading or trailing zeros; "0" for zero.
    package private(set) var digits: [UInt8]
    /// The number of digits before the decimal point; zero or negative when the fraction starts with zeros.
    package private(set) var point: Int

    /// The fewest digits that read back as the same float: `0.1` gives "1" with point 0.
    package init(shortest value: Double) {
        self.init(text: Swift.abs(value).description, isNegative: value.sign == .minus)
    }

    /// The digits rounded to `count` significant ones, decided by the exact binary value.
    package init(_ value: Double, significant count: Int) {
        let text = FloatDigits.printed("%.*e", Swift.abs(value), precision: max(count, 1) - 1)
        self.init(text: text, isNegative: value.sign == .minus)
    }

    /// Reads "12.5", "1e+16" or "5e-324".
    private init(text: String, isNegative: Bool) {
        let parts = text.utf8.split(separator: UInt8(ascii: "e"))
        let mantissa = parts.first ?? text.utf8[...]
        let exponent = parts.count > 1 ? Int(Substring(parts[1])) ?? 0 : 0
        var digits = mantissa.filter { $0 != UInt8(ascii: ".") }
        var point =
            exponent
            + (mantissa.firstIndex(of: UInt8(ascii: ".")).map {
                mantissa.distance(from: mantissa.startIndex, to: $0)
            } ?? digits.count)
        while digits.count > 1 && digits.last == UInt8(ascii: "0") { digits.removeLast() }
        let zeros = min(digits.prefix { $0 == UInt8(ascii: "0") }.count, digits.count - 1)
        digits.removeFirst(zeros)
        point -= zeros
        self.isNegative = isNegative
        self.digits = digits
        self.point = digits == [UInt8(ascii: "0")] ? 1 : point
    }

    /// C's `printf` of one float, which rounds exactly: `printed("%.*f", 0.125, precision: 2)` is "0.12".
    package static func printed(_ format: String, _ value: Double, precision: Int) -> String {
        let size = precision + 340
        return withVaList([CInt(clamping: precision), value]) { arguments in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { buffer in
                guard let start = buffer.baseAddress else { return "" }
                vsnprintf(start, size, format, arguments)
                return String(cString: start)
            }
        }
    }
}

extension FloatDigits {
    /// Fixed notation while the point lies in `-3...limit`, else scientific; always with a digit after the point in fixed notation.
    ///
    ///     FloatDigits(shortest: 1e16).layout(fixedLimit: 16)   // "1e+16"
    package func layout(fixedLimit limit: Int, alternate: Bool = false) -> String {
        var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        if point > -4 && point <= limit {
            appendFixed(to: &text)
        } else {
            appendScientific(to: &text, alternate: alternate)
        }
        return String(decoding: text, as: UTF8.self)
    }

    private func appendFixed(to text: inout [UInt8]) {
        let zero = UInt8(ascii: "0")
        if point <= 0 {
            text += [zero, UInt8(ascii: ".")] + Array(repeating: zero, count: -point) + digits
        } else if point >= digits.count {
            text += digits + Array(repeating: zero, count: point - digits.count) + [UInt8(ascii: "."), zero]
        } else {
            text += digits[..<point] + [UInt8(ascii: ".")] + digits[point...]
        }
    }

    private func appendScientific(to text: inout [UInt8], alternate: Bool) {
        text.append(digits[0])
        if digits.count > 1 || alternate { text.append(UInt8(ascii: ".")) }
        text += digits[1...]
        let exponent = point - 1
        text += [UInt8(ascii: "e"), UInt8(ascii: exponent < 0 ? "-" : "+")]
        let written = String(Swift.abs(exponent))
        text += Array((written.count < 2 ? "0" + written : written).utf8)
    }
}

/// Python's `repr` of a float: the shortest text that reads back as the same number.
///
///     floatText(1e16)   // "1e+16"
package func floatText(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    // Here Swift and Python write the same digits the same way.
    if value == 0 || value.magnitude >= 1e-4 && value.magnitude < 1e16 { return value.description }
    return FloatDigits(shortest: value).layout(fixedLimit: 16)
}
