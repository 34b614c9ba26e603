import Language
import Models

/// The lines of a model that comes: one for each file from the hub, then one for its weights.
///
///     downloading model.safetensors · 42 % · 1.2 MB of 2.9 MB · 3.1 s
///     loading gpt2 · 38 % · 208.0 MB of 548.0 MB · 1.2 s
final class LoadingProgress {
    private let evaluator: Evaluator
    private var current: (what: String, progress: Progress)?

    init(_ evaluator: Evaluator) { self.evaluator = evaluator }

    /// Has the steps of a loading tell how far they are; an interrupt of the cell ends them.
    func follow(_ options: inout LoadingOptions, of name: String) {
        options.onProgress = { file, count, size in
            guard !self.evaluator.interrupt.isRaised else { return false }
            if size > 0, !file.isEmpty { self.show("downloading \(file)", "\(file) downloaded", count, of: size) }
            return true
        }
        options.onWeights = { count, size in
            try self.evaluator.interrupt.check()
            self.show("loading \(name)", "\(name) loaded", count, of: size)
        }
    }

    private func show(_ doing: String, _ done: String, _ count: Int, of size: Int) {
        if current?.what != doing { current = (doing, Progress(evaluator)) }
        guard let progress = current?.progress else { return }
        guard count < size else {
            progress.end { "\(done) · \(Quantity.bytes(size)) · \(Quantity.duration(progress.seconds))" }
            return current = nil
        }
        progress.show {
            let percent = Int(Double(count) / Double(size) * 100)
            return "\(doing) · \(percent) % · \(Quantity.bytes(count)) of \(Quantity.bytes(size)) · "
                + Quantity.duration(progress.seconds)
        }
    }
}
