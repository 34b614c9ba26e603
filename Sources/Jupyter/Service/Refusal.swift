/// After a failed cell: which of the following cells were sent in the belief that it would succeed.
///
/// "Run all" sends its cells in one burst, and a quick kernel may fail the first before it has seen the last. So a cell
/// is refused too when it comes within 100 ms and was written, by its header's date, before the failure was told.
package struct Refusal: Sendable {
    private let failure: Double
    private let end: ContinuousClock.Instant

    static let span = Duration.milliseconds(100)

    package init(failure: Double = Timestamp.now(), now: ContinuousClock.Instant = .now) {
        self.failure = failure
        self.end = now + Self.span
    }

    package func covers(_ request: Message, now: ContinuousClock.Instant = .now) -> Bool {
        guard now < end, let date = Timestamp.seconds(from: request.header.date) else { return false }
        return date < failure
    }
}
