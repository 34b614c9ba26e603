import Language
import Tensors

/// The functions that make tensors from nothing, or draw random numbers: a trace records them, so that a value is made
/// when the model runs and not while the block is read.
package enum TorchFactories {
    private static let names: Set<String> = [
        "tensor", "as_tensor", "zeros", "ones", "empty", "full", "arange", "range", "linspace", "logspace", "eye",
        "rand",
        "randn", "randint", "randperm", "normal", "bernoulli", "multinomial", "poisson", "zeros_like", "ones_like",
        "empty_like", "full_like", "rand_like", "randn_like", "randint_like", "dropout", "scalar_tensor",
        "tril_indices",
        "triu_indices", "from_numpy", "hann_window", "hamming_window",
    ]

    /// Whether a value is one of them: `TorchFactories.contains(torch.rand)`.
    package static func contains(_ function: Object) -> Bool {
        guard let function = function as? NativeFunction else { return false }
        return function.moduleName.hasPrefix("torch") && names.contains(function.name)
    }

    static var functions: [NativeFunction] {
        [
            NativeFunction(
                "tensor", "(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False)",
                "A new tensor with a copy of the data.", module: "torch", isInterceptable: true, binds: false
            ) { arguments, evaluator in
                let options = try TensorOptions(arguments[1], arguments[2], arguments[3], evaluator)
                if arguments[0].tensor != nil { try Warnings.warn(copyAdvice, .userWarning, evaluator) }
                return try options.finish(
                    try TensorLiteral.tensor(from: arguments[0], dtype: options.dtype, evaluator))
            },
            sharing("as_tensor", "(data, dtype=None, device=None)", "data itself when it is a tensor, else a new one."),
            sharing(
                "asarray", "(data, *, dtype=None, device=None, copy=None, requires_grad=False)",
                "data itself when it is a tensor, else a new one."),
            NativeFunction(
                "from_numpy", "(ndarray, /)", "A tensor that shares the array's memory.", module: "torch",
                isInterceptable: true, binds: false
            ) { arguments, _ in
                guard let tensor = ArrayObject.tensor(of: arguments[0]) else {
                    throw PythonError(.typeError, "expected np.ndarray (got \(arguments[0].typeName))")
                }
                return Value(tensor)
            },
        ]
    }

    private static let copyAdvice =
        "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
        + "sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor)."

    /// A function that gives what it gets where it can.
    private static func sharing(
        _ name: String, _ signature: Language.Signature, _ summary: String
    ) -> NativeFunction {
        NativeFunction(name, signature, summary, module: "torch", isInterceptable: true, binds: false) {
            arguments, evaluator in
            let options = try TensorOptions(arguments[1], arguments[2], .none, evaluator)
            guard let tensor = arguments[0].tensor ?? ArrayObject.tensor(of: arguments[0]) else {
                return try options.finish(
                    try TensorLiteral.tensor(from: arguments[0], dtype: options.dtype, evaluator))
            }
            return try options.finish(try translating { try Tensors.to(tensor, options.dtype ?? tensor.dtype) })
        }
    }
}
