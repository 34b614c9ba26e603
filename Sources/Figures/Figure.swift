/// A plot as data: panels in a grid. Plotting libraries build it, and it is drawn, written as Vega-Lite or as text.
///
///     var figure = Figure()
///     figure.panels[0].marks = [.line(Line(x: [0, 1, 2], y: [1, 4, 9]))]
///     figure.png()                       // the bytes of a file
package struct Figure: Equatable, Sendable {
    package var title: String?
    /// In pixels of the screen; a PNG has twice as many.
    package var width = 640.0
    package var height = 420.0
    package private(set) var rows: Int
    package private(set) var columns: Int
    /// Row by row.
    package var panels: [Panel]

    /// The most panels that a figure can have: more cannot be read.
    package static let panelLimit = 400
    /// The greatest width and height that is drawn.
    package static let sizeLimit = 8000.0

    /// An empty grid; numbers of rows and columns outside the limits are moved into them.
    package init(rows: Int = 1, columns: Int = 1) {
        self.rows = min(max(rows, 1), Figure.panelLimit)
        self.columns = min(max(columns, 1), max(1, Figure.panelLimit / self.rows))
        panels = Array(repeating: Panel(), count: self.rows * self.columns)
    }

    /// Whether there is nothing to see.
    package var isEmpty: Bool { panels.allSatisfy(\.marks.isEmpty) }
}

/// A pair of axes with what is drawn between them.
package struct Panel: Equatable, Sendable {
    package var title: String?
    package var x = Axis()
    package var y = Axis()
    package var marks: [Mark] = []
    /// Nil shows a legend when there are names to tell apart.
    package var showsLegend: Bool?
    package var legendTitle: String?
    package var isGridShown = true
    /// Whether a unit is equally long on both axes.
    package var isSquare = false

    package init() {}

    /// The names of the legend with their colours, each once, in the order of the marks.
    package var legend: [(name: String, color: Color)] {
        guard showsLegend != false else { return [] }
        var entries: [(name: String, color: Color)] = []
        for mark in marks {
            guard let name = mark.name, !name.isEmpty, !entries.contains(where: { $0.name == name }) else { continue }
            entries.append((name, mark.color ?? .text))
        }
        return entries
    }

    /// The colours that are explained beside the panel: those of the first mark that wants it.
    package var colorBar: ColorBar? {
        for mark in marks {
            switch mark {
            case .heatMap(let map) where map.showsScale: return map.colorBar
            case .points(let points): if let bar = points.colorBar { return bar }
            default: continue
            }
        }
        return nil
    }

    /// Whether cells lie over the place where the lines of a grid would be.
    package var hasHeatMap: Bool {
        marks.contains { if case .heatMap = $0 { true } else { false } }
    }
}
