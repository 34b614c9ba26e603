/// From values on the axes of a panel to places on the canvas.
struct PanelFrame {
    private let panel: Panel
    let plot: Box
    let xRange: ClosedRange<Double>
    let yRange: ClosedRange<Double>

    init(_ panel: Panel, _ plot: Box, _ xRange: ClosedRange<Double>, _ yRange: ClosedRange<Double>) {
        self.panel = panel
        self.plot = plot
        self.xRange = xRange
        self.yRange = yRange
    }

    func x(_ value: Double) -> Double {
        let share = (panel.x.coordinate(value) - xRange.lowerBound) / (xRange.upperBound - xRange.lowerBound)
        return plot.x + plot.width * (panel.x.isReversed ? 1 - share : share)
    }

    func y(_ value: Double) -> Double {
        let share = (panel.y.coordinate(value) - yRange.lowerBound) / (yRange.upperBound - yRange.lowerBound)
        return plot.y + plot.height * (panel.y.isReversed ? share : 1 - share)
    }

    func point(_ x: Double, _ y: Double) -> Point { Point(x: self.x(x), y: self.y(y)) }

    /// The box between two corners, whichever way the axes run.
    func box(_ x: ClosedRange<Double>, _ y: ClosedRange<Double>) -> Box {
        let (a, b) = (point(x.lowerBound, y.lowerBound), point(x.upperBound, y.upperBound))
        return Box(x: min(a.x, b.x), y: min(a.y, b.y), width: abs(a.x - b.x), height: abs(a.y - b.y))
    }
}

extension Panel {
    /// What both axes show: from what is given, and from the marks.
    package var ranges: (x: ClosedRange<Double>, y: ClosedRange<Double>) {
        let isTight = marks.contains { if case .heatMap = $0 { true } else { false } }
        var (xExtent, yExtent) = (Extent(), Extent())
        for mark in marks { mark.widen(&xExtent, &yExtent) }
        if !x.categories.isEmpty { xExtent.include(-0.5, Double(x.categories.count) - 0.5) }
        if !y.categories.isEmpty { yExtent.include(-0.5, Double(y.categories.count) - 0.5) }
        return (
            x.range(for: xExtent.range, padded: !isTight && x.categories.isEmpty),
            y.range(for: yExtent.range, padded: !isTight && y.categories.isEmpty)
        )
    }
}

/// The smallest range that holds everything included so far.
struct Extent {
    private(set) var range: ClosedRange<Double>?

    mutating func include(_ values: Double...) { include(values) }

    mutating func include(_ values: [Double]) {
        for value in values where value.isFinite {
            range = range.map { min($0.lowerBound, value)...max($0.upperBound, value) } ?? value...value
        }
    }
}

extension Mark {
    fileprivate func widen(_ x: inout Extent, _ y: inout Extent) {
        switch self {
        case .line(let line):
            x.include(line.x)
            y.include(line.y)
        case .points(let points):
            x.include(points.x)
            y.include(points.y)
        case .area(let area):
            x.include(area.x)
            y.include(area.low)
            y.include(area.high)
        case .heatMap(let map):
            x.include(map.horizontal.lowerBound, map.horizontal.upperBound)
            y.include(map.vertical.lowerBound, map.vertical.upperBound)
        case .rule(let rule):
            if rule.isHorizontal { y.include(rule.position) } else { x.include(rule.position) }
        case .label(let label):
            x.include(label.x)
            y.include(label.y)
        case .bars(let bars):
            if bars.isHorizontal { bars.widen(&y, &x) } else { bars.widen(&x, &y) }
        }
    }
}

extension Bars {
    fileprivate func widen(_ along: inout Extent, _ across: inout Extent) {
        for position in positions { along.include(position - width / 2, position + width / 2) }
        for index in heights.indices { across.include(base(index), base(index) + heights[index]) }
    }
}
