import Figures
import Jupyter

/// The marks of a panel as layers of a Vega-Lite view.
struct MarkLayers {
    private let panel: Panel
    /// The channels of the axes, to which each layer adds its fields.
    private let x: JSON
    private let y: JSON

    init(_ panel: Panel, x: JSON, y: JSON) {
        self.panel = panel
        self.x = x
        self.y = y
    }

    func layer(_ mark: Mark) -> JSON {
        switch mark {
        case .line(let line): layer(line)
        case .points(let points): layer(points)
        case .bars(let bars): layer(bars)
        case .area(let area): layer(area)
        case .heatMap(let map): layer(map)
        case .rule(let rule): layer(rule)
        case .label(let label):
            layer(
                ["type": "text", "color": .string(label.color.hexadecimal), "text": .string(label.text)],
                [["x": number(label.x), "y": number(label.y)]], [:])
        }
    }

    private func layer(_ mark: JSON, _ values: [JSON], _ more: JSON) -> JSON {
        var encoding: JSON = ["x": field("x", of: x), "y": field("y", of: y)]
        for member in more.members ?? [] { encoding[member.name] = member.value }
        return ["data": ["values": .array(values)], "mark": mark, "encoding": encoding]
    }

    private func field(_ name: String, of channel: JSON) -> JSON {
        var channel = channel
        channel["field"] = .string(name)
        return channel
    }

    private func number(_ value: Double) -> JSON { value.isFinite ? .number(value) : .null }

    /// The colour of a mark: by its name through the legend, or by itself.
    private func color(_ name: String?, _ color: Color, _ mark: inout JSON) -> JSON {
        let legend = panel.legend
        guard legend.count > 1 || panel.showsLegend == true, let name, legend.contains(where: { $0.name == name })
        else {
            mark["color"] = .string(color.hexadecimal)
            return [:]
        }
        let scale: JSON = [
            "domain": .array(legend.map { .string($0.name) }),
            "range": .array(legend.map { .string($0.color.hexadecimal) }),
        ]
        var channel: JSON = [
            "datum": .string(name), "scale": scale, "title": panel.legendTitle.map(JSON.string) ?? .null,
        ]
        if panel.hasOnlyLines { channel["legend"] = ["symbolType": "stroke", "symbolStrokeWidth": 2] }
        return ["color": channel]
    }

    private func layer(_ line: Line) -> JSON {
        var mark: JSON = [
            "type": "line", "strokeWidth": .number(line.width), "tooltip": true,
        ]
        if line.dash != .solid { mark["strokeDash"] = dash(line.dash) }
        let values = zip(line.x, line.y).enumerated().map { index, point -> JSON in
            ["x": number(point.0), "y": number(point.1), "i": .integer(index)]
        }
        var encoding = color(line.name, line.color, &mark)
        if line.showsPoints {
            // Without a colour of their own, points would have that of Vega.
            var point: JSON = ["filled": true]
            if let color = mark["color"] { point["color"] = color }
            mark["point"] = point
        }
        encoding["order"] = ["field": "i", "type": "quantitative"]
        return layer(mark, values, encoding)
    }

    private func dash(_ dash: Dash) -> JSON {
        switch dash {
        case .solid: []
        case .dash: [6, 4]
        case .dot: [2, 3]
        case .dashDot: [6, 3, 2, 3]
        }
    }

    private func layer(_ points: Points) -> JSON {
        var mark: JSON = [
            "type": "point", "filled": true, "size": .number(points.size * points.size), "tooltip": ["content": "data"],
            "opacity": .number(points.color.opacity),
        ]
        let values = zip(points.x, points.y).enumerated().map { index, point -> JSON in
            var datum: JSON = ["x": number(point.0), "y": number(point.1)]
            if index < points.texts.count { datum["text"] = .string(points.texts[index]) }
            if points.colorBar != nil, index < points.values.count {
                datum["value"] = number(points.values[index])
            } else if let colors = points.colors, index < colors.count {
                datum["color"] = .string(colors[index].hexadecimal)
            }
            return datum
        }
        if let bar = points.colorBar { return layer(mark, values, ["color": channel(of: bar)]) }
        guard points.colors == nil else {
            return layer(mark, values, ["color": ["field": "color", "type": "nominal", "scale": .null]])
        }
        let encoding = color(points.name, points.color, &mark)
        return layer(mark, values, encoding)
    }

