import Language
import Networks

/// The hooks of one module, in the dicts in which Python code reads and changes them; a call runs what is in them then.
///
///     module._forward_hooks.clear()
///     module._forward_hooks = OrderedDict()
final class HookTables: ForeignHooks {
    /// The attributes of a module that hold hooks, or notes about hooks by their numbers.
    enum Kind: String, CaseIterable {
        case beforeForward = "_forward_pre_hooks"
        case forward = "_forward_hooks"
        case beforeBackward = "_backward_pre_hooks"
        case backward = "_backward_hooks"
        case keywordsBeforeForward = "_forward_pre_hooks_with_kwargs"
        case keywordsAfterForward = "_forward_hooks_with_kwargs"
        case alwaysCalled = "_forward_hooks_always_called"
        case isFullBackward = "_is_full_backward_hook"
    }

    unowned let evaluator: Evaluator
    private var values: [Kind: Value] = [:]

    private init(_ evaluator: Evaluator) { self.evaluator = evaluator }

    /// The tables of a module, which are made when somebody first asks for them.
    static func of(_ module: Module, _ evaluator: Evaluator) -> HookTables {
        if let known = module.foreignHooks as? HookTables { return known }
        let tables = HookTables(evaluator)
        module.foreignHooks = tables
        return tables
    }

    /// The value of an attribute, nil if it is none of these.
    static func attribute(_ name: String, of module: Module, _ evaluator: Evaluator) -> Value? {
        Kind(rawValue: name).map { HookTables.of(module, evaluator)[$0] }
    }

    /// Gives an attribute another value; false if it is none of these.
    static func change(_ name: String, of module: Module, to value: Value, _ evaluator: Evaluator) -> Bool {
        guard let kind = Kind(rawValue: name) else { return false }
        HookTables.of(module, evaluator)[kind] = value
        return true
    }

    subscript(kind: Kind) -> Value {
        get {
            if let known = values[kind] { return known }
            let fresh: Value = kind == .isFullBackward ? .none : .object(OrderedDict())
            values[kind] = fresh
            return fresh
        }
        set { values[kind] = newValue }
    }

    /// Tables with the same hooks, each value as the function gives it.
    func copied(_ transform: (Value) throws -> Value) rethrows -> HookTables {
        let copy = HookTables(evaluator)
        copy.values = try values.mapValues(transform)
        return copy
    }

    var areInUse: Bool {
        !isEmpty(.forward) || !isEmpty(.beforeForward) || !isEmpty(.backward) || !isEmpty(.beforeBackward)
    }

    private func isEmpty(_ kind: Kind) -> Bool { values[kind]?.as(Dict.self).map { $0.count == 0 } ?? true }

    /// The hooks as they are now: those that run may change the dict.
    func hooks(_ kind: Kind) -> [(key: Value, value: Value)] { values[kind]?.as(Dict.self)?.items ?? [] }

    /// Whether a hook is noted under its number.
    func notes(_ kind: Kind, _ number: Value) throws -> Bool {
        try values[kind]?.as(Dict.self)?.get(number, evaluator) != nil
    }

    /// Enters a hook under a number that no other has, and notes it; what is returned takes it away again.
    func register(_ hook: Value, in kind: Kind, isFirst: Bool, noting notes: [Kind] = []) throws -> Value {
        let number = RemovableHandle.nextNumber()
        let functions = try dictionary(kind)
        try functions.set(.int(number), to: hook, evaluator)
        if isFirst {
            _ = try evaluator.callMethod("move_to_end", of: .object(functions), [.int(number), .bool(false)])
        }
        let noted = try notes.map { try dictionary($0) }
        for dict in noted { try dict.set(.int(number), to: .bool(true), evaluator) }
        return .object(
            RemovableHandle(number: number) { [weak functions, evaluator] in
                // A hook may hold its own handle, so the handle must not hold the hook.
                _ = try? functions?.remove(.int(number), evaluator)
                for dict in noted { _ = try? dict.remove(.int(number), evaluator) }
            })
    }

    private func dictionary(_ kind: Kind) throws -> Dict {
        if let dict = self[kind].as(Dict.self) { return dict }
        throw PythonError(.typeError, "cannot create weak reference to '\(self[kind].typeName)' object")
    }
}
