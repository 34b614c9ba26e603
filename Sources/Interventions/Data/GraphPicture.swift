import Glibc
import Language

/// A graph as a picture: boxes for values of modules, ellipses for what is done with them, arrows along which values flow.
/// Shapes and colours are those of nnsight 0.3's `tracer.vis`.
struct GraphPicture {
    private let record: GraphRecord
    private let evaluator: Evaluator

    init(_ record: GraphRecord, _ evaluator: Evaluator) {
        self.record = record
        self.evaluator = evaluator
    }

    /// The graph in Graphviz' language.
    func dot() throws -> String {
        var lines = ["digraph interventions {", "  node [fontname=\"Helvetica\", fontsize=11];"]
        for (position, entry) in record.entries.enumerated() {
            let style = GraphPicture.style(of: entry.action)
            let border = entry.isSaved ? ", penwidth=2.5" : ""
            lines.append(
                "  n\(position) [label=\(quoted(label(of: entry))), shape=\(style.shape), color=\"\(style.color)\"\(border)];"
            )
            for source in sources(of: entry) { lines.append("  n\(source) -> n\(position);") }
            if case .entry(let test, _)? = entry.condition {
                lines.append("  n\(test) -> n\(position) [style=dashed, color=\"#FF8C00\"];")
            }
        }
        return (lines + ["}"]).joined(separator: "\n")
    }

    private func sources(of entry: GraphRecord.Entry) -> [Int] {
        var found: [Int] = []
        for value in entry.arguments + entry.keywords.map(\.value) {
            Substitution.forEachReference(in: value) { if !found.contains($0) { found.append($0) } }
        }
        return found
    }

    private func label(of entry: GraphRecord.Entry) -> String {
        if case .module(let point) = entry.action { return point.label }
        let constants = entry.arguments.filter {
            !Substitution.containsReference($0) && FunctionNames.name(of: $0) == nil
        }
        let texts = constants.compactMap { try? evaluator.repr($0) }.filter { $0.count <= 12 }
        return texts.isEmpty ? entry.action.label : "\(entry.action.label) \(texts.joined(separator: ", "))"
    }

    private func quoted(_ text: String) -> String {
        let escaped = text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
        return "\"" + String(escaped) + "\""
    }

    private static func style(of action: Action) -> (shape: String, color: String) {
        switch action {
        case .module: ("box", "green4")
        case .swap, .skip: ("ellipse", "green4")
        case .stop, .exit: ("hexagon", "red")
        case .choose: ("hexagon", "#FF8C00")
        case .subgraph: ("hexagon", "purple")
        case .callModule: ("hexagon", "blue")
        case .given: ("box", "blue")
        case .update: ("ellipse", "blue")
        case .gradient: ("ellipse", "firebrick")
        case .binary, .unary, .compare, .contains, .getItem, .setItem, .deleteItem, .getAttribute, .setAttribute, .call,
            .log:
            ("ellipse", "black")
        }
    }

    /// The picture that Graphviz' `dot` draws; nil when it is not installed.
    func svg() throws -> String? {
        let process = DrawingProcess(["dot", "-Tsvg"])
        guard let text = process.output(for: try dot()), let start = text.range(of: "<svg") else { return nil }
        return String(text[start.lowerBound...])
    }
}

/// Another program that reads a text and writes one.
private struct DrawingProcess {
    private let arguments: [String]

    init(_ arguments: [String]) { self.arguments = arguments }

    /// What the program writes; nil when there is no such program or it fails.
    func output(for input: String) -> String? {
        var toChild: [Int32] = [0, 0]
        var fromChild: [Int32] = [0, 0]
        guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else { return nil }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
        posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1)
        for descriptor in toChild + fromChild { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let isStarted = posix_spawnp(&child, arguments[0], &actions, nil, &words, environ) == 0
        close(toChild[0])
        close(fromChild[1])
        guard isStarted else {
            close(toChild[1])
            close(fromChild[0])
            return nil
        }
        // The child reads all before it writes, so one after the other cannot block.
        let bytes = Array(input.utf8)
        _ = write(toChild[1], bytes, bytes.count)
        close(toChild[1])
        let result = DrawingProcess.read(fromChild[0])
        close(fromChild[0])
        var status: Int32 = 0
        waitpid(child, &status, 0)
        return status == 0 ? String(decoding: result, as: UTF8.self) : nil
    }

    private static func read(_ descriptor: Int32) -> [UInt8] {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return result }
            result += buffer[..<count]
        }
    }
}
