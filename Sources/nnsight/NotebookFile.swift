import Glibc
import Jupyter

/// The code cells of a file: of a notebook, or of a script that marks its cells with `# %%`.
struct NotebookFile {
    var cells: [String]
    /// Whether the value of a cell's last expression is shown; a plain script shows only what it prints.
    var showsResults: Bool

    /// Why a file has no cells for us.
    enum Failure: Error, CustomStringConvertible {
        case unreadable(path: String, reason: String)
        case notUTF8(path: String)
        case notANotebook(path: String, reason: String)

        var description: String {
            switch self {
            case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
            case .notUTF8(let path): "\(path) is not UTF-8 text"
            case .notANotebook(let path, let reason): "\(path) is not a notebook: \(reason)"
            }
        }
    }

    /// The path that means the standard input.
    static let standardInput = "-"

    /// A program that comes from no file.
    init(program: String) {
        cells = [program]
        showsResults = false
    }

    init(path: String) throws(Failure) {
        let bytes = try Self.read(path)
        if path.hasSuffix(".ipynb") {
            cells = try Self.notebookCells(bytes, path: path)
            showsResults = true
        } else {
            guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8(path: path) }
            cells = Self.scriptCells(text)
            showsResults = cells.count > 1
        }
    }

    private static func read(_ path: String) throws(Failure) -> [UInt8] {
        guard let file = path == standardInput ? fdopen(STDIN_FILENO, "r") : fopen(path, "r") else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&part, 1, part.count, file)
            guard count > 0 else { break }
            bytes += part.prefix(count)
        }
        guard ferror(file) == 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        return bytes
    }

    private static func notebookCells(_ bytes: [UInt8], path: String) throws(Failure) -> [String] {
        let notebook: JSON
        do { notebook = try JSON(parsing: bytes) } catch { throw .notANotebook(path: path, reason: "\(error)") }
        guard let cells = notebook["cells"]?.elements else {
            throw .notANotebook(path: path, reason: "it has no cells")
        }
        return cells.filter { $0["cell_type"]?.string == "code" }.map { cell in
            cell["source"]?.string ?? (cell["source"]?.elements ?? []).compactMap(\.string).joined()
        }
    }

    private static func scriptCells(_ text: String) -> [String] {
        var cells = [""]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("# %%") {
                cells.append("")
            } else {
                cells[cells.count - 1] += line + "\n"
            }
        }
        return cells.filter { $0.contains { !$0.isWhitespace } }
    }
}
