/// Statements.
extension Compiler {
    func compile(_ statements: [Statement]) throws {
        for statement in statements { try compile(statement) }
    }

    func compile(_ statement: Statement) throws {
        let mark = builder.temporaryMark
        try builder.at(statement.span) { try compileKind(of: statement) }
        builder.release(to: mark)
    }

    private func compileKind(of statement: Statement) throws {
        switch statement.kind {
        case .expression(let expression): try compileDiscarding(expression)
        case .assignment(let targets, let value): try compileAssignment(targets, value)
        case .augmentedAssignment(let target, let operation, let value):
            try compileAugmented(target, operation, value, statement.span)
        case .annotatedAssignment(let target, let annotation, let value, let isSimple):
            try compileAnnotated(target, annotation, value, isSimple)
        case .delete(let targets): for target in targets { try compileDelete(target) }
        case .pass, .global, .nonlocal: break
        case .break: try leaveLoop(isContinue: false)
        case .continue: try leaveLoop(isContinue: true)
        case .return(let value): try compileReturn(value)
        case .raise(let error, let cause): try compileRaise(error, cause)
        case .assert(let test, let message): try compileAssert(test, message)
        case .import(let names): for name in names { compileImport(name) }
        case .importFrom(let module, let names, let level): compileImport(from: module, names, level)
        case .function(let definition): try compileFunction(definition, statement.span)
        case .class(let definition): try compileClass(definition, statement.span)
        case .if(let branches, let otherwise): try compileIf(branches, otherwise)
        case .for(let target, let iterable, let body, let otherwise):
            try compileFor(target, iterable, body, otherwise)
        case .while(let test, let body, let otherwise): try compileWhile(test, body, otherwise)
        case .with(let items, let body): try compileWith(items[...], body)
        case .try(let statement): try compileTry(statement)
        case .match(let subject, let cases): try compileMatch(subject, cases)
        }
    }

    /// An expression statement: nothing keeps the value.
    private func compileDiscarding(_ expression: Expression) throws {
        if case .constant = expression.kind { return }
        let result = try compile(expression)
        if isTemporary(result) {
            builder.emit(.clear, result)
        } else if case .name = expression.kind {
            // A local that stands alone must be bound all the same.
            builder.emit(.loadCopy, builder.temporary(), result)
        }
    }

    func isTemporary(_ register: Int) -> Bool { register >= builder.parts.localNames.count }

    private func compileReturn(_ value: Expression?) throws {
        guard let value else {
            try leave(down: 0)
            builder.emit(.returnNone)
            return
        }
        var result = try compile(value)
        if exits.contains(where: \.runsCode), !isTemporary(result) {
            let copy = builder.temporary()
            emitMove(copy, result)
            result = copy
        }
        try leave(down: 0)
        builder.emit(.return, result)
    }

    private func compileRaise(_ error: Expression?, _ cause: Expression?) throws {
        guard let error else {
            builder.emit(.raise, -1, -1)
            return
        }
        let exception = try compile(error)
        let reason = try cause.map { try compile($0) } ?? -1
        builder.emit(.raise, exception, reason)
    }

    private func compileAssert(_ test: Expression, _ message: Expression?) throws {
        let end = builder.label()
        let head = builder.position
        try compileCondition(test, jumpWhen: true, to: end)
        let headEnd = builder.position
        let text = try message.map { try compile($0) } ?? -1
        builder.at(test.span) { builder.emit(.assertionFailed, text) }
        builder.place(end)
        addChoice(head: head..<headEnd, join: builder.position)
    }

    // MARK: Imports

    private func compileImport(_ name: ImportedName) {
        builder.at(name.span) {
            let module = builder.temporary()
            let wantsLeaf = name.alias != nil ? 1 : 0
            builder.emit(.importModule, module, builder.symbol(name.path), wantsLeaf)
            store(module, in: name.boundName)
        }
    }

    private func compileImport(from module: String?, _ names: [ImportedName], _ level: Int) {
        let register = builder.temporary()
        builder.emit(.importModule, register, builder.symbol(module ?? ""), level * 2 + 1)
        for name in names {
            builder.at(name.span) {
                if name.path == "*" {
                    builder.emit(.importAll, register)
                } else {
                    let value = builder.temporary()
                    builder.emit(.importName, value, register, builder.symbol(name.path))
                    store(value, in: name.alias ?? name.path)
                }
            }
        }
        builder.emit(.clear, register)
    }

    // MARK: Annotations

    private func compileAnnotated(
        _ target: Expression, _ annotation: Expression, _ value: Expression?, _ isSimple: Bool
    ) throws {
        if let value { try compileAssignment([target], value) }
        guard case .name(let name) = target.kind, isSimple, kind == .module || kind == .classBody else { return }
        let register = try compile(annotation)
        let key = builder.constant(Value(mangled(name)))
        builder.emit(.storeAnnotation, key, register, detail: kind == .classBody ? 1 : 0)
    }
}
