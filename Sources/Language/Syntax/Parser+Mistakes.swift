/// The usual mistakes inside expressions; looked for in the second reading only.
extension Parser {
    /// `f(a b)`: two expressions with nothing between them, and `print a`.
    func diagnoseNeighbour(of value: Expression, from start: Int) throws(Failure) {
        let end = index
        defer { index = end }
        let isLegacy = isStatementOfPython2(value)
        if !isLegacy, !isPrefixed(start), startsExpression(kind), kind != .star,
            let neighbour = try undiagnosed(expression), previous.level > 0
        {
            let span = value.span.extended(to: neighbour.span)
            try fail("invalid syntax. Perhaps you forgot a comma?", at: span)
        }
        index = end
        try diagnosePrint(from: start)
    }

    private func isStatementOfPython2(_ value: Expression) -> Bool {
        guard case .name(let name) = value.kind else { return false }
        return name == "print" || name == "exec"
    }

    /// A name before a string looks like a string prefix; `match`, `case`, `_` and (in CPython) their beginnings may be
    /// words.
    private func isPrefixed(_ start: Int) -> Bool {
        let first = token(at: start)
        guard first.kind == .name else { return false }
        let name = text(of: first)
        return token(at: start + 1).kind == .string || ["match", "case", "_"].contains { $0.hasPrefix(name) }
    }

    /// `print "text"`
    private func diagnosePrint(from start: Int) throws(Failure) {
        let word = token(at: start)
        guard word.kind == .name, token(at: start + 1).kind != .leftParenthesis else { return }
        index = start + 1
        let name = text(of: word)
        guard let value = try undiagnosed(starExpressions), name == "print" || name == "exec" else { return }
        let message = "Missing parentheses in call to '\(name)'. Did you mean \(name)(...)?"
        try fail(message, at: word.span.extended(to: value.span))
    }

    /// `if x = 3` and `(a + b := 3)`.
    func diagnoseNamed(_ value: Expression, from start: Int) throws(Failure) {
        let end = index
        defer { index = end }
        if kind == .walrus {
            index += 1
            if try undiagnosed(expression) != nil {
                try fail("cannot use assignment expressions with \(value.kind.description)", at: value.span)
            }
        }
        index = end
        guard kind == .assign, arithmeticEnds[start] == end else { return }
        let isName = token(at: start).kind == .name && end == start + 1
        if !isName, try isDisplay(at: start) { return }
        index = end + 1
        guard let right = try undiagnosed(arithmetic), kind != .assign, kind != .walrus else { return }
        try refuseAssignment(of: right, to: value, isName: isName)
    }

    private func refuseAssignment(of right: Expression, to value: Expression, isName: Bool) throws(Failure) {
        if isName {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
            try fail(message, at: value.span.extended(to: right.span))
        }
        let message = "cannot assign to \(value.kind.description) here. Maybe you meant '==' instead of '='?"
        try fail(message, at: value.span)
    }

    /// Whether a list, a tuple, a generator or a constant begins here: they are reported elsewhere.
    private func isDisplay(at start: Int) throws(Failure) -> Bool {
        index = start
        let first = current.span.start
        guard let display = try undiagnosed(atom), display.span.start == first else { return false }
        return ["list", "tuple", "generator expression", "True", "False", "None"].contains(display.kind.description)
    }
}
