/// The names that statements bind and declare.
extension SymbolCheck {
    func visit(_ statements: [Statement]) throws(SyntaxError) {
        for statement in statements { try visit(statement) }
    }

    private func visit(_ statement: Statement) throws(SyntaxError) {
        switch statement.kind {
        case .pass, .break, .continue: break
        case .expression(let value): try visit(value)
        case .assignment(let targets, let value):
            try visit(value)
            for target in targets { try bind(target) }
        case .augmentedAssignment(let target, _, let value):
            try bind(target)
            try visit(value)
        case .annotatedAssignment(let target, let annotation, let value, let isSimple):
            try annotate(target, isSimple: isSimple, in: statement)
            try visit(annotation)
            if let value { try visit(value) }
        case .delete(let targets): for target in targets { try bind(target) }
        case .return(let value): try visit([value].compactMap { $0 })
        case .raise(let first, let second): try visit([first, second].compactMap { $0 })
        case .assert(let test, let message): try visit([test] + [message].compactMap { $0 })
        case .global(let names): try declare(names, .global, in: statement)
        case .nonlocal(let names): try declare(names, .nonlocal, in: statement)
        case .import(let names): bind(names)
        case .importFrom(_, let names, _): try bindImported(names)
        default: try visitCompound(statement)
        }
    }

    private func visitCompound(_ statement: Statement) throws(SyntaxError) {
        switch statement.kind {
        case .function(let definition): try visit(definition)
        case .class(let definition): try visit(definition)
        case .if(let branches, let otherwise):
            for branch in branches {
                try visit(branch.test)
                try visit(branch.body)
            }
            try visit(otherwise)
        case .for(let target, let iterable, let body, let otherwise):
            try bind(target)
            try visit(iterable)
            try visit(body + otherwise)
        case .while(let test, let body, let otherwise):
            try visit(test)
            try visit(body + otherwise)
        case .with(let items, let body):
            for item in items {
                try visit(item.context)
                if let target = item.target { try bind(target) }
            }
            try visit(body)
        case .try(let parts): try visit(parts)
        case .match(let subject, let cases):
            try visit(subject)
            for item in cases { try visit(item) }
        default: break
        }
    }

    private func visit(_ definition: FunctionDefinition) throws(SyntaxError) {
        scope.note(definition.name.text, .assigned)
        let parameters = definition.parameters
        try visit(parameters.defaults + parameters.annotations + [definition.returns].compactMap { $0 })
        try visit(definition.decorators)
        try enter(.function) { () throws(SyntaxError) in
            try declare(parameters)
            try visit(definition.body)
        }
    }

    private func visit(_ definition: ClassDefinition) throws(SyntaxError) {
        scope.note(definition.name.text, .assigned)
        try visit(definition.arguments.map(\.value) + definition.decorators)
        try enter(.class, className: definition.name.text) { () throws(SyntaxError) in try visit(definition.body) }
    }

    private func visit(_ parts: TryStatement) throws(SyntaxError) {
        try visit(parts.body)
        for handler in parts.handlers {
            if let type = handler.type { try visit(type) }
            if let name = handler.name { scope.note(name.text, .assigned) }
            try visit(handler.body)
        }
        try visit(parts.otherwise + parts.finally)
    }

    private func visit(_ item: MatchCase) throws(SyntaxError) {
        try bind(item.pattern)
        if let condition = item.guard { try visit(condition) }
        try visit(item.body)
    }

    private func bind(_ pattern: Pattern) throws(SyntaxError) {
        switch pattern.kind {
        case .capture(let name), .star(let name?), .as(_, let name), .mapping(_, let name?):
            scope.note(name, .assigned)
        case .value(let value), .class(let value, _, _): try visit(value)
        case .singleton, .wildcard, .star, .mapping, .alternatives, .sequence: break
        }
        for child in pattern.children { try bind(child) }
    }

    private func bind(_ names: [ImportedName]) {
        for name in names {
            let first = name.path.split(separator: ".").first.map(String.init) ?? name.path
            scope.note(name.alias ?? first, .imported)
        }
    }

    private func bindImported(_ names: [ImportedName]) throws(SyntaxError) {
        for name in names where name.path == "*" && scope.kind != .module {
            throw SyntaxError("import * only allowed at module level", at: name.span)
        }
        for name in names { scope.note(name.alias ?? name.path, .imported) }
    }

    private func annotate(
        _ target: Expression, isSimple: Bool, in statement: Statement
    ) throws(SyntaxError) {
        guard case .name(let name) = target.kind else { return try visit(target.children) }
        let uses = scope.uses(of: name)
        if isSimple, scope.kind != .module, !uses.isDisjoint(with: [.global, .nonlocal]) {
            let word = uses.contains(.global) ? "global" : "nonlocal"
            throw SyntaxError("annotated name '\(name)' can't be \(word)", at: statement.span)
        }
        scope.note(name, isSimple ? [.annotated, .assigned] : .assigned)
    }

    private func declare(_ names: [Name], _ use: SymbolScope.Use, in statement: Statement) throws(SyntaxError) {
        let word = use == .global ? "global" : "nonlocal"
        for name in names.map(\.text) {
            let earlier = scope.uses(of: name)
            if let reason = conflict(earlier, word) {
                throw SyntaxError(reason.replacing("NAME", with: scope.mangled(name)), at: statement.span)
            }
            scope.declare(name, use, at: statement.span)
        }
    }

    /// Why a name cannot be declared any more.
    private func conflict(_ earlier: SymbolScope.Use, _ word: String) -> String? {
        if earlier.contains(.parameter) { return "name 'NAME' is parameter and \(word)" }
        if earlier.contains(.used) { return "name 'NAME' is used prior to \(word) declaration" }
        if earlier.contains(.annotated) { return "annotated name 'NAME' can't be \(word)" }
        if earlier.contains(.assigned) { return "name 'NAME' is assigned to before \(word) declaration" }
        return nil
    }
}
