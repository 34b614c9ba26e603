import Testing

import Jupyter

@Suite struct TimestampTests {
    @Test func datesOfHeadersAreRead() {
        #expect(Timestamp.seconds(from: "1970-01-01T00:01:00.5+00:00") == 60.5)
        #expect(Timestamp.seconds(from: "1970-01-01T01:00:00+01:00") == 0)
        #expect(Timestamp.seconds(from: "2001-09-09T01:46:40Z") == 1_000_000_000)
        #expect(Timestamp.seconds(from: "yesterday") == nil)
        #expect(Timestamp.seconds(from: "99999999999-99-99T99:99:99") == nil)
    }

    @Test func ourOwnTextIsTheMomentItWasWritten() throws {
        let seconds = try #require(Timestamp.seconds(from: Timestamp.text()))
        #expect(abs(seconds - Timestamp.now()) < 1)
    }
}
