import Language
import Networks

/// Hooks around a module's forward, and around its part of a backward pass.
extension ModuleMethods {
    static var hooks: [NativeFunction] {
        [
            method(
                "register_forward_pre_hook", "(self, hook, *, prepend=False, with_kwargs=False)",
                "Calls the function before forward; what it returns replaces the inputs.", addPreHook),
            method(
                "register_forward_hook", "(self, hook, *, prepend=False, with_kwargs=False, always_call=False)",
                "Calls the function after forward; what it returns replaces the output.", addHook),
            method(
                "register_full_backward_hook", "(self, hook, prepend=False)",
                "Calls the function with the gradients of inputs and outputs.", addFullBackwardHook),
            method(
                "register_full_backward_pre_hook", "(self, hook, prepend=False)",
                "Calls the function with the gradients of outputs before they go through.", addFullBackwardPreHook),
            method(
                "register_backward_hook", "(self, hook)",
                "Calls the function with the gradients of inputs and outputs.", addBackwardHook),
        ]
    }

    private static func addPreHook(
        _ module: Module, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let notes: [HookTables.Kind] = try evaluator.truth(arguments[3]) ? [.keywordsBeforeForward] : []
        return try HookTables.of(module, evaluator).register(
            arguments[1], in: .beforeForward, isFirst: try evaluator.truth(arguments[2]), noting: notes)
    }

    private static func addHook(
        _ module: Module, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        var notes: [HookTables.Kind] = try evaluator.truth(arguments[3]) ? [.keywordsAfterForward] : []
        if try evaluator.truth(arguments[4]) { notes.append(.alwaysCalled) }
        return try HookTables.of(module, evaluator).register(
            arguments[1], in: .forward, isFirst: try evaluator.truth(arguments[2]), noting: notes)
    }

    private static func addFullBackwardPreHook(
        _ module: Module, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        try HookTables.of(module, evaluator).register(
            arguments[1], in: .beforeBackward, isFirst: try evaluator.truth(arguments[2]))
    }

    private static func addFullBackwardHook(
        _ module: Module, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let tables = try backwardTables(of: module, areFull: true, evaluator)
        return try tables.register(arguments[1], in: .backward, isFirst: try evaluator.truth(arguments[2]))
    }

    private static func addBackwardHook(
        _ module: Module, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        try backwardTables(of: module, areFull: false, evaluator).register(arguments[1], in: .backward, isFirst: false)
    }

    /// The tables of a module whose backward hooks are all of one sort.
    private static func backwardTables(
        of module: Module, areFull: Bool, _ evaluator: Evaluator
    ) throws -> HookTables {
        let tables = HookTables.of(module, evaluator)
        if case .bool(!areFull) = tables[.isFullBackward] {
            throw PythonError(
                .runtimeError,
                "Cannot use both regular backward hooks and full backward hooks on a single Module. Please use only one of "
                    + "them.")
        }
        tables[.isFullBackward] = .bool(areFull)
        return tables
    }
}
