import Figures

/// A matrix as a picture inside HTML, one small square for each value; NaN is magenta, what is left out is clear.
///
///     HeatMapImage([[1, 0], [0, 1]], ColorRange(from: 0, to: 1)).tag(title: "the unit matrix")   // <img src="data:…">
struct HeatMapImage {
    private let levels: [[UInt8]]

    /// - Parameter isGap: places that are left out, which are no numbers either.
    init(_ values: [[Double]], _ range: ColorRange, isGap: (Int, Int) -> Bool = { _, _ in false }) {
        levels = values.enumerated().map { row, values in
            values.enumerated().map { column, value in
                value.isNaN && !isGap(row, column) ? ColorRange.missing : range.level(value)
            }
        }
    }

    /// The picture, at most so high in pixels, and half as much wider, where cells of two pixels allow it.
    func tag(within limit: Int = 448, title: String) -> String {
        let (height, width) = (max(levels.count, 1), max(levels.first?.count ?? 1, 1))
        let cell = min(max(min(limit * 3 / 2 / width, limit / height), 2), 12)
        // A single row would be hard to see.
        let cellHeight = height == 1 ? max(cell, 14) : cell
        let bytes = PixelPicture(rows: levels, palette: ColorRange.palette).png(cellWidth: cell, cellHeight: cellHeight)
        let text = Markup.escaped(title)
        return "<img src=\"data:image/png;base64,\(Base64.text(bytes))\" width=\"\(width * cell)\" "
            + "height=\"\(height * cellHeight)\" alt=\"\(text)\" title=\"\(text)\">"
    }
}
