import Language

/// A graph as a picture in Graphviz' language: a shape for each step, with the line of the cell that made it, and arrows
/// along which values flow. Shapes and colours are those of nnsight 0.3's `tracer.vis`.
///
///     "InterventionProtocol_0" [label="layer1.output\ncell 7:2", color="green4", shape="box"];
///     "mul_0" [label="mul\ncell 7:3", color="black", shape="ellipse"];
///     "InterventionProtocol_0" -> "mul_0" [style="solid"];
struct GraphPicture {
    private let evaluator: Evaluator
    /// Whether the traces of a session and the bodies of loops are drawn, too.
    private let isRecursive: Bool
    private var lines: [String] = []
    /// What stands for the nodes of the graphs around, which the body of a trace or of a loop may read.
    private var identities: [Identity: String] = [:]

    private struct Identity: Hashable {
        let graph: GraphIdentity
        let node: String
    }

    private init(isRecursive: Bool, _ evaluator: Evaluator) {
        self.isRecursive = isRecursive
        self.evaluator = evaluator
    }

    /// The whole program; `graph` is where the record was taken from, if it still lives.
    static func dot(
        _ record: GraphRecord, of graph: Graph?, title: String, isRecursive: Bool, _ evaluator: Evaluator
    ) -> String {
        var picture = GraphPicture(isRecursive: isRecursive, evaluator)
        picture.draw(record, of: graph, prefix: "")
        return (head(title: title) + picture.lines.map { "  " + $0 } + ["}"]).joined(separator: "\n")
    }

    /// How a program begins.
    static func head(title: String) -> [String] {
        [
            "digraph interventions {",
            "  graph [label=\(title.dotQuoted), fontsize=\"20\", labelloc=\"t\", labeljust=\"c\"];",
            "  node [fontname=\"Helvetica\", fontsize=\"11\"];",
        ]
    }

    private mutating func draw(_ record: GraphRecord, of graph: Graph?, prefix: String) {
        let names = record.entries.map { prefix + $0.name }
        var tests: [String: String] = [:]
        for (position, entry) in record.entries.enumerated() {
            let name = names[position]
            if let graph { identities[Identity(graph: graph.identity, node: entry.name)] = name }
            addNode(name, label(of: entry), entry.action.style, tooltip: entry.origin?.label)
            drawArguments(of: entry, name, names)
            if let test = test(entry.condition, prefix, names, &tests) {
                addEdge(test, name, "color=\"#FF8C00\"")
            }
            if entry.isSaved {
                addNode(name + "_lock", "save", NodeStyle(shape: "ellipse", color: "brown"), tooltip: nil)
                addEdge(name, name + "_lock", "")
            }
            drawBody(of: entry, name)
        }
    }

    /// A trace of a session, or a loop: its own graph in a frame.
    private mutating func drawBody(of entry: GraphRecord.Entry, _ name: String) {
        guard isRecursive, case .subgraph(let subgraph) = entry.action, let body = subgraph.body else { return }
        let record = body.record
        lines += [
            "subgraph \("cluster_\(name)".dotQuoted) {",
            "label=\(subgraph.label.dotQuoted); color=\"purple\"; style=\"dotted\"; fontsize=\"11\";",
        ]
        draw(record, of: body, prefix: name + "_")
        lines.append("}")
        for inner in record.entries where inner.dependsOnNothing {
            addEdge(name, name + "_" + inner.name, "style=\"dotted\", color=\"purple\"")
        }
    }

    // MARK: Arguments

    private mutating func drawArguments(of entry: GraphRecord.Entry, _ name: String, _ names: [String]) {
        if case .module = entry.action { return }
        let shown = entry.action.hidesCallee && entry.arguments.first?.referencedEntry == nil ? 1 : 0
        for (index, value) in entry.arguments.enumerated().dropFirst(shown) {
            let isPlace = index == 1 && entry.action.isSubscript
            draw(value, key: nil, isPlace: isPlace, id: "\(name)_\(index)", to: name, names)
        }
        for (key, value) in entry.keywords {
            draw(value, key: key.text, id: "\(name)_\(key.text)", to: name, names)
        }
    }

    /// A value from another node is an arrow, a constant a gray box; a container with both is a box with arrows into it.
    private mutating func draw(
        _ value: Value, key: String?, isPlace: Bool = false, id: String, to name: String, _ names: [String]
    ) {
        if let source = source(of: value, names) { return addEdge(source.name, name, source.style) }
        var sources: [(name: String, style: String)] = []
        _ = Substitution.transforming(value) { object in
            if let source = source(of: .object(object), names) { sources.append(source) }
            return nil
        }
        let text = isPlace ? "[\(place(value))]" : constant(value)
        addNode(id, key.map { "\($0)=\(text)" } ?? text, NodeStyle(shape: "box", color: "gray"), tooltip: nil)
        for source in sources { addEdge(source.name, id, "style=\"dashed\", color=\"gray\"") }
        addEdge(id, name, "")
    }

    /// The node that gives a value; dashed and brown for one of a graph around this one, like nnsight's bridges.
    private func source(of value: Value, _ names: [String]) -> (name: String, style: String)? {
        if let position = value.referencedEntry {
            return names.indices.contains(position) ? (names[position], "") : nil
        }
        guard let node = value.proxy?.node, let graph = node.graph,
            let name = identities[Identity(graph: graph.identity, node: node.name)]
        else { return nil }
        return (name, "style=\"dashed\", color=\"brown\"")
    }

