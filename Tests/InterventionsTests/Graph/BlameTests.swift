import Language
import Testing

/// Errors stand at the words of the cell that asked for what failed, with advice.
struct BlameTests {
    /// The words at which an error stands, innermost, and its advice.
    private func failure(_ text: String) throws -> (words: String?, help: String?) {
        do {
            try Program().run(text)
            return (nil, nil)
        } catch let failure as Failure {
            let error = failure.error
            return (error.exception.frames.last.map { $0.source.text(of: $0.span) }, error.exception.help)
        }
    }

    @Test(arguments: ["torch.zeros(1, 5)", "'hello'"])
    func aWrongReplacementIsBlamedAndNotTheTrace(_ value: String) throws {
        let words = try failure(
            """
            with model.trace(x):
                model.layer1.output = \(value)
                output = model.output.save()
            """
        ).words
        #expect(words?.contains("model.layer1.output") == true)
    }

    @Test func aGradientThatNeverCameSaysWhy() throws {
        let help = try failure(
            """
            with model.trace(x):
                model.layer1.output.requires_grad = True
                gradient = model.layer1.output.grad.save()
                output = model.output.save()
            print(gradient)
            """
        ).help
        #expect(help == "no backward pass reached this value after `.grad` was read")
    }

    @Test func aTraceInsideATraceNamesTheWayOut() throws {
        let help = try failure(
            """
            with model.trace(x):
                with model.trace(torch.ones(1, 2)):
                    output = model.output.save()
            """
        ).help
        #expect(help?.contains("model.session()") == true)
    }

    @Test func tracerStopKeepsWhatWasReadSoFar() throws {
        let printed = try Program().run(
            """
            with model.trace(x) as tracer:
                hidden = model.layer1.output.save()
                tracer.stop()
            print(hidden)
            """)
        #expect(printed == "tensor([[4., 4., 4.]])\n")
    }

    @Test func tracerStopMayStandFirst() {
        #expect(throws: Never.self) { try Program().run("with model.trace(x) as tracer:\n    tracer.stop()") }
    }
}
