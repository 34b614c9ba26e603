/// The shortest decimal digits that name a floating-point number, and NumPy's ways to write them.
///
///     ShortestDecimal(0.1).positional(precision: 8)   // "0.1"
struct ShortestDecimal {
    private let isNegative: Bool
    /// Without zeros at both ends; empty for zero.
    private var digits: [UInt8]
    /// The place of the point: 0.digits * 10^exponent.
    private var exponent: Int

    /// Reads what Swift prints for a finite number of any width: the shortest digits that give it back.
    init(_ text: String) {
        var mantissa = Substring(text)
        isNegative = mantissa.first == "-"
        if isNegative { mantissa = mantissa.dropFirst() }
        var power = 0
        if let mark = mantissa.firstIndex(where: { $0 == "e" || $0 == "E" }) {
            power = Int(mantissa[mantissa.index(after: mark)...].drop { $0 == "+" }) ?? 0
            mantissa = mantissa[..<mark]
        }
        let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        let whole = halves.first ?? ""
        let fraction = halves.count > 1 ? halves[1] : ""
        digits = (whole + fraction).utf8.map { $0 - UInt8(ascii: "0") }
        exponent = whole.utf8.count + power
        trim()
    }

    private mutating func trim() {
        let leading = digits.prefix { $0 == 0 }.count
        digits.removeFirst(leading)
        exponent -= leading
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty { exponent = 1 }
    }

    /// The digits cut after so many places behind the point of the given notation.
    private func rounded(to count: Int) -> ShortestDecimal {
        guard count < digits.count else { return self }
        var copy = self
        guard count >= 0 else {
            copy.digits = []
            copy.trim()
            return copy
        }
        let rest = digits[count...]
        copy.digits = Array(digits[..<count])
        let isHalf = rest.first == 5 && rest.count == 1
        let roundsUp = isHalf ? (copy.digits.last ?? 0) % 2 == 1 : (rest.first ?? 0) >= 5
        if roundsUp { copy.increment() }
        copy.trim()
        return copy
    }

    private mutating func increment() {
        var place = digits.count - 1
        while place >= 0, digits[place] == 9 {
            digits[place] = 0
            place -= 1
        }
        if place >= 0 {
            digits[place] += 1
        } else {
            digits.insert(1, at: 0)
            exponent += 1
        }
    }

    private var sign: String { isNegative ? "-" : "" }

    /// The parts before and after the point, at most `precision` digits after it.
    func positional(precision: Int) -> (whole: String, fraction: String) {
        let cut = rounded(to: exponent + precision)
        if cut.exponent <= 0 {
            let zeros = String(repeating: "0", count: cut.digits.isEmpty ? 0 : -cut.exponent)
            return (sign + "0", zeros + text(cut.digits[...]))
        }
        let whole = text(cut.digits.prefix(cut.exponent))
        let padding = String(repeating: "0", count: max(0, cut.exponent - cut.digits.count))
        let isZero = cut.digits.isEmpty
        return (sign + (isZero ? "0" : whole + padding), text(cut.digits.dropFirst(cut.exponent)))
    }

    private func text(_ part: ArraySlice<UInt8>) -> String { String(decoding: part.map { $0 + 48 }, as: UTF8.self) }

    /// One digit, the fraction and the exponent: ("1", "25", -3) for 0.00125.
    func scientific(precision: Int) -> (whole: String, fraction: String, exponent: Int) {
        let cut = rounded(to: 1 + precision)
        guard let first = cut.digits.first else { return (sign + "0", "", 0) }
        return (
            sign + String(first), String(decoding: cut.digits.dropFirst().map { $0 + 48 }, as: UTF8.self),
            cut.exponent - 1
        )
    }

    /// As Python writes a float of any width: "1e-05", "16777216.0".
    var pythonText: String {
        if digits.isEmpty { return sign + "0.0" }
        if exponent > 16 || exponent < -3 {
            let (whole, fraction, power) = scientific(precision: digits.count)
            let size = power.magnitude < 10 ? "0\(power.magnitude)" : "\(power.magnitude)"
            return whole + (fraction.isEmpty ? "" : "." + fraction) + "e" + (power < 0 ? "-" : "+") + size
        }
        let (whole, fraction) = positional(precision: digits.count + 20)
        return whole + "." + (fraction.isEmpty ? "0" : fraction)
    }
}
