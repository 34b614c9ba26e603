/// The smallest piece of a program that means something: a name, a literal, an operator, or a step in its layout.
struct Token: Equatable, Sendable {
    let kind: Kind
    let span: Span
    /// How many brackets are open after this token.
    let level: Int16

    enum Kind: String, Sendable, CaseIterable {
        case name, number, string, newline, indent, dedent, end
        /// A character that stands in no program, such as `$` or `?`.
        case unknown

        case leftParenthesis = "(", rightParenthesis = ")", leftBracket = "[", rightBracket = "]"
        case leftBrace = "{", rightBrace = "}"
        case comma = ",", colon = ":", semicolon = ";", dot = ".", ellipsis = "...", arrow = "->"
        case assign = "=", walrus = ":="
        case plus = "+", minus = "-", star = "*", slash = "/", percent = "%", at = "@", doubleStar = "**"
        case doubleSlash = "//", leftShift = "<<", rightShift = ">>", ampersand = "&", bar = "|", caret = "^"
        case tilde = "~"
        case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
        case plusAssign = "+=", minusAssign = "-=", starAssign = "*=", slashAssign = "/=", percentAssign = "%="
        case atAssign = "@=", doubleStarAssign = "**=", doubleSlashAssign = "//=", leftShiftAssign = "<<="
        case rightShiftAssign = ">>=", ampersandAssign = "&=", barAssign = "|=", caretAssign = "^="

        case `false` = "False", none = "None", `true` = "True", and, `as`, assert, async, await, `break`, `class`
        case `continue`, def, del, elif, `else`, except, finally, `for`, from, global, `if`, `import`, `in`, `is`
        case lambda, nonlocal, not, or, pass, raise, `return`, `try`, `while`, with, yield
    }
}

extension Token.Kind {
    /// The reserved words of the language.
    static let keywords: [String: Token.Kind] = words(from: .false, through: .yield)

    /// Operators and delimiters by their text.
    static let operators: [String: Token.Kind] = words(from: .leftParenthesis, through: .caretAssign)

    var isKeyword: Bool { Token.Kind.keywords[rawValue] != nil }

    /// The operator of an augmented assignment: `+` for `+=`.
    var augmentedOperator: BinaryOperator? {
        switch self {
        case .plusAssign: .add
        case .minusAssign: .subtract
        case .starAssign: .multiply
        case .atAssign: .matrixMultiply
        case .slashAssign: .divide
        case .doubleSlashAssign: .floorDivide
        case .percentAssign: .modulo
        case .doubleStarAssign: .power
        case .leftShiftAssign: .leftShift
        case .rightShiftAssign: .rightShift
        case .ampersandAssign: .and
        case .barAssign: .or
        case .caretAssign: .xor
        default: nil
        }
    }

    private static func words(from first: Token.Kind, through last: Token.Kind) -> [String: Token.Kind] {
        guard let start = allCases.firstIndex(of: first), let end = allCases.firstIndex(of: last) else { return [:] }
        return Dictionary(uniqueKeysWithValues: allCases[start...end].map { ($0.rawValue, $0) })
    }
}
