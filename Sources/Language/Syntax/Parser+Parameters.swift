/// The parameters of `def` (up to the parenthesis, with annotations) and of `lambda` (up to the colon).
extension Parser {
    func parameters(until end: Token.Kind) throws(Failure) -> Parameters {
        var list = ParameterList(end: end)
        while kind != end {
            switch kind {
            case .name: try positionalParameter(&list)
            case .slash: try slash(&list)
            case .star: try star(&list)
            case .doubleStar: try keywordsParameter(&list)
            case .leftParenthesis where isDiagnosing: try diagnoseParenthesized(list)
            default: throw .mismatch
            }
            guard accept(.comma) else { break }
        }
        return list.parameters
    }

    /// What was read so far.
    private struct ParameterList {
        let end: Token.Kind
        var parameters = Parameters()
        var hasSlash = false
        var hasStar = false
        /// Whether a parameter before `*` has a default value.
        var hasDefault = false
    }

    private func positionalParameter(_ list: inout ParameterList) throws(Failure) {
        let parameter = try parameter(in: list, allowsStarred: false)
        if list.hasStar {
            list.parameters.keywordOnly.append(parameter)
            return
        }
        if parameter.defaultValue == nil, list.hasDefault {
            try fail("non-default argument follows default argument", at: parameter.span)
        }
        list.hasDefault = parameter.defaultValue != nil
        list.parameters.positional.append(parameter)
    }

    /// `name: annotation = default`
    private func parameter(in list: ParameterList, allowsStarred: Bool) throws(Failure) -> Parameter {
        let name = try name()
        var annotation: Expression?
        if list.end == .rightParenthesis, accept(.colon) {
            annotation = allowsStarred ? try starExpression() : try expression()
        }
        let bare = span(from: name.span)
        guard !allowsStarred, kind == .assign else {
            return Parameter(name: name.text, annotation: annotation, defaultValue: nil, span: bare)
        }
        let value = try defaultValue()
        return Parameter(name: name.text, annotation: annotation, defaultValue: value, span: bare)
    }

    private func defaultValue() throws(Failure) -> Expression {
        let equals = current.span
        index += 1
        if kind == .rightParenthesis || kind == .comma {
            try fail("expected default value expression", at: equals)
        }
        return try expression()
    }

    /// `/`: the parameters before it are positional-only.
    private func slash(_ list: inout ParameterList) throws(Failure) {
        let span = current.span
        index += 1
        if list.hasStar { try fail("/ must be ahead of *", at: span) }
        if list.hasSlash { try fail("/ may appear only once", at: span) }
        if list.parameters.positional.isEmpty {
            guard kind == .comma else { throw .mismatch }
            try fail("at least one argument must precede /", at: span)
        }
        if kind == .star { try fail("expected comma between / and *", at: current.span) }
        list.hasSlash = true
        list.parameters.positionalOnly = list.parameters.positional
        list.parameters.positional = []
    }

    /// `*args`, or `*` alone before keyword-only parameters.
    private func star(_ list: inout ParameterList) throws(Failure) {
        let span = current.span
        index += 1
        if list.hasStar { try fail("* argument may appear only once", at: span) }
        list.hasStar = true
        guard kind == .name else {
            let isLast = kind == .comma && (nextKind == list.end || nextKind == .doubleStar)
            if kind == list.end || isLast {
                try fail("named arguments must follow bare *", at: list.end == .colon ? nil : span)
            }
            guard kind == .comma else { throw .mismatch }
            return
        }
        list.parameters.variadic = try parameter(in: list, allowsStarred: true)
        if kind == .assign { try fail("var-positional argument cannot have default value", at: current.span) }
    }

    /// `**kwargs`, which is the last one.
    private func keywordsParameter(_ list: inout ParameterList) throws(Failure) {
        index += 1
        let name = try name()
        let annotation = list.end == .rightParenthesis && accept(.colon) ? try expression() : nil
        list.parameters.keywords = Parameter(
            name: name.text, annotation: annotation, defaultValue: nil, span: span(from: name.span))
        if kind == .assign { try fail("var-keyword argument cannot have default value", at: current.span) }
        guard kind == .comma, nextKind != list.end else { return }
        index += 1
        switch kind {
        case .name:
            let parameter = try parameter(in: list, allowsStarred: true)
            try fail("arguments cannot follow var-keyword argument", at: parameter.span)
        case .star, .doubleStar, .slash:
            try fail("arguments cannot follow var-keyword argument", at: current.span)
        default: throw .mismatch
        }
    }

    /// `def f((a, b)):`, as Python 2 had it.
    private func diagnoseParenthesized(_ list: ParameterList) throws(Failure) {
        let open = current.span
        guard !list.hasDefault, !list.hasStar, !list.hasSlash else { throw .mismatch }
        index += 1
        repeat { _ = try parameter(in: list, allowsStarred: true) } while accept(.comma) && kind == .name
        let close = try expect(.rightParenthesis).span
        let subject = list.end == .colon ? "Lambda expression parameters" : "Function parameters"
        try fail("\(subject) cannot be parenthesized", at: open.extended(to: close))
    }
}
