import FoundationEssentials
import Jupyter
import Language

/// `%run script.py words` and `%run other.ipynb`: the names of the file become the notebook's.
enum RunMagic {
    static var all: [Magic] {
        [
            Magic(
                "run", "Runs a .py file or the cells of an .ipynb file in this notebook; -t tells the time it takes.",
                usage: "%run script.py", run: run)
        ]
    }

    private static func run(_ call: Magic.Call, _ shell: Shell) throws -> Value {
        let options = call.words.prefix { $0.hasPrefix("-") }
        let words = call.words.dropFirst(options.count)
        guard let first = words.first else { throw UsageError.make("you must provide at least a filename.") }
        let path = try path(of: first.filter { $0 != "\"" && $0 != "'" })
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw PythonError(.exception, "File `'\(path)'` not found.")
        }
        let runsCells = path.hasSuffix(".ipynb")
        try keeping(["__file__", "__name__"], shell.evaluator.main.namespace) { names in
            names["__file__"] = Value(path)
            if options.contains("-n"), !runsCells { names["__name__"] = Value(stem(of: path)) }
            try withArguments([path] + words.dropFirst(), shell) {
                try Timing.timed(options.contains("-t"), shell) {
                    runsCells ? try runCells(of: text, path, shell) : try runScript(text, path, shell)
                }
            }
        }
        return .none
    }

    /// The file of a name that may lack its ending.
    private static func path(of name: String) throws -> String {
        let isWhole = name.hasSuffix(".py") || name.hasSuffix(".ipynb") || FileManager.default.fileExists(atPath: name)
        return isWhole ? name : name + ".py"
    }

    /// `helpers` of `tools/helpers.py`
    private static func stem(of path: String) -> String {
        let file = path.split(separator: "/").last ?? ""
        return file.lastIndex(of: ".").map { String(file[..<$0]) } ?? String(file)
    }

    private static func runScript(_ text: String, _ path: String, _ shell: Shell) throws {
        _ = try shell.evaluator.run(Source(name: path, text: text), in: shell.evaluator.main.namespace)
    }

    /// Runs the code cells one after another; their last expressions are not shown.
    private static func runCells(of text: String, _ path: String, _ shell: Shell) throws {
        guard let notebook = try? JSON(parsing: Array(text.utf8)), let cells = notebook["cells"]?.elements else {
            throw PythonError(.valueError, "'\(path)' is not a notebook: it has no list of cells")
        }
        for (index, cell) in cells.enumerated() where cell["cell_type"]?.string == "code" {
            let lines = cell["source"]?.elements?.compactMap(\.string)
            let code = lines?.joined() ?? cell["source"]?.string ?? ""
            let source = Source(
                name: "\(path), cell \(index + 1)", text: CellText(code, shell.evaluator).program, written: code)
            _ = try shell.evaluator.run(source, in: shell.evaluator.main.namespace)
        }
    }

    /// Runs something that sets these names, and gives them their values back.
    private static func keeping(
        _ names: [Symbol], _ namespace: Namespace, _ body: (Namespace) throws -> Void
    ) rethrows {
        let kept = names.map { ($0, namespace[$0]) }
        defer {
            for (name, value) in kept {
                if let value { namespace[name] = value } else { _ = namespace.remove(name) }
            }
        }
        try body(namespace)
    }

    /// The words after the file's name are `sys.argv` while it runs.
    private static func withArguments(_ words: [String], _ shell: Shell, _ body: () throws -> Void) throws {
        let system = try shell.evaluator.modules.import("sys", shell.evaluator)
        let outer = system.namespace["argv"]
        system.namespace["argv"] = Value(words.map { Value($0) })
        defer { system.namespace["argv"] = outer }
        try body()
    }
}
