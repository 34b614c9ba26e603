import Foundation
import Language
import Torch

/// Runs cells as a notebook would: one namespace, and for each cell what it printed, its value and its error.
final class Cells {
    let evaluator = Evaluator()

    struct Outcome: Decodable {
        var stdout: String
        var result: String?
        var error: Failure?

        struct Failure: Decodable {
            var ename: String
            var evalue: String
        }
    }

    init() { TorchModules.register(in: evaluator) }

    func run(_ text: String) -> Outcome {
        let output = OutputBuffer()
        evaluator.output = output
        var outcome = Outcome(stdout: "", result: nil, error: nil)
        do {
            let value = try evaluator.run(Source(name: "test", text: text), in: evaluator.main.namespace)
            if let value, !value.isNone { outcome.result = try PrettyPrinter.text(value, evaluator) }
        } catch let error as PythonError {
            let message = (try? evaluator.str(.object(error.exception))) ?? ""
            outcome.error = Outcome.Failure(ename: error.type.name, evalue: message)
        } catch {
            outcome.error = Outcome.Failure(ename: "\(Swift.type(of: error))", evalue: "\(error)")
        }
        outcome.stdout = output.text
        return outcome
    }

    /// What a cell shows: its printed text and its value, or `Name: message`.
    func show(_ text: String) -> String {
        let outcome = run(text)
        if let error = outcome.error { return "\(error.ename): \(error.evalue)" }
        return outcome.stdout + (outcome.result ?? "")
    }
}

/// Runs a body on a thread with a stack as deep as that of the kernel's cell thread.
func onCellThread<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> Result {
    let box = ResultBox<Result>()
    let thread = Thread { box.finish(body()) }
    thread.stackSize = 64 << 20
    thread.start()
    return box.wait()
}

/// Carries one result from one thread to another.
private final class ResultBox<Result: Sendable>: @unchecked Sendable {  // The semaphore orders the accesses.
    private var result: Result?
    private let semaphore = DispatchSemaphore(value: 0)

    func finish(_ value: Result) {
        result = value
        semaphore.signal()
    }

    func wait() -> Result {
        semaphore.wait()
        guard let result else { preconditionFailure("the semaphore is signalled after the result is set") }
        return result
    }
}
