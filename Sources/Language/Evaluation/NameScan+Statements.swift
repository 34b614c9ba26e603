/// The walk over statements: what they bind.
extension NameScan {
    mutating func visit(_ statements: [Statement]) {
        for statement in statements { visit(statement) }
    }

    mutating func visit(_ statement: Statement) {
        switch statement.kind {
        case .expression(let expression): visit(expression)
        case .assignment(let targets, let value):
            visit(value)
            targets.forEach { visitTarget($0) }
        case .augmentedAssignment(let target, _, let value):
            visit(value)
            visit(target)
            visitTarget(target)
        case .annotatedAssignment(let target, let annotation, let value, _):
            if kind != .function { visit(annotation) }
            if let value { visit(value) }
            visitTarget(target)
        case .delete(let targets): targets.forEach { visitTarget($0) }
        case .pass, .break, .continue: break
        case .return(let value): visit(optional: value)
        case .raise(let error, let cause):
            visit(optional: error)
            visit(optional: cause)
        case .assert(let test, let message):
            visit(test)
            visit(optional: message)
        case .global(let names): declare(global: names)
        case .nonlocal(let names): declare(nonlocal: names)
        case .import(let names): names.forEach { bind($0.boundName) }
        case .importFrom(_, let names, _): names.forEach { if $0.path != "*" { bind($0.alias ?? $0.path) } }
        case .function, .class: visitDefinition(statement)
        case .if, .for, .while, .with, .try, .match: visitCompound(statement)
        }
    }

    private mutating func visitDefinition(_ statement: Statement) {
        if case .function(let definition) = statement.kind {
            definition.decorators.forEach { visit($0) }
            visitOutside(definition.parameters)
            visit(optional: definition.returns)
            bind(definition.name.text)
            include(nested: NameScan(function: definition.parameters, body: definition.body))
        } else if case .class(let definition) = statement.kind {
            definition.decorators.forEach { visit($0) }
            definition.arguments.forEach { visit($0.value) }
            bind(definition.name.text)
            include(nested: NameScan(classBody: definition.body))
        }
    }

    /// Defaults and annotations are evaluated where the function is defined.
    mutating func visitOutside(_ parameters: Parameters) {
        for parameter in parameters.all {
            visit(optional: parameter.defaultValue)
            visit(optional: parameter.annotation)
        }
    }

    private mutating func visitCompound(_ statement: Statement) {
        switch statement.kind {
        case .if(let branches, let otherwise):
            for branch in branches {
                visit(branch.test)
                visit(branch.body)
            }
            visit(otherwise)
        case .for(let target, let iterable, let body, let otherwise):
            visit(iterable)
            visitTarget(target)
            visit(body)
            visit(otherwise)
        case .while(let test, let body, let otherwise):
            visit(test)
            visit(body)
            visit(otherwise)
        case .with(let items, let body):
            for item in items {
                visit(item.context)
                if let target = item.target { visitTarget(target) }
            }
            visit(body)
        case .try(let statement): visit(statement)
        case .match(let subject, let cases):
            visit(subject)
            cases.forEach { visit($0) }
        default: break
        }
    }

    private mutating func visit(_ statement: TryStatement) {
        visit(statement.body)
        for handler in statement.handlers {
            visit(optional: handler.type)
            if let name = handler.name { bind(name.text) }
            visit(handler.body)
        }
        visit(statement.otherwise)
        visit(statement.finally)
    }

    private mutating func visit(_ matchCase: MatchCase) {
        visit(matchCase.pattern)
        visit(optional: matchCase.guard)
        visit(matchCase.body)
    }

    private mutating func visit(_ pattern: Pattern) {
        switch pattern.kind {
        case .value(let expression): visit(expression)
        case .singleton, .wildcard: break
        case .capture(let name): bind(name)
        case .as(let inner, let name):
            visit(inner)
            bind(name)
        case .alternatives(let patterns), .sequence(let patterns): patterns.forEach { visit($0) }
        case .star(let name): if let name { bind(name) }
        case .mapping(let entries, let rest):
            for entry in entries {
                visit(entry.key)
                visit(entry.pattern)
            }
            if let rest { bind(rest) }
        case .class(let type, let positional, let keywords):
            visit(type)
            positional.forEach { visit($0) }
            keywords.forEach { visit($0.pattern) }
        }
    }
}

extension ImportedName {
    /// `import a.b` binds `a`; `import a.b as c` binds `c`.
    var boundName: String { alias ?? String(path.prefix { $0 != "." }) }
}
