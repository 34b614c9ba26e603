/// `try` with its handlers.
extension Parser {
    func tryStatement() throws(Failure) -> Statement.Kind {
        let start = current.span
        index += 1
        try require(.colon)
        let body = try block(after: "'try' statement", at: start)
        let isGroup = kind == .except && nextKind == .star
        var handlers: [ExceptionHandler] = []
        while kind == .except { handlers.append(try handler(isGroup: isGroup)) }
        let otherwise = handlers.isEmpty ? [] : try elseBlock()
        let finally = try finallyBlock()
        if handlers.isEmpty, finally.isEmpty { try fail("expected 'except' or 'finally' block") }
        return .try(
            TryStatement(body: body, handlers: handlers, otherwise: otherwise, finally: finally, isGroup: isGroup))
    }

    private func finallyBlock() throws(Failure) -> [Statement] {
        let start = current.span
        guard accept(.finally) else { return [] }
        try require(.colon)
        return try block(after: "'finally' statement", at: start)
    }

    private func handler(isGroup: Bool) throws(Failure) -> ExceptionHandler {
        let start = current.span
        index += 1
        let star = current.span
        let isStarred = accept(.star)
        if isStarred, kind == .newline || kind == .colon { try fail("expected one or more exception types") }
        var type: Expression?
        var name: Name?
        if kind != .colon, kind != .newline {
            let expression = try expression()
            if kind == .comma { try diagnoseExceptionList(from: expression) }
            type = expression
            name = accept(.as) ? try self.name() : nil
        }
        try colon()
        if isStarred != isGroup {
            let span = isStarred ? start.extended(to: star) : start
            try fail("cannot have both 'except' and 'except*' on the same 'try'", at: span)
        }
        let body = try block(after: isGroup ? "'except*' statement" : "'except' statement", at: start)
        return ExceptionHandler(type: type, name: name, body: body, span: start.extended(to: previousInBlock))
    }

    /// `except A, B:`
    private func diagnoseExceptionList(from first: Expression) throws(Failure) {
        index += 1
        guard isDiagnosing, try attempt(expressions) != nil else { throw .mismatch }
        if accept(.as) { _ = try name() }
        guard kind == .colon else { throw .mismatch }
        let span = span(from: first.span)
        try fail(
            "multiple exception types must be parenthesized", at: span,
            help: "write `except (A, B):` to catch either")
    }
}
