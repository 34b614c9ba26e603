import Language
import Tensors

/// New tensors that take dtype and device from an existing one, beyond those of the table.
extension TensorMethods {
    static var newTensors: [NativeFunction] {
        [
            method(
                "new_tensor", "(self, data, *, dtype=None, device=None, requires_grad=False)",
                "A copy of data with this tensor's dtype."
            ) { tensor, arguments, evaluator in
                let device = arguments[3].isNone ? Value(tensor.device) : arguments[3]
                let options = try TensorOptions("new_tensor", arguments[2], device, arguments[4], evaluator)
                let dtype = options.dtype ?? tensor.dtype
                return try options.finish(try TensorLiteral.tensor(from: arguments[1], dtype: dtype, evaluator))
            },
            NativeFunction(
                "new", "(self, *args, device=None)", "A tensor of the same dtype, by sizes or from a sequence.",
                isInterceptable: true, isRaw: true
            ) { arguments, evaluator in
                try LegacyConstructor.make(
                    arguments[0].tensor?.dtype, Array(arguments.positionals.dropFirst()), arguments.keywords, evaluator)
            },
        ]
    }
}

/// `dtype=`, `device=` and `requires_grad=` of functions that make tensors.
struct TensorOptions {
    let dtype: DType?
    let device: Device
    let requiresGrad: Bool

    init(
        _ function: String, _ dtype: Value, _ device: Value, _ requiresGrad: Value, _ evaluator: Evaluator
    ) throws {
        self.dtype = try dtype.ifNotNone.map { value in
            guard let dtype = value.dtype else {
                throw PythonError(
                    .typeError, "\(function)(): argument 'dtype' must be torch.dtype, not \(value.torchTypeName)")
            }
            return dtype
        }
        self.device = try device.ifNotNone.map { try DeviceObject.from($0, evaluator).device() } ?? Defaults.device
        switch requiresGrad {
        case .bool(let flag): self.requiresGrad = flag
        case .none, .undefined: self.requiresGrad = false
        case .int, .float, .object:
            throw PythonError(
                .typeError, "\(function)(): argument 'requires_grad' must be bool, not \(requiresGrad.torchTypeName)")
        }
    }

    /// The tensor on its device, and a leaf that records when that was asked for.
    func finish(_ tensor: Tensor) throws -> Value {
        let placed = device == .meta ? Tensors.toMeta(tensor) : tensor
        if requiresGrad, !placed.requiresGrad {
            guard placed.dtype.isDifferentiable else {
                throw PythonError(
                    .runtimeError, "Only Tensors of floating point and complex dtype can require gradients")
            }
            try translating { try placed.setRequiresGrad(true) }
        }
        return Value(placed)
    }
}

extension Evaluator {
    /// A size given as a `torch.Size`, a list, a tuple or one int, or as the tuple of all arguments of `*size`.
    func sizes(_ value: Value) throws -> Dimensions {
        if let size = value.as(SizeObject.self) { return size.sizes }
        guard let elements = value.sequenceElements else { return [try index(value)] }
        if elements.count == 1, let inner = elements[0].sequenceElements {
            return Dimensions(try inner.map { try index($0) })
        }
        return Dimensions(try elements.map { try index($0) })
    }
}
