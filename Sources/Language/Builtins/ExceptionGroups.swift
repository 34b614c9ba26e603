/// `ExceptionGroup` and `BaseExceptionGroup`: several exceptions that are raised as one.
extension TypeObject {
    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) package static let baseExceptionGroup = TypeObject(
        native: "BaseExceptionGroup", bases: [.baseException], methods: ExceptionGroups.methods,
        allocate: ExceptionGroups.allocate)
    nonisolated(unsafe) package static let exceptionGroup = TypeObject(
        native: "ExceptionGroup", bases: [.baseExceptionGroup, .exception], allocate: ExceptionGroups.allocate)
}

/// Making and splitting groups of exceptions.
package enum ExceptionGroups {
    static var methods: [NativeFunction] {
        [
            NativeFunction("derive", "(self, excs, /)", "A group of the same kind with other exceptions.") {
                arguments, evaluator in
                let message = arguments[0].as(ExceptionObject.self)?.fields["message"] ?? ""
                return try evaluator.call(.object(TypeObject.baseExceptionGroup), [message, arguments[1]])
            },
            NativeFunction("subgroup", "(self, condition, /)", "The exceptions that match, in their groups; or None.") {
                arguments, evaluator in
                try parts(arguments[0], arguments[1], evaluator).matching
            },
            NativeFunction("split", "(self, condition, /)", "The exceptions that match, and the others.") {
                arguments, evaluator in
                let parts = try parts(arguments[0], arguments[1], evaluator)
                return Value(tuple: [parts.matching, parts.rest])
            },
        ]
    }

    static func allocate(
        _ type: TypeObject, _ arguments: borrowing Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        guard arguments.count == 2, arguments.keywordNames.isEmpty else {
            throw PythonError(
                .typeError, "\(type.name).__new__() takes exactly 2 arguments (\(arguments.count) given)")
        }
        guard arguments[0].as(Text.self) != nil else {
            throw PythonError(.typeError, "argument 1 must be str, not \(arguments[0].typeName)")
        }
        guard arguments[1].as(List.self) != nil || arguments[1].as(Tuple.self) != nil else {
            throw PythonError(.typeError, "second argument (exceptions) must be a sequence")
        }
        let members = try evaluator.array(from: arguments[1])
        let isPlain = try check(members, for: type)
        let isOwn = type === TypeObject.baseExceptionGroup
        return .object(
            make(isOwn && isPlain ? .exceptionGroup : type, arguments[0], members, arguments: arguments.positionals))
    }

    /// Whether all members are `Exception`s; throws when something is no exception, or may not be in this group.
    private static func check(_ members: [Value], for type: TypeObject) throws -> Bool {
        guard !members.isEmpty else {
            throw PythonError(.valueError, "second argument (exceptions) must be a non-empty sequence")
        }
        for (place, member) in members.enumerated() where member.as(ExceptionObject.self) == nil {
            throw PythonError(.valueError, "Item \(place) of second argument (exceptions) is not an exception")
        }
        let isPlain = members.allSatisfy { $0.type.isSubclass(of: .exception) }
        guard isPlain || !type.isSubclass(of: .exception) else {
            throw PythonError(
                .typeError,
                type === TypeObject.exceptionGroup
                    ? "Cannot nest BaseExceptions in an ExceptionGroup"
                    : "Cannot nest BaseExceptions in '\(type.name)'")
        }
        return isPlain
    }

    static func make(
        _ type: TypeObject, _ message: Value, _ members: [Value], arguments: [Value]? = nil
    ) -> ExceptionObject {
        let group = ExceptionObject(type, arguments: arguments ?? [message, Value(members)])
        group.fields["message"] = message
        group.fields["exceptions"] = Value(tuple: members)
        return group
    }

    /// `message (2 sub-exceptions)`
    static func text(of group: ExceptionObject, _ evaluator: Evaluator) throws -> String {
        let count = members(of: group).count
        let message = try group.fields["message"].map { try evaluator.str($0) } ?? ""
        return "\(message) (\(count) sub-exception\(count == 1 ? "" : "s"))"
    }

    package static func members(of group: ExceptionObject) -> [Value] {
        group.fields["exceptions"]?.as(Tuple.self)?.elements ?? []
    }

    static func isGroup(_ exception: ExceptionObject) -> Bool { exception.type.isSubclass(of: .baseExceptionGroup) }

    // MARK: Splitting

    private static func parts(
        _ group: Value, _ condition: Value, _ evaluator: Evaluator
    ) throws -> (matching: Value, rest: Value) {
        guard let group = group.as(ExceptionObject.self) else { return (.none, .none) }
        let isKind = condition.as(TypeObject.self)?.isSubclass(of: .baseException) ?? (condition.as(Tuple.self) != nil)
        guard isKind || AttributeFunctions.isCallable(condition) else {
            throw PythonError(.typeError, "expected a function, exception type or tuple of exception types")
        }
        let parts = try split(group, evaluator) { exception in
            if isKind { return try ClassTests.isInstance(.object(exception), of: condition, evaluator) }
            return try evaluator.truth(try evaluator.call(condition, [.object(exception)]))
        }
        return (parts.matching.map { .object($0) } ?? .none, parts.rest.map { .object($0) } ?? .none)
    }

    /// The exceptions for which the test holds, and the others, both in groups as they were.
    static func split(
        _ group: ExceptionObject, _ evaluator: Evaluator, depth: Int = 0, where test: (ExceptionObject) throws -> Bool
    ) throws -> (matching: ExceptionObject?, rest: ExceptionObject?) {
        if try test(group) { return (group, nil) }
        guard isGroup(group), depth < 200 else { return (nil, group) }
        var (matching, rest): ([Value], [Value]) = ([], [])
        for member in members(of: group) {
            guard let exception = member.as(ExceptionObject.self) else { continue }
            let parts = try split(exception, evaluator, depth: depth + 1, where: test)
            if let found = parts.matching { matching.append(.object(found)) }
            if let other = parts.rest { rest.append(.object(other)) }
        }
        return (try derived(group, matching, evaluator), try derived(group, rest, evaluator))
    }

    private static func derived(
        _ group: ExceptionObject, _ members: [Value], _ evaluator: Evaluator
    ) throws -> ExceptionObject? {
        guard !members.isEmpty else { return nil }
        let made = try evaluator.callMethod("derive", of: .object(group), [Value(members)])
        guard let result = made.as(ExceptionObject.self), isGroup(result) else {
            throw PythonError(.typeError, "derive must return an instance of BaseExceptionGroup")
        }
        result.cause = group.cause
        result.context = group.context
        result.suppressesContext = group.suppressesContext
        result.frames = group.frames
        if let notes = group.fields["__notes__"] { result.fields["__notes__"] = notes }
        return result
    }
}
