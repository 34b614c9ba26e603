/// Draws the marks of a panel.
struct MarkDrawing {
    private let frame: PanelFrame
    private let canvas: Canvas

    init(_ frame: PanelFrame, on canvas: Canvas) {
        self.frame = frame
        self.canvas = canvas
    }

    func draw(_ mark: Mark) {
        switch mark {
        case .line(let line): draw(line)
        case .points(let points): draw(points)
        case .bars(let bars): draw(bars)
        case .area(let area): draw(area)
        case .heatMap(let map): draw(map)
        case .rule(let rule): draw(rule)
        case .label(let label):
            canvas.write(label.text, at: frame.point(label.x, label.y), size: Drawing.textSize, label.color, .middle)
        }
    }

    private func draw(_ line: Line) {
        let points = zip(line.x, line.y).map { frame.point($0, $1) }
        canvas.stroke(points, line.color, width: line.width, dash: line.dash)
        guard line.showsPoints else { return }
        for point in points { canvas.dot(point, diameter: line.width + 4, line.color) }
    }

    private func draw(_ points: Points) {
        for (index, place) in zip(points.x, points.y).enumerated() {
            let color = points.colors.flatMap { index < $0.count ? $0[index] : nil } ?? points.color
            let point = frame.point(place.0, place.1)
            canvas.dot(point, diameter: points.size, color)
            guard points.showsTexts, index < points.texts.count else { continue }
            canvas.write(
                points.texts[index], at: Point(x: point.x, y: point.y - points.size / 2 - 8),
                size: Drawing.textSize - 1, .text, .middle)
        }
    }

    private func draw(_ bars: Bars) {
        for (index, pair) in zip(bars.positions, bars.heights).enumerated() where pair.1.isFinite {
            let color = bars.colors.flatMap { index < $0.count ? $0[index] : nil } ?? bars.color
            let along = (pair.0 - bars.width / 2)...(pair.0 + bars.width / 2)
            let base = bars.base(index)
            let across = min(base, base + pair.1)...max(base, base + pair.1)
            canvas.fill(bars.isHorizontal ? frame.box(across, along) : frame.box(along, across), color)
        }
    }

    private func draw(_ area: Area) {
        let upper = zip(area.x, area.high).map { frame.point($0, $1) }
        let lower = zip(area.x, area.low).map { frame.point($0, $1) }
        canvas.fill(upper + lower.reversed(), area.color)
    }

    private func draw(_ rule: Rule) {
        let plot = frame.plot
        let ends: [Point]
        if rule.isHorizontal {
            let y = frame.y(rule.position)
            ends = [Point(x: plot.x, y: y), Point(x: plot.x + plot.width, y: y)]
        } else {
            let x = frame.x(rule.position)
            ends = [Point(x: x, y: plot.y), Point(x: x, y: plot.y + plot.height)]
        }
        canvas.stroke(ends, rule.color, width: rule.width, dash: rule.dash)
    }

    private func draw(_ map: HeatMap) {
        guard map.rows > 0, map.columns > 0 else { return }
        let limits = map.limits
        let width = map.horizontal.upperBound - map.horizontal.lowerBound
        let height = map.vertical.upperBound - map.vertical.lowerBound
        // Cells smaller than half a pixel would only be drawn over each other.
        let rowStep = max(1, map.rows / Int(frame.plot.height * 2 + 1))
        let columnStep = max(1, map.columns / Int(frame.plot.width * 2 + 1))
        for row in stride(from: 0, to: map.rows, by: rowStep) {
            let low = map.vertical.lowerBound + height * Double(row) / Double(map.rows)
            let high = map.vertical.lowerBound + height * Double(row + rowStep) / Double(map.rows)
            for column in stride(from: 0, to: map.columns, by: columnStep) {
                guard let color = map.color(row * map.columns + column, limits: limits) else { continue }
                let left = map.horizontal.lowerBound + width * Double(column) / Double(map.columns)
                let right = map.horizontal.lowerBound + width * Double(column + columnStep) / Double(map.columns)
                let box = frame.box(left...right, low...high)
                // A little more than the cell, so that no seam shows between neighbours.
                canvas.fill(box.inset(left: 0, top: 0, right: -0.4, bottom: -0.4), color)
                write(map, row, column, box)
            }
        }
    }

    private func write(_ map: HeatMap, _ row: Int, _ column: Int, _ box: Box) {
        let index = row * map.columns + column
        guard let texts = map.texts, index < texts.count, box.height > 8 else { return }
        let size = min(Drawing.textSize, box.height * 0.6)
        let middle = Point(x: box.x + box.width / 2, y: box.y + box.height / 2)
        guard canvas.width(of: texts[index], size: size) <= box.width else { return }
        canvas.write(texts[index], at: middle, size: size, map.ink(index), .middle)
    }
}
