import Language

/// What `get_ipython()` gives: the commands of a notebook that are not Python.
final class Shell: Object {
    let evaluator: Evaluator
    let userModules: UserModules
    let history: CellHistory
    /// Where `%cd -` goes.
    var earlierDirectory: String?

    init(_ evaluator: Evaluator, _ userModules: UserModules, _ history: CellHistory) {
        self.history = history
        self.evaluator = evaluator
        self.userModules = userModules
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "InteractiveShell", module: "IPython.core.interactiveshell",
        methods: [
            method("run_line_magic", "(self, magic_name, line, **kwargs)", "Runs a line magic.") { shell, arguments in
                let line = shell.expand(try shell.text(arguments[2]))
                return try Magic.named(try shell.text(arguments[1]), onCell: false)
                    .run(Magic.Call(arguments: line, body: nil), shell)
            },
            method("run_cell_magic", "(self, magic_name, line, cell)", "Runs a cell magic.") { shell, arguments in
                let call = Magic.Call(
                    arguments: try shell.text(arguments[2]), body: try shell.text(arguments[3]))
                return try Magic.named(try shell.text(arguments[1]), onCell: true).run(call, shell)
            },
            method("magic", "(self, arg_s)", "Runs a line magic written as one text.") { shell, arguments in
                let text = try shell.text(arguments[1])
                let name = text.prefix { $0 != " " }
                return try Magic.named(String(name), onCell: false)
                    .run(Magic.Call(arguments: text.dropFirst(name.count).trimmingSpaces, body: nil), shell)
            },
            method("run_cell", "(self, raw_cell, **kwargs)", "Runs more code of the notebook.") { shell, arguments in
                let text = CellText(try shell.text(arguments[1]), shell.evaluator).program
                return try shell.evaluator.run(
                    Source(name: "<run_cell>", text: text), in: shell.evaluator.main.namespace) ?? .none
            },
            method("system", "(self, cmd)", "Runs a command and streams what it prints.") { shell, arguments in
                try ShellCommand(shell.expand(shell.text(arguments[1]))).stream(shell)
                return .none
            },
            method("getoutput", "(self, cmd)", "The lines that a command prints.") { shell, arguments in
                let command = ShellCommand(shell.expand(try shell.text(arguments[1])))
                return try shell.lineList(try command.lines(shell))
            },
            method("show_help", "(self, name, detail=0)", "Shows what is known of a name.") { shell, arguments in
                try shell.showHelp(shell.text(arguments[1]), detail: try shell.evaluator.index(arguments[2]))
                return .none
            },
        ],
        attributes: [
            (
                "user_ns",
                .object(
                    NativeProperty("user_ns", "The names of the notebook.") { _, evaluator in
                        try evaluator.attribute(.__dict__, of: .object(evaluator.main)) ?? .none
                    })
            )
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

    /// Lines as IPython's `SList`.
    private func lineList(_ lines: [String]) throws -> Value {
        let module = try evaluator.modules.import("IPython.utils.text", evaluator)
        let list = Value(lines.map { Value($0) })
        return try module.namespace["SList"].map { try evaluator.call($0, [list]) } ?? list
    }

    func print(_ line: String) { evaluator.output.write(line + "\n", to: .standardOutput) }

    func showHelp(_ name: String, detail: Int) throws {
        guard let bundle = try Inspection(evaluator).bundle(for: name, detail: detail) else {
            print("Object `\(name)` not found.")
            return
        }
        (evaluator.output as? CellStreams)?.cell.page(bundle)
    }

    // MARK: Code of magics

    /// Runs the cell below a magic; its errors show the lines of the whole cell.
    func runBody(of call: Magic.Call) throws -> Value? { try run(call.body ?? "", linesBefore: 1) }

    /// Runs the rest of a magic's line.
    func runLine(of call: Magic.Call) throws -> Value? { try run(call.arguments, linesBefore: 0) }

    private func run(_ code: String, linesBefore: Int) throws -> Value? {
        let place = evaluator.currentPlace
        let line = max(1, Int(place?.span.startLine ?? 1)) - 1 + linesBefore
        let padding = String(repeating: "\n", count: line)
        let number = place?.source.cellNumber
        let source = Source(
            name: place?.source.name ?? "<magic>", text: padding + CellText(code).program, cellNumber: number,
            written: padding + code)
        return try evaluator.run(source, in: evaluator.main.namespace)
    }

    // MARK: Variables in commands

    /// `{name}` and `$name` in a command stand for values of the notebook; what has no value stays as it is.
    func expand(_ command: String) -> String {
        guard command.contains(where: { $0 == "{" || $0 == "$" }) else { return command }
        var result = ""
        var rest = command[...]
        while let character = rest.popFirst() {
            switch character {
            case "{":
                if let end = rest.firstIndex(of: "}"), let text = value(of: String(rest[..<end])) {
                    result += text
                    rest = rest[rest.index(after: end)...]
                    continue
                }
            case "$":
                let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                if let value = evaluator.main.namespace[Symbol(String(name))], let text = try? evaluator.str(value) {
                    result += text
                    rest = rest.dropFirst(name.count)
                    continue
                }
            default: break
            }
            result.append(character)
        }
        return result
    }

    private func value(of expression: String) -> String? {
        let source = Source(name: "<expression>", text: expression)
        guard let value = try? evaluator.evaluate(source, in: evaluator.main.namespace) else { return nil }
        return try? evaluator.str(value)
    }
}
