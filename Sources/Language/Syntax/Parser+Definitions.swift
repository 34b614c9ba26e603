/// `def`, `class` and their decorators.
extension Parser {
    /// Decorators and the definition under them; the span of the statement begins at `def` or `class`.
    func decorated() throws(Failure) -> (statement: Statement.Kind, start: Span?) {
        var decorators: [Expression] = []
        while accept(.at) {
            decorators.append(try namedExpression())
            try expect(.newline)
        }
        let start = current.span
        switch kind {
        case .def: return (try functionDefinition(decorators: decorators), start)
        case .class: return (try classDefinition(decorators: decorators), start)
        case .async: throw .error(unsupported("async"))
        default: throw .mismatch
        }
    }

    func functionDefinition(decorators: [Expression]) throws(Failure) -> Statement.Kind {
        let start = current.span
        index += 1
        let name = try name()
        try require(.leftParenthesis)
        let parameters = try parameters(until: .rightParenthesis)
        try expect(.rightParenthesis)
        let returns = try attempt { () throws(Failure) in
            try expect(.arrow)
            return try expression()
        }
        try require(.colon)
        let body = try block(after: "function definition", at: start)
        return .function(
            FunctionDefinition(
                name: name, parameters: parameters, returns: returns, body: body, decorators: decorators))
    }

    func classDefinition(decorators: [Expression]) throws(Failure) -> Statement.Kind {
        let start = current.span
        index += 1
        let name = try name()
        let arguments = kind == .leftParenthesis ? try arguments(allowsGenerator: false) : []
        try colon()
        let body = try block(after: "class definition", at: start)
        return .class(ClassDefinition(name: name, arguments: arguments, body: body, decorators: decorators))
    }
}
