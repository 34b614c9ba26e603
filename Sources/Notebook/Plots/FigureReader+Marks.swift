import Figures
import Language

/// The marks of a panel.
extension FigureReader {
    func line(_ fields: Fields) throws -> Line {
        var line = Line(x: try fields.numbers("x") ?? [], y: try fields.numbers("y") ?? [])
        line.name = try fields.text("name")
        line.color = try color(fields) ?? line.color
        line.width = try fields.number("width") ?? line.width
        line.dash = try dash(fields)
        line.showsPoints = try fields.flag("points") ?? false
        return line
    }

    func points(_ fields: Fields) throws -> Points {
        var points = Points(x: try fields.numbers("x") ?? [], y: try fields.numbers("y") ?? [])
        points.name = try fields.text("name")
        points.color = try color(fields) ?? points.color
        points.colors = try fields.colors("colors")
        if points.colors == nil, let values = try fields.numbers("values") {
            let bar = try colorBar(of: values, fields)
            points.colors = values.map(bar.color)
            points.values = values
            points.colorBar = try fields.flag("shows_scale") == true ? bar : nil
        }
        points.size = try fields.number("size") ?? points.size
        points.texts = try fields.texts("texts") ?? []
        points.showsTexts = try fields.flag("shows_texts") ?? false
        return points
    }

    /// The colours of numbers on a scale.
    private func colorBar(of values: [Double], _ fields: Fields) throws -> ColorBar {
        var map = HeatMap(values: values, rows: 1, columns: values.count)
        map.scale = try scale(fields) ?? map.scale
        try readLimits(of: &map, fields)
        return map.colorBar
    }

    private func readLimits(of map: inout HeatMap, _ fields: Fields) throws {
        map.lower = try fields.number("lower")
        map.upper = try fields.number("upper")
        map.middle = try fields.number("middle")
        map.scaleTitle = try fields.text("scale_title")
    }

    func bars(_ fields: Fields) throws -> Bars {
        var bars = Bars(positions: try fields.numbers("positions") ?? [], heights: try fields.numbers("heights") ?? [])
        bars.bases = try fields.numbers("bases") ?? []
        bars.width = try fields.number("width") ?? bars.width
        bars.name = try fields.text("name")
        bars.color = try color(fields) ?? bars.color
        bars.colors = try fields.colors("colors")
        bars.isHorizontal = try fields.flag("horizontal") ?? false
        return bars
    }

    func area(_ fields: Fields) throws -> Area {
        var area = Area(
            x: try fields.numbers("x") ?? [], low: try fields.numbers("low") ?? [],
            high: try fields.numbers("high") ?? [])
        area.name = try fields.text("name")
        area.color = try color(fields) ?? area.color
        return area
    }

    func rule(_ fields: Fields) throws -> Rule {
        var rule = Rule(
            position: try fields.number("position") ?? 0, isHorizontal: try fields.flag("horizontal") ?? false)
        rule.name = try fields.text("name")
        rule.color = try color(fields) ?? rule.color
        rule.width = try fields.number("width") ?? rule.width
        rule.dash = try dash(fields)
        return rule
    }

    func heatMap(_ fields: Fields) throws -> HeatMap {
        let rows = try fields.list("values").map { row in
            try evaluator.array(from: row).map { try Fields.real($0, evaluator) }
        }
        guard rows.allSatisfy({ $0.count == rows[0].count }) else {
            throw PythonError(.valueError, "the rows of a heat map must be equally long")
        }
        var map = HeatMap(values: rows)
        map.scale = try scale(fields) ?? map.scale
        try readLimits(of: &map, fields)
        map.showsScale = try fields.flag("shows_scale") ?? true
        map.texts = try fields.texts("texts")
        map.colors = try fields.colors("colors")
        if let edges = try fields.numbers("x_range"), edges.count == 2, edges[0] < edges[1] {
            map.xRange = edges[0]...edges[1]
        }
        if let edges = try fields.numbers("y_range"), edges.count == 2, edges[0] < edges[1] {
            map.yRange = edges[0]...edges[1]
        }
        return map
    }

    /// A scale by its name, or through a list of colours.
    private func scale(_ fields: Fields) throws -> ColorScale? {
        if let colors = fields["scale"], colors.as(Text.self) == nil {
            return ColorScale(try fields.colors("scale") ?? [])
        }
        guard let name = try fields.text("scale") else { return nil }
        if let scale = ColorScale.named(name) { return scale }
        throw PythonError(.valueError, "'\(name)' is not a valid value for a color scale")
    }

    private func color(_ fields: Fields) throws -> Color? {
        let color = try fields.color("color")
        guard let opacity = try fields.number("opacity") else { return color }
        return color?.faded(opacity)
    }

    private func dash(_ fields: Fields) throws -> Dash {
        switch try fields.text("dash") {
        case "--", "dash", "dashed", "longdash": .dash
        case ":", "dot", "dotted": .dot
        case "-.", "dashdot", "dashDot", "longdashdot": .dashDot
        default: .solid
        }
    }
}
