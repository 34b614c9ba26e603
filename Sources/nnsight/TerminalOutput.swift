import Glibc
import Jupyter

/// The outputs of a cell as plain text on a terminal.
///
/// Displays show their text form; an update of a display is printed again, and nothing can be cleared.
final class TerminalOutput: CellOutput {
    func write(_ text: String, to stream: OutputStream) {
        let descriptor = stream == .stdout ? STDOUT_FILENO : STDERR_FILENO
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return }
            bytes = bytes.dropFirst(max(0, count))
        }
    }

    /// Writes an error's lines, without colours where no terminal shows them.
    func show(_ error: CellError) {
        let text = error.traceback.joined(separator: "\n") + "\n"
        write(isatty(STDERR_FILENO) == 1 ? text : Self.withoutColours(text), to: .stderr)
    }

    /// Leaves out the escape sequences that end in "m".
    private static func withoutColours(_ text: String) -> String {
        var parts = text.split(separator: "\u{1B}[", omittingEmptySubsequences: false)[...]
        let first = parts.popFirst() ?? ""
        return parts.reduce(into: String(first)) { $0 += $1.drop { $0 != "m" }.dropFirst() }
    }

    func flush() {}
    func display(_ bundle: MIMEBundle, id: String?) { write((bundle.text ?? "") + "\n", to: .stdout) }
    func update(_ bundle: MIMEBundle, id: String) { display(bundle, id: id) }
    var updatesDisplays: Bool { false }
    func clear(wait: Bool) {}
    func page(_ bundle: MIMEBundle) { display(bundle, id: nil) }

    func input(prompt: String, isPassword: Bool) throws(InputError) -> String {
        write(prompt, to: .stdout)
        guard let line = readLine() else { throw .endOfFile }
        return line
    }
}
