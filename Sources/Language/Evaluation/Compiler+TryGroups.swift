/// `except*`: each handler gets the exceptions of its kinds; what no handler took and what handlers raised goes on.
extension Compiler {
    func compileGroupHandlers(
        _ handlers: [ExceptionHandler], _ range: ProtectedRange, outer: Int, end: CodeBuilder.Label
    ) throws {
        let state = builder.temporary()
        call(GroupHandling.begin, [range.register], into: state)
        for handler in handlers { try compileGroupHandler(handler, range, state) }
        let rest = builder.temporary()
        let rethrow = builder.label()
        call(GroupHandling.hasRest, [state], into: rest)
        builder.emit(.branch, rest, to: rethrow, detail: 1)
        builder.emit(.setHandled, outer)
        builder.emit(.clear, range.register)
        builder.emit(.jump, to: end)
        builder.place(rethrow)
        call(GroupHandling.rest, [state], into: range.register)
    }

    private func compileGroupHandler(_ handler: ExceptionHandler, _ range: ProtectedRange, _ state: Int) throws {
        let next = builder.label()
        let matched = builder.temporary()
        if let type = handler.type {
            let mark = builder.temporaryMark
            let kind = try compile(type)
            builder.at(type.span) { call(GroupHandling.take, [state, kind], into: matched) }
            builder.release(to: mark)
            builder.emit(.branch, matched, to: next, detail: 0)
        }
        call(GroupHandling.taken, [state], into: matched)
        try compileGroupBody(handler, matched, state)
        builder.emit(.setHandled, range.register)
        handledRegister = range.register
        builder.place(next)
    }

    /// The body of a handler; what it raises is collected.
    private func compileGroupBody(_ handler: ExceptionHandler, _ matched: Int, _ state: Int) throws {
        let after = builder.label()
        builder.emit(.setHandled, matched)
        handledRegister = matched
        if let name = handler.name {
            let copy = builder.temporary()
            builder.emit(.loadCopy, copy, matched)
            store(copy, in: name.text)
            builder.release(to: copy)
        }
        let body = open()
        exits.append(.protected(body))
        try compile(handler.body)
        exits.removeLast()
        close(body)
        if let name = handler.name { forget(name.text) }
        builder.emit(.jump, to: after)
        try compileFailure(of: body, name: nil) {
            self.call(GroupHandling.collect, [state, body.register], into: body.register)
            if let name = handler.name { self.forget(name.text) }
            return true
        }
        builder.place(after)
    }

    /// Calls a native function with copies of registers.
    private func call(_ function: NativeFunction, _ arguments: [Int], into destination: Int) {
        let mark = builder.temporaryMark
        let base = builder.temporaries(arguments.count + 1)
        builder.emit(.loadConstant, base, builder.constant(.object(function)))
        for (place, register) in arguments.enumerated() { builder.emit(.loadCopy, base + 1 + place, register) }
        builder.emit(.call, destination, base, arguments.count)
        builder.release(to: mark)
    }
}

/// What an `except*` statement knows while its handlers run.
final class GroupHandling: Object {
    private let original: ExceptionObject
    /// The group, or one around an exception that is none.
    private let group: ExceptionObject
    private var unhandled: ExceptionObject?
    private var taken: ExceptionObject?
    private var given: Set<ObjectIdentifier> = []
    private var raised: [ExceptionObject] = []

    private init(_ exception: ExceptionObject) {
        original = exception
        let isPlain = exception.type.isSubclass(of: .exception)
        group =
            ExceptionGroups.isGroup(exception)
            ? exception
            : ExceptionGroups.make(
                isPlain ? .exceptionGroup : .baseExceptionGroup, "", [.object(exception)],
                arguments: ["", Value(tuple: [.object(exception)])])
        unhandled = group
    }

