import Foundation
import Language
import Synchronization
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
            var fuzz = EvaluationFuzz()
            for _ in 0..<EvaluationFuzzTests.count { slowest.note(fuzz.runOne(using: &generator)) }
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

/// Spoiled programs, each run under a step limit.
///
/// A few follow each other in one session, as cells do: to import the modules afresh takes longer than a program. One
/// that goes on in native code, such as `list(itertools.count())`, is interrupted as a user would.
struct EvaluationFuzz {
    struct Run {
        let program: String
        let seconds: Double
        let failed: Bool
    }

    private var evaluator = Evaluator()
    private var runs = 0
    private let impatience = Impatience()
    private static let runsOfSession = 20

    mutating func runOne(using generator: inout SeededGenerator) -> Run {
        let program =
            generator.below(4) == 0
            ? ProgramMutation.spoiled(evaluationPrograms, using: &generator)
            : ProgramMutation.rearranged(evaluationPrograms, using: &generator)
        if runs % EvaluationFuzz.runsOfSession == 0 { evaluator = Evaluator() }
        runs += 1
        let start = ContinuousClock.now
        impatience.wait(for: evaluator.interrupt)
        let failed = fails(program)
        impatience.wait(for: nil)
        return Run(program: program, seconds: start.duration(to: .now) / .seconds(1), failed: failed)
    }

    private func fails(_ program: String) -> Bool {
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

/// Interrupts what runs for longer than three seconds, and again while it goes on.
private final class Impatience: Sendable {
    private let running = Mutex<(interrupt: Interrupt, since: ContinuousClock.Instant)?>(nil)

    init() {
        Thread.detachNewThread { [weak self] in
            while let self {
                running.withLock { running in
                    if let running, running.since.duration(to: .now) > .seconds(3) { running.interrupt.raise() }
                }
                Thread.sleep(forTimeInterval: 0.2)
            }
        }
    }

    /// Nil when the program has ended; a request that came too late for it must not stop the next one.
    func wait(for interrupt: Interrupt?) {
        running.withLock { running in
            running?.interrupt.clear()
            running = interrupt.map { ($0, .now) }
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
