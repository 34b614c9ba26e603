import Language

/// A graph of many steps as a picture of few boxes: each stands for the values of a module and for the steps that work on
/// them, which a picture of single steps would lose among hundreds of arrows.
///
///     "transformer.h.0" [label="transformer.h.0\n12 steps\ncell 3:2 … 3:4"]
///     "transformer.h.0" -> "transformer.h.1"
struct GraphOverview {
    /// A module path, cut to so many of its words that there are few enough boxes.
    private typealias Box = String

    private struct Contents {
        var steps = 0
        var saved = 0
        var origins: [Origin] = []
    }

    private let record: GraphRecord
    /// The whole path of the module whose value each step works on.
    private let paths: [String]

    init(_ record: GraphRecord) {
        self.record = record
        var paths: [String] = []
        for entry in record.entries { paths.append(GraphOverview.path(of: entry, after: paths)) }
        self.paths = paths
    }

    /// The program for Graphviz, with at most so many boxes unless the modules at the top are more already.
    func dot(title: String, atMost limit: Int) -> String {
        let deepest = paths.map { $0.split(separator: ".").count }.max() ?? 1
        var depth = max(deepest, 1)
        while depth > 1, Set(boxes(depth)).count > limit { depth -= 1 }
        let boxes = boxes(depth)
        let lines = nodes(boxes) + arrows(boxes)
        return (GraphPicture.head(title: title) + lines.map { "  " + $0 } + ["}"]).joined(separator: "\n")
    }

    /// A value of the model stands at its module, every other step where the last value that it reads stands.
    private static func path(of entry: GraphRecord.Entry, after paths: [String]) -> String {
        if case .module(let point) = entry.action { return String(point.path.dropFirst()) }
        return sources(of: entry).max().flatMap { paths.indices.contains($0) ? paths[$0] : nil } ?? ""
    }

    private static func sources(of entry: GraphRecord.Entry) -> [Int] {
        var sources: [Int] = []
        for value in entry.arguments + entry.keywords.map(\.value) {
            Substitution.forEachReference(in: value) { sources.append($0) }
        }
        var condition = entry.condition
        while let inner = condition {
            if case .entry(let position, nil, _) = inner { sources.append(position) }
            condition = inner.outer
        }
        return sources
    }

    private func boxes(_ depth: Int) -> [Box] {
        paths.map { $0.split(separator: ".").prefix(depth).joined(separator: ".") }
    }

    private func nodes(_ boxes: [Box]) -> [String] {
        var contents: [Box: Contents] = [:]
        for (box, entry) in zip(boxes, record.entries) {
            contents[box, default: Contents()].steps += 1
            if entry.isSaved { contents[box]?.saved += 1 }
            if let origin = entry.origin { contents[box]?.origins.append(origin) }
        }
        var seen: Set<Box> = []
        return boxes.filter { seen.insert($0).inserted }.map { box in
            let label = GraphOverview.label(box, contents[box] ?? Contents())
            return "\(box.dotQuoted) [label=\(label.dotQuoted), color=\"green4\", shape=\"box\"];"
        }
    }

    private static func label(_ box: Box, _ contents: Contents) -> String {
        var steps = contents.steps == 1 ? "1 step" : "\(contents.steps) steps"
        if contents.saved > 0 { steps += ", \(contents.saved) saved" }
        let places = contents.origins.map(\.label)
        let first = places.first ?? ""
        let range = Set(places).count < 2 ? first : "\(first) … \(places.last ?? "")"
        return [box.isEmpty ? "the model and constants" : box, steps, range].filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

    private func arrows(_ boxes: [Box]) -> [String] {
        var seen: Set<String> = []
        var lines: [String] = []
        for (position, entry) in record.entries.enumerated() {
            for source in GraphOverview.sources(of: entry)
            where boxes.indices.contains(source) && boxes[source] != boxes[position] {
                let line = "\(boxes[source].dotQuoted) -> \(boxes[position].dotQuoted);"
                if seen.insert(line).inserted { lines.append(line) }
            }
        }
        return lines
    }
}

extension GraphRecord {
    /// How many steps there are, those inside traces of a session and loops included.
    var stepCount: Int {
        entries.reduce(entries.count) { count, entry in
            guard case .subgraph(let subgraph) = entry.action else { return count }
            return count + (subgraph.bodyRecord?.stepCount ?? 0)
        }
    }
}
