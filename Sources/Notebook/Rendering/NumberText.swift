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
}
