import Jupyter
import Language

/// What `print` and `input` of the language write to and ask, for one cell.
final class CellStreams: Language.Output {
    /// Where displays go.
    let cell: any CellOutput
    private let allowsInput: Bool

    init(_ cell: any CellOutput, allowsInput: Bool) {
        self.cell = cell
        self.allowsInput = allowsInput
    }

    func write(_ text: String, to stream: Language.OutputStream) {
        cell.write(text, to: stream == .standardOutput ? .stdout : .stderr)
    }

    func flush() { cell.flush() }

    func requestInput(prompt: String, isPassword: Bool) -> String? {
        guard allowsInput else { return nil }
        return try? cell.input(prompt: prompt, isPassword: isPassword)
    }
}
