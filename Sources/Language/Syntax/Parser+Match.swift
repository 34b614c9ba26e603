/// `match` and `case`, which are words only at the beginning of their lines.
extension Parser {
    /// Nil if the line turns out to be an expression such as `match(x)` or an assignment to `match`.
    func matchStatement() throws(Failure) -> Statement.Kind? {
        guard nextKind == .not || nextKind == .lambda || startsExpression(nextKind) else { return nil }
        let start = current.span
        return try attempt { () throws(Failure) in
            let subject = try matchHead()
            return .match(subject: subject, try matchCases(from: start))
        }
    }

    private func matchHead() throws(Failure) -> Expression {
        let opensCall = nextKind == .leftParenthesis || nextKind == .leftBracket
        index += 1
        let subject = try matchSubject()
        if opensCall, kind == .newline { throw .mismatch }
        try colon()
        return subject
    }

    private func matchSubject() throws(Failure) -> Expression {
        let start = current.span
        let first = try starNamedExpression()
        guard kind == .comma else {
            if case .starred = first.kind { throw .mismatch }
            return first
        }
        let items = try list(from: first, of: starNamedExpression)
        return Expression(.tuple(items), span(from: start))
    }

    private func matchCases(from start: Span) throws(Failure) -> [MatchCase] {
        try nested { () throws(Failure) in
            try expect(.newline)
            guard accept(.indent) else {
                guard isDiagnosing else { throw .mismatch }
                let message = "expected an indented block after 'match' statement on line \(start.startLine)"
                throw .error(SyntaxError(.indentation, message, at: furthest.span))
            }
            var cases: [MatchCase] = []
            repeat { cases.append(try matchCase()) } while isAt(word: "case")
            try expect(.dedent)
            return cases
        }
    }

    private func matchCase() throws(Failure) -> MatchCase {
        guard isAt(word: "case") else { throw .mismatch }
        let start = current.span
        index += 1
        let pattern = try patterns()
        let condition = accept(.if) ? try namedExpression() : nil
        try colon()
        let body = try block(after: "'case' statement", at: start)
        return MatchCase(
            pattern: pattern, guard: condition, body: body, span: start.extended(to: previousInBlock))
    }
}
