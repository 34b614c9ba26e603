/// `try` and `with`. The body of `finally` stands in the code once for every way out of the block.
extension Compiler {
    func compileTry(_ statement: TryStatement) throws {
        guard !statement.finally.isEmpty else { return try compileHandlers(statement) }
        let end = builder.label()
        let range = open()
        exits.append(.finally(range, body: statement.finally))
        try compileHandlers(statement)
        exits.removeLast()
        close(range)
        try compile(statement.finally)
        builder.emit(.jump, to: end)
        try compileFailure(of: range, name: nil) {
            try self.compile(statement.finally)
            return false
        }
        builder.place(end)
    }

    private func compileHandlers(_ statement: TryStatement) throws {
        guard !statement.handlers.isEmpty else {
            try compile(statement.body)
            return try compile(statement.otherwise)
        }
        let end = builder.label()
        let range = open()
        exits.append(.protected(range))
        try compile(statement.body)
        exits.removeLast()
        close(range)
        try compile(statement.otherwise)
        builder.emit(.jump, to: end)
        let outer = handledRegister
        try compileFailure(of: range, name: nil) {
            if statement.isGroup {
                try self.compileGroupHandlers(statement.handlers, range, outer: outer, end: end)
            } else {
                for handler in statement.handlers { try self.compile(handler, range.register, end) }
            }
            return false
        }
        builder.place(end)
    }

    /// One `except`: goes on with the next one when the exception is another.
    private func compile(_ handler: ExceptionHandler, _ exception: Int, _ end: CodeBuilder.Label) throws {
        let next = builder.label()
        if let type = handler.type {
            let mark = builder.temporaryMark
            let kind = try compile(type)
            builder.at(type.span) { builder.emit(.branchUnlessMatches, exception, kind, to: next) }
            builder.release(to: mark)
        }
        if let name = handler.name {
            let copy = builder.temporary()
            builder.emit(.loadCopy, copy, exception)
            store(copy, in: name.text)
            builder.release(to: copy)
        }
        guard case .handler(let outer, _, _)? = exits.popLast() else { return }
        let exit = Exit.handler(outer: outer, exception: exception, name: handler.name?.text)
        exits.append(exit)
        try compile(handler.body)
        exits[exits.count - 1] = .handler(outer: outer, exception: exception, name: nil)
        builder.emit(.setHandled, outer)
        builder.emit(.clear, exception)
        if let name = handler.name { forget(name.text) }
        builder.emit(.jump, to: end)
        builder.place(next)
    }

    /// The code that runs when the range failed. Unless it is done with the exception, the exception goes on.
    func compileFailure(of range: ProtectedRange, name: String?, _ body: () throws -> Bool) throws {
        builder.place(range.target)
        let outer = handledRegister
        builder.emit(.setHandled, range.register)
        handledRegister = range.register
        exits.append(.handler(outer: outer, exception: range.register, name: name))
        let isDone = try body()
        exits.removeLast()
        handledRegister = outer
        if !isDone {
            builder.emit(.setHandled, outer)
            builder.emit(.reraise, range.register)
        }
    }

    // MARK: Ranges

    /// Begins a range whose failures are handled; its exception gets a register that outlives the statement's others.
    func open() -> ProtectedRange {
        let register = builder.temporary()
        return ProtectedRange(start: builder.position, target: builder.label(), register: register)
    }

    /// Enters what lies between the start of a range and here into the table of handlers.
    func close(_ range: ProtectedRange) {
        guard range.start < builder.position else { return }
        handlers.append((range.start..<builder.position, range.target, range.register))
        range.start = builder.position
    }

    // MARK: With

    func compileWith(_ items: ArraySlice<WithItem>, _ body: [Statement]) throws {
        guard let item = items.first else { return try compile(body) }
        let context = builder.temporary()
        try compile(item.context, into: context)
        let value = builder.temporary()
        let entry = builder.position
        builder.at(item.context.span) { builder.emit(.enterContext, value, context) }
        let end = builder.label()
        let range = open()
        exits.append(.with(range, context: context))
        if let target = item.target { try assign(value, to: target) } else { builder.emit(.clear, value) }
        try compile(items.dropFirst(), body)
        exits.removeLast()
        close(range)
        builder.at(item.context.span) { builder.emit(.exitContext, context, entry, detail: 1) }
        builder.emit(.jump, to: end)
        try compileFailure(of: range, name: nil) {
            let swallowed = self.builder.temporary()
            self.builder.at(item.context.span) {
                self.builder.emit(.exitContextWithError, swallowed, context, range.register)
            }
            let rethrow = self.builder.label()
            self.builder.emit(.branch, swallowed, to: rethrow, detail: 0)
            self.builder.emit(.setHandled, self.outerHandledRegister)
            self.builder.emit(.clear, range.register)
            self.builder.emit(.jump, to: end)
            self.builder.place(rethrow)
            return false
        }
        builder.place(end)
    }

    private func compile(_ items: ArraySlice<WithItem>, _ body: [Statement]) throws {
        if items.isEmpty { try compile(body) } else { try compileWith(items, body) }
    }

    private var outerHandledRegister: Int {
        if case .handler(let outer, _, _)? = exits.last { return outer }
        return -1
    }
}
