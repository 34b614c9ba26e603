/// Statements of one line, and the lists of statements that they form.
extension Parser {
    func module() throws(Failure) -> SyntaxTree {
        var statements: [Statement] = []
        while kind != .end { try statement(into: &statements) }
        return SyntaxTree(source: source, statements: statements, endsInSemicolon: endsInSemicolon)
    }

    private var endsInSemicolon: Bool {
        let last = tokens.last { $0.kind != .end && $0.kind != .newline && $0.kind != .dedent }
        return last?.kind == .semicolon
    }

    /// A compound statement, or all the simple ones of a line.
    func statement(into statements: inout [Statement]) throws(Failure) {
        if let compound = try compoundStatement() {
            statements.append(compound)
        } else {
            try simpleStatements(into: &statements)
        }
    }

    /// `a; b; c` up to the end of the line.
    func simpleStatements(into statements: inout [Statement]) throws(Failure) {
        repeat {
            statements.append(try simpleStatement())
        } while accept(.semicolon) && kind != .newline
        try expect(.newline)
    }

    private func simpleStatement() throws(Failure) -> Statement {
        let start = current.span
        let kind = try simpleStatementKind()
        return Statement(kind, span(from: start))
    }

    private func simpleStatementKind() throws(Failure) -> Statement.Kind {
        switch kind {
        case .pass: return word(.pass)
        case .break: return word(.break)
        case .continue: return word(.continue)
        case .return: return try returnStatement()
        case .raise: return try raiseStatement()
        case .import: return try importStatement()
        case .from: return try importFromStatement()
        case .del: return try deleteStatement()
        case .assert: return try assertStatement()
        case .global: return .global(try nameList())
        case .nonlocal: return .nonlocal(try nameList())
        default: return try expressionStatement()
        }
    }

    private func word(_ kind: Statement.Kind) -> Statement.Kind {
        index += 1
        return kind
    }

    private func returnStatement() throws(Failure) -> Statement.Kind {
        index += 1
        return .return(startsExpression(kind) ? try starExpressions() : nil)
    }

    private func raiseStatement() throws(Failure) -> Statement.Kind {
        index += 1
        guard startsExpression(kind) else { return .raise(nil, cause: nil) }
        let exception = try expression()
        return .raise(exception, cause: accept(.from) ? try expression() : nil)
    }

    private func assertStatement() throws(Failure) -> Statement.Kind {
        index += 1
        let test = try expression()
        return .assert(test, message: accept(.comma) ? try expression() : nil)
    }

    private func nameList() throws(Failure) -> [Name] {
        index += 1
        var names = [try name()]
        while accept(.comma) { names.append(try name()) }
        return names
    }

    private func deleteStatement() throws(Failure) -> Statement.Kind {
        index += 1
        let start = index
        let targets = try attempt { () throws(Failure) in
            var targets: [Expression] = []
            repeat {
                let target = try primary()
                guard isDeletable(target) else { throw .mismatch }
                targets.append(target)
            } while accept(.comma) && kind != .newline && kind != .semicolon
            guard kind == .newline || kind == .semicolon else { throw .mismatch }
            return targets
        }
        if let targets { return .delete(targets) }
        guard isDiagnosing else { throw .mismatch }
        index = start
        let value = try starExpressions()
        if let wrong = wrongTarget(in: value, for: .delete) {
            try fail("cannot delete \(wrong.kind.description)", at: wrong.span)
        }
        throw .mismatch
    }
}
