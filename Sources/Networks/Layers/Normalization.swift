import Tensors

/// Normalises the last dimensions to mean 0 and variance 1, then scales and shifts.
package final class LayerNorm: TensorLayer {
    package let typeName = "LayerNorm"
    package let shape: Dimensions
    package let epsilon: Double
    private let isAffine: Bool

    init(_ shape: Dimensions, epsilon: Double, affine: Bool) {
        self.shape = shape
        self.epsilon = epsilon
        isAffine = affine
    }

    package static func module(
        _ shape: Dimensions, epsilon: Double = 1e-5, affine: Bool = true, bias: Bool = true,
        dtype: DType = Defaults.dtype, device: Device = .cpu
    ) throws -> Module {
        let module = Module(LayerNorm(shape, epsilon: epsilon, affine: affine))
        let weight = affine ? try Tensor.ones(shape, dtype: dtype, device: device).asParameter() : nil
        let offset = affine && bias ? try Tensor.zeros(shape, dtype: dtype, device: device).asParameter() : nil
        try module.register(parameter: weight, named: "weight")
        try module.register(parameter: offset, named: "bias")
        return module
    }

    package func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        try layerNorm(
            input, shape, module.optionalParameter("weight"), module.optionalParameter("bias"), epsilon)
    }

    package func extraDescription(of module: Module) -> String {
        let affine = module.optionalParameter("weight") != nil
        let bias = module.optionalParameter("bias") != nil
        return "\(pythonTuple(shape)), eps=\(pythonFloat(epsilon)), elementwise_affine=\(pythonBool(affine)), "
            + "bias=\(pythonBool(bias))"
    }

    package func setting(_ name: String) -> TensorTree? {
        switch name {
        case "eps": .float(epsilon)
        case "normalized_shape": .tuple(shape.map { .int($0) })
        case "elementwise_affine": .bool(isAffine)
        default: nil
        }
    }

    static let type = LayerType(
        "LayerNorm(int[] normalized_shape, float eps=1e-05, bool elementwise_affine=True, bool bias=True, "
            + "Device? device=None, ScalarType? dtype=None)",
        "Normalises the last dimensions to mean 0 and variance 1."
    ) {
        try module(
            Dimensions($0.sizes(0)), epsilon: $0.float(1), affine: $0.flag(2), bias: $0.flag(3), dtype: $0.dtype(5),
            device: $0.device(4))
    }
}

/// Divides the last dimensions by their root mean square, then scales.
package final class RMSNorm: TensorLayer {
    package let typeName = "RMSNorm"
    package let shape: Dimensions
    /// Nil takes the smallest step of the input's dtype.
    package let epsilon: Double?
    private let isAffine: Bool

    init(_ shape: Dimensions, epsilon: Double?, affine: Bool) {
        self.shape = shape
        self.epsilon = epsilon
        isAffine = affine
    }

    package static func module(
        _ shape: Dimensions, epsilon: Double? = nil, affine: Bool = true, dtype: DType = Defaults.dtype,
        device: Device = .cpu
    ) throws -> Module {
        let module = Module(RMSNorm(shape, epsilon: epsilon, affine: affine))
        let weight = affine ? try Tensor.ones(shape, dtype: dtype, device: device).asParameter() : nil
        try module.register(parameter: weight, named: "weight")
        return module
    }

    package func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        try rmsNorm(input, shape, module.optionalParameter("weight"), epsilon)
    }

    package func extraDescription(of module: Module) -> String {
        let affine = module.optionalParameter("weight") != nil
        let step = epsilon.map(pythonFloat) ?? "None"
        return "\(pythonTuple(shape)), eps=\(step), elementwise_affine=\(pythonBool(affine))"
    }

    package func setting(_ name: String) -> TensorTree? {
        switch name {
        case "eps": epsilon.map { .float($0) } ?? TensorTree.none
        case "normalized_shape": .tuple(shape.map { .int($0) })
        case "elementwise_affine": .bool(isAffine)
        default: nil
        }
    }

    static let type = LayerType(
        "RMSNorm(int[] normalized_shape, float? eps=None, bool elementwise_affine=True, Device? device=None, "
            + "ScalarType? dtype=None)",
        "Divides the last dimensions by their root mean square."
    ) {
        try module(
            Dimensions($0.sizes(0)), epsilon: $0.optionalFloat(1), affine: $0.flag(2), dtype: $0.dtype(4),
            device: $0.device(3))
    }
}
