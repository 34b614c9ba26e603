import Language

/// Puts an error that happened while the model ran on the words of the cell that asked for it.
enum Blame {
    /// The same error with the place where the node was made as its innermost frame, unless a user's function that the
    /// node called is there already.
    static func error(_ error: PythonError, on node: Node) -> PythonError {
        guard let origin = node.origin, !error.exception.isBlamed else { return error }
        error.exception.isBlamed = true
        error.exception.frames.append(
            TraceFrame(source: origin.source, functionName: "<module>", span: origin.span))
        return error
    }
}
