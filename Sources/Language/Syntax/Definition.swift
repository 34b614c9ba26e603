/// `def name(parameters) -> returns:` with its decorators, from the outermost in.
/// The statement's span begins at `def`, as in Python's `ast`.
package struct FunctionDefinition: Sendable {
    package let name: Name
    package let parameters: Parameters
    package let returns: Expression?
    package let body: [Statement]
    package let decorators: [Expression]
}

/// `class name(arguments):` with its decorators; the arguments are bases and keywords, as in a call.
package struct ClassDefinition: Sendable {
    package let name: Name
    package let arguments: [Argument]
    package let body: [Statement]
    package let decorators: [Expression]
}

/// The parameters of a `def` or a `lambda`: `(positionalOnly, /, positional, *variadic, keywordOnly, **keywords)`.
package struct Parameters: Sendable {
    package var positionalOnly: [Parameter] = []
    package var positional: [Parameter] = []
    package var variadic: Parameter?
    package var keywordOnly: [Parameter] = []
    package var keywords: Parameter?

    package init() {}

    /// All of them in the order in which CPython lays out a frame: positional, keyword-only, `*args`, `**kwargs`.
    package var all: [Parameter] {
        positionalOnly + positional + keywordOnly + [variadic, keywords].compactMap { $0 }
    }

    /// All of them in the order in which they are written.
    package var inSourceOrder: [Parameter] {
        positionalOnly + positional + [variadic].compactMap { $0 } + keywordOnly + [keywords].compactMap { $0 }
    }
}

/// `name: annotation = default`
package struct Parameter: Sendable {
    package let name: String
    package let annotation: Expression?
    package let defaultValue: Expression?
    package let span: Span
}
