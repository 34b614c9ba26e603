/// A hook before a module's forward: sees the inputs, and may give others.
package final class ForwardPreHook {
    package typealias Body = (Module, ModuleInputs) throws -> ModuleInputs?
    let body: Body
    init(_ body: @escaping Body) { self.body = body }
}

/// A hook after a module's forward: sees the inputs and the output, and may give another output.
package final class ForwardHook {
    package typealias Body = (Module, ModuleInputs, TensorTree) throws -> TensorTree?
    let body: Body
    /// Runs also when the forward or an earlier hook has failed.
    let isAlwaysCalled: Bool

    init(isAlwaysCalled: Bool, _ body: @escaping Body) {
        self.isAlwaysCalled = isAlwaysCalled
        self.body = body
    }
}

/// Takes a hook away again; taking it away twice is no error.
package final class HookHandle {
    private var removal: (() -> Void)?
    init(_ removal: @escaping () -> Void) { self.removal = removal }

    package func remove() {
        removal?()
        removal = nil
    }
}

extension Module {
    /// Adds a hook that sees every input, positional and by keyword; what it returns replaces them.
    ///
    /// - Parameter prepend: puts it before the hooks that are already there.
    @discardableResult
    package func addForwardPreHook(prepend: Bool = false, _ body: @escaping ForwardPreHook.Body) -> HookHandle {
        let hook = ForwardPreHook(body)
        preHooks.insert(hook, at: prepend ? 0 : preHooks.count)
        return HookHandle { [weak self] in self?.preHooks.removeAll { $0 === hook } }
    }

    /// Adds a hook that sees every output; what it returns replaces it.
    @discardableResult
    package func addForwardHook(
        prepend: Bool = false, alwaysCalled: Bool = false, _ body: @escaping ForwardHook.Body
    ) -> HookHandle {
        let hook = ForwardHook(isAlwaysCalled: alwaysCalled, body)
        hooks.insert(hook, at: prepend ? 0 : hooks.count)
        return HookHandle { [weak self] in self?.hooks.removeAll { $0 === hook } }
    }

    package var hasHooks: Bool {
        !hooks.isEmpty || !preHooks.isEmpty || watcher != nil || foreignHooks?.areInUse ?? false
    }
}
