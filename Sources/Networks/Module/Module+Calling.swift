import Tensors

/// Running a module: pre-hooks, forward, hooks.
extension Module {
    package func call(_ inputs: ModuleInputs) throws -> TensorTree {
        try nested {
            guard hasHooks else { return try layer.forward(inputs, of: self) }
            return try callWithHooks(inputs)
        }
    }

    /// How many calls are open inside one another. Modules stay on one thread.
    private nonisolated(unsafe) static var openCalls = 0

    /// Runs a call unless too many are open: a module may contain itself.
    private func nested<Result>(_ body: () throws -> Result) throws -> Result {
        try Interrupt.check()
        guard Self.openCalls < Self.deepest else { throw ModuleError.tooDeep(type: typeName) }
        Self.openCalls += 1
        defer { Self.openCalls -= 1 }
        return try body()
    }

    /// One tensor in, one tensor out: free of wrapping when nothing hooks on.
    package func call(_ input: Tensor) throws -> Tensor {
        if !hasHooks, let layer = layer as? any TensorLayer {
            return try nested { try layer.forward(input, of: self) }
        }
        let output = try call(ModuleInputs(input))
        guard let tensor = output.tensor else {
            throw TensorError.type("\(typeName) returned \(output.typeName) where a Tensor is needed")
        }
        return tensor
    }

    private func takeGivenOutput() -> TensorTree? {
        defer { givenOutput = nil }
        return givenOutput
    }

    private func callWithHooks(_ given: ModuleInputs) throws -> TensorTree {
        var inputs = given
        var output = TensorTree.none
        // Hooks may remove themselves while they run, so the lists are read once.
        let after = hooks
        var finished = 0
        do {
            for hook in preHooks { inputs = try hook.body(self, inputs) ?? inputs }
            output = try takeGivenOutput() ?? layer.forward(inputs, of: self)
            for hook in after {
                finished += 1
                output = try hook.body(self, inputs, output) ?? output
            }
        } catch {
            for hook in after.dropFirst(finished) where hook.isAlwaysCalled { _ = try? hook.body(self, inputs, output) }
            throw error
        }
        return output
    }
}
