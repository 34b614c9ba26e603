import Language
import Networks
import Tensors

/// Methods that a walk over a network calls where a user's class defines them anew; elsewhere it stays native.
enum ModuleOverrides {
    /// Whether the user's class of a module, or the module itself, has one of the methods.
    static func has(_ names: [Symbol], _ module: Module) -> Bool {
        guard let derivation = (module.layer as? ScriptedLayer)?.derivation else { return false }
        return names.contains { derivation.type?.userLookup($0) != nil || derivation.namespace?[$0] != nil }
    }

    /// The user's own method of a module, bound; nil where the native one stands.
    static func method(_ name: Symbol, of module: Module, _ evaluator: Evaluator) throws -> Value? {
        guard has([name], module) else { return nil }
        return try evaluator.requiredAttribute(name, of: Value(module))
    }

    /// Sets the mode of a module, and of those below it through their own `train`.
    static func train(_ module: Module, _ isTraining: Bool, _ evaluator: Evaluator) throws {
        guard module.modules.dropFirst().contains(where: { has([.train], $0) }) else {
            return module.train(isTraining)
        }
        module.isTraining = isTraining
        try forEachChild(of: module, evaluator) { child in
            guard let own = try method(.train, of: child, evaluator) else {
                return try train(child, isTraining, evaluator)
            }
            _ = try evaluator.call(own, [.bool(isTraining)])
        }
    }

    /// Whether a conversion must go through `_apply`, which some class defines anew.
    static func changeConversions(in module: Module) -> Bool {
        module.modules.contains { has([.applyToTensors], $0) }
    }

    /// Whether a state is written or read by methods of users' classes.
    static func changeState(in module: Module) -> Bool {
        module.modules.contains { has(Symbol.stateMethods, $0) }
            || module.modules.dropFirst().contains { has([.stateDict], $0) }
    }

    /// What `_apply` does: every parameter, its gradient and every buffer go through a function, children first.
    static func apply(
        _ function: Value, to module: Module, isRecursive: Bool = true, _ evaluator: Evaluator
    ) throws {
        if isRecursive {
            try forEachChild(of: module, evaluator) { child in
                guard let own = try method(.applyToTensors, of: child, evaluator) else {
                    return try apply(function, to: child, evaluator)
                }
                _ = try evaluator.call(own, [function])
            }
        }
        func changed(_ tensor: Tensor) throws -> Tensor {
            let result = try GradientMode.disabled { try evaluator.call(function, [Value(tensor)]) }
            guard let made = result.tensor else {
                throw PythonError(.typeError, "the function of _apply gave \(result.typeName) where a Tensor is needed")
            }
            return made
        }
        for (_, tensor) in module.parameters {
            guard let tensor else { continue }
            let (value, gradient) = (try changed(tensor), try tensor.grad.map(changed))
            if value !== tensor { try tensor.setData(Tensors.detach(value)) }
            if let gradient { tensor.grad = Tensors.detach(gradient) }
        }
        for (name, tensor) in module.buffers {
            guard let tensor else { continue }
            let isPersistent = module.keepsInState(buffer: name)
            try module.register(buffer: try changed(tensor), named: name, persistent: isPersistent)
        }
    }

    /// Calls the `_apply` of a module with a native function, so that classes which define it anew take part.
    static func convert(
        _ face: Value, isRecursive: Bool = true, _ evaluator: Evaluator, _ body: @escaping (Tensor) throws -> Value
    ) throws {
        let function = NativeFunction("convert", "(t, /)", binds: false) { arguments, _ in
            guard let tensor = arguments[0].tensor else { return arguments[0] }
            return try translatingModules { try body(tensor) }
        }
        let given: [Value] = isRecursive ? [.object(function)] : [.object(function), .bool(false)]
        _ = try evaluator.callMethod(.applyToTensors, of: face, given)
    }

    /// The direct children, which may in turn lead to as many calls inside one another as the evaluator allows.
    private static func forEachChild(
        of module: Module, _ evaluator: Evaluator, _ body: (Module) throws -> Void
    ) throws {
        try evaluator.nested {
            for (_, child) in module.namedChildren { try body(child) }
        }
    }
}

extension Symbol {
    static let train: Symbol = "train"
    static let applyToTensors: Symbol = "_apply"
    static let stateDict: Symbol = "state_dict"
    static let stateMethods: [Symbol] = [
        "_save_to_state_dict", "_load_from_state_dict", "get_extra_state", "set_extra_state",
    ]
}
