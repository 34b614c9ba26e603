import Figures

/// Numbers as renderers write them.
enum NumberText {
    /// Four significant digits: `-0.2687`, `1234`, `1.235e+05`; whole numbers up to a million as they are.
    static func short(_ value: Double) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value > 0 ? "inf" : "-inf" }
        if value == value.rounded(), abs(value) < 1e6 { return String(Int(value)) }
        return Numbers.short(value, digits: 4)
    }

    /// `124 M`, `7,087`, in three digits from a million on.
    static func quantity(_ count: Int) -> String {
        if count < 1_000_000 { return grouped(count) }
        let (size, unit) = count < 1_000_000_000 ? (1e6, "M") : (1e9, "B")
        return Numbers.short(Double(count) / size, digits: 3) + " " + unit
    }

    /// `1,234`
    private static func grouped(_ count: Int) -> String {
        let digits = String(count)
        guard digits.count > 3 else { return digits }
        return digits.dropLast(3) + "," + digits.suffix(3)
    }
}
