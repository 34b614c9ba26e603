/// Arithmetic by precedence climbing, and what binds tighter: signs, powers, attributes, calls and subscripts.
extension Parser {
    /// `a | b` and everything that binds tighter.
    func arithmetic() throws(Failure) -> Expression { try binary(1) }

    /// An operator and how tightly it binds.
    private func binaryOperator() -> (BinaryOperator, precedence: Int)? {
        switch kind {
        case .bar: (.or, 1)
        case .caret: (.xor, 2)
        case .ampersand: (.and, 3)
        case .leftShift: (.leftShift, 4)
        case .rightShift: (.rightShift, 4)
        case .plus: (.add, 5)
        case .minus: (.subtract, 5)
        case .star: (.multiply, 6)
        case .slash: (.divide, 6)
        case .doubleSlash: (.floorDivide, 6)
        case .percent: (.modulo, 6)
        case .at: (.matrixMultiply, 6)
        default: nil
        }
    }

    private func binary(_ minimum: Int) throws(Failure) -> Expression {
        try measured { () throws(Failure) in
            let start = current.span
            var left = try unary()
            while let (symbol, precedence) = binaryOperator(), precedence >= minimum {
                let right = try tail { () throws(Failure) in
                    index += 1
                    return try binary(precedence + 1)
                }
                guard let right else { break }
                try grow()
                left = Expression(.binary(left, symbol, right), span(from: start))
            }
            return left
        }
    }

    private func unary() throws(Failure) -> Expression {
        let symbol: UnaryOperator
        switch kind {
        case .plus: symbol = .plus
        case .minus: symbol = .minus
        case .tilde: symbol = .invert
        default: return try power()
        }
        let start = current.span
        index += 1
        let operand = try nested(unary)
        return Expression(.unary(symbol, operand), span(from: start))
    }

    private func power() throws(Failure) -> Expression {
        let start = current.span
        if kind == .await { throw .error(unsupported("await")) }
        let base = try primary()
        guard kind == .doubleStar else { return base }
        let exponent = try tail { () throws(Failure) in
            index += 1
            return try nested(unary)
        }
        guard let exponent else { return base }
        return Expression(.binary(base, .power, exponent), span(from: start))
    }

    func unsupported(_ word: String) -> SyntaxError {
        SyntaxError(
            "'\(word)' is not supported", at: current.span,
            help: "asynchronous code does not run here; call the function without it")
    }

    /// An atom and the attributes, calls and subscripts that follow it.
    func primary() throws(Failure) -> Expression {
        try measured { () throws(Failure) in
            let start = current.span
            var value = try atom()
            while let kind = try tail({ () throws(Failure) in try trailer(of: value) }) ?? nil {
                try grow()
                value = Expression(kind, span(from: start))
            }
            return value
        }
    }

    private func trailer(of value: Expression) throws(Failure) -> Expression.Kind? {
        switch kind {
        case .dot:
            index += 1
            return .attribute(value, name: try name().text)
        case .leftParenthesis:
            return .call(value, try callArguments())
        case .leftBracket:
            index += 1
            let subscripts = try subscripts()
            try expect(.rightBracket)
            return .subscript(value, index: subscripts)
        default: return nil
        }
    }

    /// What stands between `[` and `]`.
    private func subscripts() throws(Failure) -> Expression {
        let start = current.span
        let first = try subscriptItem()
        var isStarred = false
        if case .starred = first.kind { isStarred = true }
        guard kind == .comma || isStarred else { return first }
        var items = [first]
        while accept(.comma), kind == .colon || startsExpression(kind) { items.append(try subscriptItem()) }
        return Expression(.tuple(items), span(from: start))
    }

    /// `lower:upper:step`, `*items` or an expression.
    private func subscriptItem() throws(Failure) -> Expression {
        let start = current.span
        if accept(.star) {
            let value = try expression()
            return Expression(.starred(value), span(from: start))
        }
        let lower = kind == .colon ? nil : try namedExpression()
        guard kind == .colon, !isWalrus(lower, from: start) else {
            guard let lower else { throw .mismatch }
            return lower
        }
        index += 1
        let upper = try sliceBound()
        let step = accept(.colon) ? try sliceBound() : nil
        return Expression(.slice(lower: lower, upper: upper, step: step), span(from: start))
    }

    private func sliceBound() throws(Failure) -> Expression? {
        startsExpression(kind) && kind != .star ? try expression() : nil
    }

    /// Whether an expression is `name := value` without parentheses around it.
    func isWalrus(_ expression: Expression?, from start: Span) -> Bool {
        guard let expression, case .named = expression.kind else { return false }
        return expression.span.start == start.start
    }

    func atom() throws(Failure) -> Expression {
        let token = current
        switch token.kind {
        case .leftParenthesis: return try parenthesized()
        case .leftBracket: return try listDisplay()
        case .leftBrace: return try braceDisplay()
        case .string: return try strings()
        case .name:
            index += 1
            return Expression(.name(text(of: token)), token.span)
        default:
            let constant = try constant()
            index += 1
            return Expression(.constant(constant), token.span)
        }
    }

    private func constant() throws(Failure) -> Constant {
        switch kind {
        case .true: .boolean(true)
        case .false: .boolean(false)
        case .none: .none
        case .ellipsis: .ellipsis
        case .number: try number(current)
        case .await, .async: throw .error(unsupported(kind.rawValue))
        default: throw .mismatch
        }
    }
}