    private static func function(_ name: String, _ body: @escaping (GroupHandling, Value, Evaluator) throws -> Value)
        -> NativeFunction
    {
        NativeFunction(name, "(*args)", isRaw: true) { arguments, evaluator in
            guard let state = arguments[0].as(GroupHandling.self) else { return .none }
            return try body(state, arguments.count > 1 ? arguments[1] : .none, evaluator)
        }
    }

    // Immutable, so that threads may share them.
    nonisolated(unsafe) static let begin = NativeFunction("<except*>", "(*args)", isRaw: true) { arguments, _ in
        arguments[0].as(ExceptionObject.self).map { .object(GroupHandling($0)) } ?? .none
    }
    nonisolated(unsafe) static let take = function("<except*>") { .bool(try $0.take($1, $2)) }
    nonisolated(unsafe) static let taken = function("<except*>") { state, _, _ in
        state.taken.map { .object($0) } ?? .none
    }
    nonisolated(unsafe) static let collect = function("<except*>") { state, exception, _ in
        if let exception = exception.as(ExceptionObject.self) { state.raised.append(exception) }
        return .none
    }
    nonisolated(unsafe) static let hasRest = function("<except*>") { state, _, _ in
        .bool(state.unhandled != nil || !state.raised.isEmpty)
    }
    nonisolated(unsafe) static let rest = function("<except*>") { state, _, evaluator in
        .object(try state.rest(evaluator))
    }

    /// Whether some of the exceptions that are left are of a kind; those are taken.
    private func take(_ kinds: Value, _ evaluator: Evaluator) throws -> Bool {
        for kind in kinds.as(Tuple.self)?.elements ?? [kinds] {
            guard let type = kind.as(TypeObject.self), type.isSubclass(of: .baseException) else {
                throw PythonError(
                    .typeError, "catching classes that do not inherit from BaseException is not allowed")
            }
            guard !type.isSubclass(of: .baseExceptionGroup) else {
                throw PythonError(
                    .typeError, "catching ExceptionGroup with except* is not allowed. Use except instead.")
            }
        }
        guard let left = unhandled else { return false }
        let parts = try ExceptionGroups.split(left, evaluator) { exception in
            try ClassTests.isInstance(.object(exception), of: kinds, evaluator)
        }
        guard var matching = parts.matching else { return false }
        // The group around a single exception is handed on as it is.
        if parts.rest == nil, group !== original { matching = group }
        unhandled = parts.rest
        taken = matching
        given.insert(ObjectIdentifier(matching))
        return true
    }

    /// What goes on: exceptions that handlers raised, and the part of the group that nobody handled.
    private func rest(_ evaluator: Evaluator) throws -> ExceptionObject {
        if !ExceptionGroups.isGroup(original) { return raised.first ?? original }
        var leaves = Set<ObjectIdentifier>()
        for exception in raised.filter({ given.contains(ObjectIdentifier($0)) }) + [unhandled].compactMap(\.self) {
            GroupHandling.addLeaves(of: exception, to: &leaves)
        }
        let again =
            leaves.isEmpty
            ? nil : try ExceptionGroups.split(group, evaluator) { leaves.contains(ObjectIdentifier($0)) }.matching
        let new = raised.filter { !given.contains(ObjectIdentifier($0)) }
        guard let first = new.first else { return again ?? original }
        guard new.count > 1 || again != nil else { return first }
        let members = (new + [again].compactMap(\.self)).map { Value.object($0) }
        let isPlain = members.allSatisfy { $0.type.isSubclass(of: .exception) }
        return ExceptionGroups.make(isPlain ? .exceptionGroup : .baseExceptionGroup, "", members)
    }

    private static func addLeaves(of exception: ExceptionObject, to leaves: inout Set<ObjectIdentifier>) {
        guard ExceptionGroups.isGroup(exception) else {
            leaves.insert(ObjectIdentifier(exception))
            return
        }
        for member in ExceptionGroups.members(of: exception) {
            if let exception = member.as(ExceptionObject.self) { addLeaves(of: exception, to: &leaves) }
        }
    }
}
