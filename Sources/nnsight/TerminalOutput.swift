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

    func flush() {}
    func display(_ bundle: MIMEBundle, id: String?) { write((bundle.text ?? "") + "\n", to: .stdout) }
    func update(_ bundle: MIMEBundle, id: String) { display(bundle, id: id) }
    func clear(wait: Bool) {}
    func page(_ bundle: MIMEBundle) { display(bundle, id: nil) }

    func input(prompt: String, isPassword: Bool) throws(InputError) -> String {
        write(prompt, to: .stdout)
        guard let line = readLine() else { throw .endOfFile }
        return line
    }
}
