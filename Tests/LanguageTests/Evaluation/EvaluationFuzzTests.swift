import Foundation
import Language
import Testing

@Suite("Programs with random faults run without a crash or a hang")
struct EvaluationFuzzTests {
    /// 300 programs, or as many as the environment variable EVALUATION_FUZZ says.
    static let count = ProcessInfo.processInfo.environment["EVALUATION_FUZZ"].flatMap { Int($0) } ?? 300

    @Test("The programs are right before they are spoiled", arguments: evaluationPrograms)
    func rightPrograms(_ program: String) { #expect(error(of: program) == nil) }

    @Test("Each spoiled program ends with a value or an error within the step limit")
    func spoiledPrograms() {
        let slowest = SlowestRun()
        let finished = DispatchSemaphore(value: 0)
        let thread = Thread {
            var generator = SeededGenerator(state: 20_240_602)
            for _ in 0..<EvaluationFuzzTests.count { slowest.note(EvaluationFuzz.runOne(using: &generator)) }
            finished.signal()
        }
        thread.stackSize = 256 << 20
        thread.start()
        finished.wait()
        #expect(slowest.seconds < 30, "\(slowest.program)")
        #expect(slowest.errors > EvaluationFuzzTests.count / 3)
        #expect(slowest.errors < EvaluationFuzzTests.count)
    }
}

/// One spoiled program, run under a step limit.
enum EvaluationFuzz {
    struct Run {
        let program: String
        let seconds: Double
        let failed: Bool
    }

    static func runOne(using generator: inout SeededGenerator) -> Run {
        let program =
            generator.below(4) == 0
            ? ProgramMutation.spoiled(evaluationPrograms, using: &generator)
            : ProgramMutation.rearranged(evaluationPrograms, using: &generator)
        let start = ContinuousClock.now
        let failed = fails(program)
        return Run(program: program, seconds: start.duration(to: .now) / .seconds(1), failed: failed)
    }

    private static func fails(_ program: String) -> Bool {
        let evaluator = Evaluator()
        evaluator.output = OutputBuffer()
        evaluator.stepsLeft = 20_000
        do {
            _ = try evaluator.run(Source(cell: 1, text: program), in: evaluator.main.namespace)
            return false
        } catch let error as PythonError {
            _ = try? evaluator.str(.object(error.exception))
            return true
        } catch {
            return true
        }
    }
}

/// The longest run, and how many failed. The semaphore of the test orders the accesses.
private final class SlowestRun: @unchecked Sendable {
    private(set) var seconds = 0.0
    private(set) var program = ""
    private(set) var errors = 0

    func note(_ run: EvaluationFuzz.Run) {
        if run.failed { errors += 1 }
        guard run.seconds > seconds else { return }
        seconds = run.seconds
        program = run.program
    }
}
