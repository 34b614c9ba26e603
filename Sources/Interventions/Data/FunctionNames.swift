import Language
import Torch

/// The names under which functions stand in a saved graph: those of nnsight 0.3.7, and the way back.
///
/// Only functions that compute on tensors and plain values have names, so a saved graph is data, never code.
enum FunctionNames {
    /// `torch._VariableFunctionsClass.softmax` for `torch.softmax`; nil for everything that is not in the list.
    static func name(of value: Value) -> String? {
        if let function = value.as(NativeFunction.self) {
            if function.moduleName == "torch" { return "torch._VariableFunctionsClass.\(function.name)" }
            if function.moduleName == "torch.Tensor" { return "Tensor.\(function.name)" }
            if function.moduleName == "builtins" {
                return builtins.contains(function.name) ? "builtins.\(function.name)" : nil
            }
            return isOpen(function.moduleName) ? "\(function.moduleName).\(function.name)" : nil
        }
        guard let type = value.as(TypeObject.self), type.isNative else { return nil }
        if type.moduleName == "builtins" {
            return builtins.contains(type.name) ? "builtins.\(type.name)" : nil
        }
        return classes.first { $0.value == type.name }?.key
    }

    /// The function of a name; FunctionWhitelistError for anything that is not in the list.
    static func function(named name: String, _ evaluator: Evaluator) throws -> Value {
        let parts = name.split(separator: ".").map(String.init)
        guard let last = parts.last, !last.hasPrefix("__"), let module = module(of: parts),
            let found = try attribute(last, of: module, evaluator), self.name(of: found) != nil
        else {
            throw InterventionError.functionNotListed(name).pythonError
        }
        return found
    }

    /// Where the function is found: `torch` for `torch._VariableFunctionsClass`.
    private static func module(of parts: [String]) -> [String]? {
        let owner = parts.dropLast().joined(separator: ".")
        if owner == "torch._VariableFunctionsClass" { return ["torch"] }
        if owner == "Tensor" { return ["torch", "Tensor"] }
        if owner == "builtins" { return ["builtins"] }
        if classes[parts.joined(separator: ".")] != nil { return classOwner(parts) }
        return isOpen(owner) ? Array(parts.dropLast()) : nil
    }

    private static func classOwner(_ parts: [String]) -> [String] {
        if parts.starts(with: ["torch", "optim"]) { return ["torch", "optim"] }
        if parts.starts(with: ["torch", "utils"]) { return ["torch", "utils", "data"] }
        return ["torch", "nn"]
    }

    private static func attribute(_ name: String, of path: [String], _ evaluator: Evaluator) throws -> Value? {
        guard let root = path.first else { return nil }
        if root == "builtins" {
            return builtins.contains(name) ? evaluator.builtins[Symbol(name)] : nil
        }
        var value = Value.object(try evaluator.modules.import(root, evaluator))
        for part in path.dropFirst() {
            guard let next = try evaluator.attribute(Symbol(part), of: value) else { return nil }
            value = next
        }
        return try evaluator.attribute(Symbol(name), of: value)
    }

    /// Modules all of whose functions compute on tensors.
    private static func isOpen(_ module: String) -> Bool {
        ["torch.nn.functional", "torch.linalg", "torch.fft", "torch.special", "einops", "torch._C._nn", "math"]
            .contains(module)
    }

    private static let builtins: Set<String> = [
        "bool", "bytes", "int", "float", "str", "complex", "tuple", "list", "set", "dict", "print", "abs", "round",
        "len", "sum", "min", "max",
    ]
    private static let classes: [String: String] = [
        "torch.nn.parameter.Parameter": "Parameter", "torch.optim.adam.Adam": "Adam",
        "torch.optim.adamw.AdamW": "AdamW", "torch.optim.sgd.SGD": "SGD",
        "torch.utils.data.dataloader.DataLoader": "DataLoader",
    ]
}
