/// The arguments of a call or of a class statement.
extension Parser {
    /// The arguments of a call, which may consist of one generator expression without parentheses of its own.
    func callArguments() throws(Failure) -> [Argument] { try arguments(allowsGenerator: true) }

    /// From `(` to `)`.
    func arguments(allowsGenerator: Bool) throws(Failure) -> [Argument] {
        let open = try expect(.leftParenthesis).span
        var arguments: [Argument] = []
        while kind != .rightParenthesis {
            if kind == .for || kind == .async { throw .mismatch }
            arguments.append(try argument(after: arguments, from: open, allowsGenerator: allowsGenerator))
            guard accept(.comma) else { break }
        }
        try expect(.rightParenthesis)
        return arguments
    }

    private func argument(
        after others: [Argument], from open: Span, allowsGenerator: Bool
    ) throws(Failure) -> Argument {
        let start = current.span
        switch kind {
        case .star:
            if others.contains(where: { $0.kind == .doubleStarred }) {
                try fail("iterable argument unpacking follows keyword argument unpacking", at: start)
            }
            index += 1
            return Argument(kind: .starred, value: try expression(), span: span(from: start))
        case .doubleStar:
            index += 1
            return Argument(kind: .doubleStarred, value: try expression(), span: span(from: start))
        case .name where nextKind == .assign: return try keywordArgument()
        default: return try positional(after: others, from: open, allowsGenerator: allowsGenerator)
        }
    }

    private func keywordArgument() throws(Failure) -> Argument {
        let name = try name()
        let equals = current.span
        index += 1
        let value = try expression()
        if isDiagnosing, kind == .for, try attempt(comprehensionClauses) != nil {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
            try fail(message, at: name.span.extended(to: equals))
        }
        return Argument(kind: .keyword(name.text), value: value, span: span(from: name.span))
    }

    private func positional(
        after others: [Argument], from open: Span, allowsGenerator: Bool
    ) throws(Failure) -> Argument {
        let start = current
        if isDiagnosing { try diagnoseConstantKeyword() }
        let value = try positionalValue()
        if isDiagnosing, kind == .assign {
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?"
            try fail(message, at: value.span.extended(to: current.span))
        }
        if kind == .for || kind == .async {
            guard allowsGenerator else { throw .mismatch }
            let clauses = try comprehensionClauses()
            guard others.isEmpty, kind == .rightParenthesis else {
                return try refuseGenerator(value, clauses, after: others)
            }
            let span = open.extended(to: current.span)
            return Argument(kind: .positional, value: Expression(.generator(value, clauses), span), span: span)
        }
        if let earlier = others.first(where: { $0.kind.isKeyword }) {
            return try refusePositional(after: others.contains { $0.kind == .doubleStarred }, earlier)
        }
        return Argument(kind: .positional, value: value, span: span(from: start.span))
    }

    private func positionalValue() throws(Failure) -> Expression {
        guard kind == .name, nextKind == .walrus else {
            let value = try expression()
            if kind == .walrus { throw .mismatch }
            return value
        }
        return try namedExpression()
    }

    /// `f(True=1)`
    private func diagnoseConstantKeyword() throws(Failure) {
        guard kind == .true || kind == .false || kind == .none, nextKind == .assign else { return }
        let span = current.span.extended(to: token(at: index + 1).span)
        try fail("cannot assign to \(kind.rawValue)", at: span)
    }

    private func refuseGenerator(
        _ value: Expression, _ clauses: [ComprehensionClause], after others: [Argument]
    ) throws(Failure) -> Argument {
        let isFollowed = kind == .comma && nextKind != .unknown
        guard !others.isEmpty || isFollowed, let last = clauses.last else { throw .mismatch }
        try fail("Generator expression must be parenthesized", at: value.span.extended(to: last.span))
    }

    private func refusePositional(after isUnpacking: Bool, _ earlier: Argument) throws(Failure) -> Argument {
        guard isDiagnosing else { throw .mismatch }
        while accept(.comma), kind != .rightParenthesis, try attempt(positionalValue) != nil {}
        let message = "positional argument follows keyword argument" + (isUnpacking ? " unpacking" : "")
        try fail(message, help: "the keyword argument is `\(source.text(of: earlier.span))`")
    }
}

extension Argument.Kind {
    fileprivate var isKeyword: Bool {
        switch self {
        case .keyword, .doubleStarred: true
        case .positional, .starred: false
        }
    }
}
