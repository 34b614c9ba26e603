import Language

/// Puts an error that happened while the model ran on the words of the cell that asked for it.
enum Blame {
    private static let mark: Symbol = "__is_blamed__"

    /// The same error with the place where the node was made as its innermost frame, unless a user's function that the
    /// node called is there already.
    static func error(_ error: PythonError, on node: Node) -> PythonError {
        guard let origin = node.origin, error.exception.fields[mark] == nil else { return error }
        error.exception.fields[mark] = .bool(true)
        error.exception.frames.append(
            TraceFrame(source: origin.source, functionName: "<module>", span: origin.span))
        return error
    }
}
