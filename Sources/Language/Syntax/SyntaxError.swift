/// Why a source is not a program, in the words of CPython 3.11, and where.
package struct SyntaxError: Error, Equatable, Sendable {
    package let kind: Kind
    /// CPython's message, such as `expected ':'`.
    package let message: String
    package let span: Span
    /// One line of advice, where there is something to add: where the bracket was opened, what to write instead.
    package let help: String?

    package init(_ message: String, at span: Span, help: String? = nil) {
        self.init(.syntax, message, at: span, help: help)
    }

    package init(_ kind: Kind, _ message: String, at span: Span, help: String? = nil) {
        self.kind = kind
        self.message = message
        self.span = span
        self.help = help
    }

    /// The Python exception that it is raised as; the raw value is its name.
    package enum Kind: String, Sendable {
        case syntax = "SyntaxError"
        case indentation = "IndentationError"
        case tab = "TabError"
        /// A source that is nested too deeply for the parser.
        case memory = "MemoryError"
        case recursion = "RecursionError"
        /// A NUL in the source.
        case value = "ValueError"
    }
}
