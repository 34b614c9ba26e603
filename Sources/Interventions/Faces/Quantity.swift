/// Counts, sizes and durations as reports, progress lines and renderers write them.
///
///     Quantity.bytes(548_000_000)     // "548.0 MB"
package enum Quantity {
    /// `710,464`
    package static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        let parts = digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
        }
        return (number < 0 ? "-" : "") + parts.joined()
    }

    /// `7,087`; three digits from a million on: `124 M`.
    package static func count(_ number: Int) -> String {
        guard number.magnitude >= 1_000_000 else { return grouped(number) }
        let (size, unit) = number.magnitude < 1_000_000_000 ? (1e6, "M") : (1e9, "B")
        let value = Double(number) / size
        let digits = abs(value) < 9.995 ? 2 : abs(value) < 99.95 ? 1 : 0
        return "\(fixed(value, digits)) \(unit)"
    }

    /// `1.5 MB`, in powers of 1000.
    package static func bytes(_ number: Int) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var value = Double(number)
        var unit = 0
        while value >= 1000, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return unit == 0 ? "\(number) B" : "\(fixed(value, 1)) \(units[unit])"
    }

    /// `3 ms`, `1.9 s`, `2 min 5 s`
    package static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e12 else { return "? s" }
        if seconds < 0.0995 { return "\(max(1, Int((seconds * 1000).rounded()))) ms" }
        if seconds < 99.95 { return "\(fixed(seconds, 1)) s" }
        let whole = Int(seconds.rounded())
        return "\(whole / 60) min \(whole % 60) s"
    }

    /// So many decimals, without zeros at the end: 2.0 is "2.0" with one, 1.50 is "1.5" with two.
    private static func fixed(_ value: Double, _ digits: Int) -> String {
        var power = 1.0
        for _ in 0..<digits { power *= 10 }
        let scaled = (value * power).rounded() / power
        return digits == 0 ? String(Int(scaled)) : "\(scaled)"
    }
}