    private func layer(_ bars: Bars) -> JSON {
        var mark: JSON = ["type": "rect", "tooltip": true, "opacity": .number(bars.color.opacity)]
        let values = zip(bars.positions, bars.heights).enumerated().map { index, bar -> JSON in
            let base = index < bars.bases.count ? bars.bases[index] : 0
            let along = (number(bar.0 - bars.width / 2), number(bar.0 + bars.width / 2))
            let across = (number(base), number(base + bar.1))
            var datum: JSON =
                bars.isHorizontal
                ? ["x": across.0, "x2": across.1, "y": along.0, "y2": along.1]
                : ["x": along.0, "x2": along.1, "y": across.0, "y2": across.1]
            if let colors = bars.colors, index < colors.count { datum["color"] = .string(colors[index].hexadecimal) }
            return datum
        }
        var encoding: JSON
        if bars.colors == nil {
            encoding = color(bars.name, bars.color, &mark)
        } else {
            encoding = ["color": ["field": "color", "type": "nominal", "scale": .null]]
        }
        encoding["x2"] = ["field": "x2"]
        encoding["y2"] = ["field": "y2"]
        return layer(mark, values, encoding)
    }

    private func layer(_ area: Area) -> JSON {
        var mark: JSON = ["type": "area", "opacity": .number(area.color.opacity)]
        let values = zip(area.x, zip(area.low, area.high)).map { x, band -> JSON in
            ["x": number(x), "y": number(band.0), "y2": number(band.1)]
        }
        var encoding = color(area.name, area.color, &mark)
        encoding["y2"] = ["field": "y2"]
        return layer(mark, values, encoding)
    }

    private func layer(_ rule: Rule) -> JSON {
        var mark: JSON = ["type": "rule", "strokeWidth": .number(rule.width)]
        if rule.dash != .solid { mark["strokeDash"] = dash(rule.dash) }
        let name = rule.isHorizontal ? "y" : "x"
        var encoding = color(rule.name, rule.color, &mark)
        encoding[name] = field("at", of: rule.isHorizontal ? y : x)
        return ["data": ["values": [["at": number(rule.position)]]], "mark": mark, "encoding": encoding]
    }

    /// The cells, and over them their texts if they have any.
    private func layer(_ map: HeatMap) -> JSON {
        let color = map.colors == nil ? scale(of: map) : ["field": "color", "type": "nominal", "scale": .null]
        // Half a pixel over the next cell hides the seam; pixels are counted from the top.
        let offsets: (x: JSON, y: JSON) = (panel.x.isReversed ? -0.5 : 0.5, panel.y.isReversed ? 0.5 : -0.5)
        let cells = layer(
            ["type": "rect", "x2Offset": offsets.x, "y2Offset": offsets.y], cells(of: map),
            [
                "x2": ["field": "x2"], "y2": ["field": "y2"], "color": color,
                "tooltip": ["field": "value", "type": "quantitative"],
            ])
        guard let texts = map.texts else { return cells }
        return ["layer": [cells, self.texts(texts, of: map)]]
    }

    private func cells(of map: HeatMap) -> [JSON] {
        map.values.indices.map { index in
            let (row, column) = (index / map.columns, index % map.columns)
            var datum: JSON = [
                "x": .number(map.xEdges(column)), "x2": .number(map.xEdges(column + 1)), "y": .number(map.yEdges(row)),
                "y2": .number(map.yEdges(row + 1)), "value": number(map.values[index]),
            ]
            if let colors = map.colors, index < colors.count { datum["color"] = .string(colors[index].hexadecimal) }
            return datum
        }
    }

    private func texts(_ texts: [String], of map: HeatMap) -> JSON {
        let values = zip(map.values.indices, texts).map { index, text -> JSON in
            let (row, column) = (index / map.columns, index % map.columns)
            return [
                "x": .number((map.xEdges(column) + map.xEdges(column + 1)) / 2),
                "y": .number((map.yEdges(row) + map.yEdges(row + 1)) / 2), "text": .string(text),
                "ink": .string(map.ink(index).hexadecimal),
            ]
        }
        return layer(
            ["type": "text"], values,
            [
                "text": ["field": "text", "type": "nominal"],
                "color": ["field": "ink", "type": "nominal", "scale": .null],
            ])
    }

    private func scale(of map: HeatMap) -> JSON {
        var channel = channel(of: map.colorBar)
        if !map.showsScale { channel["legend"] = .null }
        return channel
    }

    /// The colours of the numbers in the field `value`, explained by a bar.
    private func channel(of bar: ColorBar) -> JSON {
        let (limits, steps) = (bar.limits, 8)
        let places = (0...steps).map { Double($0) / Double(steps) }
        let domain = places.map { JSON.number(limits.lowerBound + $0 * (limits.upperBound - limits.lowerBound)) }
        let range = places.map { JSON.string(bar.scale.color(at: $0).hexadecimal) }
        return [
            "field": "value", "type": "quantitative",
            "scale": ["domain": .array(domain), "range": .array(range), "clamp": true],
            "title": bar.title.map(JSON.string) ?? .null,
        ]
    }
}

extension Panel {
    /// Whether its legend names lines alone, so that strokes explain them.
    fileprivate var hasOnlyLines: Bool {
        marks.allSatisfy { mark in
            switch mark {
            case .line, .rule, .label: true
            default: false
            }
        }
    }
}
