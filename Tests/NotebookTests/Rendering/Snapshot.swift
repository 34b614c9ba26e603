import Foundation
import Jupyter

/// A file that says what a cell shows: the cells, the text, the HTML with a line for each block, and the other forms.
///
/// With `RECORD_SNAPSHOTS=1` in the environment the tests write the files anew; read the difference before you keep it.
struct Snapshot: Equatable {
    let cells: [String]
    var text = ""
    var html = ""
    var forms = ""

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Snapshots")

    static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil }

    /// The names of all files, without `.txt`.
    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    }()

    /// Reads the sections `-- cell`, `-- text`, `-- html` and `-- forms` of a file.
    init(named name: String) throws {
        let file = try String(contentsOf: Snapshot.url(name), encoding: .utf8)
        var sections: [(title: String, body: String)] = []
        for line in file.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("-- ") {
                sections.append((String(line.dropFirst(3)), ""))
            } else if !sections.isEmpty {
                sections[sections.count - 1].body += line + "\n"
            }
        }
        func body(_ title: String) -> [String] {
            sections.filter { $0.title == title }.map { $0.body.trimmingCharacters(in: .newlines) }
        }
        cells = body("cell")
        text = body("text").first ?? ""
        html = body("html").first ?? ""
        forms = body("forms").first ?? ""
    }

    /// What the cells show now.
    init(of cells: [String]) {
        self.cells = cells
        guard let bundle = Session.bundle(cells) else { return }
        text = Snapshot.trimmed(bundle.text ?? "")
        html = bundle.html.map(ReadableMarkup.text) ?? ""
        forms = (bundle.data.members ?? []).map(\.name).sorted().joined(separator: ", ")
    }

    func write(named name: String) throws {
        let parts = cells.map { ("cell", $0) } + [("text", text), ("html", html), ("forms", forms)]
        let file = parts.filter { !$0.1.isEmpty }.map { "-- \($0.0)\n\($0.1)\n" }.joined()
        try file.write(to: Snapshot.url(name), atomically: true, encoding: .utf8)
    }

    private static func url(_ name: String) -> URL { folder.appending(path: name + ".txt") }

    private static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .newlines) }
}

/// HTML with a line for each block, indented, and without the bytes of pictures.
enum ReadableMarkup {
    private static let blocks: Set<String> = ["div", "table", "tr", "details", "summary", "img"]

    static func text(_ html: String) -> String {
        let short = html.replacing(/base64,[A-Za-z0-9+\/=]+/, with: "base64,…")
        var (lines, depth) = ([""], 0)
        for match in short.matches(of: /<(\/?)([a-z]+)[^>]*>|[^<]+/) {
            let name = match.output.2.map(String.init) ?? ""
            let isBlock = blocks.contains(name)
            let isEnd = match.output.1 == "/"
            if isBlock, isEnd, name != "img" { depth -= 1 }
            if isBlock, !isEnd || name != "summary" && lines.last?.contains("<\(name)") != true {
                lines.append(String(repeating: "  ", count: max(depth, 0)))
            }
            lines[lines.count - 1] += match.output.0
            if isBlock, !isEnd, name != "img" { depth += 1 }
        }
        return lines.dropFirst().joined(separator: "\n")
    }
}
