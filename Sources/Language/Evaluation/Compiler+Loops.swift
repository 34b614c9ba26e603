/// `if`, `for`, `while`, and leaving them with `break`, `continue` and `return`.
extension Compiler {
    func compileIf(_ branches: [Branch], _ otherwise: [Statement]) throws {
        let end = builder.label()
        var regions: [Int] = []
        for (index, branch) in branches.enumerated() {
            let next = builder.label()
            let head = builder.position
            try builder.at(branch.test.span) { try compileCondition(branch.test, jumpWhen: false, to: next) }
            let body = builder.position
            try compile(branch.body)
            let isLast = index == branches.count - 1 && otherwise.isEmpty
            if !isLast { builder.emit(.jump, to: end) }
            let regionEnd = builder.position
            builder.place(next)
            regions.append(builder.parts.regions.count)
            addRegion(.if, head: head..<body, body: body..<regionEnd, otherwise: regionEnd..<regionEnd, branch.body)
        }
        try compile(otherwise)
        builder.place(end)
        for region in regions { builder.parts.regions[region].join = builder.position }
    }

    func compileWhile(_ test: Expression, _ body: [Statement], _ otherwise: [Statement]) throws {
        let done = builder.label()
        let end = builder.label()
        let again = builder.label()
        let start = builder.position
        try builder.at(test.span) { try compileCondition(test, jumpWhen: false, to: done) }
        let bodyStart = builder.placedLabel()
        exits.append(.loop(break: end, continue: again, iterator: nil))
        try compile(body)
        exits.removeLast()
        // The test stands again at the end, so that a turn needs one jump only.
        builder.place(again)
        let bodyEnd = builder.emit(.poll)
        try builder.at(test.span) { try compileCondition(test, jumpWhen: true, to: bodyStart) }
        let bodyRange = builder.position(of: bodyStart)..<bodyEnd
        builder.place(done)
        let otherwiseStart = builder.position
        try compile(otherwise)
        builder.place(end)
        addRegion(
            .while, head: start..<bodyRange.lowerBound, body: bodyRange, otherwise: otherwiseStart..<builder.position,
            body)
    }

    func compileFor(
        _ target: Expression, _ iterable: Expression, _ body: [Statement], _ otherwise: [Statement]
    ) throws {
        let iterator = try compileIterator(iterable)
        let done = builder.label()
        let end = builder.label()
        let again = builder.placedLabel()
        let head = builder.position
        try compileNext(iterator, target, done)
        let bodyStart = builder.position
        exits.append(.loop(break: end, continue: again, iterator: iterator))
        try compile(body)
        exits.removeLast()
        builder.emit(.loop, to: again)
        let bodyEnd = builder.position
        builder.place(done)
        try compile(otherwise)
        builder.place(end)
        builder.emit(.clear, iterator)
        addRegion(
            .for, head: head..<bodyStart, body: bodyStart..<bodyEnd, otherwise: bodyEnd..<builder.position, body,
            target)
    }

    /// A register with an iterator over the value of an expression.
    func compileIterator(_ iterable: Expression) throws -> Int {
        let iterator = builder.temporary()
        let values = try compile(iterable)
        builder.at(iterable.span) { builder.emit(.iterate, iterator, values) }
        builder.release(to: iterator + 1)
        return iterator
    }

    /// The step of a loop: binds the target to the next value, or jumps.
    func compileNext(_ iterator: Int, _ target: Expression, _ done: CodeBuilder.Label) throws {
        let mark = builder.temporaryMark
        try builder.at(target.span) {
            if case .name(let name) = target.kind, let local = directDestination(for: name) {
                builder.emit(.next, local, iterator, to: done)
            } else {
                let value = builder.temporary()
                builder.emit(.next, value, iterator, to: done)
                try assign(value, to: target)
            }
        }
        builder.release(to: mark)
    }

    private func addRegion(
        _ kind: Region.Kind, head: Range<Int>, body: Range<Int>, otherwise: Range<Int>, _ statements: [Statement],
        _ target: Expression? = nil
    ) {
        var scan = NameScan(.function)
        if let target { scan.visitTarget(target) }
        scan.visit(statements)
        builder.parts.regions.append(
            Region(
                kind: kind, head: head, body: body, otherwise: otherwise,
                assignedNames: scan.bound.map { Symbol($0) }))
    }

    // MARK: Leaving

    func leaveLoop(isContinue: Bool) throws {
        guard let index = exits.lastIndex(where: \.isLoop), case .loop(let end, let again, _) = exits[index] else {
            throw SyntaxError(isContinue ? "'continue' not properly in loop" : "'break' outside loop", at: builder.span)
        }
        try leave(down: index + 1)
        builder.emit(.jump, to: isContinue ? again : end)
    }

    /// Emits what has to happen when control leaves the innermost constructs, until only `count` of them are open.
    /// The code is outside of the ranges that it leaves.
    func leave(down count: Int) throws {
        let all = exits
        let handled = handledRegister
        var suspended: [ProtectedRange] = []
        while exits.count > count, let exit = exits.popLast() {
            if let range = exit.range {
                close(range)
                suspended.append(range)
            }
            try emitLeaving(exit)
        }
        exits = all
        handledRegister = handled
        // The caller emits one jump or return, which cannot fail; then the ranges go on.
        for range in suspended { range.start = builder.position + 1 }
    }

    private func emitLeaving(_ exit: Exit) throws {
        switch exit {
        case .loop(_, _, let iterator): if let iterator { builder.emit(.clear, iterator) }
        case .protected: break
        case .finally(_, let body): try compile(body)
        case .with(_, let context): builder.emit(.exitContext, context)
        case .handler(let outer, let exception, let name):
            builder.emit(.setHandled, outer)
            builder.emit(.clear, exception)
            if let name { forget(name) }
            handledRegister = outer
        }
    }
}

extension Exit {
    var isLoop: Bool {
        if case .loop = self { return true }
        return false
    }

    /// Whether leaving runs code of the user, which might change a variable that is being returned.
    var runsCode: Bool {
        switch self {
        case .finally, .with: true
        case .loop, .protected, .handler: false
        }
    }

    var range: ProtectedRange? {
        switch self {
        case .finally(let range, _), .with(let range, _), .protected(let range): range
        case .loop, .handler: nil
        }
    }
}
