import Networks
import Tensors

/// The parts that architectures are built of, their parameters on one device; on meta a tree costs no memory.
struct ModuleParts {
    let device: Device
    let dtype: DType

    /// A module of this layer with children in order.
    func module(_ layer: any Layer, _ children: [(name: String, module: Module)]) throws -> Module {
        let module = Module(layer)
        for (name, child) in children { try module.register(child: child, named: name) }
        return module
    }

    func parameter(_ shape: Dimensions) throws -> Tensor {
        try Tensor.empty(shape, dtype: dtype, device: device).asParameter()
    }

    func linear(_ inputs: Int, _ outputs: Int, bias: Bool) throws -> Module {
        try Linear.module(inputs, outputs, bias: bias, dtype: dtype, device: device)
    }

    func conv1D(_ inputs: Int, _ outputs: Int) throws -> Module {
        try Conv1D.module(outputs, inputs, dtype: dtype, device: device)
    }

    func embedding(_ count: Int, _ size: Int, padding: Int? = nil) throws -> Module {
        try Embedding.module(count, size, padding: padding, dtype: dtype, device: device)
    }

    func layerNorm(_ size: Int, epsilon: Double) throws -> Module {
        try LayerNorm.module([size], epsilon: epsilon, dtype: dtype, device: device)
    }

    func dropout(_ rate: Double) throws -> Module { try Dropout.module(rate) }

    /// The activation that config.json calls by this name.
    func activation(_ name: String) throws -> Module {
        switch name {
        case "relu": return try torch("ReLU")
        case "silu", "swish": return try torch("SiLU")
        case "tanh": return try torch("Tanh")
        case "sigmoid": return try torch("Sigmoid")
        case "gelu": return Module(ActivationLayer("GELUActivation") { try gelu($0) })
        case "gelu_new": return Module(ActivationLayer("NewGELUActivation") { try gelu($0, approximate: "tanh") })
        case "gelu_pytorch_tanh":
            return Module(ActivationLayer("PytorchGELUTanh") { try gelu($0, approximate: "tanh") })
        case "gelu_fast": return Module(ActivationLayer("FastGELUActivation") { try gelu($0, approximate: "tanh") })
        case "quick_gelu": return Module(ActivationLayer("QuickGELUActivation") { try $0 * sigmoid($0 * 1.702) })
        default: throw CheckpointError.unsupported("the activation function '\(name)' is not supported")
        }
    }

    private func torch(_ name: String) throws -> Module {
        guard let type = LayerType.named(name) else { throw ModuleError.notCallable(type: name) }
        return try type.make([])
    }
}

/// An activation of transformers: a function under the name of its class.
final class ActivationLayer: TensorLayer {
    let typeName: String
    private let function: (Tensor) throws -> Tensor

    init(_ typeName: String, _ function: @escaping (Tensor) throws -> Tensor) {
        self.typeName = typeName
        self.function = function
    }

    func forward(_ input: Tensor, of module: Module) throws -> Tensor { try function(input) }
}
