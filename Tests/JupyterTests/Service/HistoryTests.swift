import Glibc
import Testing

import Jupyter

@Suite struct HistoryTests {
    private func filled() -> History {
        let history = History()
        for (index, input) in ["x = 1", "y = 2", "x = 1", "print(x)"].enumerated() {
            history.append(line: index + 1, input: input)
        }
        return history
    }

    @Test func theTailIsTheLatestLines() {
        #expect(filled().answer(HistoryQuery(.tail(count: 1))) == [[1, 4, "print(x)"]])
        #expect(filled().answer(HistoryQuery(.tail(count: .max))).count == 4)
    }

    @Test func aRangeEndsBeforeItsStop() {
        #expect(filled().answer(HistoryQuery(.range(session: 0, start: 1, stop: 2))) == [[1, 1, "x = 1"]])
        #expect(filled().answer(HistoryQuery(.range(session: 1, start: 3, stop: nil))).count == 2)
        #expect(filled().answer(HistoryQuery(.range(session: 1_000_000_000, start: 9, stop: -9))).isEmpty)
        #expect(filled().answer(HistoryQuery(.range(session: .min, start: 0, stop: 9))).isEmpty)
    }

    @Test func aSearchCanLeaveRepetitionsOut() {
        let all = filled().answer(HistoryQuery(.search(pattern: "x*", count: nil, unique: false)))
        #expect(all == [[1, 1, "x = 1"], [1, 3, "x = 1"]])
        #expect(filled().answer(HistoryQuery(.search(pattern: "x*", count: nil, unique: true))) == [[1, 3, "x = 1"]])
    }

    @Test func resultsAreListedWhenWanted() {
        let history = filled()
        history.setOutput("2", ofLine: 2)
        #expect(
            history.answer(HistoryQuery(.range(session: 0, start: 2, stop: 4), wantsOutput: true))
                == [[1, 2, ["y = 2", "2"]], [1, 3, ["x = 1", nil]]])
    }

    @Test func theNextSessionFindsTheLinesInTheFile() {
        let file = "/tmp/nnsight-history-\(getpid())-\(Outbox.randomID())/lines.jsonl"
        defer {
            unlink(file)
            rmdir(String(file.prefix { _ in true }.dropLast("/lines.jsonl".count)))
        }
        History(file: file, sessionID: "one").append(line: 1, input: "a\nb")
        let next = History(file: file, sessionID: "two")
        next.append(line: 1, input: "c")
        #expect(next.answer(HistoryQuery(.tail(count: 9))) == [[1, 1, "a\nb"], [2, 1, "c"]])
        #expect(next.answer(HistoryQuery(.range(session: -1, start: 1, stop: 2))) == [[1, 1, "a\nb"]])
    }

    @Test func aFileThatCannotBeWrittenIsNoError() {
        let history = History(file: "/proc/none/lines.jsonl")
        history.append(line: 1, input: "a")
        #expect(history.answer(HistoryQuery(.tail(count: 1))) == [[1, 1, "a"]])
    }
}

@Suite struct GlobTests {
    @Test(arguments: [
        ("1+2+3", "1?2*", true), ("abc", "a*c", true), ("abc", "a*d", false), ("", "*", true), ("a", "", false),
    ])
    func starsAndQuestionMarksMatch(_ text: String, _ pattern: String, _ matches: Bool) {
        #expect(Glob.matches(text, pattern) == matches)
    }

    @Test func aNastyPatternEndsSoon() {
        let text = String(repeating: "a", count: 5_000)
        #expect(!Glob.matches(text, String(repeating: "*a", count: 500) + "b"))
    }
}
