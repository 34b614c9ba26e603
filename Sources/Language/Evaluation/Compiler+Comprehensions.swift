/// Comprehensions run in the frame that they stand in, with registers of their own for their targets. Generator
/// expressions are functions of one argument, the first iterable.
extension Compiler {
    enum ComprehensionResult {
        case list(Expression)
        case set(Expression)
        case dictionary(Expression, Expression)

        var elements: [Expression] {
            switch self {
            case .list(let element), .set(let element): [element]
            case .dictionary(let key, let value): [key, value]
            }
        }

        var build: Opcode {
            switch self {
            case .list: .buildList
            case .set: .buildSet
            case .dictionary: .buildDict
            }
        }
    }

    func compileComprehension(
        _ result: ComprehensionResult, _ clauses: [ComprehensionClause], _ destination: Int
    ) throws {
        guard let first = clauses.first else { return }
        let target = builder.temporary()
        let iterator = try compileIterator(first.iterable)
        let names = NameScan.comprehension(result.elements, clauses)
        openBlock(names)
        builder.emit(result.build, target, target, 0)
        try compile(clauses[...], iterator) { try self.add(result, to: target) }
        closeBlock(names)
        _ = moved(target, to: destination)
    }

    private func add(_ result: ComprehensionResult, to target: Int) throws {
        switch result {
        case .list(let element): builder.emit(.append, target, try compile(element))
        case .set(let element): builder.emit(.addToSet, target, try compile(element))
        case .dictionary(let key, let value):
            let keyRegister = try compile(key)
            builder.emit(.setPair, target, keyRegister, try compile(value))
        }
    }

    /// The loops of the clauses, around what is done with each element.
    private func compile(
        _ clauses: ArraySlice<ComprehensionClause>, _ iterator: Int, _ innermost: () throws -> Void
    ) throws {
        guard let clause = clauses.first else { return }
        let done = builder.label()
        let again = builder.placedLabel()
        let head = builder.position
        try compileNext(iterator, clause.target, done)
        let bodyStart = builder.position
        for condition in clause.conditions {
            let start = builder.position
            try compileCondition(condition, jumpWhen: false, to: again)
            addChoice(head: start..<builder.position, join: head)
        }
        let mark = builder.temporaryMark
        let rest = clauses.dropFirst()
        if let next = rest.first {
            let inner = try compileIterator(next.iterable)
            try compile(rest, inner, innermost)
        } else {
            try innermost()
        }
        builder.release(to: mark)
        builder.emit(.loop, to: again)
        let end = builder.position
        builder.parts.regions.append(
            Region(
                kind: .for, head: head..<bodyStart, body: bodyStart..<end, otherwise: end..<end, assignedNames: []))
        builder.place(done)
        builder.emit(.clear, iterator)
    }

    /// Notes where the sides of a test come together.
    func addChoice(head: Range<Int>, join: Int) {
        let end = head.upperBound..<head.upperBound
        builder.parts.regions.append(
            Region(kind: .choice, head: head, body: end, otherwise: end, assignedNames: [], join: join))
    }

    /// Gives the targets registers, and cells where a function inside captures them.
    private func openBlock(_ names: NameScan) {
        var block: [String: Binding] = [:]
        for name in names.bound {
            let register = nextBlockRegister
            nextBlockRegister += 1
            builder.parts.localNames[register] = Symbol(name)
            let isCell = names.captured.contains(name)
            block[name] = isCell ? .cell(register) : .register(register)
            if isCell {
                builder.emit(.clear, register)
                builder.emit(.makeCell, register)
            }
        }
        blocks.append(block)
    }

    private func closeBlock(_ names: NameScan) {
        let block = blocks.removeLast()
        for name in names.bound {
            if case .register(let register)? = block[name] { builder.emit(.clear, register) }
            if case .cell(let register)? = block[name] { builder.emit(.clear, register) }
        }
        nextBlockRegister -= names.bound.count
    }

    // MARK: Generator expressions

    func compileGenerator(_ element: Expression, _ clauses: [ComprehensionClause], _ target: Int) throws {
        guard let first = clauses.first else { return }
        let inner = inner(.generator, "<genexpr>", NameScan(generator: element, clauses))
        inner.builder.span = builder.span
        inner.builder.parts.definitionSpan = builder.span
        inner.builder.parts.parameters = ParameterLayout(
            names: [".0"], kinds: [.positionalOnly], positionalCount: 1)
        inner.makeCells()
        let iterator = inner.builder.temporary()
        inner.builder.emit(.iterate, iterator, 0)
        try inner.compile(clauses, iterator: iterator, yielding: element)
        inner.builder.emit(.returnNone)
        let mark = builder.temporaryMark
        let base = builder.temporaries(2)
        builder.emit(.makeFunction, base, builder.child(inner.finish()), base)
        let values = try compile(first.iterable)
        builder.at(first.iterable.span) { builder.emit(.iterate, base + 1, values) }
        builder.emit(.call, target, base, 1)
        builder.release(to: mark)
    }

    private func compile(_ clauses: [ComprehensionClause], iterator: Int, yielding element: Expression) throws {
        try compile(clauses[...], iterator) {
            let value = self.builder.temporary()
            try self.compile(element, into: value)
            self.builder.emit(.yield, value, value)
            self.builder.emit(.clear, value)
        }
    }
}
