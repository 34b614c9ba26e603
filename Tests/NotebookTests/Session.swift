import Foundation
import Jupyter
import Language
import Notebook

/// Runs cells in one session, on a thread with a stack as large as the kernel's, and asks it questions afterwards.
enum Session {
    static func answer<Answer: Sendable>(
        after cells: [String] = [], _ question: @escaping @Sendable (CellSession) -> Answer
    ) -> Answer? {
        let box = Box<Answer>()
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            let session = CellSession()
            for (index, cell) in cells.enumerated() {
                _ = session.execute(Jupyter.Cell(cell, executionCount: index + 1), output: SilentOutput())
            }
            box.answer = question(session)
            done.signal()
        }
        thread.stackSize = 256 << 20
        thread.start()
        done.wait()
        return box.answer
    }

    /// The text of a last cell's result; the error's name and message when it fails.
    static func result(_ cells: String...) -> String? {
        answer(after: Array(cells.dropLast())) { session in
            switch session.execute(Jupyter.Cell(cells.last ?? "", executionCount: cells.count), output: SilentOutput())
            {
            case .ok(let bundle): bundle?.text
            case .error(let error): "\(error.name): \(error.message)"
            case .aborted: nil
            }
        } ?? nil
    }

    /// Every form of a last cell's result; the lines of the error, without colours, as text when it fails.
    static func bundle(_ cells: [String]) -> MIMEBundle? {
        answer(after: Array(cells.dropLast())) { session in
            switch session.execute(Jupyter.Cell(cells.last ?? "", executionCount: cells.count), output: SilentOutput())
            {
            case .ok(let bundle): bundle
            case .error(let error):
                MIMEBundle(
                    text: error.traceback.joined(separator: "\n").replacing(/\u{1B}\[[0-9;]*m/, with: ""))
            case .aborted: nil
            }
        } ?? nil
    }

    /// The texts that completion offers at the end of code.
    static func matches(_ code: String, after cells: String...) -> [String] {
        answer(after: cells) {
            $0.complete(code, cursor: code.unicodeScalars.count, whileRunning: false).matches.map(\.text)
        }
            ?? []
    }
}

/// Carries an answer from the session's thread; the semaphore orders the accesses.
private final class Box<Answer>: @unchecked Sendable {
    var answer: Answer?
}

/// A front end that looks away.
private final class SilentOutput: CellOutput {
    func write(_ text: String, to stream: Jupyter.OutputStream) {}
    func flush() {}
    func display(_ bundle: MIMEBundle, id: String?) {}
    func update(_ bundle: MIMEBundle, id: String) {}
    func clear(wait: Bool) {}
    func page(_ bundle: MIMEBundle) {}
    func input(prompt: String, isPassword: Bool) throws(InputError) -> String { throw .notSupported }
}
