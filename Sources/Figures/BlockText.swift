/// A heat map in shades: ` ░▒▓█` from the smallest to the largest value.
struct HeatMapText {
    private let map: HeatMap
    private let panel: Panel

    init(_ map: HeatMap, _ panel: Panel) {
        self.map = map
        self.panel = panel
    }

    private static let shades: [Character] = [" ", "░", "▒", "▓", "█"]

    var lines: [String] {
        guard map.rows > 0, map.columns > 0, map.colors == nil else {
            return ["picture of \(map.columns) × \(map.rows)"]
        }
        let limits = map.limits
        let (rowStep, columnStep) = ((map.rows + 19) / 20, (map.columns + 38) / 39)
        var rows = stride(from: 0, to: map.rows, by: rowStep).map { row in
            stride(from: 0, to: map.columns, by: columnStep).map { column in
                shade(map.values[row * map.columns + column], limits)
            }.joined()
        }
        if !panel.y.isReversed { rows.reverse() }
        let ends = [limits.lowerBound, limits.upperBound].map { Numbers.short($0) }
        return rows + ["\(map.columns) × \(map.rows), \" \" \(ends[0]) to \"█\" \(ends[1])"]
    }

    private func shade(_ value: Double, _ limits: ClosedRange<Double>) -> String {
        guard !value.isNaN else { return "··" }
        let share = (value - limits.lowerBound) / (limits.upperBound - limits.lowerBound)
        let index = Int((min(max(share, 0), 1) * 4).rounded())
        return String(repeating: HeatMapText.shades[index], count: 2)
    }
}

/// Bars lying on their side, one a line.
struct BarText {
    private let bars: Bars
    private let panel: Panel

    init(_ bars: Bars, _ panel: Panel) {
        self.bars = bars
        self.panel = panel
    }

    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    private static let mostLines = 20

    var lines: [String] {
        let categories = bars.isHorizontal ? panel.y.categories : panel.x.categories
        let entries = zip(bars.positions, bars.heights).map { position, height in
            (name: name(position, categories), height: height)
        }
        let largest = entries.map { abs($0.height) }.filter(\.isFinite).max() ?? 1
        let width = min(entries.prefix(BarText.mostLines).map(\.name.count).max() ?? 0, 24)
        var lines = entries.prefix(BarText.mostLines).map { name, height in
            let shown = String(name.prefix(width))
            return shown + String(repeating: " ", count: width - shown.count) + " " + bar(height, largest) + " "
                + Numbers.short(height, digits: 4)
        }
        if entries.count > BarText.mostLines { lines.append("… \(entries.count - BarText.mostLines) more") }
        return lines
    }

    private func name(_ position: Double, _ categories: [String]) -> String {
        guard position >= 0, position < Double(categories.count), position == position.rounded() else {
            return Numbers.short(position)
        }
        return categories[Int(position)]
    }

    /// A bar of up to 40 characters; bars below zero begin with a minus.
    private func bar(_ height: Double, _ largest: Double) -> String {
        guard height.isFinite, largest > 0 else { return "" }
        let eighths = Int((abs(height) / largest * 320).rounded())
        return (height < 0 ? "-" : "") + String(repeating: "█", count: eighths / 8) + BarText.eighths[eighths % 8]
    }
}
