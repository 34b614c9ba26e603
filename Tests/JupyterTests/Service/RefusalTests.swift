import Testing

import Jupyter

@Suite struct RefusalTests {
    private func request(dated date: String) -> Message {
        let header = Header(id: "1", session: "s", type: "execute_request", username: "u", date: date)
        return Message(identities: [], header: header, content: [:])
    }

    /// Whether cells of these dates, coming one after the other, are refused after a failure at second 100.
    private func answers(_ dates: [String], after first: [String] = [], late: Duration = .zero) -> [Bool] {
        let now = ContinuousClock.now
        var refusal = Refusal(failure: 100, refused: first.map(request), now: now)
        return dates.map { refusal.covers(request(dated: $0), now: now + late) }
    }

    @Test func aCellWrittenBeforeTheFailureIsRefusedForAMoment() {
        #expect(answers(["1970-01-01T00:01:39Z"]) == [true])
        #expect(answers(["1970-01-01T00:01:39Z"], late: .milliseconds(200)) == [false])
    }

    @Test func aCellWrittenAfterTheFailureIsRun() {
        #expect(answers(["1970-01-01T00:01:41Z", "nonsense"]) == [false, false])
    }

    @Test func aCellWrittenDirectlyAfterARefusedOneIsRefusedToo() {
        let dates = ["1970-01-01T00:01:40.002Z", "1970-01-01T00:01:40.005Z", "1970-01-01T00:01:40.012Z"]
        #expect(answers(dates, after: ["1970-01-01T00:01:39.999Z"]) == [true, true, false])
    }
}
