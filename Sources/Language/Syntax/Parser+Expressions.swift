/// Expressions, from the ones that bind least (`lambda`, `if … else`) to comparisons.
extension Parser {
    /// Whether an expression, possibly starred, can begin with a token of this kind.
    func startsExpression(_ kind: Token.Kind) -> Bool {
        switch kind {
        case .name, .number, .string, .leftParenthesis, .leftBracket, .leftBrace, .ellipsis, .star, .plus, .minus,
            .tilde, .not, .lambda, .true, .false, .none, .await:
            true
        default: false
        }
    }

    /// `a, b` or `a`, none of them starred: what `eval` reads.
    func expressions() throws(Failure) -> Expression {
        try tupleOrSingle(expression)
    }

    /// `a, *b` or `a`: the right side of an assignment.
    func starExpressions() throws(Failure) -> Expression {
        try tupleOrSingle(starExpression)
    }

    private func tupleOrSingle(_ item: () throws(Failure) -> Expression) throws(Failure) -> Expression {
        let start = current.span
        let first = try item()
        guard kind == .comma else { return first }
        return Expression(.tuple(try list(from: first, of: item)), span(from: start))
    }

    /// The items after the first one, each behind a comma; a comma at the end is consumed too.
    func list(
        from first: Expression, of item: () throws(Failure) -> Expression
    ) throws(Failure) -> [Expression] {
        var items = [first]
        while accept(.comma), startsExpression(kind), let item = try tail(item) { items.append(item) }
        return items
    }

    func starExpression() throws(Failure) -> Expression {
        guard kind == .star else { return try expression() }
        return try starredOperand()
    }

    private func starredOperand() throws(Failure) -> Expression {
        let start = current.span
        index += 1
        let value = try arithmetic()
        return Expression(.starred(value), span(from: start))
    }

    /// An item of a display: it may be starred or named.
    func starNamedExpression() throws(Failure) -> Expression {
        kind == .star ? try starredOperand() : try namedExpression()
    }

    /// Items of a display with an optional comma at the end.
    func starNamedList() throws(Failure) -> [Expression] {
        try list(from: try starNamedExpression(), of: starNamedExpression)
    }

    /// `name := value` or an expression.
    func namedExpression() throws(Failure) -> Expression {
        let start = index
        if kind == .name, nextKind == .walrus { return try assignmentExpression() }
        let value = try expression()
        if isDiagnosing { try diagnoseNamed(value, from: start) }
        if kind == .walrus { throw .mismatch }
        return value
    }

    private func assignmentExpression() throws(Failure) -> Expression {
        let name = try name()
        index += 1
        let value = try expression()
        return Expression(.named(name, value: value), span(from: name.span))
    }

    func expression() throws(Failure) -> Expression {
        try nested { () throws(Failure) in
            if kind == .lambda { return try lambda() }
            let start = index
            let span = current.span
            let value = try disjunction()
            if isDiagnosing { try diagnoseNeighbour(of: value, from: start) }
            guard kind == .if else { return value }
            return try tail { () throws(Failure) in try conditional(value, from: span) } ?? value
        }
    }

    /// `value if test else otherwise`, from the `if` on.
    private func conditional(_ value: Expression, from start: Span) throws(Failure) -> Expression {
        index += 1
        let test = try disjunction()
        if isDiagnosing, kind != .else, kind != .colon {
            try fail("expected 'else' after 'if' expression", at: value.span.extended(to: test.span))
        }
        try expect(.else)
        let otherwise = try expression()
        return Expression(.conditional(test: test, then: value, otherwise: otherwise), span(from: start))
    }

    private func lambda() throws(Failure) -> Expression {
        let start = current.span
        index += 1
        let parameters = try parameters(until: .colon)
        try expect(.colon)
        let body = try expression()
        return Expression(.lambda(parameters, body: body), span(from: start))
    }

    func yieldExpression() throws(Failure) -> Expression {
        let start = try expect(.yield).span
        if accept(.from) {
            let source = try expression()
            return Expression(.yieldFrom(source), span(from: start))
        }
        let value = startsExpression(kind) ? try starExpressions() : nil
        return Expression(.yield(value), span(from: start))
    }

    func disjunction() throws(Failure) -> Expression {
        try boolean(.or, operand: conjunction)
    }

    private func conjunction() throws(Failure) -> Expression {
        try boolean(.and, operand: inversion)
    }

    private func boolean(
        _ junction: BooleanOperator, operand: () throws(Failure) -> Expression
    ) throws(Failure) -> Expression {
        let start = current.span
        let first = try operand()
        let word: Token.Kind = junction == .or ? .or : .and
        guard kind == word else { return first }
        var operands = [first]
        while kind == word {
            let next = try tail { () throws(Failure) in
                index += 1
                return try operand()
            }
            guard let next else { break }
            operands.append(next)
        }
        return operands.count == 1 ? first : Expression(.boolean(junction, operands), span(from: start))
    }

    private func inversion() throws(Failure) -> Expression {
        let start = current.span
        guard accept(.not) else { return try comparison() }
        let operand = try nested(inversion)
        return Expression(.unary(.not, operand), span(from: start))
    }

    private func comparison() throws(Failure) -> Expression {
        let start = current.span
        let first = index
        let left = try arithmetic()
        if isDiagnosing { arithmeticEnds[first] = index }
        var links: [ComparisonLink] = []
        while let link = try comparisonLink() { links.append(link) }
        return links.isEmpty ? left : Expression(.comparison(left, links), span(from: start))
    }

    private func comparisonLink() throws(Failure) -> ComparisonLink? {
        let start = index
        guard let comparator = comparator() else { return nil }
        guard let operand = try tail(arithmetic) else {
            index = start
            return nil
        }
        return ComparisonLink(comparator: comparator, operand: operand)
    }

    /// Consumes a comparison operator, if there is one.
    private func comparator() -> ComparisonOperator? {
        let (comparator, length): (ComparisonOperator, Int)
        switch kind {
        case .equal: (comparator, length) = (.equal, 1)
        case .notEqual: (comparator, length) = (.notEqual, 1)
        case .less: (comparator, length) = (.less, 1)
        case .lessOrEqual: (comparator, length) = (.lessOrEqual, 1)
        case .greater: (comparator, length) = (.greater, 1)
        case .greaterOrEqual: (comparator, length) = (.greaterOrEqual, 1)
        case .in: (comparator, length) = (.in, 1)
        case .not where nextKind == .in: (comparator, length) = (.notIn, 2)
        case .is: (comparator, length) = nextKind == .not ? (.isNot, 2) : (.is, 1)
        default: return nil
        }
        index += length
        return comparator
    }
}
