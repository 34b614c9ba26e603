import Synchronization

/// A toy language for tests and for trying a front end: a cell's value is its own text.
///
///     "hello"         ► result hello                  "print …"     ► … on stdout
///     "error …"       ► the error EchoError: …        "print N …"   ► … N times
///     "input …"       ► result: what the user typed   "wait"        ► runs until interrupted
package final class EchoExecutor: CellExecutor {
    private let interruption = Monitor(false)

    package init() {}

    package let identity = KernelIdentity(implementation: "echo", version: "1.0", banner: "Echo: says what you say")

    package func execute(_ cell: Cell, output: any CellOutput) -> CellResult {
        interruption.update { $0 = false }
        let words = cell.source.split(separator: " ", maxSplits: 1).map(String.init)
        let rest = words.count > 1 ? words[1] : ""
        switch words.first {
        case nil: return .ok(nil)
        case "print": return write(rest, output)
        case "error": return .error(CellError(name: "EchoError", message: rest, traceback: ["EchoError: \(rest)"]))
        case "input": return ask(rest, output)
        case "display": return show(rest, output)
        case "page":
            output.page(MIMEBundle(text: rest))
            return .ok(nil)
        case "wait":
            interruption.wait { $0 ? () : nil }
            return .error(Self.interrupted)
        default: return .ok(MIMEBundle(text: cell.source))
        }
    }

    private static let interrupted = CellError(
        name: "KeyboardInterrupt", message: "", traceback: ["KeyboardInterrupt"])

    private func write(_ text: String, _ output: any CellOutput) -> CellResult {
        let words = text.split(separator: " ", maxSplits: 1)
        if words.count == 2, let count = Int(words[0]), count < 1_000_000 {
            for _ in 0..<max(0, count) { output.write(words[1] + "\n", to: .stdout) }
        } else {
            output.write(text + "\n", to: .stdout)
        }
        return .ok(nil)
    }

    private func ask(_ prompt: String, _ output: any CellOutput) -> CellResult {
        do {
            return .ok(MIMEBundle(text: try output.input(prompt: prompt, isPassword: false)))
        } catch {
            switch error {
            case .interrupted: return .error(Self.interrupted)
            case .notSupported, .endOfFile:
                return .error(CellError(name: "EOFError", message: "no input", traceback: ["EOFError: no input"]))
            }
        }
    }

    private func show(_ text: String, _ output: any CellOutput) -> CellResult {
        output.display(MIMEBundle(text: text), id: "echo")
        output.update(MIMEBundle(text: text + " again"), id: "echo")
        return .ok(nil)
    }

    package func evaluate(_ expression: String, output: any CellOutput) -> CellResult {
        execute(Cell(expression, isSilent: true), output: output)
    }

    package func interrupt() { interruption.update { $0 = true } }

    package func complete(_ code: String, cursor: Int, whileRunning: Bool) -> Completion {
        let commands = ["print", "error", "input", "display", "page", "wait"]
        let typed = String(String.UnicodeScalarView(code.unicodeScalars.prefix(cursor)))
        let matches = commands.filter { $0.hasPrefix(typed) }
        return Completion(matches: matches.map { .init($0, kind: "function") }, start: 0, end: cursor)
    }

    package func inspect(_ code: String, cursor: Int, detail: Int, whileRunning: Bool) -> MIMEBundle? {
        code.isEmpty ? nil : MIMEBundle(text: "The text \"\(code)\".")
    }

    package func completeness(of code: String) -> Completeness {
        code.hasSuffix("\\") ? .incomplete(indent: "") : .complete
    }

    package func shutdown() {}
}
