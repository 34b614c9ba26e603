import ArgumentParser
import Jupyter
import Notebook

/// Runs a notebook, a script or a saved graph in the terminal.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a notebook, a script or a saved graph and print its outputs; exit code 1 on an error."
    )

    @Argument(
        help:
            "An .ipynb file, a .py file (cells start with \"# %%\"), - for standard input, or a graph's .json file."
    )
    var file: String

    @Option(help: "For a graph: the name or the folder of the language model that it is run with.")
    var model: String?

    @Option(help: "For a graph: the prompt.")
    var prompt: String?

    @Argument(parsing: .allUnrecognized, help: "What a script finds in sys.argv[1:].")
    var arguments: [String] = []

    func validate() throws {
        if file.hasSuffix(".json"), model == nil || prompt == nil {
            throw ValidationError("a graph needs --model and --prompt")
        }
    }

    func run() throws {
        let notebook = try cells()
        let thread = try CellThread(executor: CellSession(arguments: [file] + arguments))
        let output = TerminalOutput()
        for (index, source) in notebook.cells.enumerated() {
            let cell = Cell(source, executionCount: index + 1, allowsInput: file != NotebookFile.standardInput)
            switch thread.run(cell, output: output) {
            case .ok(let bundle?) where notebook.showsResults: output.display(bundle, id: nil)
            case .ok: break
            case .error(let error): try stop(error, in: cell, of: notebook, output)
            case .aborted: throw ExitCode.failure
            }
        }
    }

    private func cells() throws -> NotebookFile {
        guard file.hasSuffix(".json"), let model, let prompt else { return try NotebookFile(path: file) }
        return NotebookFile(program: GraphProgram(graph: file, model: model, prompt: prompt).text)
    }

    private func stop(
        _ error: CellError, in cell: Cell, of notebook: NotebookFile, _ output: TerminalOutput
    ) throws -> Never {
        if let exit = ProgramExit(error) { try exit.leave() }
        output.show(error)
        complain("nnsight run: \(error.name) in cell \(cell.executionCount) of \(notebook.cells.count) of \(file)")
        throw ExitCode.failure
    }
}

/// The program that loads a saved graph, runs it with a model and prints what it saved.
struct GraphProgram {
    let graph: String
    let model: String
    let prompt: String

    var text: String {
        """
        import nnsight
        with open(\(literal(graph))) as file:
            graph = nnsight.Graph.from_json(file.read())
        for name, value in graph.run(nnsight.LanguageModel(\(literal(model))), \(literal(prompt))).items():
            print(name, "=", value)
        """
    }

    /// A text as the language writes it.
    private func literal(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\\": "\\\\"
            case "'": "\\'"
            case "\n": "\\n"
            case "\r": "\\r"
            default: String(scalar)
            }
        }
        return "'" + escaped.joined() + "'"
    }
}
