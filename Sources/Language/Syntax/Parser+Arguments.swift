/// The arguments of a call or of a class statement.
extension Parser {
    /// The arguments of a call, which may consist of one generator expression without parentheses of its own.
    func callArguments() throws(Failure) -> [Argument] { try arguments(allowsGenerator: true) }

    /// From `(` to `)`.
    func arguments(allowsGenerator: Bool) throws(Failure) -> [Argument] {
        var list = ArgumentList(open: try expect(.leftParenthesis).span, allowsGenerator: allowsGenerator)
        while kind != .rightParenthesis {
            if kind == .for || kind == .async { throw .mismatch }
            list.append(try argument(after: list))
            guard accept(.comma) else { break }
        }
        try expect(.rightParenthesis)
        return list.arguments
    }

    /// What was read so far.
    private struct ArgumentList {
        let open: Span
        let allowsGenerator: Bool
        private(set) var arguments: [Argument] = []
        /// The first `key=value` or `**mapping`.
        private(set) var firstKeyword: Argument?
        private(set) var hasUnpacking = false

        init(open: Span, allowsGenerator: Bool) {
            self.open = open
            self.allowsGenerator = allowsGenerator
        }

        mutating func append(_ argument: Argument) {
            arguments.append(argument)
            switch argument.kind {
            case .positional, .starred: break
            case .keyword: firstKeyword = firstKeyword ?? argument
            case .doubleStarred:
                firstKeyword = firstKeyword ?? argument
                hasUnpacking = true
            }
        }
    }

    private func argument(after list: ArgumentList) throws(Failure) -> Argument {
        let start = current.span
        switch kind {
        case .star:
            if list.hasUnpacking {
                try fail("iterable argument unpacking follows keyword argument unpacking", at: start)
            }
            index += 1
            return Argument(kind: .starred, value: try expression(), span: span(from: start))
        case .doubleStar:
            index += 1
            return Argument(kind: .doubleStarred, value: try expression(), span: span(from: start))
        case .name where nextKind == .assign: return try keywordArgument()
        default: return try positional(after: list)
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

    private func positional(after list: ArgumentList) throws(Failure) -> Argument {
        let start = current
        if isDiagnosing { try diagnoseConstantKeyword() }
        let value = try positionalValue()
        if isDiagnosing, kind == .assign {
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?"
            try fail(message, at: value.span.extended(to: current.span))
        }
        if kind == .for || kind == .async { return try generator(value, after: list) }
        if let keyword = list.firstKeyword { try refusePositional(after: keyword, isUnpacking: list.hasUnpacking) }
        return Argument(kind: .positional, value: value, span: span(from: start.span))
    }

    /// `f(x for x in y)`: the parentheses of the call are those of the generator.
    private func generator(_ element: Expression, after list: ArgumentList) throws(Failure) -> Argument {
        guard list.allowsGenerator else { throw .mismatch }
        let clauses = try comprehensionClauses()
        if list.arguments.isEmpty, kind == .rightParenthesis {
            let span = list.open.extended(to: current.span)
            return Argument(kind: .positional, value: Expression(.generator(element, clauses), span), span: span)
        }
        let isFollowed = kind == .comma && nextKind != .unknown
        guard !list.arguments.isEmpty || isFollowed, let last = clauses.last else { throw .mismatch }
        try fail("Generator expression must be parenthesized", at: element.span.extended(to: last.span))
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

    private func refusePositional(after keyword: Argument, isUnpacking: Bool) throws(Failure) {
        guard isDiagnosing else { throw .mismatch }
        while accept(.comma), kind != .rightParenthesis, try attempt(positionalValue) != nil {}
        let message = "positional argument follows keyword argument" + (isUnpacking ? " unpacking" : "")
        try fail(message, help: "the keyword argument is `\(source.text(of: keyword.span))`")
    }
}
