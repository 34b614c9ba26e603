/// A figure in characters, for consoles, diffs and screen readers: at most 80 columns and 20 lines a panel.
///
///     figure.text
///     //  1 ┤    ⢀⠔⠊⠒⢄
///     //  0 ┤⠤⠊       ⠑⠤
///     //    └───────────
///     //     0        10
struct TextPlot {
    private let panel: Panel
    private static let columns = 60
    private static let lines = 12

    init(_ panel: Panel) { self.panel = panel }

    var text: String {
        guard !panel.marks.isEmpty else { return "" }
        var lines = panel.title.map { [$0] } ?? []
        if let map = heatMap {
            lines += HeatMapText(map, panel).lines
        } else if let bars = onlyBars {
            lines += BarText(bars, panel).lines
        } else {
            lines += curves
        }
        let legend = panel.legend.map(\.name)
        if legend.count > 1 { lines.append("legend: " + legend.joined(separator: ", ")) }
        return lines.joined(separator: "\n")
    }

    private var heatMap: HeatMap? {
        for case .heatMap(let map) in panel.marks { return map }
        return nil
    }

    private var onlyBars: Bars? {
        guard panel.marks.count == 1, case .bars(let bars) = panel.marks[0] else { return nil }
        return bars
    }

    private var curves: [String] {
        let (x, y) = panel.ranges
        var grid = DotGrid(columns: TextPlot.columns, lines: TextPlot.lines)
        let frame = PanelFrame(
            panel, Box(x: 0, y: 0, width: Double(grid.width - 1), height: Double(grid.height - 1)), x, y)
        for mark in panel.marks { plot(mark, frame, &grid) }
        let labels = (Ticks.label(high(panel.y, y), decimals: 3), Ticks.label(low(panel.y, y), decimals: 3))
        let margin = max(labels.0.count, labels.1.count)
        var lines = grid.lines.enumerated().map { index, line in
            let label = index == 0 ? labels.0 : index == grid.lines.count - 1 ? labels.1 : ""
            return pad(label, margin) + " ┤" + line
        }
        lines.append(pad("", margin) + " └" + String(repeating: "─", count: TextPlot.columns))
        let (left, right) = (Ticks.label(low(panel.x, x), decimals: 3), Ticks.label(high(panel.x, x), decimals: 3))
        let space = max(1, TextPlot.columns - left.count - right.count)
        lines.append(pad("", margin + 2) + left + String(repeating: " ", count: space) + right)
        if let title = panel.x.title { lines.append(pad("", margin + 2) + title) }
        return lines
    }

    private func low(_ axis: Axis, _ range: ClosedRange<Double>) -> Double {
        axis.value(at: axis.isReversed ? range.upperBound : range.lowerBound)
    }

    private func high(_ axis: Axis, _ range: ClosedRange<Double>) -> Double {
        axis.value(at: axis.isReversed ? range.lowerBound : range.upperBound)
    }

    private func pad(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private func plot(_ mark: Mark, _ frame: PanelFrame, _ grid: inout DotGrid) {
        switch mark {
        case .line(let line): grid.stroke(zip(line.x, line.y).map { frame.point($0, $1) })
        case .points(let points):
            for point in zip(points.x, points.y).map({ frame.point($0, $1) }) { grid.set(point) }
        case .area(let area):
            grid.stroke(zip(area.x, area.low).map { frame.point($0, $1) })
            grid.stroke(zip(area.x, area.high).map { frame.point($0, $1) })
        case .bars(let bars):
            for index in zip(bars.positions, bars.heights).map({ $0 }).indices {
                let (a, b) = (bars.base(index), bars.base(index) + bars.heights[index])
                let place = bars.positions[index]
                let ends = bars.isHorizontal ? [(a, place), (b, place)] : [(place, a), (place, b)]
                grid.stroke(ends.map { frame.point($0.0, $0.1) })
            }
        case .rule(let rule):
            let ends =
                rule.isHorizontal
                ? [Point(x: 0, y: frame.y(rule.position)), Point(x: frame.plot.width, y: frame.y(rule.position))]
                : [Point(x: frame.x(rule.position), y: 0), Point(x: frame.x(rule.position), y: frame.plot.height)]
            grid.stroke(ends)
        case .heatMap, .label: break
        }
    }
}

extension Figure {
    /// The figure in characters.
    package var text: String {
        let panels = panels.map { TextPlot($0).text }.filter { !$0.isEmpty }
        return ([title].compactMap { $0 } + panels).joined(separator: "\n")
    }
}
