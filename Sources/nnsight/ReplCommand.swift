import ArgumentParser
import Jupyter

/// A plain prompt in the terminal.
struct ReplCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repl", abstract: "Type cells at a prompt; Control-C interrupts, Control-D leaves.")

    func run() throws {
        let session = NNsight.session()
        let thread = try CellThread(executor: session)
        let output = TerminalOutput()
        var prompt = LinePrompt(interrupts: thread.wakePipe)
        output.write(session.identity.banner + "\n", to: .stdout)
        var count = 0
        while let source = Self.readCell(&prompt, session) {
            guard source.contains(where: { !$0.isWhitespace }) else { continue }
            if ["exit", "quit"].contains(source.filter { !$0.isWhitespace }) { return }
            count += 1
            try show(thread.run(Cell(source, executionCount: count, allowsInput: true), output: output), output)
        }
    }

    /// Reads lines until they are a whole cell; nil at the end of the input.
    private static func readCell(_ prompt: inout LinePrompt, _ session: any CellExecutor) -> String? {
        var source = ""
        while true {
            switch prompt.readLine(source.isEmpty ? ">>> " : "... ") {
            case .endOfFile: return source.isEmpty ? nil : source
            case .interrupted: source = ""
            case .line(let line):
                source += line + "\n"
                switch session.completeness(of: source) {
                case .incomplete where !line.isEmpty: continue
                case .complete, .incomplete, .invalid, .unknown: return source
                }
            }
        }
    }

    private func show(_ result: CellResult, _ output: TerminalOutput) throws {
        switch result {
        case .ok(let bundle): if let bundle { output.display(bundle, id: nil) }
        case .error(let error):
            if let exit = ProgramExit(error) { try exit.leave() }
            output.show(error)
        case .aborted: break
        }
    }
}
