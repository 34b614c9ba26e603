/// Statements in their places.
extension ContextCheck {
    func visit(_ statements: [Statement]) throws(SyntaxError) {
        for statement in statements { try visit(statement) }
    }

    private func visit(_ statement: Statement) throws(SyntaxError) {
        switch statement.kind {
        case .pass, .global, .nonlocal: break
        case .expression(let value): try visit(value)
        case .assignment(let targets, let value):
            try visit(value)
            for target in targets { try bind(target) }
        case .augmentedAssignment(let target, _, let value):
            try bind(target)
            try visit(value)
        case .annotatedAssignment(let target, let annotation, let value, _):
            try visit([value].compactMap { $0 })
            if case .name(let name) = target.kind { try refuseDebug(name, at: statement.span) }
            try visit(target.children + [annotation])
        case .delete(let targets): for target in targets { try delete(target) }
        case .break, .continue, .return: try visitJump(statement)
        case .raise(let first, let second): try visit([first, second].compactMap { $0 })
        case .assert(let test, let message): try visit([test] + [message].compactMap { $0 })
        case .import(let names): try refuseDebug(names, at: statement.span)
        case .importFrom(_, let names, _): try refuseDebug(names, at: statement.span)
        default: try visitCompound(statement)
        }
    }

    private func visitJump(_ statement: Statement) throws(SyntaxError) {
        switch statement.kind {
        case .break where !isInLoop && !isInGroupHandler:
            throw SyntaxError("'break' outside loop", at: statement.span)
        case .continue where !isInLoop && !isInGroupHandler:
            throw SyntaxError("'continue' not properly in loop", at: statement.span)
        case .return where !isInFunction: throw SyntaxError("'return' outside function", at: statement.span)
        case .break where !isInLoop, .continue where !isInLoop, .return where isInGroupHandler:
            let message = "'break', 'continue' and 'return' cannot appear in an except* block"
            throw SyntaxError(message, at: statement.span)
        case .return(let value?): try visit(value)
        default: break
        }
    }

    private func refuseDebug(_ names: [ImportedName], at span: Span) throws(SyntaxError) {
        for name in names { try refuseDebug(name.alias ?? name.path, at: span) }
    }

    private func visitCompound(_ statement: Statement) throws(SyntaxError) {
        switch statement.kind {
        case .function(let definition): try visit(definition, in: statement)
        case .class(let definition): try visit(definition, in: statement)
        case .if(let branches, let otherwise):
            for branch in branches {
                try visit(branch.test)
                try visit(branch.body)
            }
            try visit(otherwise)
        case .for(let target, let iterable, let body, let otherwise):
            try visit(iterable)
            try bind(target)
            try loop.visit(body)
            try visit(otherwise)
        case .while(let test, let body, let otherwise):
            try visit(test)
            try loop.visit(body)
            try visit(otherwise)
        case .with(let items, let body):
            for item in items {
                try visit(item.context)
                if let target = item.target { try bind(target) }
            }
            try visit(body)
        case .try(let parts): try visit(parts)
        case .match(let subject, let cases):
            try visit(subject)
            try visit(cases)
        default: break
        }
    }

    private var loop: ContextCheck {
        var inner = self
        inner.isInLoop = true
        return inner
    }

    private func visit(_ definition: FunctionDefinition, in statement: Statement) throws(SyntaxError) {
        try refuseDebug(definition.name.text, at: statement.span)
        try visit(definition.decorators)
        try visit(definition.parameters, in: statement.span)
        try visit([definition.returns].compactMap { $0 })
        try body(isFunction: true).visit(definition.body)
    }

    private func visit(_ definition: ClassDefinition, in statement: Statement) throws(SyntaxError) {
        try refuseDebug(definition.name.text, at: statement.span)
        try visit(definition.decorators)
        try body(isFunction: false).visit(definition.body)
        try visit(definition.arguments, in: nil)
    }

    private func visit(_ parts: TryStatement) throws(SyntaxError) {
        try visit(parts.body)
        for (index, handler) in parts.handlers.enumerated() {
            if handler.type == nil, index < parts.handlers.count - 1 {
                throw SyntaxError("default 'except:' must be last", at: handler.span)
            }
            try visit([handler.type].compactMap { $0 })
            if let name = handler.name { try refuseDebug(name.text, at: handler.span) }
            try (parts.isGroup ? groupHandler : self).visit(handler.body)
        }
        try visit(parts.otherwise)
        try visit(parts.finally)
    }

    /// In `except*` a jump may only stay inside: loops around it do not count.
    private var groupHandler: ContextCheck {
        ContextCheck(isInFunction: isInFunction, isInLoop: false, isInGroupHandler: true)
    }

    private func visit(_ cases: [MatchCase]) throws(SyntaxError) {
        for (index, item) in cases.enumerated() {
            var names: Set<String> = []
            try PatternCheck.check(item.pattern, &names)
            if index < cases.count - 1, item.guard == nil { try PatternCheck.refuseIrrefutable(item.pattern) }
            try visit([item.guard].compactMap { $0 })
            try visit(item.body)
        }
    }
}
