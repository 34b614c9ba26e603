/// Finds the mistakes of names: a parameter given twice, `global` after use, `nonlocal` without a binding, `:=` in the
/// wrong place of a comprehension. It is the second pass over a tree that follows the grammar.
final class SymbolCheck {
    private(set) var scope: SymbolScope

    private init() { scope = SymbolScope(.module, parent: nil) }

    static func check(_ tree: SyntaxTree) throws(SyntaxError) {
        let check = SymbolCheck()
        try check.visit(tree.statements)
        try check.scope.resolve(bound: [])
    }

    /// Runs a body inside a new scope.
    func enter(
        _ kind: SymbolScope.Kind, className: String? = nil, _ body: () throws(SyntaxError) -> Void
    ) throws(SyntaxError) {
        let outer = scope
        let inner = SymbolScope(kind, parent: outer, className: className ?? outer.className)
        outer.inner.append(inner)
        scope = inner
        try body()
        scope = outer
    }

    func visit(_ expressions: [Expression]) throws(SyntaxError) {
        for expression in expressions { try visit(expression) }
    }

    /// Notes the names that an expression reads and the ones that it binds with `:=`.
    func visit(_ expression: Expression) throws(SyntaxError) {
        switch expression.kind {
        case .name(let name): scope.note(name, .used)
        case .named(let name, let value): try visitNamed(name, value, in: expression)
        case .lambda(let parameters, let body):
            try visit(parameters.defaults)
            try enter(.function) { () throws(SyntaxError) in
                try declare(parameters)
                try visit(body)
            }
        case .listComprehension(let element, let clauses):
            try visitComprehension("list comprehension", [element], clauses)
        case .setComprehension(let element, let clauses):
            try visitComprehension("set comprehension", [element], clauses)
        case .generator(let element, let clauses):
            try visitComprehension("generator expression", [element], clauses)
        case .dictionaryComprehension(let key, let value, let clauses):
            try visitComprehension("dict comprehension", [key, value], clauses)
        case .yield, .yieldFrom:
            if case .comprehension(let name) = scope.kind {
                throw SyntaxError("'yield' inside \(name)", at: expression.span)
            }
            try visit(expression.children)
        default: try visit(expression.children)
        }
    }

    /// Notes the names that a target binds, and the ones that it reads.
    func bind(_ target: Expression, as use: SymbolScope.Use = .assigned) throws(SyntaxError) {
        switch target.kind {
        case .name(let name):
            if use == .iterated { try refuseRebinding(of: name, at: target.span) }
            scope.note(name, use)
        case .tuple(let items), .list(let items):
            for item in items { try bind(item, as: use) }
        case .starred(let value): try bind(value, as: use)
        default: try visit(target.children)
        }
    }

    func declare(_ parameters: Parameters) throws(SyntaxError) {
        for parameter in parameters.all {
            if scope.uses(of: parameter.name).contains(.parameter) {
                let message = "duplicate argument '\(parameter.name)' in function definition"
                throw SyntaxError(message, at: parameter.span)
            }
            scope.note(parameter.name, .parameter)
        }
    }
}

extension SymbolCheck {
    private func visitComprehension(
        _ name: String, _ elements: [Expression], _ clauses: [ComprehensionClause]
    ) throws(SyntaxError) {
        guard let first = clauses.first else { return }
        try visitIterable(first.iterable)
        try enter(.comprehension(name)) { () throws(SyntaxError) in
            for (index, clause) in clauses.enumerated() {
                try bind(clause.target, as: .iterated)
                if index > 0 { try visitIterable(clause.iterable) }
                try visit(clause.conditions)
            }
            try visit(elements)
        }
    }

    private func visitIterable(_ iterable: Expression) throws(SyntaxError) {
        scope.openIterables += 1
        try visit(iterable)
        scope.openIterables -= 1
    }

    private func visitNamed(_ name: Name, _ value: Expression, in expression: Expression) throws(SyntaxError) {
        if scope.openIterables > 0 {
            let message = "assignment expression cannot be used in a comprehension iterable expression"
            throw SyntaxError(message, at: expression.span)
        }
        if case .comprehension = scope.kind { try bindOutside(name) }
        try visit(value)
        if case .comprehension = scope.kind {
            scope.note(name.text, .outside)
        } else {
            scope.note(name.text, .assigned)
        }
    }

    /// In a comprehension `:=` binds a name of the function or module around it.
    private func bindOutside(_ name: Name) throws(SyntaxError) {
        var outer: SymbolScope? = scope
        while let current = outer {
            switch current.kind {
            case .comprehension:
                if current.uses(of: name.text).contains(.iterated) {
                    let message =
                        "assignment expression cannot rebind comprehension iteration variable '\(name.text)'"
                    throw SyntaxError(message, at: name.span)
                }
            case .class:
                let message = "assignment expression within a comprehension cannot be used in a class body"
                throw SyntaxError(message, at: name.span)
            case .function, .module:
                current.note(name.text, .assigned)
                return
            }
            outer = current.parent
        }
    }

    private func refuseRebinding(of name: String, at span: Span) throws(SyntaxError) {
        guard scope.uses(of: name).contains(.outside) else { return }
        let message = "comprehension inner loop cannot rebind assignment expression target '\(name)'"
        throw SyntaxError(message, at: span)
    }
}
