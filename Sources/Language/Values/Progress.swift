/// A line that tells how far something is: it appears once that has taken half a second, is renewed in its place at most
/// eight times a second, and ends as one line.
///
///     let progress = Progress(evaluator)
///     progress.show { "generating · 12 of 50 tokens" }     // again and again
///     progress.end { "50 tokens in 3.2 s" }                // only if the line has appeared
///
/// What goes on inside something that has a line already stands behind it in that line: a loop over prompts with a model
/// that writes on is one line, and no line for each prompt.
public final class Progress {
    private let output: any Output
    private weak var evaluator: Evaluator?
    /// The line in which this one stands.
    private let outer: Progress?
    private let identifier = String(UInt64.random(in: .min ... .max), radix: 36)
    private let start = ContinuousClock.now
    private let patience: Duration
    private var lastShown: ContinuousClock.Instant?
    /// What was to be shown last, whether it was or not.
    private var line: () -> String = { "" }
    /// Whether the line is to be seen.
    public var isVisible: Bool { lastShown != nil }

    private static let interval = Duration.milliseconds(125)

    /// - Parameter isOwnLine: whether it has a line of its own even inside something that has one.
    public init(_ evaluator: Evaluator, after patience: Duration = .milliseconds(500), isOwnLine: Bool = false) {
        output = evaluator.output
        self.evaluator = evaluator
        self.patience = patience
        // A line of an earlier cell that never ended is none to stand in.
        let running = evaluator.progress.flatMap { $0.output === evaluator.output ? $0 : nil }
        outer = isOwnLine ? nil : running
        if running == nil { evaluator.progress = self }
    }

    /// How long it has taken so far.
    public var seconds: Double { start.duration(to: .now) / .seconds(1) }

    /// Shows the line, unless it is too early for it.
    public func show(_ line: @escaping () -> String) {
        self.line = line
        if let outer {
            guard outer.isDue else { return }
            return outer.put([outer.line(), line()].filter { !$0.isEmpty }.joined(separator: " · "), isLast: false)
        }
        if isDue { put(line(), isLast: false) }
    }

    /// Whether the time for the next state has come.
    private var isDue: Bool {
        guard let lastShown else { return start.duration(to: .now) >= patience }
        return lastShown.duration(to: .now) >= Progress.interval
    }

    /// Shows the last line if one is to be seen already, or if it is wanted anyway.
    public func end(isForced: Bool = false, _ line: () -> String) {
        if let evaluator, evaluator.progress === self { evaluator.progress = nil }
        if outer == nil, isVisible || isForced { put(line(), isLast: true) }
        lastShown = nil
    }

    private func put(_ line: String, isLast: Bool) {
        output.show(ProgressLine(identifier: identifier, text: line, isFirst: !isVisible, isLast: isLast))
        lastShown = .now
    }
}

/// One state of a progress line; the identifier says which line it is.
public struct ProgressLine: Sendable {
    public let identifier: String
    public let text: String
    public let isFirst: Bool
    public let isLast: Bool
}

extension Output {
    /// For terminals: the line over the one before.
    public func show(_ progress: ProgressLine) {
        write("\r\(progress.text)\(progress.isLast ? "\n" : "")", to: .standardError)
        flush()
    }
}
