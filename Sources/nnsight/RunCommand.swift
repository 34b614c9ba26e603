import ArgumentParser
import Jupyter
import Notebook

/// Runs a notebook or a script in the terminal.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a notebook or a script and print its outputs; exit code 1 on an error, or that of sys.exit().")

    @Argument(
        help: "An .ipynb file, or a .py file whose cells start with \"# %%\", or - for a script on standard input.")
    var file: String

    @Argument(parsing: .allUnrecognized, help: "What a script finds in sys.argv[1:].")
    var arguments: [String] = []

    func run() throws {
        let notebook = try NotebookFile(path: file)
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

    private func stop(
        _ error: CellError, in cell: Cell, of notebook: NotebookFile, _ output: TerminalOutput
    ) throws -> Never {
        if let exit = ProgramExit(error) { try exit.leave() }
        output.show(error)
        complain("nnsight run: \(error.name) in cell \(cell.executionCount) of \(notebook.cells.count) of \(file)")
        throw ExitCode.failure
    }
}
