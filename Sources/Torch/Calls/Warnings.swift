import Language
import Tensors

/// Warnings of torch, given through Python's `warnings`, at the line of the user's code.
///
///     try Warnings.showPending(evaluator)   // cell 3, line 1: UserWarning: Using a target size (…)
enum Warnings {
    /// Shows what operations told beside their results.
    @inline(__always)
    static func showPending(_ evaluator: Evaluator) throws {
        if !Notices.pending.isEmpty { try show(Notices.take(), evaluator) }
    }

    @inline(never)
    private static func show(_ messages: [String], _ evaluator: Evaluator) throws {
        for message in messages { try warn(message, .userWarning, evaluator) }
    }

    static func warn(
        _ message: String, _ category: TypeObject, _ evaluator: Evaluator
    ) throws {
        // Modules of torch that are written in Python have names in angle brackets; the user's line is further out.
        let inner = evaluator.currentFrames.prefix { $0.source.name.hasPrefix("<") && $0.source.name.hasSuffix(">") }
        let arguments = Language.Arguments([Value(message), .object(category), .int(inner.count + 1)])
        _ = try PythonModule.call("warn", of: "warnings", arguments, evaluator)
    }
}
