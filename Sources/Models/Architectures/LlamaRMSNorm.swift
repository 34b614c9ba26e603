import Networks
import Tensors

/// Divides by the root of the mean square, in single precision, and scales each dimension.
///
///     weight * x / sqrt(mean(x²) + eps)
final class LlamaRMSNorm: ModelTensorLayer {
    private let epsilon: Double
    /// Gemma's weights are kept as differences from 1, and are applied before the precision is taken back.
    private let addsOne: Bool

    init(_ typeName: String, epsilon: Double, addsOne: Bool = false) {
        self.epsilon = epsilon
        self.addsOne = addsOne
        super.init(typeName, names: ["variance", "hidden_states"])
    }

    static func module(
        _ typeName: String, size: Int, epsilon: Double, addsOne: Bool = false, _ parts: ModuleParts
    ) throws -> Module {
        let module = Module(LlamaRMSNorm(typeName, epsilon: epsilon, addsOne: addsOne))
        try module.register(parameter: parts.parameter([size]), named: "weight")
        return module
    }

    override func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        let weight = try module.parameter("weight")
        let states = try to(input, .float32)
        let variance = try name("variance", mean(square(states), [-1], keepdim: true))
        let normalized = try name("hidden_states", states * rsqrt(variance + .float(epsilon)))
        if addsOne { return try to(normalized * (to(weight, .float32) + 1), input.dtype) }
        return try weight * to(normalized, input.dtype)
    }

    override func extraDescription(of module: Module) -> String {
        let size = module.optionalParameter("weight").map { $0.elementCount } ?? 0
        return "(\(size),), eps=\(JSONWriter.text(.number(epsilon)))"
    }
}
