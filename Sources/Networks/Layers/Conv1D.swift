import Tensors

/// GPT-2's linear layer, as Hugging Face wrote it: input · weight + bias with a weight of [inFeatures, outFeatures].
package final class Conv1D: TensorLayer {
    package let typeName = "Conv1D"
    package let inFeatures: Int
    package let outFeatures: Int

    init(_ outFeatures: Int, _ inFeatures: Int) {
        self.inFeatures = inFeatures
        self.outFeatures = outFeatures
    }

    /// Weights are drawn with a standard deviation of 0.02; the bias is zero.
    package static func module(
        _ outFeatures: Int, _ inFeatures: Int, dtype: DType = Defaults.dtype, device: Device = .cpu
    ) throws -> Module {
        let module = Module(Conv1D(outFeatures, inFeatures))
        let weight = try Tensor.empty([inFeatures, outFeatures], dtype: dtype, device: device)
        try weight.fillNormal(0, 0.02)
        try module.register(parameter: weight.asParameter(), named: "weight")
        try module.register(
            parameter: Tensor.zeros([outFeatures], dtype: dtype, device: device).asParameter(), named: "bias")
        return module
    }

    package func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        let flat = try reshape(input, [-1, inFeatures])
        let output = try addmm(module.parameter("bias"), flat, module.parameter("weight"))
        guard input.rank != 2 else { return output }
        return try view(output, input.shape.replacing(input.rank - 1, with: outFeatures))
    }

    package func extraDescription(of module: Module) -> String { "nf=\(outFeatures), nx=\(inFeatures)" }

    package func setting(_ name: String) -> TensorTree? {
        switch name {
        case "nf": .int(outFeatures)
        case "nx": .int(inFeatures)
        default: nil
        }
    }

    static let type = LayerType(
        "Conv1D(int nf, int nx)", "A linear map whose weight is stored input by output, as in GPT-2."
    ) { try module($0.int(0), $0.int(1)) }
}
