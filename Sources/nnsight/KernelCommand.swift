import ArgumentParser
import Glibc
import Jupyter

/// What JupyterLab starts: serves one front end until it says shutdown.
struct KernelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kernel", abstract: "Serve a Jupyter front end (started by it, not by hand).")

    @Option(name: [.long, .customShort("f")], help: "The connection file that the front end has written.")
    var connectionFile: String

    func run() throws {
        do {
            let connection = try ConnectionFile(path: connectionFile)
            let session = NNsight.session()
            let historyFile = Self.historyFile
            // The service reads code too, to complete it and to see whether it is whole: it needs as deep a stack.
            let code = try DeepThread.run("service") { () throws(KernelError) in
                try Service.run(connection: connection, executor: session, historyFile: historyFile)
            }
            // A cell may still run on its thread; leaving at once does not wait for it.
            _exit(code)
        } catch {
            complain("nnsight kernel: \(error)")
            throw ExitCode(error.exitCode)
        }
    }

    /// Where a program keeps what it remembers, by the XDG rules; nil when there is no home.
    private static var historyFile: String? {
        let environment = Environment()
        let folder = environment["XDG_STATE_HOME"] ?? environment["HOME"].map { $0 + "/.local/state" }
        return folder.map { $0 + "/nnsight/history.jsonl" }
    }
}
