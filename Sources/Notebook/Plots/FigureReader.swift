import Figures
import Language
import Torch

/// Reads a figure from the plain dicts and lists in which plotting libraries describe it to `_figures`.
///
///     {"title": "Loss", "panels": [{"marks": [{"kind": "line", "x": [0, 1], "y": [1.0, 0.5]}]}]}
struct FigureReader {
    let evaluator: Evaluator

    init(_ evaluator: Evaluator) { self.evaluator = evaluator }

    func figure(_ value: Value) throws -> Figure {
        let fields = try Fields(value, evaluator)
        var figure = Figure(rows: try fields.integer("rows") ?? 1, columns: try fields.integer("columns") ?? 1)
        figure.title = try fields.text("title")
        figure.width = try fields.number("width") ?? figure.width
        figure.height = try fields.number("height") ?? figure.height
        for (index, panel) in try fields.list("panels").enumerated() where index < figure.panels.count {
            figure.panels[index] = try self.panel(Fields(panel, evaluator))
        }
        return figure
    }

    private func panel(_ fields: Fields) throws -> Panel {
        var panel = Panel()
        panel.title = try fields.text("title")
        panel.showsLegend = try fields.flag("legend")
        panel.legendTitle = try fields.text("legend_title")
        panel.isGridShown = try fields.flag("grid") ?? true
        panel.isSquare = try fields.flag("square") ?? false
        if let x = fields["x"] { panel.x = try axis(Fields(x, evaluator)) }
        if let y = fields["y"] { panel.y = try axis(Fields(y, evaluator)) }
        for mark in try fields.list("marks") { try panel.marks.append(self.mark(Fields(mark, evaluator))) }
        return panel
    }

    private func axis(_ fields: Fields) throws -> Axis {
        var axis = Axis()
        axis.title = try fields.text("title")
        axis.lower = try fields.number("lower")
        axis.upper = try fields.number("upper")
        axis.isLogarithmic = try fields.flag("log") ?? false
        axis.isReversed = try fields.flag("reversed") ?? false
        axis.isVisible = try fields.flag("visible") ?? true
        axis.categories = try fields.texts("categories") ?? []
        if let positions = try fields.numbers("ticks") {
            let labels = try fields.texts("labels") ?? positions.map { Numbers.short($0, digits: 6) }
            axis.ticks = zip(positions, labels).map { Axis.Tick($0, $1) }
        }
        return axis
    }

    private func mark(_ fields: Fields) throws -> Mark {
        switch try fields.text("kind") {
        case "line": .line(try line(fields))
        case "points": .points(try points(fields))
        case "bars": .bars(try bars(fields))
        case "area": .area(try area(fields))
        case "heatmap": .heatMap(try heatMap(fields))
        case "rule": .rule(try rule(fields))
        case "label":
            .label(
                Label(
                    x: try fields.number("x") ?? 0, y: try fields.number("y") ?? 0, text: try fields.text("text") ?? "")
            )
        case let kind: throw PythonError(.valueError, "unknown kind of mark: \(kind ?? "None")")
        }
    }
}

/// The members of a dict by name, each read as what it is to be.
struct Fields {
    private let dict: Dict
    private let evaluator: Evaluator

    init(_ value: Value, _ evaluator: Evaluator) throws {
        guard let dict = value.as(Dict.self) else {
            throw PythonError(.typeError, "a figure is described by dicts, not by '\(value.typeName)'")
        }
        self.dict = dict
        self.evaluator = evaluator
    }

    subscript(name: String) -> Value? {
        dict.items.first { $0.key.as(Text.self)?.string == name }?.value.ifNotNone
    }

    func text(_ name: String) throws -> String? { try self[name].map { try evaluator.str($0) } }

    func flag(_ name: String) throws -> Bool? { try self[name].map { try evaluator.truth($0) } }

    func integer(_ name: String) throws -> Int? { try self[name].map { try evaluator.index($0) } }

    func number(_ name: String) throws -> Double? { try self[name].map { try Fields.real($0, evaluator) } }

    func list(_ name: String) throws -> [Value] { try self[name].map { try evaluator.array(from: $0) } ?? [] }

    func numbers(_ name: String) throws -> [Double]? {
        guard let value = self[name] else { return nil }
        return try evaluator.array(from: value).map { try Fields.real($0, evaluator) }
    }

    func texts(_ name: String) throws -> [String]? {
        guard let value = self[name] else { return nil }
        return try evaluator.array(from: value).map { try evaluator.str($0) }
    }

    /// `float(value)`; None is no number.
    static func real(_ value: Value, _ evaluator: Evaluator) throws -> Double {
        switch value {
        case .none: return .nan
        case .int(let number): return Double(number)
        case .float(let number): return number
        case .bool(let flag): return flag ? 1 : 0
        case .undefined, .object:
            if let number = try value.object?.float(evaluator) { return number }
            throw PythonError(.typeError, "a figure needs numbers, not '\(value.typeName)'")
        }
    }

    /// A colour by its name; ValueError in matplotlib's words for one that is none.
    func color(_ name: String) throws -> Color? {
        guard let text = try text(name) else { return nil }
        return try Fields.color(text)
    }

    func colors(_ name: String) throws -> [Color]? { try texts(name)?.map(Fields.color) }

    private static func color(_ text: String) throws -> Color {
        if let color = Color(text) { return color }
        throw PythonError(.valueError, "'\(text)' is not a valid value for color")
    }
}
