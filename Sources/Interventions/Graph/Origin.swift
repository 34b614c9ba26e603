import Language

/// Where a node was made: a source and the span of the expression.
package struct Origin {
    package let source: Source
    package let span: Span
}

extension Evaluator {
    /// The words that are being evaluated.
    var currentOrigin: Origin? { currentPlace.map { Origin(source: $0.source, span: $0.span) } }
}
