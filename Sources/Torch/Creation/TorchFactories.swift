import Language
import Tensors

/// The functions that make tensors from nothing, or draw random numbers: a trace records them, so that a value is made
/// when the model runs and not while the block is read.
package enum TorchFactories {
    static let names: Set<String> = [
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
                let options = try TensorOptions("tensor", arguments[1], arguments[2], arguments[3], evaluator)
                if arguments[0].tensor != nil { try Warnings.warn(copyAdvice, .userWarning, evaluator) }
                return try options.finish(
                    try TensorLiteral.tensor(from: arguments[0], dtype: options.dtype, evaluator))
            },
            NativeFunction(
                "as_tensor", "(data, dtype=None, device=None)", "data itself when it is a tensor, else a new one.",
                module: "torch", isInterceptable: true, binds: false
            ) { arguments, evaluator in
                let options = try TensorOptions("as_tensor", arguments[1], arguments[2], .none, evaluator)
                return try options.finish(try shared(arguments[0], options.dtype, copies: nil, evaluator))
            },
            NativeFunction(
                "asarray", "(obj, *, dtype=None, device=None, copy=None, requires_grad=None)",
                "The object's own elements where that is possible, else a copy.", module: "torch",
                isInterceptable: true,
                binds: false
            ) { arguments, evaluator in
                let options = try TensorOptions("asarray", arguments[1], arguments[2], arguments[4], evaluator)
                let copies = try arguments[3].ifNotNone.map { try evaluator.truth($0) }
                let tensor = try shared(arguments[0], options.dtype, copies: copies, evaluator)
                let isUnwanted = !arguments[4].isNone && !options.requiresGrad
                return try options.finish(isUnwanted && tensor.requiresGrad ? Tensors.detach(tensor) : tensor)
            },
            NativeFunction(
                "from_numpy", "(ndarray, /)", "A tensor that shares the array's memory.", module: "torch",
                isInterceptable: true, binds: false
            ) { arguments, _ in
                guard let tensor = ArrayObject.tensor(of: arguments[0]) else {
                    throw PythonError(.typeError, "expected np.ndarray (got \(arguments[0].typeName))")
                }
                return Value(Tensors.detach(tensor))
            },
        ]
    }

    private static let copyAdvice =
        "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
        + "sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor)."

    /// The tensor itself, or its elements in another dtype; a sequence is always copied.
    private static func shared(
        _ value: Value, _ dtype: DType?, copies: Bool?, _ evaluator: Evaluator
    ) throws -> Tensor {
        guard let tensor = value.tensor ?? ArrayObject.tensor(of: value).map(Tensors.detach) else {
            if copies == false { throw PythonError(.valueError, "can't alias arbitrary sequence into a tensor.") }
            return try TensorLiteral.tensor(from: value, dtype: dtype, evaluator)
        }
        let target = dtype ?? tensor.dtype
        return try translating {
            if target != tensor.dtype, copies == false {
                throw TensorError.value(
                    "can't alias tensor with dtype '\(tensor.dtype.scalarName)' into dtype '\(target.scalarName)'.")
            }
            let converted = try Tensors.to(tensor, target)
            return copies == true && target == tensor.dtype ? try Tensors.clone(converted) : converted
        }
    }
}
