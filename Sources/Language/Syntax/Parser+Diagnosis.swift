/// Which error a source that does not match the grammar is reported with.
extension Parser {
    /// The order is CPython's: incomplete input, what the scanner or a rule said in the first reading, what a rule says in
    /// the second reading, and `invalid syntax` at the furthest token. A bracket that is left open goes before the last two.
    func diagnosis<Result>(
        of found: SyntaxError?, reportsIncomplete: Bool, _ rule: (Parser) throws(Failure) -> Result
    ) -> SyntaxError {
        if reportsIncomplete, scanner.hasReachedEnd { return incompleteInput }
        if let scanError { return scanError }
        if let found, found.kind == .memory || found.kind == .recursion { return found }
        let last = furthest
        let specific = found ?? mistake(in: rule)
        if let scanError { return scanError }
        let error = specific ?? generic(at: last)
        if specific == nil, error.kind == .indentation { return error }
        return errorInTheRest() ?? error
    }

    private var incompleteInput: SyntaxError {
        if let scanError, scanError.message.hasPrefix("unterminated triple") {
            return SyntaxError("incomplete input", at: scanError.span, help: scanError.help)
        }
        let opened = scanner.brackets.last.map { scanner.neverClosed($0) }
        let help = opened.map { "\($0.message): it was opened on line \($0.span.startLine)" }
        return SyntaxError("incomplete input", at: endOfInput, help: help)
    }

    private var endOfInput: Span { Span(scanner.position, scanner.position) }

    private func mistake<Result>(in rule: (Parser) throws(Failure) -> Result) -> SyntaxError? {
        index = 0
        height = 0
        isDiagnosing = true
        isSecondReading = true
        do {
            _ = try rule(self)
            return nil
        } catch {
            return error.reason
        }
    }

    private func generic(at token: Token) -> SyntaxError {
        switch token.kind {
        case .indent:
            SyntaxError(
                .indentation, "unexpected indent", at: blanks(before: token),
                help: "this line is indented more than the one before, and no block begins here")
        case .dedent: SyntaxError(.indentation, "unexpected unindent", at: token.span)
        case .end: SyntaxError("invalid syntax", at: token.span)
        default: SyntaxError("invalid syntax", at: token.span, help: advice(on: token))
        }
    }

    private func blanks(before token: Token) -> Span {
        var start = token.span.start
        start.column = 0
        start.offset -= token.span.startColumn
        return Span(start, token.span.end)
    }

    /// Advice for tokens of a notebook or of another language.
    private func advice(on token: Token) -> String? {
        switch text(of: token) {
        case "%", "!": "a magic or a shell command must be the first thing on its line"
        case "?": "`name?` shows help only when it stands alone on its line"
        case "&": kindBefore(token) == .ampersand ? "write `and`" : nil
        case "|": kindBefore(token) == .bar ? "write `or`" : nil
        case "+": kindBefore(token) == .plus ? "there is no `++`; write `+= 1`" : nil
        case "<>": "write `!=`"
        default: token.kind.isKeyword ? "`\(token.kind.rawValue)` is a keyword and cannot be used here" : nil
        }
    }

    private func kindBefore(_ token: Token) -> Token.Kind? {
        guard let place = tokens.firstIndex(of: token), place > 0 else { return nil }
        return tokens[place - 1].kind
    }

    /// Scans what was not read yet: a wrong token there, or a bracket that is never closed, is the better explanation.
    private func errorInTheRest() -> SyntaxError? {
        let line = furthest.span.startLine
        while scanError == nil, token(at: tokens.count).kind != .end {}
        guard let error = scanError else { return nil }
        let isLayout = error.kind != .syntax || error.message.hasPrefix("unexpected ")
        if !isLayout, !error.message.hasSuffix("was never closed") { return error }
        guard let open = scanner.brackets.last, line > open.position.line else { return nil }
        return scanner.neverClosed(open)
    }
}

extension Parser {
    func missing(_ wanted: Token.Kind, at span: Span) -> SyntaxError {
        SyntaxError("expected '\(wanted.rawValue)'", at: span, help: help(onMissing: wanted, at: span))
    }

    private func help(onMissing wanted: Token.Kind, at span: Span) -> String? {
        guard wanted == .colon, let head = tokens.firstIndex(where: { $0.span.startLine == span.startLine }) else {
            return nil
        }
        let word = text(of: tokens[tokens[head].kind == .dedent || tokens[head].kind == .indent ? head + 1 : head])
        return word.isEmpty ? nil : "the line that begins with `\(word)` must end with a colon"
    }

    /// Fails with a specific error in the second reading, and without one in the first.
    func fail(_ message: String, at span: Span? = nil, help: String? = nil) throws(Failure) -> Never {
        guard isDiagnosing else { throw .mismatch }
        throw .error(SyntaxError(message, at: span ?? furthest.span, help: help))
    }

    /// Runs the rest of a rule, such as an operator and its right side. In the second reading what comes before counts
    /// as a match of its own if the rest does not match, because CPython places its errors by the longest match.
    func tail<Result>(_ rule: () throws(Failure) -> Result) throws(Failure) -> Result? {
        isSecondReading ? try attempt(rule) : try rule()
    }

    /// Runs a rule without looking for mistakes inside.
    func undiagnosed<Result>(_ rule: () throws(Failure) -> Result) throws(Failure) -> Result? {
        let saved = isDiagnosing
        isDiagnosing = false
        defer { isDiagnosing = saved }
        return try attempt(rule)
    }
}
