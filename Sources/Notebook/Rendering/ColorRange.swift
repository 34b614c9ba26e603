import Figures

/// Which values get which strength of colour: blue above zero and red below, or one blue from the lowest to the highest.
///
/// Opacity carries the strength, so that the same picture reads on white and on black.
struct ColorRange {
    private let lower: Double
    private let upper: Double
    /// Whether zero is the value without colour.
    private let isDiverging: Bool

    /// The range of a tensor: at most three standard deviations to each side, so that outliers do not blanch the rest.
    init(_ facts: TensorFacts) {
        isDiverging = facts.minimum < 0 && facts.maximum > 0
        if isDiverging {
            let spread = 3 * (facts.mean * facts.mean + facts.deviation * facts.deviation).squareRoot()
            upper = min(max(-facts.minimum, facts.maximum), spread)
            lower = -upper
        } else {
            lower = max(facts.minimum, facts.mean - 3 * facts.deviation)
            upper = min(facts.maximum, facts.mean + 3 * facts.deviation)
        }
    }

    /// Blue from one value to another.
    init(from lower: Double, to upper: Double) {
        (self.lower, self.upper, isDiverging) = (lower, upper, false)
    }

    /// From -1 for the strongest red to 1 for the strongest blue.
    func share(_ value: Double) -> Double {
        guard upper > lower else { return isDiverging || value == 0 ? 0 : 0.5 }
        return isDiverging ? min(max(value / upper, -1), 1) : min(max((value - lower) / (upper - lower), 0), 1)
    }

    /// What the colours mean, in words.
    func legend(_ facts: TensorFacts) -> String {
        if facts.minimum == facts.maximum { return "" }
        let ends =
            isDiverging
            ? "red \(NumberText.short(lower)) … blue \(NumberText.short(upper))"
            : "clear \(NumberText.short(lower)) … blue \(NumberText.short(upper))"
        return facts.minimum < lower || facts.maximum > upper ? ends + ", beyond is clipped" : ends
    }

    // MARK: Palette

    private static let levels = 62

    /// The number of a value's colour in the palette; what is no number has none.
    func level(_ value: Double) -> UInt8 {
        guard !value.isNaN else { return 0 }
        let share = share(value)
        let strength = UInt8((abs(share) * Double(ColorRange.levels)).rounded())
        return strength == 0 ? 0 : share > 0 ? strength : strength + UInt8(ColorRange.levels)
    }

    /// Nothing, then the blues, then the reds, and last the colour of NaN.
    static let palette: [Color] = {
        let strengths = (1...levels).map { Double($0) / Double(levels) }
        let blue = Color(33.0 / 255, 102.0 / 255, 172.0 / 255)
        let red = Color(178.0 / 255, 24.0 / 255, 43.0 / 255)
        return [blue.faded(0)] + strengths.map { blue.faded($0) } + strengths.map { red.faded($0) }
            + [Color(0.85, 0.2, 0.85)]
    }()

    static let missing = UInt8(2 * levels + 1)
}
