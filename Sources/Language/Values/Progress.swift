/// A line that tells how far something is: it appears once that has taken half a second, is renewed in its place at most
/// eight times a second, and ends as one line.
///
///     let progress = Progress(evaluator.output)
///     progress.show { "generating · 12 of 50 tokens" }     // again and again
///     progress.end { "50 tokens in 3.2 s" }                // only if the line has appeared
public final class Progress {
    private let output: any Output
    private let identifier = String(UInt64.random(in: .min ... .max), radix: 36)
    private let start = ContinuousClock.now
    private let patience: Duration
    private var lastShown: ContinuousClock.Instant?
    /// Whether the line is to be seen.
    public var isVisible: Bool { lastShown != nil }

    private static let interval = Duration.milliseconds(125)

    public init(_ output: any Output, after patience: Duration = .milliseconds(500)) {
        self.output = output
        self.patience = patience
    }

    /// How long it has taken so far.
    public var seconds: Double { start.duration(to: .now) / .seconds(1) }

    /// Shows the line, unless it is too early for it.
    public func show(_ line: () -> String) {
        let now = ContinuousClock.now
        if let lastShown {
            guard lastShown.duration(to: now) >= Progress.interval else { return }
        } else {
            guard start.duration(to: now) >= patience else { return }
        }
        put(line(), isLast: false)
        lastShown = now
    }

    /// Shows the last line if one is to be seen already, or if it is wanted anyway.
    public func end(isForced: Bool = false, _ line: () -> String) {
        if isVisible || isForced { put(line(), isLast: true) }
        lastShown = nil
    }

    private func put(_ line: String, isLast: Bool) {
        output.show(ProgressLine(identifier: identifier, text: line, isFirst: !isVisible, isLast: isLast))
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
