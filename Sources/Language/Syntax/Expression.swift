/// An expression of the syntax tree, with its span.
package struct Expression: Sendable {
    package let kind: Kind
    package let span: Span

    package init(_ kind: Kind, _ span: Span) {
        self.kind = kind
        self.span = span
    }

    package indirect enum Kind: Sendable {
        case constant(Constant)
        /// `f"x = {x!r:>{width}}"`, adjacent strings already joined.
        case formattedString([FormattedPiece])
        case name(String)
        case attribute(Expression, name: String)
        /// `object[index]`; the index may be a tuple, a slice or a tuple of both.
        case `subscript`(Expression, index: Expression)
        /// `lower:upper:step`, only inside a subscript.
        case slice(lower: Expression?, upper: Expression?, step: Expression?)
        case call(Expression, [Argument])
        case unary(UnaryOperator, Expression)
        case binary(Expression, BinaryOperator, Expression)
        /// `a and b and c`: two or more operands.
        case boolean(BooleanOperator, [Expression])
        /// `a < b <= c`: one or more links after the first operand.
        case comparison(Expression, [ComparisonLink])
        case conditional(test: Expression, then: Expression, otherwise: Expression)
        case lambda(Parameters, body: Expression)
        case tuple([Expression])
        case list([Expression])
        case set([Expression])
        case dictionary([DictionaryItem])
        case listComprehension(Expression, [ComprehensionClause])
        case setComprehension(Expression, [ComprehensionClause])
        case dictionaryComprehension(key: Expression, value: Expression, [ComprehensionClause])
        case generator(Expression, [ComprehensionClause])
        /// `name := value`.
        case named(Name, value: Expression)
        case yield(Expression?)
        case yieldFrom(Expression)
        /// `*value` in a display, a subscript or a target; in a call it is an `Argument`.
        case starred(Expression)
    }
}

/// A value that is written out in the source.
package enum Constant: Equatable, Sendable {
    case none
    case ellipsis
    case boolean(Bool)
    /// Digits without prefix and underscores, in base 2, 8, 10 or 16: `0xFF` is "FF" in base 16.
    case integer(digits: String, base: Int)
    case float(Double)
    /// `2j`: the imaginary part.
    case imaginary(Double)
    case string(String)
    case bytes([UInt8])
}

/// An identifier where it is written.
package struct Name: Equatable, Sendable {
    package let text: String
    package let span: Span

    package init(_ text: String, _ span: Span) {
        self.text = text
        self.span = span
    }
}

/// A part of an f-string. `f"{x = }"` is the text `x = ` and then a field with conversion `r`.
package enum FormattedPiece: Sendable {
    case text(String)
    case field(FormattedField)
}

/// `{value!r:format}` in an f-string.
package struct FormattedField: Sendable {
    package let value: Expression
    package let conversion: Conversion?
    /// What follows the colon; nil when there is no colon.
    package let format: [FormattedPiece]?
    package let span: Span

    /// What `!s`, `!r` or `!a` applies to the value before it is formatted.
    package enum Conversion: String, Sendable { case str = "s", repr = "r", ascii = "a" }
}

/// One argument of a call, in source order. (Python evaluates positional and starred ones before keywords.)
package struct Argument: Sendable {
    package let kind: Kind
    package let value: Expression
    /// From the keyword or the stars to the end of the value.
    package let span: Span

    package enum Kind: Equatable, Sendable {
        case positional
        /// `*values`
        case starred
        case keyword(String)
        /// `**mapping`
        case doubleStarred
    }
}

/// One comparison in a chain: the operator and its right operand.
package struct ComparisonLink: Sendable {
    package let comparator: ComparisonOperator
    package let operand: Expression
}

/// An item of a dict display.
package enum DictionaryItem: Sendable {
    case pair(key: Expression, value: Expression)
    /// `**mapping`
    case unpacking(Expression)
}

/// `for target in iterable if condition if condition` in a comprehension.
package struct ComprehensionClause: Sendable {
    package let target: Expression
    package let iterable: Expression
    package let conditions: [Expression]
    package let span: Span
}