    /// What stands between the brackets of a subscript: `:, 0`.
    private func place(_ value: Value) -> String {
        if let elements = value.as(Tuple.self)?.elements, !elements.isEmpty {
            return elements.map(place).joined(separator: ", ")
        }
        if value.isSame(as: .ellipsis) { return "..." }
        guard let slice = value.as(Slice.self) else { return constant(value) }
        let parts =
            [slice.start, slice.stop].map { $0.isNone ? "" : constant($0) }
            + [slice.step].filter { !$0.isNone }
            .map(constant)
        return parts.joined(separator: ":")
    }

    private func constant(_ value: Value) -> String {
        if let tensor = value.tensor { return "Tensor [\(tensor.shape.map(String.init).joined(separator: ", "))]" }
        if let text = value.as(Text.self)?.string { return "\"\(text.prefix(40))\"" }
        if let module = value.module { return module.typeName }
        let text = (try? evaluator.repr(value)) ?? value.type.name
        return text.count > 40 ? text.prefix(37) + "..." : text
    }

    /// The hexagon of a condition, made when it is met first.
    private mutating func test(
        _ condition: GraphRecord.Condition?, _ prefix: String, _ names: [String], _ tests: inout [String: String]
    ) -> String? {
        guard let condition else { return nil }
        let outer = test(condition.outer, prefix, names, &tests)
        let key: String
        switch condition {
        case .constant(let holds, _): key = "\(outer ?? "") \(holds)"
        case .entry(let position, _, _): key = "\(outer ?? "") \(position)"
        }
        if let known = tests[key] { return known }
        let name = "\(prefix)ConditionalProtocol_\(tests.count)"
        tests[key] = name
        var label = "if"
        if case .constant(let holds, _) = condition { label = holds ? "if True" : "if False" }
        addNode(name, label, NodeStyle(shape: "hexagon", color: "#FF8C00"), tooltip: nil)
        if case .entry(let position, _, _) = condition, names.indices.contains(position) {
            addEdge(names[position], name, "")
        }
        if let outer { addEdge(outer, name, "color=\"#FF8C00\"") }
        return name
    }

    // MARK: Text

    private func label(of entry: GraphRecord.Entry) -> String {
        var text = entry.action.label
        if case .module(let point) = entry.action { text = point.label }
        if case .callModule = entry.action, let module = entry.arguments.first?.module { text = module.typeName }
        return [text, entry.origin?.label].compactMap { $0 }.joined(separator: "\n")
    }

    private mutating func addNode(_ name: String, _ label: String, _ style: NodeStyle, tooltip: String?) {
        let hint = tooltip.map { ", tooltip=\($0.dotQuoted)" } ?? ""
        lines.append(
            "\(name.dotQuoted) [label=\(label.dotQuoted), color=\"\(style.color)\", shape=\"\(style.shape)\"\(hint)];")
    }

    private mutating func addEdge(_ source: String, _ target: String, _ attributes: String) {
        lines.append("\(source.dotQuoted) -> \(target.dotQuoted)\(attributes.isEmpty ? "" : " [\(attributes)]");")
    }
}

/// How a node of a picture looks.
private struct NodeStyle {
    let shape: String
    let color: String
}

extension Action {
    /// nnsight's shape and colour for the node.
    fileprivate var style: NodeStyle {
        switch self {
        case .module, .gradient: NodeStyle(shape: "box", color: "green4")
        case .swap, .skip: NodeStyle(shape: "ellipse", color: "green4")
        case .stop, .exit: NodeStyle(shape: "hexagon", color: "red")
        case .choose: NodeStyle(shape: "hexagon", color: "#FF8C00")
        case .subgraph: NodeStyle(shape: "hexagon", color: "purple")
        case .callModule: NodeStyle(shape: "hexagon", color: "blue")
        case .given: NodeStyle(shape: "box", color: "blue")
        case .update: NodeStyle(shape: "ellipse", color: "blue")
        case .binary, .unary, .compare, .contains, .getItem, .setItem, .deleteItem, .getAttribute, .setAttribute, .call,
            .log:
            NodeStyle(shape: "ellipse", color: "black")
        }
    }

    /// Whether the second argument is a place in the first.
    fileprivate var isSubscript: Bool {
        switch self {
        case .getItem, .setItem, .deleteItem: true
        default: false
        }
    }

    /// Whether the first argument says what is called, which the label tells already.
    fileprivate var hidesCallee: Bool {
        switch self {
        case .call, .callModule: true
        default: false
        }
    }
}

extension GraphRecord.Entry {
    /// Whether the entry waits for no other entry.
    fileprivate var dependsOnNothing: Bool {
        condition == nil && !(arguments + keywords.map(\.value)).contains { Substitution.containsReference($0) }
    }
}

extension String {
    /// In quotes, as Graphviz reads texts; line ends are centred.
    var dotQuoted: String {
        let escaped = map { character in
            switch character {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n", "\r\n", "\r": "\\n"
            case "\0": ""
            default: String(character)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
