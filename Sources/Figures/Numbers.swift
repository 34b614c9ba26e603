import Glibc

/// Logarithms and texts of numbers.
package enum Numbers {
    static func log10(_ value: Double) -> Double { Glibc.log10(value) }
    static func pow10(_ exponent: Double) -> Double { Glibc.pow(10, exponent) }

    /// `fixed(3.14159, decimals: 2)` is "3.14".
    package static func fixed(_ value: Double, decimals: Int) -> String { format("%.*f", decimals, value) }

    /// `scientific(12000, digits: 1)` is "1.2e+04".
    static func scientific(_ value: Double, digits: Int) -> String { trimmed(format("%.*e", digits, value)) }

    /// A number in at most so many significant digits: `short(0.25)` is "0.25".
    package static func short(_ value: Double, digits: Int = 3) -> String { format("%.*g", digits, value) }

    private static func format(_ pattern: String, _ digits: Int, _ value: Double) -> String {
        withVaList([Int32(clamping: digits), value]) { arguments in
            var buffer = [CChar](repeating: 0, count: 400)
            let count = vsnprintf(&buffer, buffer.count, pattern, arguments)
            return String(decoding: buffer.prefix(max(0, Int(count))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// Without zeros at the end of the digits: "1.50e+04" is "1.5e+04".
    private static func trimmed(_ text: String) -> String {
        guard let exponent = text.firstIndex(of: "e"), text[..<exponent].contains(".") else { return text }
        var digits = text[..<exponent]
        while digits.last == "0" { digits.removeLast() }
        if digits.last == "." { digits.removeLast() }
        return String(digits + text[exponent...])
    }
}
