import Tensors

/// Parameters in groups with settings, and a rule that moves them against their gradients.
///
///     let optimizer = try Optimizer(Adam(), [ParameterGroup(model.allParameters)], ["lr": .float(0.01)])
///     try loss.backward()
///     try optimizer.step()
package final class Optimizer {
    package let rule: any UpdateRule
    package private(set) var groups: [ParameterGroup] = []
    /// What groups take when they say nothing.
    package let defaults: Options
    var states: [ObjectIdentifier: ParameterState] = [:]
    /// Whether a step was made; a schedule that goes on before the first one is a mistake.
    package private(set) var wasStepped = false

    /// - Parameter settings: those that differ from the rule's own; checked, with PyTorch's messages.
    package init(
        _ rule: any UpdateRule, _ groups: [ParameterGroup], _ settings: [(name: String, value: TensorTree)] = []
    ) throws {
        self.rule = rule
        var defaults = Options(rule.defaults)
        for (name, value) in settings { defaults[name] = value }
        try rule.check(defaults)
        self.defaults = defaults
        guard !groups.isEmpty, groups.count > 1 || !groups[0].parameters.isEmpty else {
            throw TensorError.value("optimizer got an empty parameter list")
        }
        for group in groups { try add(group) }
    }

    /// An optimizer of other parameters with the settings and the memory of this one.
    ///
    /// - Parameter parameter: the one that stands for each of this optimizer's parameters.
    package func copied(_ parameter: (Tensor) throws -> Tensor) throws -> Optimizer {
        let copies = try groups.map { ParameterGroup(try $0.parameters.map(parameter), $0.options.entries) }
        let result = try Optimizer(rule, copies, defaults.entries)
        for (old, new) in zip(groups.flatMap(\.parameters), copies.flatMap(\.parameters)) {
            guard let memory = states[ObjectIdentifier(old)] else { continue }
            try result.restore(new, step: memory.step, buffers: memory.buffers)
        }
        return result
    }

    /// Adds a group; settings that it does not name come from the optimizer.
    package func add(_ group: ParameterGroup) throws {
        for parameter in group.parameters where !parameter.isLeaf {
            throw TensorError.value("can't optimize a non-leaf Tensor")
        }
        let known = Set(groups.flatMap(\.parameters).map(ObjectIdentifier.init))
        guard group.parameters.allSatisfy({ !known.contains(ObjectIdentifier($0)) }) else {
            throw TensorError.value("some parameters appear in more than one parameter group")
        }
        for (name, value) in defaults.entries where group.options[name] == nil { group.options[name] = value }
        groups.append(group)
    }

    /// Moves every parameter that has a gradient.
    package func step() throws {
        wasStepped = true
        for group in groups {
            for parameter in group.parameters {
                guard let gradient = parameter.grad else { continue }
                let state = memory(of: parameter)
                state.step += 1
                try ParameterUpdate(parameter, gradient, state).run(rule, group.options)
            }
        }
    }

    private func memory(of parameter: Tensor) -> ParameterState {
        let key = ObjectIdentifier(parameter)
        if let state = states[key] { return state }
        let state = ParameterState()
        states[key] = state
        return state
    }

    /// Forgets the gradients, or fills them with zeros.
    package func zeroGrad(toNone: Bool = true) throws {
        for group in groups {
            for parameter in group.parameters { try parameter.clearGrad(toNone: toNone) }
        }
    }

    /// Takes over what another optimizer remembered about a parameter; the tensors are copied.
    package func restore(_ parameter: Tensor, step: Int, buffers: [(name: String, tensor: Tensor)]) throws {
        let state = ParameterState()
        let dtype: DType = parameter.dtype == .float64 ? .float64 : .float32
        state.step = step
        for (name, tensor) in buffers {
            guard tensor.shape == parameter.shape else {
                throw TensorError.invalidShape(parameter.shape, elementCount: tensor.elementCount)
            }
            state.buffers.append((name, try contiguous(clone(to(detach(tensor), dtype)))))
        }
        states[ObjectIdentifier(parameter)] = state
    }

    /// What the rule keeps for a parameter, by name; "step" first, as in PyTorch.
    package func state(of parameter: Tensor) -> [(name: String, value: TensorTree)] {
        guard let state = states[ObjectIdentifier(parameter)] else { return [] }
        guard rule.showsStep else { return state.buffers.map { ($0.name, .tensor($0.tensor)) } }
        let step = (try? Tensor.scalar(.float(Double(state.step)))).map { [("step", TensorTree.tensor($0))] } ?? []
        return step + state.buffers.map { ($0.name, .tensor($0.tensor)) }
    }
}

/// Parameters that share settings; a class, because schedulers and users change settings while it is in use.
package final class ParameterGroup {
    package var parameters: [Tensor]
    package var options: Options

    package init(_ parameters: [Tensor], _ options: [(name: String, value: TensorTree)] = []) {
        self.parameters = parameters
        self.options = Options(options)
    }
}

extension Optimizer: CustomStringConvertible {
    /// PyTorch's printed form: every group with its settings in alphabetical order.
    package var description: String {
        var text = rule.name + " ("
        for (index, group) in groups.enumerated() {
            text += "\nParameter Group \(index)\n"
            for (name, value) in group.options.entries.sorted(by: { $0.name < $1.name }) {
                text += "    \(name): \(value.pythonText)\n"
            }
        }
        return text + ")"
    }
}
