import Notebook
import ArgumentParser
import Jupyter
import Language

/// The command line: `nnsight kernel`, `install`, `uninstall`, `run` and `repl`.
@main
struct NNsight: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nnsight",
        abstract: "Look into neural networks from a notebook: nnsight as a Jupyter kernel.",
        version: Release.version,
        subcommands: [
            KernelCommand.self, InstallCommand.self, UninstallCommand.self, RunCommand.self, ReplCommand.self,
        ]
    )

    static func main() {
        NativeHeap.prepare()
        main(nil)
    }

    /// The language that all subcommands run.
    static func session() -> any CellExecutor { CellSession() }
}
