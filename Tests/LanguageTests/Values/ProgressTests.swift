import Language
import Testing

@Suite("A line tells how far something is")
struct ProgressTests {
    private let evaluator = Evaluator()
    private let output = OutputBuffer()

    init() { evaluator.output = output }

    @Test func whatIsQuickHasNoLine() {
        let progress = Progress(evaluator, after: .seconds(60))
        progress.show { "half" }
        progress.end { "done" }
        #expect(output.errorText.isEmpty)
    }

    @Test func theLineIsRenewedInItsPlaceAndEndsOnce() {
        let progress = Progress(evaluator, after: .zero)
        progress.show { "1 of 2" }
        progress.show { "too soon after the first" }
        progress.end { "2 in all" }
        #expect(output.errorText == "\r1 of 2\r2 in all\n")
    }

    @Test func whatGoesOnInsideStandsBehindInTheSameLine() {
        let outer = Progress(evaluator, after: .zero)
        let inner = Progress(evaluator, after: .zero)
        inner.show { "token 3" }
        inner.end { "3 tokens" }
        outer.end { "all prompts" }
        #expect(output.errorText == "\rtoken 3\rall prompts\n")
    }

    @Test func aLineOfAnEarlierCellIsNoneToStandIn() {
        let earlier = Progress(evaluator, after: .zero)
        let next = OutputBuffer()
        evaluator.output = next
        Progress(evaluator, after: .zero).show { "anew" }
        #expect(next.errorText == "\ranew")
        earlier.end { "" }
    }
}
