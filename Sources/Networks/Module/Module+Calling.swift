import Tensors

/// Running a module: pre-hooks, forward, hooks.
extension Module {
    package func call(_ inputs: ModuleInputs) throws -> TensorTree {
        try Interrupt.check()
        guard hasHooks else { return try layer.forward(inputs, of: self) }
        return try callWithHooks(inputs)
    }

    /// One tensor in, one tensor out: free of wrapping when nothing hooks on.
    package func call(_ input: Tensor) throws -> Tensor {
        if !hasHooks, let layer = layer as? any TensorLayer {
            try Interrupt.check()
            return try layer.forward(input, of: self)
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
