import Language

/// A line in the cell that grows while a file comes: `model.safetensors:  42% 1.2 of 2.9 MB`.
final class DownloadProgress {
    private let evaluator: Evaluator
    private var shown = ""
    private var share = -1

    init(_ evaluator: Evaluator) { self.evaluator = evaluator }

    /// Shows how much of a file is there; false when the user has interrupted the cell.
    func show(_ file: String, _ count: Int, of size: Int) -> Bool {
        guard !evaluator.interrupt.isRaised else { return false }
        guard size > 0, !file.isEmpty else { return true }
        let percent = Int(Double(count) / Double(size) * 100)
        guard percent != share || file != shown else { return true }
        (shown, share) = (file, percent)
        let line = "\r\(file): \(percent)% \(Self.megabytes(count)) of \(Self.megabytes(size)) MB"
        evaluator.output.write(line + (count == size ? "\n" : ""), to: .standardError)
        evaluator.output.flush()
        return true
    }

    /// With one digit: 2.9
    private static func megabytes(_ bytes: Int) -> String {
        let tenths = (bytes + 52_428) / 104_858
        return "\(tenths / 10).\(tenths % 10)"
    }
}
