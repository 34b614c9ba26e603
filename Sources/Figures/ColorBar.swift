/// What the colours of a panel mean: the values from one end of a scale to the other, and what they are called.
///
///     Panel.colorBar?.limits      // 0...1
package struct ColorBar: Equatable, Sendable {
    package let scale: ColorScale
    /// The values of the first and the last colour.
    package let limits: ClosedRange<Double>
    package var title: String?

    package init(_ scale: ColorScale, _ limits: ClosedRange<Double>, title: String? = nil) {
        self.scale = scale
        self.limits = limits
        self.title = title
    }

    /// The colour of a value.
    package func color(of value: Double) -> Color {
        scale.color(at: (value - limits.lowerBound) / (limits.upperBound - limits.lowerBound))
    }
}
