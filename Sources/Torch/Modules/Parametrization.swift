import Language
import Networks
import Tensors

/// Weights that a function computes whenever they are read, behind `torch.nn.utils.parametrize`.
enum Parametrization {
    /// `_compute(module, name, function)`; None as function gives the name back to plain members.
    static var compute: NativeFunction {
        NativeFunction("_compute", "(module, name, function)", module: "torch.nn.utils.parametrize", binds: false) {
            arguments, evaluator in
            guard let module = arguments[0].module else {
                throw PythonError(.typeError, "expected a torch.nn.Module, not \(arguments[0].typeName)")
            }
            let name = try evaluator.str(arguments[1])
            guard let function = arguments[2].ifNotNone else {
                module.computed[name] = nil
                return .none
            }
            install(name, on: module, function, evaluator)
            return .none
        }
    }

    /// Computes a weight of a copied module from the copied parametrizations.
    static func install(_ name: String, on module: Module, _ evaluator: Evaluator) throws {
        guard let list = try? module.child("parametrizations").child(name) else { return }
        install(name, on: module, Value(list), evaluator)
    }

    private static func install(_ name: String, on module: Module, _ function: Value, _ evaluator: Evaluator) {
        module.computed[name] = {
            guard let tensor = try evaluator.call(function).tensor else {
                throw PythonError(.typeError, "the parametrization of '\(name)' gave no Tensor")
            }
            return tensor
        }
    }
}
