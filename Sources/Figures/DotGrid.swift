/// Braille characters as a grid of dots, two across and four down in each.
struct DotGrid {
    let width: Int
    let height: Int
    private let columns: Int
    private var cells: [UInt8]

    init(columns: Int, lines: Int) {
        self.columns = columns
        (width, height) = (columns * 2, lines * 4)
        cells = Array(repeating: 0, count: columns * lines)
    }

    /// The bit of a dot in its character (Unicode, Braille Patterns).
    private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

    mutating func set(_ point: Point) {
        guard point.isFinite else { return }
        let (x, y) = (Int(point.x.rounded()), Int(point.y.rounded()))
        guard 0..<width ~= x, 0..<height ~= y else { return }
        cells[y / 4 * columns + x / 2] |= DotGrid.bits[y % 4][x % 2]
    }

    /// Sets the dots between neighbouring points.
    mutating func stroke(_ points: [Point]) {
        for (start, end) in zip(points, points.dropFirst()) where start.isFinite && end.isFinite {
            let steps = min(max(abs(end.x - start.x), abs(end.y - start.y)).rounded(.up), 1000)
            for step in 0...Int(max(steps, 1)) {
                let share = Double(step) / max(steps, 1)
                set(Point(x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share))
            }
        }
        if points.count == 1 { set(points[0]) }
    }

    var lines: [String] {
        stride(from: 0, to: cells.count, by: columns).map { start in
            let scalars = cells[start..<start + columns].compactMap { Unicode.Scalar(0x2800 + UInt32($0)) }
            return String(String.UnicodeScalarView(scalars))
        }
    }
}
