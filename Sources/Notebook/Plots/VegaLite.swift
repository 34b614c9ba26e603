import Figures
import Jupyter

/// A figure as a Vega-Lite 5 document, which JupyterLab draws itself, in the colours of its theme.
///
///     VegaLite(figure).document     // nil when the figure has more marks than a browser draws with ease
struct VegaLite {
    private let figure: Figure
    /// More rectangles or dots than this are sent as a picture alone.
    private static let markLimit = 4000

    init(_ figure: Figure) { self.figure = figure }

    var document: JSON? {
        guard figure.panels.reduce(0, { $0 + $1.markCount }) <= VegaLite.markLimit else { return nil }
        var document: JSON = [
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "background": .null,
            "config": ["view": ["stroke": .null], "axis": ["grid": true, "gridColor": "rgba(128,128,128,0.3)"]],
        ]
        let size = figure.size
        let (width, height) = (size.width / Double(figure.columns), size.height / Double(figure.rows))
        let views = figure.panels.enumerated().filter { !$0.element.marks.isEmpty }.map { index, panel in
            PanelView(panel, number: index, width: max(width - 110, 40), height: max(height - 90, 40)).json
        }
        if let title = figure.title { document["title"] = ["text": .string(title), "anchor": "middle"] }
        if views.count == 1, case .object(let members) = views[0] {
            for member in members where member.name != "title" || figure.title == nil {
                document[member.name] = member.value
            }
        } else {
            document["columns"] = .integer(figure.columns)
            document["concat"] = .array(views)
            document["resolve"] = ["scale": ["color": "independent"]]
        }
        return document
    }
}

extension Panel {
    /// How many rectangles, dots and vertices it has.
    fileprivate var markCount: Int {
        marks.reduce(0) { count, mark in
            switch mark {
            case .line(let line): count + line.x.count
            case .points(let points): count + points.x.count
            case .bars(let bars): count + bars.positions.count
            case .area(let area): count + area.x.count
            case .heatMap(let map): count + map.values.count
            case .rule, .label: count + 1
            }
        }
    }
}

/// One panel as a layered view.
private struct PanelView {
    private let panel: Panel
    private let number: Int
    private let width: Double
    private let height: Double

    init(_ panel: Panel, number: Int, width: Double, height: Double) {
        self.panel = panel
        self.number = number
        self.width = width
        self.height = height
    }

    var json: JSON {
        let ranges = panel.ranges
        let layers = MarkLayers(panel, x: axis("x", panel.x, ranges.x), y: axis("y", panel.y, ranges.y))
        var view: JSON = ["width": .number(width), "height": .number(height)]
        if let title = panel.title { view["title"] = .string(title) }
        var marks = panel.marks.map(layers.layer)
        if !panel.hasHeatMap, !marks.isEmpty {
            // Panning and zooming belongs to one layer, and holds for all.
            marks[0]["params"] = [["name": .string("zoom\(number)"), "select": "interval", "bind": "scales"]]
        }
        view["layer"] = .array(marks)
        return view
    }

    /// The channel of an axis, without its data.
    private func axis(_ name: String, _ axis: Axis, _ range: ClosedRange<Double>) -> JSON {
        let ends = [axis.value(at: range.lowerBound), axis.value(at: range.upperBound)]
        var scale: JSON = ["domain": .array(ends.map(JSON.number)), "nice": false, "zero": false]
        if axis.isLogarithmic { scale["type"] = "log" }
        if axis.isReversed { scale["reverse"] = true }
        var channel: JSON = ["type": "quantitative", "scale": scale, "title": axis.title.map(JSON.string) ?? .null]
        channel["axis"] = axis.isVisible ? ticks(axis) : .null
        return channel
    }

    private func ticks(_ axis: Axis) -> JSON {
        var json: JSON = ["grid": .bool(panel.isGridShown && !panel.hasHeatMap)]
        let named = axis.ticks ?? axis.categories.enumerated().map { Axis.Tick(Double($0.offset), $0.element) }
        guard !named.isEmpty || axis.ticks != nil else { return json }
        json["values"] = .array(named.map { .number($0.position) })
        let labels = JSON.object(
            named.map { JSON.Member(Numbers.short($0.position, digits: 12), .string($0.label)) })
        json["labelExpr"] = .string("(" + String(decoding: labels.bytes, as: UTF8.self) + ")[datum.value]")
        json["labelOverlap"] = true
        return json
    }
}
