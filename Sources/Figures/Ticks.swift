/// Round numbers on an axis and their texts.
///
///     Ticks.round(in: 0...1, atMost: 6).map(\.label)     // ["0", "0.2", "0.4", "0.6", "0.8", "1"]
enum Ticks {
    /// Multiples of 1, 2 or 5 times a power of ten, at most so many.
    static func round(in range: ClosedRange<Double>, atMost count: Int) -> [Axis.Tick] {
        let length = range.upperBound - range.lowerBound
        guard length > 0, length.isFinite, count > 0 else { return [] }
        let step = step(for: length / Double(count))
        let first = (range.lowerBound / step).rounded(.up)
        let last = (range.upperBound / step).rounded(.down)
        guard last >= first, last - first < 1000, abs(first) < 1e15, abs(last) < 1e15 else { return [] }
        let decimals = max(0, Int(-Numbers.log10(step).rounded(.down)))
        return (Int(first)...Int(last)).map { index in
            let position = Double(index) * step
            return Axis.Tick(position, label(position, decimals: decimals))
        }
    }

    /// The smallest of 1, 2, 5, 10 times a power of ten that is not below a length.
    static func step(for length: Double) -> Double {
        let power = Numbers.pow10(Numbers.log10(length).rounded(.down))
        return [1, 2, 5].map { $0 * power }.first { $0 >= length * (1 - 1e-9) } ?? 10 * power
    }

    /// The powers of ten in a range of exponents.
    static func powers(in range: ClosedRange<Double>) -> [Axis.Tick] {
        let (first, last) = (range.lowerBound.rounded(.up), range.upperBound.rounded(.down))
        guard last >= first, last - first < 700 else { return [] }
        let step = max(1, Int((last - first) / 8))
        return stride(from: Int(first), through: Int(last), by: step).map { exponent in
            Axis.Tick(
                Numbers.pow10(Double(exponent)),
                exponent >= -3 && exponent <= 4
                    ? label(Numbers.pow10(Double(exponent)), decimals: max(0, -exponent)) : "1e\(exponent)")
        }
    }

    /// A number with so many decimals, without a sign on zero; very large and small ones by their exponent.
    static func label(_ value: Double, decimals: Int) -> String {
        let size = abs(value)
        if size >= 1e6 || (size < 1e-4 && size > 0) { return Numbers.scientific(value, digits: 2) }
        let text = Numbers.fixed(value, decimals: min(decimals, 12))
        return text.hasPrefix("-") && text.allSatisfy { "-0.".contains($0) } ? String(text.dropFirst()) : text
    }
}
