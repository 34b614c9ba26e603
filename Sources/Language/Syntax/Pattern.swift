/// `case pattern if guard:` with its body.
package struct MatchCase: Sendable {
    package let pattern: Pattern
    package let `guard`: Expression?
    package let body: [Statement]
    package let span: Span
}

/// What a `case` compares its subject with.
package struct Pattern: Sendable {
    package let kind: Kind
    package let span: Span

    package init(_ kind: Kind, _ span: Span) {
        self.kind = kind
        self.span = span
    }

    package indirect enum Kind: Sendable {
        /// A number, a string or a dotted name such as `Color.red`, compared with `==`.
        case value(Expression)
        /// `None`, `True` or `False`, compared with `is`.
        case singleton(Constant)
        /// `name`, which binds the subject.
        case capture(String)
        /// `_`
        case wildcard
        /// `pattern as name`
        case `as`(Pattern, name: String)
        /// `a | b`: two or more alternatives.
        case alternatives([Pattern])
        /// `[a, *rest]`, `(a, b)` or `a, b`; at most one element is a star.
        case sequence([Pattern])
        /// `*name` or `*_` (nil) inside a sequence.
        case star(String?)
        /// `{key: pattern, **rest}`
        case mapping([MappingEntry], rest: String?)
        /// `Point(0, y=value)`
        case `class`(Expression, positional: [Pattern], keywords: [KeywordPattern])
    }
}

/// `key: pattern` of a mapping pattern; the key is a literal or a dotted name.
package struct MappingEntry: Sendable {
    package let key: Expression
    package let pattern: Pattern
}

/// `name=pattern` of a class pattern.
package struct KeywordPattern: Sendable {
    package let name: String
    package let pattern: Pattern
}
