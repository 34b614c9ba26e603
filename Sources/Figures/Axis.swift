/// One direction of a panel: what it measures, and from where to where.
package struct Axis: Equatable, Sendable {
    /// A place on the axis that is marked with a text.
    package struct Tick: Equatable, Sendable {
        package var position: Double
        package var label: String

        package init(_ position: Double, _ label: String) {
            self.position = position
            self.label = label
        }
    }

    package var title: String?
    /// Nil lets the data decide.
    package var lower: Double?
    package var upper: Double?
    package var isLogarithmic = false
    /// Whether larger values lie further left, or further down.
    package var isReversed = false
    package var isVisible = true
    /// Nil lets the range decide.
    package var ticks: [Tick]?
    /// The names of the places 0, 1, 2 …, for axes of words.
    package var categories: [String] = []

    package init() {}

    /// The place of a word, which is added if it is new.
    package mutating func place(of category: String) -> Double {
        if let index = categories.firstIndex(of: category) { return Double(index) }
        categories.append(category)
        return Double(categories.count - 1)
    }

    /// The range to draw for data that lie in `extent`, with a margin unless the axis is of words or was given.
    func range(for extent: ClosedRange<Double>?, padded: Bool) -> ClosedRange<Double> {
        let extent = extent ?? 0...1
        let values = isLogarithmic ? Axis.logarithms(extent) : extent
        var (low, high) = (values.lowerBound, values.upperBound)
        if low == high { (low, high) = (low - 0.5, high + 0.5) }
        let margin = padded ? (high - low) * 0.05 : 0
        low = given(lower) ?? low - margin
        high = given(upper) ?? high + margin
        return low < high ? low...high : high...max(low, high.nextUp)
    }

    private func given(_ bound: Double?) -> Double? {
        guard let bound, bound.isFinite else { return nil }
        guard isLogarithmic else { return bound }
        return bound > 0 ? Numbers.log10(bound) : nil
    }

    private static func logarithms(_ extent: ClosedRange<Double>) -> ClosedRange<Double> {
        let high = extent.upperBound > 0 ? Numbers.log10(extent.upperBound) : 1
        let low = extent.lowerBound > 0 ? Numbers.log10(extent.lowerBound) : high - 3
        return min(low, high)...max(low, high)
    }

    /// The ticks of a range of this axis; on a logarithmic axis the range is one of exponents.
    func ticks(in range: ClosedRange<Double>, atMost count: Int) -> [Tick] {
        if let ticks { return ticks.filter { range.contains(coordinate($0.position)) } }
        if !categories.isEmpty { return categoryTicks(in: range, atMost: count) }
        if isLogarithmic { return Ticks.powers(in: range) }
        return Ticks.round(in: range, atMost: count)
    }

    private func categoryTicks(in range: ClosedRange<Double>, atMost count: Int) -> [Tick] {
        let step = max(1, (categories.count + max(count, 1) - 1) / max(count, 1))
        return categories.enumerated().filter { $0.offset % step == 0 && range.contains(Double($0.offset)) }
            .map { Tick(Double($0.offset), $0.element) }
    }

    /// Where a value lies on the axis: itself, or its logarithm.
    func coordinate(_ value: Double) -> Double { isLogarithmic ? (value > 0 ? Numbers.log10(value) : .nan) : value }

    /// The value at a place of the axis: the inverse of `coordinate`.
    package func value(at coordinate: Double) -> Double {
        isLogarithmic ? Numbers.pow10(coordinate) : coordinate
    }
}
