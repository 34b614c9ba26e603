/// Numbers as a grid of colours; row 0 lies at y = 0.
///
///     HeatMap(values: [[0, 1], [2, 3]]).limits      // 0...3
package struct HeatMap: Equatable, Sendable {
    /// Row by row; rows may not differ in length.
    package private(set) var values: [Double]
    package let rows: Int
    package let columns: Int
    /// The edges on both axes; nil centres cell i on the number i.
    package var xRange: ClosedRange<Double>?
    package var yRange: ClosedRange<Double>?
    package var scale = ColorScale.viridis
    package var lower: Double?
    package var upper: Double?
    /// The value that gets the middle colour.
    package var middle: Double?
    package var showsScale = true
    package var scaleTitle: String?
    /// The colour of each cell, for pictures; the values are not shown then.
    package var colors: [Color]?
    /// Text in each cell, row by row.
    package var texts: [String]?

    /// - Parameter values: row by row, as many as rows × columns; missing ones are no numbers.
    package init(values: [Double], rows: Int, columns: Int) {
        self.rows = max(rows, 0)
        self.columns = max(columns, 0)
        let count = self.rows * self.columns
        self.values = Array(values.prefix(count)) + Array(repeating: .nan, count: max(0, count - values.count))
    }

    package init(values: [[Double]]) {
        self.init(values: values.flatMap { $0 }, rows: values.count, columns: values.first?.count ?? 0)
    }

    var horizontal: ClosedRange<Double> { xRange ?? -0.5...(Double(max(columns, 1)) - 0.5) }
    var vertical: ClosedRange<Double> { yRange ?? -0.5...(Double(max(rows, 1)) - 0.5) }

    /// The values of the first and the last colour.
    package var limits: ClosedRange<Double> {
        let finite = values.lazy.filter(\.isFinite)
        var low = lower ?? finite.min() ?? 0
        var high = upper ?? finite.max() ?? 1
        if let middle, lower == nil, upper == nil {
            let reach = max(abs(high - middle), abs(low - middle))
            (low, high) = (middle - reach, middle + reach)
        }
        guard low.isFinite, high.isFinite, low < high else { return low.isFinite ? low...(low + 1) : 0...1 }
        return low...high
    }

    package var colorBar: ColorBar { ColorBar(scale, limits, title: scaleTitle) }

    /// The colour of a cell, nil where there is no number.
    func color(_ index: Int, limits: ClosedRange<Double>) -> Color? {
        if let colors { return index < colors.count ? colors[index] : nil }
        let value = values[index]
        guard !value.isNaN else { return nil }
        return scale.color(at: (value - limits.lowerBound) / (limits.upperBound - limits.lowerBound))
    }
}

extension HeatMap {
    /// Where column i begins.
    package func xEdges(_ column: Int) -> Double {
        horizontal.lowerBound + (horizontal.upperBound - horizontal.lowerBound) * Double(column)
            / Double(max(columns, 1))
    }

    /// Where row i begins.
    package func yEdges(_ row: Int) -> Double {
        vertical.lowerBound + (vertical.upperBound - vertical.lowerBound) * Double(row) / Double(max(rows, 1))
    }

    /// Black or white, whichever can be read on the colour of a cell.
    package func ink(_ index: Int) -> Color {
        color(index, limits: limits).map { $0.luminance > 0.5 ? Color(0, 0, 0) : Color(1, 1, 1) } ?? .text
    }
}
