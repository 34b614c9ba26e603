import Tensors

/// The tensors of a network under their dotted names: `state_dict` and `load_state_dict`.
extension Module {
    /// Parameters, then persistent buffers, module by module; detached, sharing their storage with the network.
    package func state(prefix: String = "") -> [(name: String, tensor: Tensor)] {
        namedState(prefix: prefix).map { ($0.name, detach($0.tensor)) }
    }

    /// The same tensors as parts of their graphs.
    package func namedState(prefix: String = "") -> [(name: String, tensor: Tensor)] {
        var result: [(name: String, tensor: Tensor)] = []
        let start = prefix.hasSuffix(".") ? String(prefix.dropLast()) : prefix
        for (path, module) in namedModules(prefix: start, keepingDuplicates: true) {
            let dotted = path.isEmpty ? "" : path + "."
            for (name, tensor) in module.parameters {
                if let tensor { result.append((dotted + name, tensor)) }
            }
            for (name, tensor) in module.buffers where !module.volatileBuffers.contains(name) {
                if let tensor { result.append((dotted + name, tensor)) }
            }
        }
        return result
    }

    /// Which names of a loaded state did not meet.
    package struct IncompatibleKeys {
        package var missing: [String]
        package var unexpected: [String]

        package init(missing: [String], unexpected: [String]) {
            self.missing = missing
            self.unexpected = unexpected
        }
    }

    /// Copies the values of a state into the parameters and buffers of the same names.
    ///
    /// With `strict`, missing and unexpected names are errors; shapes that differ and values that are no tensors (the
    /// others, with their class) are errors always.
    @discardableResult
    package func load(
        state: [(name: String, tensor: Tensor)], others: [(name: String, type: String)] = [], strict: Bool = true
    ) throws -> IncompatibleKeys {
        let own = namedState()
        let given = Dictionary(state.map { ($0.name, $0.tensor) }) { _, last in last }
        let known = Set(own.map(\.name))
        let counts = batchCounts
        let keys = IncompatibleKeys(
            missing: own.map(\.name).filter { name in
                // A state from before batches were counted is whole, as in PyTorch.
                given[name] == nil && !others.contains { $0.name == name } && !counts.contains(name)
            },
            unexpected: (state.map(\.name) + others.map(\.name)).filter { !known.contains($0) })
        var problems = strict ? keys.problems : []
        problems += others.filter { known.contains($0.name) }.map { name, type in
            "While copying the parameter named \"\(name)\", expected torch.Tensor or Tensor-like object from checkpoint "
                + "but received \(type)"
        }
        try GradientMode.disabled {
            for (name, tensor) in own {
                guard let value = given[name] else { continue }
                if value.shape == tensor.shape {
                    try tensor.assign(value)
                } else {
                    problems.append(Self.shapeProblem(name, tensor.shape, value.shape))
                }
            }
        }
        guard problems.isEmpty else { throw ModuleError.stateMismatch(type: typeName, problems: problems) }
        return keys
    }

    /// The names under which layers with running statistics count their batches.
    private var batchCounts: Set<String> {
        let layers = namedModules(keepingDuplicates: true).filter {
            $0.module.buffers.position(of: "running_mean") != nil
        }
        return Set(layers.map { ($0.name.isEmpty ? "" : $0.name + ".") + "num_batches_tracked" })
    }

    private static func shapeProblem(_ name: String, _ own: Dimensions, _ given: Dimensions) -> String {
        "size mismatch for \(name): copying a param with shape torch.Size(\(given)) from checkpoint, "
            + "the shape in current model is torch.Size(\(own))."
    }
}

extension Module.IncompatibleKeys {
    fileprivate var problems: [String] {
        var result: [String] = []
        if !missing.isEmpty { result.append("Missing key(s) in state_dict: \(quoted(missing)). ") }
        if !unexpected.isEmpty { result.append("Unexpected key(s) in state_dict: \(quoted(unexpected)). ") }
        return result
    }

    private func quoted(_ names: [String]) -> String { names.map { "\"\($0)\"" }.joined(separator: ", ") }
}
