import Language

/// What can go wrong with interventions themselves, as data; the sentence is written once, in `pythonError`.
package enum InterventionError {
    /// A value is read that no run has set.
    case valueNotSet(Node)
    /// `.output` outside of a block.
    case noOpenTrace(attribute: String)
    case invokeInsideInvoke
    case noInputs
    case exitOutsideSession
    /// A value that is only known when the model runs decides something now.
    case notKnownYet(use: String)
    /// A replacement depends on a module that runs after the one it is for.
    case replacementTooLate(path: String, side: String)
    /// A replacement has another number of rows than the part of the batch that it replaces.
    case wrongRowCount(path: String, expected: Int, found: Int)
    /// A value of another trace that was not kept is used.
    case otherGraph(Node)
    /// A module cannot be skipped for some rows of a batch only.
    case skipInOneInvoke(path: String)
    /// Something stands in a graph that cannot be written as data.
    case notData(String)
    /// A function that is not in the list of those that a saved graph may call.
    case functionNotListed(String)

    package var pythonError: PythonError {
        switch self {
        case .valueNotSet(let node):
            return PythonError(.valueError, "Accessing value before it's been set.")
                .with(help: node.reasonForAbsence ?? node.whyNotSet)
                .pointing(at: node.origin, as: "the value is made here")
        case .noOpenTrace(let attribute):
            return PythonError(.valueError, "`.\(attribute)` has a value only inside a `with model.trace(...)` block")
        case .invokeInsideInvoke:
            return PythonError(.exception, "Can't create an invoker context with one already open!")
        case .noInputs:
            return PythonError(.valueError, "Can't execute on no inputs!")
        case .exitOutsideSession:
            return PythonError(
                .exception, "Early exit is only supported for sequential graph-based contexts.")
        case .notKnownYet(let use):
            return PythonError(.typeError, "this value is not known before the model runs, so it cannot \(use)")
        case .replacementTooLate(let path, let side):
            return PythonError(
                .valueError,
                "the new \(side) of '\(path)' depends on a module that runs later: it would come too late")
        case .otherGraph(let node):
            let error = PythonError(
                .valueError, "a value of another trace is used here, and it was not saved: \(node.name)")
            return error.with(help: "add .save() to the value in its own trace, or put both traces into one session")
                .pointing(at: node.origin, as: "the value is made here")
        case .skipInOneInvoke(let path):
            return PythonError(
                .valueError, "'\(path)' cannot be skipped in one invoke only: the other rows need it"
            )
            .with(help: "set its output instead: `module.output = value`")
        case .notData(let text):
            return PythonError(.valueError, "this graph cannot be written as data: it holds \(text)")
        case .functionNotListed(let name):
            return PythonError(.valueError, "Function with name `\(name)` not in function whitelist.")
        case .wrongRowCount(let path, let expected, let found):
            return PythonError(
                .valueError, "the new value for '\(path)' has \(found) rows where this invoke has \(expected)")
        }
    }
}

extension Node {
    /// Why there is no value, and what to do about it.
    fileprivate var whyNotSet: String {
        if isRecorded {
            return
                "it is known when its block has run: make inputs before the block, or use one model.session() for both"
        }
        guard isSaved else { return "add .save() to the value inside the block to keep it" }
        switch action {
        case .gradient: return "no backward pass reached it: call .backward() on a loss inside the block"
        case .module(let point): return "the run did not come to '\(point.path.dropFirst())', or not as often as asked"
        default: return "what it depends on was not computed in the run"
        }
    }
}
