import Language
import Networks
import Tensors

/// The backward hooks of one call of a module, as they were when it was called.
///
/// The tensors that enter the module go through one node and those that leave it through another, so that each side's
/// gradients come all at once and only uses inside the module, or of its output, count.
final class BackwardHooks {
    private let module: Module
    private unowned let evaluator: Evaluator
    private let preHooks: [Value]
    private let hooks: [Value]
    /// Whether the hooks are PyTorch's full ones, which are told when no input requires a gradient.
    private let isFull: Bool
    private var inputCount = 0
    private var watchesInputs = false
    /// The gradients of the outputs, while those of the inputs are awaited.
    private var sent: [Value]?

    /// Nil when there are none.
    init?(of module: Module, _ tables: HookTables) {
        let isFull = tables[.isFullBackward]
        preHooks = tables.hooks(.beforeBackward).map(\.value)
        hooks = isFull.isNone ? [] : tables.hooks(.backward).map(\.value)
        guard !preHooks.isEmpty || !hooks.isEmpty else { return nil }
        if case .bool(false) = isFull { self.isFull = false } else { self.isFull = true }
        self.module = module
        evaluator = tables.evaluator
    }

    func watch(_ inputs: ModuleInputs) throws -> ModuleInputs {
        inputCount = inputs.positional.count
        guard let fresh = try passThrough(inputs.positional, gradientsOfInputs) else { return inputs }
        watchesInputs = true
        return ModuleInputs(fresh, keyword: inputs.keyword)
    }

    func watch(_ output: TensorTree) throws -> TensorTree {
        switch output {
        case .tensor: return try passThrough([output], gradientsOfOutputs)?[0] ?? output
        case .tuple(let members):
            return try passThrough(members, gradientsOfOutputs).map { TensorTree.tuple($0) } ?? output
        case .none, .bool, .int, .float, .text, .list, .dictionary, .foreign:
            let type = try evaluator.repr(.object(Value(tree: output).type))
            try Warnings.warn(
                "For backward hooks to be called, module output should be a Tensor or a tuple of Tensors but received "
                    + type, .userWarning, evaluator)
            return output
        }
    }

    /// The values with their tensors sent through a node; nil when none of them requires a gradient.
    private func passThrough(
        _ values: [TensorTree], _ gradients: @escaping (BackwardStep, _ places: [Int], _ count: Int) throws -> [Tensor?]
    ) throws -> [TensorTree]? {
        let places = values.indices.filter { values[$0].tensor != nil }
        let tensors = values.compactMap(\.tensor)
        guard Tape.records(tensors) else { return nil }
        let fresh = try Tensors.passThrough(tensors, named: "BackwardHookFunctionBackward") {
            try gradients($0, places, values.count)
        }
        var result = values
        for (place, tensor) in zip(places, fresh) { result[place] = .tensor(tensor) }
        return result
    }

    private func gradientsOfOutputs(_ step: BackwardStep, _ places: [Int], _ count: Int) throws -> [Tensor?] {
        var values = [Value](repeating: .none, count: count)
        for (place, gradient) in zip(places, step.gradients) {
            values[place] = gradient.map { Value($0) } ?? Value.none
        }
        for hook in preHooks {
            let answer = try evaluator.call(hook, [Value(module), Value(tuple: values)])
            values = try replaced(values, by: answer, "Backward pre hook returned an invalid number of grad_output")
        }
        if watchesInputs { sent = values } else { try finishWithoutInputs(values) }
        return try places.enumerated().map { try checked(values[$1], insteadOf: $0, step) }
    }

    private func gradientsOfInputs(_ step: BackwardStep, _ places: [Int], _ count: Int) throws -> [Tensor?] {
        let given = try places.indices.map { try step.gradient($0) }
        // Gradients may reach the inputs by another way than through the outputs, as in a second derivative.
        guard let sent else { return given }
        var values = [Value](repeating: .none, count: count)
        for (place, gradient) in zip(places, given) { values[place] = Value(gradient) }
        for hook in hooks {
            let answer = try evaluator.call(hook, [Value(module), Value(tuple: values), Value(tuple: sent)])
            values = try replaced(values, by: answer, "Backward hook returned an invalid number of grad_input")
        }
        self.sent = nil
        return try places.enumerated().map { try checked(values[$1], insteadOf: $0, step) }
    }

    /// No gradient will come to the inputs, so those of the outputs are all there is to wait for.
    private func finishWithoutInputs(_ sent: [Value]) throws {
        if isFull { try Warnings.warn(Self.outputsOnly, .userWarning, evaluator) }
        let nothing = Value(tuple: [Value](repeating: .none, count: inputCount))
        for hook in hooks {
            let answer = try evaluator.call(hook, [Value(module), nothing, Value(tuple: sent)])
            guard answer.isNone || answer.tupleElements?.allSatisfy(\.isNone) ?? false else {
                throw PythonError(
                    .runtimeError,
                    "Backward hook for Modules where no input requires gradient should always return None or None for "
                        + "all gradients.")
            }
        }
    }

    /// What a hook gave instead of the gradients, which must be as many.
    private func replaced(_ values: [Value], by answer: Value, _ complaint: String) throws -> [Value] {
        if answer.isNone { return values }
        let count = try evaluator.length(answer)
        guard count == values.count else {
            throw PythonError(.runtimeError, "\(complaint), got \(count), but expected \(values.count)")
        }
        return try evaluator.array(from: answer)
    }

    /// A gradient as a hook left it, which must still be one of the same tensor.
    private func checked(_ value: Value, insteadOf place: Int, _ step: BackwardStep) throws -> Tensor? {
        if value.isNone { return nil }
        guard let tensor = value.tensor else {
            throw PythonError(.typeError, "expected Variable, but hook returned '\(value.typeName)'")
        }
        let original = try step.gradient(place)
        if tensor === original { return tensor }
        guard tensor.dtype == original.dtype else {
            throw PythonError(
                .runtimeError,
                "hook 'hook' has changed the type of value (was \(Value(original).qualifiedName) got "
                    + "\(value.qualifiedName))")
        }
        guard tensor.shape == original.shape else {
            throw PythonError(.runtimeError, "hook 'hook' has changed the size of value")
        }
        return tensor
    }

    private static let outputsOnly =
        "Full backward hook is firing when gradients are computed with respect to module outputs since no inputs "
        + "require gradients. See https://docs.pytorch.org/docs/main/generated/torch.nn.Module.html#torch.nn.Module."
        + "register_full_backward_hook for more details."
}
