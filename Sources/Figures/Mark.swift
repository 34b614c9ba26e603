/// What is drawn in a panel; later marks lie over earlier ones.
package enum Mark: Equatable, Sendable {
    case line(Line)
    case points(Points)
    case bars(Bars)
    case area(Area)
    case heatMap(HeatMap)
    case rule(Rule)
    case label(Label)

    /// Its name in the legend.
    var name: String? {
        switch self {
        case .line(let line): line.name
        case .points(let points): points.name
        case .bars(let bars): bars.name
        case .area(let area): area.name
        case .rule(let rule): rule.name
        case .heatMap, .label: nil
        }
    }

    var color: Color? {
        switch self {
        case .line(let line): line.color
        case .points(let points): points.color
        case .bars(let bars): bars.color
        case .area(let area): area.color
        case .rule(let rule): rule.color
        case .label(let label): label.color
        case .heatMap: nil
        }
    }
}

/// How a line is broken.
package enum Dash: String, Equatable, Sendable {
    case solid, dash, dot, dashDot

    /// Lengths of strokes and gaps, in pixels.
    var lengths: [Double] {
        switch self {
        case .solid: []
        case .dash: [6, 4]
        case .dot: [1.5, 3]
        case .dashDot: [6, 3, 1.5, 3]
        }
    }
}

/// Points joined by straight strokes; a point that is no number interrupts them.
package struct Line: Equatable, Sendable {
    package var x: [Double]
    package var y: [Double]
    package var name: String?
    package var color = Color.palette(0)
    package var width = 2.0
    package var dash = Dash.solid
    package var showsPoints = false

    package init(x: [Double], y: [Double]) {
        self.x = x
        self.y = y
    }
}

/// Dots, in one colour or in one for each.
package struct Points: Equatable, Sendable {
    package var x: [Double]
    package var y: [Double]
    package var name: String?
    package var color = Color.palette(0)
    package var colors: [Color]?
    /// The numbers that the colours stand for, and what explains them beside the panel.
    package var values: [Double] = []
    package var colorBar: ColorBar?
    /// The diameter in pixels.
    package var size = 6.0
    /// Words shown for each dot when the pointer is over it, or beside it.
    package var texts: [String] = []
    package var showsTexts = false

    package init(x: [Double], y: [Double]) {
        self.x = x
        self.y = y
    }
}

/// Bars from a base to a height; `positions` are their middles.
package struct Bars: Equatable, Sendable {
    package var positions: [Double]
    package var heights: [Double]
    package var bases: [Double] = []
    /// In units of the axis.
    package var width = 0.8
    package var name: String?
    package var color = Color.palette(0)
    package var colors: [Color]?
    package var isHorizontal = false

    package init(positions: [Double], heights: [Double]) {
        self.positions = positions
        self.heights = heights
    }

    func base(_ index: Int) -> Double { index < bases.count ? bases[index] : 0 }
}

/// The surface between two lines.
package struct Area: Equatable, Sendable {
    package var x: [Double]
    package var low: [Double]
    package var high: [Double]
    package var name: String?
    package var color = Color.palette(0).faded(0.3)

    package init(x: [Double], low: [Double], high: [Double]) {
        self.x = x
        self.low = low
        self.high = high
    }
}

/// A straight line through the whole panel, at one place of one axis.
package struct Rule: Equatable, Sendable {
    package var position: Double
    package var isHorizontal: Bool
    package var name: String?
    package var color = Color.text
    package var width = 1.0
    package var dash = Dash.solid

    package init(position: Double, isHorizontal: Bool) {
        self.position = position
        self.isHorizontal = isHorizontal
    }
}

/// Words at a place.
package struct Label: Equatable, Sendable {
    package var x: Double
    package var y: Double
    package var text: String
    package var color = Color.text

    package init(x: Double, y: Double, text: String) {
        self.x = x
        self.y = y
        self.text = text
    }
}
