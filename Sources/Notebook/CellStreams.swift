import Jupyter
import Language

/// What `print` and `input` of the language write to and ask, for one cell.
final class CellStreams: Language.Output {
    /// Where displays go.
    let cell: any CellOutput
    private let allowsInput: Bool
    private var logged = LoggedLines()

    init(_ cell: any CellOutput, allowsInput: Bool) {
        self.cell = cell
        self.allowsInput = allowsInput
    }

    func write(_ text: String, to stream: Language.OutputStream) {
        cell.write(text, to: stream == .standardOutput ? .stdout : .stderr)
    }

    func flush() { cell.flush() }

    func log(_ line: String) {
        if logged.passes(line) { write(line + "\n", to: .standardOutput) }
    }

    /// Writes what the log kept back.
    func finish() {
        for line in logged.rest { write(line + "\n", to: .standardOutput) }
        logged = LoggedLines()
        flush()
    }

    /// A display that is updated in place; a line on the error stream where displays cannot be updated.
    func show(_ progress: ProgressLine) {
        guard cell.updatesDisplays else {
            return write("\r\(progress.text)\(progress.isLast ? "\n" : "")", to: .standardError)
        }
        var bundle = MIMEBundle(text: progress.text)
        // By this a program tells it from results.
        bundle.metadata = ["nnsight": "progress"]
        cell.flush()
        if progress.isFirst {
            cell.display(bundle, id: progress.identifier)
        } else {
            cell.update(bundle, id: progress.identifier)
        }
    }

    func requestInput(prompt: String, isPassword: Bool) -> String? {
        guard allowsInput else { return nil }
        return try? cell.input(prompt: prompt, isPassword: isPassword)
    }
}
