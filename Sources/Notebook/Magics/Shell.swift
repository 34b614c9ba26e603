import Interventions
import Language

/// What `get_ipython()` gives: the commands of a notebook that are not Python.
final class Shell: Object {
    let evaluator: Evaluator
    /// Runs more source text in the notebook's own namespace, magics included.
    let runSource: (String) throws -> Value?

    init(_ evaluator: Evaluator, runSource: @escaping (String) throws -> Value?) {
        self.evaluator = evaluator
        self.runSource = runSource
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "InteractiveShell", module: "IPython.core.interactiveshell",
        methods: [
            method("run_line_magic", "(self, magic_name, line, **kwargs)", "Runs a line magic.") { shell, arguments in
                try shell.run(arguments[1], Magic.Call(arguments: shell.text(arguments[2]), body: nil))
            },
            method("run_cell_magic", "(self, magic_name, line, cell)", "Runs a cell magic.") { shell, arguments in
                try shell.run(
                    arguments[1], Magic.Call(arguments: shell.text(arguments[2]), body: shell.text(arguments[3])))
            },
            method("system", "(self, cmd)", "Runs a command and streams what it prints.") { shell, arguments in
                try ShellCommand(shell.text(arguments[1])).stream(shell)
                return .none
            },
            method("getoutput", "(self, cmd)", "The lines that a command prints.") { shell, arguments in
                Value(try ShellCommand(shell.text(arguments[1])).lines(shell).map { Value($0) })
            },
            method("show_help", "(self, name, detail=0)", "Shows what is known of a name.") { shell, arguments in
                try shell.showHelp(shell.text(arguments[1]), detail: try shell.evaluator.index(arguments[2]))
                return .none
            },
        ])

    override class var nativeType: TypeObject { typeObject }

    private static func method(
        _ name: String, _ signature: Signature, _ summary: String,
        _ body: @escaping (Shell, borrowing Arguments) throws -> Value
    ) -> NativeFunction {
        NativeFunction(name, signature, summary) { arguments, _ in
            guard let shell = arguments[0].as(Shell.self) else { return .none }
            return try body(shell, arguments)
        }
    }

    func text(_ value: Value) throws -> String { try evaluator.str(value) }

    func print(_ line: String) { evaluator.output.write(line + "\n", to: .standardOutput) }

    private func run(_ name: Value, _ call: Magic.Call) throws -> Value {
        try Magic.named(try text(name)).run(call, self)
    }

    private func showHelp(_ name: String, detail: Int) throws {
        guard let bundle = try Inspection(evaluator).bundle(for: name, detail: detail) else {
            print("Object `\(name)` not found.")
            return
        }
        (evaluator.output as? CellStreams)?.cell.page(bundle)
    }
}
