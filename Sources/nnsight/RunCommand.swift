import ArgumentParser
import Jupyter

/// Runs a notebook or a script in the terminal.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a notebook or a script and print its outputs; exit code 1 on an error.")

    @Argument(help: "An .ipynb file, or a .py file whose cells start with \"# %%\".")
    var file: String

    func run() throws {
        let notebook = try NotebookFile(path: file)
        let thread = try CellThread(executor: NNsight.session())
        let output = TerminalOutput()
        for (index, source) in notebook.cells.enumerated() {
            let cell = Cell(source, executionCount: index + 1, allowsInput: true)
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
        output.show(error)
        complain("nnsight run: \(error.name) in cell \(cell.executionCount) of \(notebook.cells.count) of \(file)")
        throw ExitCode.failure
    }
}
