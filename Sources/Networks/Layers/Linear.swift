import Tensors

/// input · weightᵀ + bias, with a weight of [outFeatures, inFeatures].
///
///     try Linear.module(5, 10).call(Tensor.ones([1, 5])).shape   // [1, 10]
package final class Linear: TensorLayer {
    package let typeName: String
    package let inFeatures: Int
    package let outFeatures: Int

    init(_ inFeatures: Int, _ outFeatures: Int, typeName: String) {
        self.typeName = typeName
        self.inFeatures = inFeatures
        self.outFeatures = outFeatures
    }

    /// A module whose parameters are drawn as PyTorch draws them: weight, then bias, within 1 / sqrt(inFeatures).
    package static func module(
        _ inFeatures: Int, _ outFeatures: Int, bias: Bool = true, dtype: DType = Defaults.dtype, device: Device = .cpu,
        typeName: String = "Linear"
    ) throws -> Module {
        let module = Module(Linear(inFeatures, outFeatures, typeName: typeName))
        let weight = try Tensor.empty([outFeatures, inFeatures], dtype: dtype, device: device)
        try module.register(parameter: weight.asParameter(), named: "weight")
        let offset = bias ? try Tensor.empty([outFeatures], dtype: dtype, device: device).asParameter() : nil
        try module.register(parameter: offset, named: "bias")
        try GradientMode.disabled {
            try Initialization.kaimingUniform(weight, slope: 5.0.squareRoot())
            let bound = inFeatures > 0 ? 1 / Double(inFeatures).squareRoot() : 0
            try offset?.fillUniform(-bound, bound)
        }
        return module
    }

    package func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        try linear(input, module.parameter("weight"), module.optionalParameter("bias"))
    }

    package func extraDescription(of module: Module) -> String {
        let hasBias = module.optionalParameter("bias") != nil
        return "in_features=\(inFeatures), out_features=\(outFeatures), bias=\(pythonBool(hasBias))"
    }

    package func setting(_ name: String) -> TensorTree? {
        switch name {
        case "in_features": .int(inFeatures)
        case "out_features": .int(outFeatures)
        default: nil
        }
    }

    static let type = LayerType(
        "Linear(int in_features, int out_features, bool bias=True, Device? device=None, ScalarType? dtype=None)",
        "A linear map with an offset: y = x Wᵀ + b."
    ) { try module($0.int(0), $0.int(1), bias: $0.flag(2), dtype: $0.dtype(4), device: $0.device(3)) }
}
