import Language
import Networks
import Tensors

/// `reset_parameters` of native layers: callable by itself, and called by the constructor where a user's class has its own.
enum ParameterResets {
    /// The methods of a native class that draw its parameters anew.
    static func methods(of type: String) -> [NativeFunction] {
        switch type {
        case "Linear", "Conv1d", "Conv2d", "Conv3d": [method("reset_parameters", "uniform")]
        case "Embedding": [method("reset_parameters", "normal")]
        case "LayerNorm", "RMSNorm", "GroupNorm": [method("reset_parameters", "affine")]
        case "BatchNorm1d", "BatchNorm2d", "BatchNorm3d":
            [method("reset_running_stats", "statistics"), method("reset_parameters", "normalized")]
        case "MultiheadAttention": [method("_reset_parameters", "attention")]
        default: []
        }
    }

    private static func method(_ name: String, _ function: Symbol) -> NativeFunction {
        ModuleMethods.method(name, "(self)", "Gives the parameters their first values anew.") {
            _, arguments, evaluator in
            try PythonModule.call(
                function, of: "torch.nn.modules.resets", Language.Arguments([arguments[0]]), evaluator)
        }
    }

    /// The name of the method with which the constructor of a native class fills the parameters.
    private static func name(of type: String) -> Symbol? { methods(of: type).last.map { Symbol($0.name) } }

    /// The method that a user's class has in place of the native one.
    static func replacement(of type: String, in derived: TypeObject?) -> Symbol? {
        guard let derived, let reset = name(of: type), derived.userLookup(reset) != nil else { return nil }
        return reset
    }

    /// Makes the members of a layer whose parameters are filled by the user: random numbers are drawn for its parts alone.
    static func make(_ maker: () throws -> Module) throws -> Module {
        let made = try Generator.standard.unchanged(maker)
        guard let output = try? made.child("out_proj"), let layer = output.layer as? Linear else { return made }
        let hasBias = output.optionalParameter("bias") != nil
        let weight = try output.parameter("weight")
        let part = try Linear.module(
            layer.inFeatures, layer.outFeatures, bias: hasBias, dtype: weight.dtype, device: weight.device)
        for (name, tensor) in part.parameters { try output.register(parameter: tensor, named: name) }
        return made
    }
}
