/// After a failed cell: which of the following cells were sent in the belief that it would succeed.
///
/// "Run all" sends its cells in one burst, and a quick kernel may fail the first before it has seen the last. So the
/// error is told only when no cell has come for a moment (`quiet`), and a cell that comes within 100 ms is refused when
/// it was written, by its header's date, before the error was told, or directly after a refused one (`gap`). As the gap
/// is shorter than the quiet moment, what is written in answer to the error is never refused.
package struct Refusal: Sendable {
    /// How long no cell must have come before an error is told, and how long is waited for that at most.
    static let quiet = Duration.milliseconds(8)
    static let longestWait = Duration.milliseconds(50)
    /// Seconds between two cells of a burst, at most.
    private static let gap = 0.004
    private static let span = Duration.milliseconds(100)

    private let failure: Double
    private var end: ContinuousClock.Instant
    /// When the last refused cell was written.
    private var latest: Double

    package init(failure: Double = Timestamp.now(), refused: [Message] = [], now: ContinuousClock.Instant = .now) {
        self.failure = failure
        end = now + Self.span
        latest = refused.compactMap { Timestamp.seconds(from: $0.header.date) }.max() ?? -.infinity
    }

    /// Whether a cell belongs to the burst, of which it is then the last one.
    package mutating func covers(_ request: Message, now: ContinuousClock.Instant = .now) -> Bool {
        guard now < end, let date = Timestamp.seconds(from: request.header.date) else { return false }
        guard date < failure || (latest...(latest + Self.gap)).contains(date) else { return false }
        latest = max(latest, date)
        end = now + Self.span
        return true
    }
}
