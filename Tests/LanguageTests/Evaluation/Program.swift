import Foundation
import Testing

import Language

/// Runs programs for tests, on a thread with a stack as large as the kernel's.
enum Program {
    /// Expects what a program prints; the last line end does not count.
    static func expect(_ text: String, prints expected: String, at location: SourceLocation = #_sourceLocation) throws {
        let outcome = run([text])
        #expect(outcome.error == nil, sourceLocation: location)
        #expect(outcome.output == expected, sourceLocation: location)
    }

    /// What cells print, one after another in one session, and the error that ended the last one.
    static func run(_ cells: [String], prepare: @escaping @Sendable (Evaluator) -> Void = { _ in }) -> Outcome {
        let box = OutcomeBox()
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            box.outcome = evaluate(cells, prepare)
            done.signal()
        }
        thread.stackSize = 256 << 20
        thread.start()
        done.wait()
        return box.outcome
    }

    struct Outcome: Sendable {
        var output = ""
        /// `ValueError: text`
        var error: String?
        /// The spans of the frames, from the outermost in, as text.
        var places: [String] = []
        var help: String?
        /// `repr` of the last cell's value.
        var result: String?
    }

    private static func evaluate(_ cells: [String], _ prepare: (Evaluator) -> Void) -> Outcome {
        let evaluator = Evaluator()
        let buffer = OutputBuffer()
        evaluator.output = buffer
        prepare(evaluator)
        var outcome = Outcome()
        for (index, cell) in cells.enumerated() {
            outcome.error = nil
            outcome.result = nil
            do {
                let value = try evaluator.run(Source(cell: index + 1, text: cell), in: evaluator.main.namespace)
                outcome.result = try value.map { try evaluator.repr($0) }
            } catch let error as PythonError {
                note(error, evaluator, in: &outcome)
            } catch {
                outcome.error = "\(error)"
            }
        }
        outcome.output = buffer.text.hasSuffix("\n") ? String(buffer.text.dropLast()) : buffer.text
        return outcome
    }

    private static func note(_ error: PythonError, _ evaluator: Evaluator, in outcome: inout Outcome) {
        let message = (try? evaluator.str(.object(error.exception))) ?? "?"
        outcome.error = "\(error.type.name): \(message)"
        outcome.places = error.exception.frames.map { $0.source.text(of: $0.span) }
        outcome.help = error.exception.help
    }
}

/// Carries the outcome from the thread that ran the program; the semaphore orders the accesses.
private final class OutcomeBox: @unchecked Sendable {
    var outcome = Program.Outcome()
}
