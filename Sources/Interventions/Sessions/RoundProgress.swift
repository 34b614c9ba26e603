import Language

/// The line of something that happens again and again: the rounds of `session.iter`, the traces of a session, the tokens
/// that a model writes.
///
///     session.iter · 3 of 10 · 2.1 s
final class RoundProgress {
    private let name: String
    /// What is counted: `tokens`.
    private let unit: String
    private let total: Int?
    private let progress: Progress
    private(set) var count = 0

    init(_ name: String, total: Int?, unit: String = "", _ evaluator: Evaluator) {
        self.name = name
        self.total = total
        self.unit = unit.isEmpty ? "" : " \(unit)"
        progress = Progress(evaluator)
        show()
    }

    func advance() {
        count += 1
        show()
    }

    private func show() {
        let count = count
        let duration = progress
        progress.show { [name, unit, total] in
            "\(name) · \(count)\(total.map { " of \($0)" } ?? "")\(unit) · \(Quantity.duration(duration.seconds))"
        }
    }

    /// The last state, if there was a first one.
    func end() {
        progress.end { "\(name) · \(count)\(unit) in \(Quantity.duration(progress.seconds))" }
    }
}
