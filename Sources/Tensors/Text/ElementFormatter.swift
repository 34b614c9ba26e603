import Glibc

/// The one format that all printed elements of a tensor share: fixed, integer-valued or scientific, and a common width.
///
///     ElementFormatter(reals: [0.5, -10.25], options: PrintOptions()).text(0.5)   // "  0.5000"
struct ElementFormatter {
    private(set) var width = 1
    private let style: Style
    private let precision: Int

    private enum Style {
        case plain, whole, fixed, scientific
    }

    /// For floating-point elements, by PyTorch's rules on the non-zero finite ones.
    init(reals: [Double], options: PrintOptions) {
        precision = Swift.max(options.precision, 0)
        let relevant = reals.filter { $0.isFinite && $0 != 0 }
        let magnitudes = relevant.map(\.magnitude)
        guard let smallest = magnitudes.min(), let largest = magnitudes.max() else {
            style = .whole
            return
        }
        let wideRange = largest / smallest > 1000 || largest > 1e8 || smallest < 1e-4
        let isWhole = relevant.allSatisfy { $0 == $0.rounded(.up) }
        if options.scientific ?? wideRange {
            style = .scientific
        } else {
            style = isWhole ? .whole : .fixed
        }
        for value in relevant { width = Swift.max(width, text(value).utf8.count) }
    }

    /// For integers and booleans, already written out.
    init(words: [String]) {
        precision = 0
        style = .plain
        width = words.reduce(1) { Swift.max($0, $1.utf8.count) }
    }

    /// The element, filled with blanks on the left to the common width.
    func text(_ value: Double) -> String {
        switch style {
        case .plain, .whole:
            let digits = formatted(value, precision: 0, scientific: false)
            return padded(value.isFinite ? digits + "." : digits)
        case .fixed: return padded(formatted(value, precision: precision, scientific: false))
        case .scientific: return padded(formatted(value, precision: precision, scientific: true))
        }
    }

    func padded(_ word: String) -> String {
        let missing = width - word.utf8.count
        return missing > 0 ? String(repeating: " ", count: missing) + word : word
    }
}

/// A number with a fixed count of digits after the point, as Python's `f` and `e` presentation types give it.
///
///     formatted(12345.678, precision: 4, scientific: true)   // "1.2346e+04"
package func formatted(_ value: Double, precision: Int, scientific: Bool) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    return withVaList([Int32(clamping: precision), value]) { arguments in
        let format = scientific ? "%.*e" : "%.*f"
        // The longest double has 309 digits before the point.
        let capacity = 330 + Swift.max(Swift.min(precision, 4096), 0)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
            guard let start = buffer.baseAddress else { return "" }
            vsnprintf(start, capacity, format, arguments)
            return String(cString: start)
        }
    }
}

/// A float as Python's `repr` gives it: "1e-05", "0.1", "1.0".
package func pythonFloat(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    return value.description
}
