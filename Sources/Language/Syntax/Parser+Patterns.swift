/// The patterns of a `case`.
extension Parser {
    /// `a, *b` without brackets, or one pattern.
    func patterns() throws(Failure) -> Pattern {
        let start = current.span
        let first = try starOrPattern()
        guard kind == .comma else {
            if case .star = first.kind { throw .mismatch }
            return first
        }
        var items = [first]
        while accept(.comma), kind != .colon, kind != .if { items.append(try starOrPattern()) }
        return Pattern(.sequence(items), span(from: start))
    }

    private func starOrPattern() throws(Failure) -> Pattern {
        let start = current.span
        guard accept(.star) else { return try pattern() }
        let name = try captureName()
        return Pattern(.star(name == "_" ? nil : name), span(from: start))
    }

    /// A name that is not the beginning of a dotted name, a class pattern or a keyword.
    private func captureName() throws(Failure) -> String {
        let name = try name().text
        if kind == .dot || kind == .leftParenthesis || kind == .assign { throw .mismatch }
        return name
    }

    /// `a | b as name`
    private func pattern() throws(Failure) -> Pattern {
        try nested { () throws(Failure) in
            let start = current.span
            let alternatives = try alternatives()
            guard accept(.as) else { return alternatives }
            try diagnoseAsTarget()
            let name = try captureName()
            return Pattern(.as(alternatives, name: name), span(from: start))
        }
    }

    private func diagnoseAsTarget() throws(Failure) {
        if isAt(word: "_") { try fail("cannot use '_' as a target", at: current.span) }
        guard isDiagnosing, kind != .name, let value = try attempt(expression) else { return }
        try fail("invalid pattern target", at: value.span)
    }

    private func alternatives() throws(Failure) -> Pattern {
        let start = current.span
        let first = try closedPattern()
        guard kind == .bar else { return first }
        var patterns = [first]
        while accept(.bar) { patterns.append(try closedPattern()) }
        return Pattern(.alternatives(patterns), span(from: start))
    }

    private func closedPattern() throws(Failure) -> Pattern {
        let start = current.span
        switch kind {
        case .none, .true, .false, .number, .minus, .string: return try literalPattern()
        case .name: return try namePattern()
        case .leftParenthesis: return try groupOrSequence()
        case .leftBracket:
            index += 1
            let items = try sequenceItems(until: .rightBracket)
            return Pattern(.sequence(items), span(from: start))
        case .leftBrace: return try mappingPattern()
        default: throw .mismatch
        }
    }

    private func literalPattern() throws(Failure) -> Pattern {
        let value = try literal()
        if case .constant(let constant) = value.kind {
            switch constant {
            case .none, .boolean: return Pattern(.singleton(constant), value.span)
            default: break
            }
        }
        return Pattern(.value(value), value.span)
    }

    /// A constant, a negative number or a complex number such as `-1 + 2j`.
    private func literal() throws(Failure) -> Expression {
        guard kind == .number || kind == .minus else { return try atom() }
        let start = current.span
        let real = try signedNumber()
        guard kind == .plus || kind == .minus else { return real }
        if real.isImaginary { throw .error(SyntaxError("real number required in complex literal", at: real.span)) }
        let symbol: BinaryOperator = kind == .plus ? .add : .subtract
        index += 1
        guard kind == .number else { throw .mismatch }
        let imaginary = try atom()
        guard imaginary.isImaginary else {
            throw .error(SyntaxError("imaginary number required in complex literal", at: imaginary.span))
        }
        return Expression(.binary(real, symbol, imaginary), span(from: start))
    }

    private func signedNumber() throws(Failure) -> Expression {
        let start = current.span
        let isNegative = accept(.minus)
        guard kind == .number else { throw .mismatch }
        let number = try atom()
        return isNegative ? Expression(.unary(.minus, number), span(from: start)) : number
    }

    /// A capture, `_`, a dotted name or a class pattern.
    private func namePattern() throws(Failure) -> Pattern {
        let start = current.span
        let value = try dottedValue()
        if kind == .leftParenthesis { return try classPattern(value, from: start) }
        if kind == .assign { throw .mismatch }
        guard case .name(let name) = value.kind else { return Pattern(.value(value), span(from: start)) }
        return Pattern(name == "_" ? .wildcard : .capture(name), span(from: start))
    }

    private func dottedValue() throws(Failure) -> Expression {
        let first = try name()
        var value = Expression(.name(first.text), first.span)
        try measured { () throws(Failure) in
            while accept(.dot) {
                try grow()
                value = Expression(.attribute(value, name: try name().text), span(from: first.span))
            }
        }
        return value
    }

    private func groupOrSequence() throws(Failure) -> Pattern {
        let start = current.span
        index += 1
        if accept(.rightParenthesis) { return Pattern(.sequence([]), span(from: start)) }
        let items = try sequenceItems(until: .rightParenthesis)
        let hasComma = tokens[index - 2].kind == .comma
        if items.count == 1, !hasComma, let only = items.first {
            if case .star = only.kind { throw .mismatch }
            return only
        }
        return Pattern(.sequence(items), span(from: start))
    }

    private func sequenceItems(until end: Token.Kind) throws(Failure) -> [Pattern] {
        var items: [Pattern] = []
        while kind != end {
            items.append(try starOrPattern())
            guard accept(.comma) else { break }
        }
        try expect(end)
        return items
    }

    private func mappingPattern() throws(Failure) -> Pattern {
        let start = current.span
        index += 1
        var entries: [MappingEntry] = []
        var rest: String?
        while kind != .rightBrace {
            if accept(.doubleStar) {
                if isAt(word: "_") { throw .mismatch }
                rest = try captureName()
                accept(.comma)
                break
            }
            let key = kind == .name ? try dottedValue() : try literal()
            if case .name = key.kind { throw .mismatch }
            try expect(.colon)
            entries.append(MappingEntry(key: key, pattern: try pattern()))
            guard accept(.comma) else { break }
        }
        try expect(.rightBrace)
        return Pattern(.mapping(entries, rest: rest), span(from: start))
    }

    private func classPattern(_ value: Expression, from start: Span) throws(Failure) -> Pattern {
        try expect(.leftParenthesis)
        var positional: [Pattern] = []
        var keywords: [KeywordPattern] = []
        while kind != .rightParenthesis {
            if kind == .name, nextKind == .assign {
                let name = try name().text
                index += 1
                keywords.append(KeywordPattern(name: name, pattern: try pattern()))
            } else {
                let pattern = try pattern()
                if !keywords.isEmpty { try fail("positional patterns follow keyword patterns", at: pattern.span) }
                positional.append(pattern)
            }
            guard accept(.comma) else { break }
        }
        try expect(.rightParenthesis)
        return Pattern(.class(value, positional: positional, keywords: keywords), span(from: start))
    }
}

extension Expression {
    fileprivate var isImaginary: Bool {
        switch kind {
        case .constant(.imaginary): true
        case .unary(_, let operand): operand.isImaginary
        default: false
        }
    }
}
