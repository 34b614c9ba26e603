/// What the parser makes of a cell or a file: its statements, each with the span it was written at.
/// ★ The nodes are in `Statement.swift`, `Expression.swift`, `Definition.swift` and `Pattern.swift`.
package struct SyntaxTree: Sendable {
    package let source: Source
    package let statements: [Statement]
    /// Whether the last statement ends in `;`, which keeps a notebook from showing its value.
    package let endsInSemicolon: Bool

    package init(source: Source, statements: [Statement], endsInSemicolon: Bool = false) {
        self.source = source
        self.statements = statements
        self.endsInSemicolon = endsInSemicolon
    }

    /// The expression that the last statement consists of: what a cell shows as its result.
    package var lastExpression: Expression? {
        guard case .expression(let expression)? = statements.last?.kind else { return nil }
        return expression
    }
}

extension Sequence<Statement> where Self: BidirectionalCollection {
    /// The string that a body begins with: what `__doc__` is.
    package var docstring: String? {
        guard case .expression(let expression)? = first?.kind, case .constant(.string(let text)) = expression.kind
        else { return nil }
        return text
    }
}
