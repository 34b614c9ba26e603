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

    /// One tensor in, one tensor out.
    package func call(_ input: Tensor) throws -> Tensor {
        switch try pass(input) {
        case .tensor(let tensor): return tensor
        case .tree(let output):
            throw TensorError.type("\(typeName) returned \(output.typeName) where a Tensor is needed")
        }
    }

    /// One tensor in: free of wrapping when nothing hooks on.
    package func pass(_ input: Tensor) throws -> LayerOutput {
        try nested {
            let isWrapped = foreignHooks?.areInUse ?? false
            guard hooks.isEmpty, preHooks.isEmpty, !isWrapped, !(watcher?.readsInputs ?? false) else {
                return LayerOutput(try callWithHooks(ModuleInputs(input)))
            }
            let output = try layer.pass(input, of: self)
            return try watcher?.didRun(self, output) ?? output
        }
    }

    /// What another module gave, handed on.
    package func pass(_ input: LayerOutput) throws -> LayerOutput {
        switch input {
        case .tensor(let tensor): try pass(tensor)
        case .tree(let tree): LayerOutput(try call(ModuleInputs([tree])))
        }
    }

    private func takeGivenOutput() -> TensorTree? {
        defer { givenOutput = nil }
        return givenOutput
    }

    private func callWithHooks(_ given: ModuleInputs) throws -> TensorTree {
        var inputs = given
        var output = TensorTree.none
        // Hooks may remove themselves while they run, so the lists are read once.
        let (after, watcher) = (hooks, watcher)
        var finished = 0
        func produce(_ received: ModuleInputs) throws -> TensorTree {
            inputs = received
            output = try takeGivenOutput() ?? layer.forward(inputs, of: self)
            if let watcher { output = try watcher.didRun(self, LayerOutput(output))?.tree ?? output }
            for hook in after {
                finished += 1
                output = try hook.body(self, inputs, output) ?? output
            }
            return output
        }
        do {
            if let watcher, watcher.readsInputs { inputs = try watcher.willRun(self, inputs) ?? inputs }
            for hook in preHooks { inputs = try hook.body(self, inputs) ?? inputs }
            guard let foreignHooks, foreignHooks.areInUse else { return try produce(inputs) }
            return try foreignHooks.run(self, inputs, produce)
        } catch {
            for hook in after.dropFirst(finished) where hook.isAlwaysCalled { _ = try? hook.body(self, inputs, output) }
            throw error
        }
    }
}
