import FoundationEssentials
import Jupyter
import Language

/// Magics that take a whole cell: `%%capture`, `%%writefile`, `%%bash`, `%%html`.
enum CellMagics {
    static var all: [Magic] {
        [
            Magic(
                "capture", "Runs a cell and keeps what it prints and shows: %%capture name.",
                usage: "%%capture output", on: .cell, run: capture),
            Magic(
                "writefile", "Writes the cell into a file: %%writefile name.py, with -a to add to it.",
                usage: "%%writefile helpers.py", on: .cell, run: write),
            Magic(
                "file", "Writes the cell into a file, as %%writefile does.", usage: "%%file helpers.py", on: .cell,
                run: write),
            Magic(
                "script", "Runs the cell with a program: %%script bash.", usage: "%%script bash", on: .cell, run: script
            ),
            Magic("bash", "Runs the cell in the shell.", on: .cell) { call, shell in
                try ShellCommand(call.body ?? "").stream(shell)
                return .none
            },
            Magic("sh", "Runs the cell in the shell.", on: .cell) { call, shell in
                try ShellCommand(call.body ?? "").stream(shell)
                return .none
            },
            rich("html", "text/html"), rich("markdown", "text/markdown"), rich("latex", "text/latex"),
            rich("svg", "image/svg+xml"), rich("javascript", "application/javascript"),
        ]
    }

    /// `%%script program words`: the program reads the cell from its standard input.
    private static func script(_ call: Magic.Call, _ shell: Shell) throws -> Value {
        let program = call.words.filter { !$0.hasPrefix("--") }.joined(separator: " ")
        guard !program.isEmpty else { throw UsageError.make("%%script needs the name of a program") }
        var mark = "END_OF_CELL"
        while (call.body ?? "").contains(mark) { mark += "_" }
        try ShellCommand("\(program) <<'\(mark)'\n\(call.body ?? "")\n\(mark)").stream(shell)
        return .none
    }

    /// Shows the cell's text in a form of its own.
    private static func rich(_ name: String, _ type: String) -> Magic {
        Magic(name, "Shows the cell as \(name).", on: .cell) { call, shell in
            var bundle = MIMEBundle(text: "<IPython.core.display.\(name) object>")
            bundle[type] = .string(call.body ?? "")
            shell.evaluator.output.flush()
            DisplayModule.cell(shell.evaluator)?.display(bundle, id: nil)
            return .none
        }
    }

    private static func write(_ call: Magic.Call, _ shell: Shell) throws -> Value {
        let isAdding = call.words.contains("-a") || call.words.contains("--append")
        guard let name = call.words.first(where: { !$0.hasPrefix("-") }) else {
            throw UsageError.make("the following arguments are required: filename")
        }
        let exists = FileManager.default.fileExists(atPath: name)
        let before = isAdding ? (try? String(contentsOfFile: name, encoding: .utf8)) ?? "" : ""
        let body = call.body ?? ""
        let text = before + (body.hasSuffix("\n") || body.isEmpty ? body : body + "\n")
        guard (try? Data(text.utf8).write(to: URL(filePath: name))) != nil else {
            throw PythonError(.osError, "cannot write the file '\(name)'")
        }
        shell.print("\(!exists ? "Writing" : isAdding ? "Appending to" : "Overwriting") \(name)")
        return .none
    }

    private static func capture(_ call: Magic.Call, _ shell: Shell) throws -> Value {
        let recorder = CellRecorder()
        let outer = shell.evaluator.output
        shell.evaluator.output = CellStreams(recorder, allowsInput: false)
        defer { shell.evaluator.output = outer }
        let captured = CapturedOutput(recorder)
        if let name = call.words.first(where: { !$0.hasPrefix("-") }) {
            shell.evaluator.main.namespace[Symbol(name)] = .object(captured)
        }
        let value = try shell.runBody(of: call)
        if let value = value?.ifNotNone { recorder.display(try Renderer(shell.evaluator).bundle(for: value), id: nil) }
        return .none
    }
}

/// Keeps what a cell writes and shows, instead of sending it.
final class CellRecorder: CellOutput, @unchecked Sendable {  // Used on the cell thread alone.
    private(set) var text = ""
    private(set) var errorText = ""
    private(set) var bundles: [MIMEBundle] = []
    let updatesDisplays = false

    func write(_ text: String, to stream: Jupyter.OutputStream) {
        if stream == .stdout { self.text += text } else { errorText += text }
    }

    func flush() {}
    func display(_ bundle: MIMEBundle, id: String?) { bundles.append(bundle) }
    func update(_ bundle: MIMEBundle, id: String) {}
    func clear(wait: Bool) { bundles = [] }
    func page(_ bundle: MIMEBundle) {}
    func input(prompt: String, isPassword: Bool) throws(InputError) -> String { throw .notSupported }
}

/// What `%%capture name` keeps: `name.stdout`, `name.stderr`, `name.outputs`; `name()` and `name.show()` show it all.
final class CapturedOutput: Object {
    private let recorder: CellRecorder

    init(_ recorder: CellRecorder) { self.recorder = recorder }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) private static let typeObject = TypeObject(
        native: "CapturedIO", module: "IPython.utils.capture",
        methods: [
            NativeFunction("show", "(self)", "Shows what was captured.") { arguments, evaluator in
                try arguments[0].as(CapturedOutput.self)?.call(Arguments(), evaluator) ?? .none
            }
        ])

    override class var nativeType: TypeObject { typeObject }
    override var isCallable: Bool { true }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name.text {
        case "stdout": Value(recorder.text)
        case "stderr": Value(recorder.errorText)
        case "outputs": Value(recorder.bundles.map { .object(CapturedDisplay($0)) })
        default: try genericAttribute(name, evaluator)
        }
    }

    override func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        evaluator.output.write(recorder.text, to: .standardOutput)
        evaluator.output.write(recorder.errorText, to: .standardError)
        evaluator.output.flush()
        for bundle in recorder.bundles { DisplayModule.cell(evaluator)?.display(bundle, id: nil) }
        return .none
    }

    override func str(_ evaluator: Evaluator) throws -> String { recorder.text }
}

/// One value that a captured cell showed.
final class CapturedDisplay: Object {
    let bundle: MIMEBundle

    init(_ bundle: MIMEBundle) { self.bundle = bundle }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) private static let typeObject = TypeObject(
        native: "RichOutput", module: "IPython.utils.capture")

    override class var nativeType: TypeObject { typeObject }
    override func repr(_ evaluator: Evaluator) throws -> String { bundle.text ?? "" }
}
