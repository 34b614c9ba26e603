/// What stands in brackets: tuples, lists, sets, dicts, comprehensions and plain parentheses.
extension Parser {
    /// `(a)`, `(a, b)`, `()`, `(yield)` or `(a for a in b)`.
    func parenthesized() throws(Failure) -> Expression {
        let open = current.span
        index += 1
        if accept(.rightParenthesis) { return try grown(.tuple([]), from: open) }
        return try parenthesized(from: open, until: .rightParenthesis)
    }

    /// What stands between parentheses, and the token that ends it; in an f-string field it is the end of the field.
    func parenthesized(from open: Span, until close: Token.Kind) throws(Failure) -> Expression {
        if kind == .yield { return try closed(try yieldExpression(), by: close) }
        if isDiagnosing, kind == .doubleStar { try diagnoseDoubleStar(before: close) }
        let first = try starNamedExpression()
        if kind == .for || kind == .async {
            try refuseStarred(first)
            let clauses = try comprehensionClauses()
            try expect(close)
            return try grown(.generator(first, clauses), from: open)
        }
        if kind == .comma {
            let items = try list(from: first, of: starNamedExpression)
            try expect(close)
            return try grown(.tuple(items), from: open)
        }
        if case .starred = first.kind {
            guard kind == close else { throw .mismatch }
            try fail("cannot use starred expression here", at: first.span)
        }
        return try closed(first, by: close)
    }

    private func closed(_ value: Expression, by close: Token.Kind) throws(Failure) -> Expression {
        try expect(close)
        return value
    }

    private func diagnoseDoubleStar(before close: Token.Kind) throws(Failure) {
        let stars = current.span
        index += 1
        if try attempt(expression) != nil, kind == close {
            try fail("cannot use double starred expression here", at: stars)
        }
        throw .mismatch
    }

    private func grown(_ kind: Expression.Kind, from open: Span) throws(Failure) -> Expression {
        try grow()
        return Expression(kind, span(from: open))
    }

    /// `[a, *b]` or `[a for a in b]`.
    func listDisplay() throws(Failure) -> Expression {
        let open = current.span
        index += 1
        if accept(.rightBracket) { return try grown(.list([]), from: open) }
        let items = try starNamedList()
        if kind == .for || kind == .async {
            let element = try comprehensionElement(items)
            let clauses = try comprehensionClauses()
            try expect(.rightBracket)
            return try grown(.listComprehension(element, clauses), from: open)
        }
        try expect(.rightBracket)
        return try grown(.list(items), from: open)
    }

    /// The one element before `for`; more than one, or a starred one, is a mistake.
    private func comprehensionElement(_ items: [Expression]) throws(Failure) -> Expression {
        guard let first = items.first, let last = items.last else { throw .mismatch }
        let comma = previous
        guard items.count == 1, comma.kind != .comma else {
            guard isDiagnosing else { throw .mismatch }
            if try attempt(comprehensionClauses) == nil { throw .mismatch }
            let end = items.count == 1 ? comma.span : last.span
            try fail(
                "did you forget parentheses around the comprehension target?", at: first.span.extended(to: end))
        }
        try refuseStarred(first)
        return first
    }

    private func refuseStarred(_ element: Expression) throws(Failure) {
        guard case .starred = element.kind else { return }
        guard isDiagnosing, try attempt(comprehensionClauses) != nil else { throw .mismatch }
        try fail("iterable unpacking cannot be used in comprehension", at: element.span)
    }

    /// A set, a dict, or a comprehension of either.
    func braceDisplay() throws(Failure) -> Expression {
        let open = current.span
        index += 1
        if accept(.rightBrace) { return try grown(.dictionary([]), from: open) }
        if kind == .doubleStar { return try dictionary([], from: open) }
        let start = current.span
        let first = try starNamedExpression()
        var isStarred = false
        if case .starred = first.kind { isStarred = true }
        if kind == .colon, !isStarred, !isWalrus(first, from: start) {
            return try dictionary(key: first, from: open)
        }
        return try set(first, from: open)
    }

