/// Statements with blocks: `if`, `while`, `for`, `with`, and what all blocks have in common.
extension Parser {
    /// A compound statement, or nil if none begins here.
    func compoundStatement() throws(Failure) -> Statement? {
        let start = current.span
        guard let kind = try compoundStatementKind() else { return nil }
        return Statement(kind.statement, (kind.start ?? start).extended(to: previousInBlock))
    }

    private func compoundStatementKind() throws(Failure) -> (statement: Statement.Kind, start: Span?)? {
        switch kind {
        case .if: (try ifStatement(), nil)
        case .while: (try whileStatement(), nil)
        case .for: (try forStatement(), nil)
        case .with: (try withStatement(), nil)
        case .try: (try tryStatement(), nil)
        case .def: (try functionDefinition(decorators: []), nil)
        case .class: (try classDefinition(decorators: []), nil)
        case .at: try decorated()
        case .async: throw .error(unsupported("async"))
        case .name where isAt(word: "match"): try matchStatement().map { ($0, nil) }
        default: nil
        }
    }

    /// The last token that is not layout: a block ends with its last statement, not with the dedent after it.
    var previousInBlock: Span {
        var place = index - 1
        while place > 0, [.dedent, .newline].contains(tokens[place].kind) { place -= 1 }
        return tokens.indices.contains(place) ? tokens[place].span : current.span
    }

    /// The colon at the end of a head; at the end of the line its absence is certain.
    func colon() throws(Failure) {
        if accept(.colon) { return }
        guard isDiagnosing, kind == .newline else { throw .mismatch }
        throw .error(missing(.colon, at: furthest.span))
    }

    /// An indented block, or simple statements on the same line.
    func block(after head: String, at start: Span) throws(Failure) -> [Statement] {
        try nested { () throws(Failure) in
            var statements: [Statement] = []
            guard accept(.newline) else {
                try simpleStatements(into: &statements)
                return statements
            }
            guard accept(.indent) else { throw missingBlock(after: head, at: start) }
            repeat { try statement(into: &statements) } while kind != .dedent && kind != .end
            try expect(.dedent)
            return statements
        }
    }

    private func missingBlock(after head: String, at start: Span) -> Failure {
        guard isDiagnosing else { return .mismatch }
        let message = "expected an indented block after \(head) on line \(start.startLine)"
        return .error(
            SyntaxError(
                .indentation, message, at: furthest.span,
                help: "indent the lines that belong to it, or write `pass`"))
    }

    private func ifStatement() throws(Failure) -> Statement.Kind {
        var branches = [try branch("'if' statement")]
        while kind == .elif { branches.append(try branch("'elif' statement")) }
        return .if(branches, otherwise: try elseBlock())
    }

    private func branch(_ head: String) throws(Failure) -> Branch {
        let start = current.span
        index += 1
        let test = try namedExpression()
        try colon()
        let body = try block(after: head, at: start)
        return Branch(test: test, body: body, span: start.extended(to: previousInBlock))
    }

    func elseBlock() throws(Failure) -> [Statement] {
        let start = current.span
        guard accept(.else) else { return [] }
        try require(.colon)
        return try block(after: "'else' statement", at: start)
    }

    private func whileStatement() throws(Failure) -> Statement.Kind {
        let start = current.span
        index += 1
        let test = try namedExpression()
        try colon()
        let body = try block(after: "'while' statement", at: start)
        return .while(test: test, body: body, otherwise: try elseBlock())
    }

    private func forStatement() throws(Failure) -> Statement.Kind {
        let start = current.span
        index += 1
        let target = try comprehensionTarget()
        let iterable = try starExpressions()
        try colon()
        let body = try block(after: "'for' statement", at: start)
        return .for(target: target, iterable: iterable, body: body, otherwise: try elseBlock())
    }

    private func withStatement() throws(Failure) -> Statement.Kind {
        let start = current.span
        index += 1
        let parenthesized = try attempt(parenthesizedItems)
        let items = if let parenthesized { parenthesized } else { try withItems() }
        try colon()
        return .with(items, body: try block(after: "'with' statement", at: start))
    }

    /// `(a as b, c as d)`, if the colon or the end of the line follows.
    private func parenthesizedItems() throws(Failure) -> [WithItem] {
        try expect(.leftParenthesis)
        var items = [try withItem()]
        while accept(.comma), kind != .rightParenthesis { items.append(try withItem()) }
        try expect(.rightParenthesis)
        guard kind == .colon || isDiagnosing && kind == .newline else { throw .mismatch }
        return items
    }

    private func withItems() throws(Failure) -> [WithItem] {
        var items = [try withItem()]
        while accept(.comma) { items.append(try withItem()) }
        return items
    }

    private func withItem() throws(Failure) -> WithItem {
        let context = try expression()
        guard accept(.as) else { return WithItem(context: context, target: nil) }
        let start = index
        let target = try attempt { () throws(Failure) in
            let target = try starTarget()
            let isAtEnd = isDiagnosing && kind == .newline
            guard kind == .comma || kind == .rightParenthesis || kind == .colon || isAtEnd else { throw .mismatch }
            return target
        }
        if let target { return WithItem(context: context, target: target) }
        index = start
        if isDiagnosing, let value = try attempt(expression), let wrong = wrongTarget(in: value, for: .assignment),
            kind == .comma || kind == .rightParenthesis || kind == .colon
        {
            try fail("cannot assign to \(wrong.kind.description)", at: wrong.span)
        }
        throw .mismatch
    }
}
