/// A statement of the syntax tree, with its span.
package struct Statement: Sendable {
    package let kind: Kind
    package let span: Span

    package init(_ kind: Kind, _ span: Span) {
        self.kind = kind
        self.span = span
    }

    package indirect enum Kind: Sendable {
        case expression(Expression)
        /// `a = b, *c = value`: the targets from left to right are names, attributes, subscripts, tuples, lists, starred.
        case assignment(targets: [Expression], value: Expression)
        case augmentedAssignment(target: Expression, BinaryOperator, value: Expression)
        /// `x: int = 1`; `isSimple` is false for `(x): int`, whose annotation is not stored.
        case annotatedAssignment(target: Expression, annotation: Expression, value: Expression?, isSimple: Bool)
        case delete([Expression])
        case pass
        case `break`
        case `continue`
        case `return`(Expression?)
        case raise(Expression?, cause: Expression?)
        case assert(Expression, message: Expression?)
        case global([Name])
        case nonlocal([Name])
        case `import`([ImportedName])
        /// `from ..module import names`: two dots are level 2; the names are one `*` or more names.
        case importFrom(module: String?, names: [ImportedName], level: Int)
        case function(FunctionDefinition)
        case `class`(ClassDefinition)
        /// `if`, then every `elif`, then `else`.
        case `if`([Branch], otherwise: [Statement])
        case `for`(target: Expression, iterable: Expression, body: [Statement], otherwise: [Statement])
        case `while`(test: Expression, body: [Statement], otherwise: [Statement])
        case with([WithItem], body: [Statement])
        case `try`(TryStatement)
        case match(subject: Expression, [MatchCase])
    }
}

/// `if test:` or `elif test:` with its body; the span reaches from the keyword to the end of the body.
package struct Branch: Sendable {
    package let test: Expression
    package let body: [Statement]
    package let span: Span
}

/// `path as alias`. In `import a.b` the path is "a.b"; without `as` it binds "a" (`from` binds the whole name).
package struct ImportedName: Sendable {
    package let path: String
    package let alias: String?
    package let span: Span
}

/// `context as target` in a `with` statement.
package struct WithItem: Sendable {
    package let context: Expression
    package let target: Expression?
}

/// `try` with its handlers, `else` and `finally`.
package struct TryStatement: Sendable {
    package let body: [Statement]
    package let handlers: [ExceptionHandler]
    package let otherwise: [Statement]
    package let finally: [Statement]
    /// Whether the handlers are written `except*`.
    package let isGroup: Bool
}

/// `except type as name:` with its body; without a type it catches everything.
package struct ExceptionHandler: Sendable {
    package let type: Expression?
    package let name: Name?
    package let body: [Statement]
    package let span: Span
}