    private func set(_ first: Expression, from open: Span) throws(Failure) -> Expression {
        let items = try list(from: first, of: starNamedExpression)
        if kind == .for || kind == .async {
            let element = try comprehensionElement(items)
            let clauses = try comprehensionClauses()
            try expect(.rightBrace)
            return try grown(.setComprehension(element, clauses), from: open)
        }
        try expect(.rightBrace)
        return try grown(.set(items), from: open)
    }

    private func dictionary(key: Expression, from open: Span) throws(Failure) -> Expression {
        let value = try dictionaryValue()
        if kind == .for || kind == .async {
            let clauses = try comprehensionClauses()
            try expect(.rightBrace)
            return try grown(.dictionaryComprehension(key: key, value: value, clauses), from: open)
        }
        return try dictionary([.pair(key: key, value: value)], from: open)
    }

    /// The items of a dict display after the first ones.
    private func dictionary(_ first: [DictionaryItem], from open: Span) throws(Failure) -> Expression {
        var items = first
        if items.isEmpty {
            items.append(try dictionaryItem())
            if kind == .for, isDiagnosing { try diagnoseUnpackingComprehension(from: open) }
        }
        while accept(.comma), kind == .doubleStar || startsExpression(kind) { items.append(try dictionaryItem()) }
        try expect(.rightBrace)
        return try grown(.dictionary(items), from: open)
    }

    private func diagnoseUnpackingComprehension(from open: Span) throws(Failure) {
        let stars = tokens.first { $0.span.startOffset > open.startOffset }?.span
        if try attempt(comprehensionClauses) != nil, kind == .rightBrace {
            try fail("dict unpacking cannot be used in dict comprehension", at: stars)
        }
    }

    private func dictionaryItem() throws(Failure) -> DictionaryItem {
        if accept(.doubleStar) { return .unpacking(try arithmetic()) }
        let key = try isDiagnosing && kind != .lambda ? laterKey() : expression()
        if isDiagnosing, kind != .colon {
            var last = key.span
            last.startLine = last.endLine
            last.startColumn = max(0, last.endColumn - 1)
            last.startOffset = max(0, last.endOffset - 1)
            try fail("':' expected after dictionary key", at: last)
        }
        return .pair(key: key, value: try dictionaryValue())
    }

    /// A key after the first one, for which a missing colon is reported rather than a missing comma.
    private func laterKey() throws(Failure) -> Expression {
        let start = index
        let key = try disjunction()
        if kind != .if { return key }
        index = start
        return try expression()
    }

    private func dictionaryValue() throws(Failure) -> Expression {
        let colon = try expect(.colon).span
        if isDiagnosing, kind == .rightBrace || kind == .comma {
            try fail("expression expected after dictionary key and ':'", at: colon)
        }
        if isDiagnosing, kind == .star {
            let star = current.span
            index += 1
            if try attempt(arithmetic) != nil {
                let message = "cannot use a starred expression in a dictionary value"
                try fail(message, at: star.extended(to: previous.span))
            }
        }
        return try expression()
    }

    /// One or more of `for target in iterable if condition`.
    func comprehensionClauses() throws(Failure) -> [ComprehensionClause] {
        var clauses: [ComprehensionClause] = []
        repeat {
            if kind == .async { throw .error(unsupported("async")) }
            let start = current.span
            try expect(.for)
            let target = try comprehensionTarget()
            let iterable = try disjunction()
            var conditions: [Expression] = []
            while accept(.if) { conditions.append(try disjunction()) }
            clauses.append(
                ComprehensionClause(
                    target: target, iterable: iterable, conditions: conditions, span: span(from: start)))
        } while kind == .for || kind == .async
        return clauses
    }

    /// The target of a `for` and the `in` after it.
    func comprehensionTarget() throws(Failure) -> Expression {
        let start = index
        let target = try attempt { () throws(Failure) in
            let target = try loopTargets()
            try expect(.in)
            return target
        }
        if let target { return target }
        try diagnoseLoopTarget(at: start)
        throw .mismatch
    }
}
