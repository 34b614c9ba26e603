/// Where a cell writes to: made for each cell, and reached through `evaluator.output`.
public protocol Output: AnyObject {
    func write(_ text: String, to stream: OutputStream)
    func flush()
    /// Writes a line that a model tells while it runs; of very many the last ones may be kept back until the end.
    func log(_ line: String)
    /// Shows a line in the place of the one that had the same identifier.
    func show(_ progress: ProgressLine)
    /// One line from the user, without its line end; nil when nobody can be asked.
    func requestInput(prompt: String, isPassword: Bool) -> String?
}

public enum OutputStream: Sendable { case standardOutput, standardError }

extension Output {
    public func log(_ line: String) { write(line + "\n", to: .standardOutput) }
}

/// Keeps what was written: for tests and for captured cells.
public final class OutputBuffer: Output {
    public private(set) var text = ""
    public private(set) var errorText = ""
    /// The lines that `input()` gets, first to last.
    public var inputLines: [String] = []

    public init() {}

    public func write(_ text: String, to stream: OutputStream) {
        switch stream {
        case .standardOutput: self.text += text
        case .standardError: errorText += text
        }
    }

    public func flush() {}

    public func requestInput(prompt: String, isPassword: Bool) -> String? {
        text += prompt
        return inputLines.isEmpty ? nil : inputLines.removeFirst()
    }
}
