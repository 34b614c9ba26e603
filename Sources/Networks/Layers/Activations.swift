import Tensors

/// The modules that wrap a function of one tensor.
enum Activations {
    static let types: [LayerType] = [
        LayerType("ReLU(bool inplace=False)", wrapping: "relu", "max(x, 0)", flags: ["inplace"]),
        LayerType("ReLU6(bool inplace=False)", wrapping: "relu6", "min(max(x, 0), 6)", flags: ["inplace"]),
        LayerType(
            "GELU(str approximate='none')", wrapping: "gelu", "x times the normal distribution function.",
            shown: ["approximate"]),
        LayerType("SiLU(bool inplace=False)", wrapping: "silu", "x times its sigmoid.", flags: ["inplace"]),
        LayerType("Mish(bool inplace=False)", wrapping: "mish", "x tanh(softplus(x))", flags: ["inplace"]),
        LayerType("Tanh()", wrapping: "tanh", "The hyperbolic tangent."),
        LayerType("Sigmoid()", wrapping: "sigmoid", "1 / (1 + exp(-x))"),
        LayerType("LogSigmoid()", wrapping: "logsigmoid", "The logarithm of the sigmoid."),
        LayerType("Softsign()", wrapping: "softsign", "x / (1 + |x|)"),
        LayerType("Tanhshrink()", wrapping: "tanhshrink", "x - tanh(x)"),
        LayerType("Softmax(int? dim=None)", wrapping: "softmax", "Exponentials divided by their sum.", shown: ["dim"]),
        LayerType("Softmin(int? dim=None)", wrapping: "softmin", "The softmax of -x.", shown: ["dim"]),
        LayerType("LogSoftmax(int? dim=None)", wrapping: "log_softmax", "The logarithm of softmax.", shown: ["dim"]),
        LayerType(
            "LeakyReLU(float negative_slope=0.01, bool inplace=False)", wrapping: "leaky_relu",
            "x, or a small slope below 0.", shown: ["negative_slope"], flags: ["inplace"]),
        LayerType(
            "ELU(float alpha=1.0, bool inplace=False)", wrapping: "elu", "x, or alpha (exp(x) - 1) below 0.",
            shown: ["alpha"], flags: ["inplace"]),
        LayerType("SELU(bool inplace=False)", wrapping: "selu", "A scaled ELU.", flags: ["inplace"]),
        LayerType(
            "CELU(float alpha=1.0, bool inplace=False)", wrapping: "celu", "A continuous ELU.", shown: ["alpha"],
            flags: ["inplace"]),
        LayerType(
            "Softplus(float beta=1.0, float threshold=20.0)", wrapping: "softplus", "log(1 + exp(x))",
            shown: ["beta", "threshold"]),
        LayerType(
            "Hardtanh(float min_val=-1.0, float max_val=1.0, bool inplace=False)", wrapping: "hardtanh",
            "x between two limits.", shown: ["min_val", "max_val"], flags: ["inplace"]),
        LayerType("Hardsigmoid(bool inplace=False)", wrapping: "hardsigmoid", "A sigmoid of straight pieces."),
        LayerType("Hardswish(bool inplace=False)", wrapping: "hardswish", "x times a sigmoid of straight pieces."),
        LayerType("GLU(int dim=-1)", wrapping: "glu", "One half times the sigmoid of the other.", shown: ["dim"]),
        LayerType(
            "Threshold(Scalar threshold, Scalar value, bool inplace=False)", wrapping: "threshold",
            "Replaces what is at most the threshold.", shown: ["threshold", "value"], flags: ["inplace"]),
        LayerType(
            "Flatten(int start_dim=1, int end_dim=-1)", wrapping: "flatten", "Joins dimensions to one.",
            shown: ["start_dim", "end_dim"]),
        LayerType("Identity(Scalar? unused=None)", "Gives its input back.") { _ in Module(Identity()) },
    ]
}

/// Gives its input back.
package final class Identity: Layer {
    package let typeName = "Identity"
    package init() {}

    package func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        if let input = inputs.value("input", at: 0) { return input }
        throw TensorError.type("Identity.forward() missing 1 required positional argument: 'input'")
    }
}
