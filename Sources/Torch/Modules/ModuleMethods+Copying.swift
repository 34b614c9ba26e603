import Language
import Networks
import Tensors

/// `copy.deepcopy(module)`
extension ModuleMethods {
    static var copying: NativeFunction {
        NativeFunction(
            "__deepcopy__", "(self, memo=None)", "A copy with copies of all parameters, buffers and modules below.",
            module: "torch.nn.Module"
        ) { arguments, evaluator in
            guard let module = arguments[0].module else {
                throw PythonError(.typeError, "descriptor '__deepcopy__' requires a 'torch.nn.Module' object")
            }
            return Value(try deepCopy(module, memo: arguments[1], evaluator))
        }
    }

    private static func deepCopy(_ module: Module, memo: Value, _ evaluator: Evaluator) throws -> Module {
        let copy = try translatingModules {
            try module.copied(ModuleCopies(), tensor: { try $0.deepCopy() }) { original in
                guard let scripted = original.layer as? ScriptedLayer else { return original.layer }
                return try scripted.copied(memo: memo, evaluator)
            }
        }
        for name in module.computed.keys {
            try Parametrization.install(name, on: copy, evaluator)
        }
        return copy
    }
}

extension ScriptedLayer {
    /// A layer of the same class with deep copies of the instance's attributes.
    func copied(memo: Value, _ evaluator: Evaluator) throws -> ScriptedLayer {
        let copy = ScriptedLayer(evaluator)
        guard let derivation else { return copy }
        var namespace: Namespace?
        if let own = derivation.namespace {
            let made = Namespace()
            for (name, value) in own.items { made[name] = try deepCopy(of: value, memo, evaluator) }
            namespace = made
        }
        copy.initialize(Derivation(type: derivation.type, namespace: namespace), native: native)
        return copy
    }

    private func deepCopy(of value: Value, _ memo: Value, _ evaluator: Evaluator) throws -> Value {
        guard let function = try evaluator.modules.import("copy", evaluator).namespace["deepcopy"] else { return value }
        return try evaluator.call(function, memo.isNone ? [value] : [value, memo])
    }
}
