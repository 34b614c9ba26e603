import Language
import Tensors

/// Conversions between dtypes, devices and containers.
extension TensorMethods {
    static var conversions: [NativeFunction] {
        [
            raw("to", "(self, *args, **kwargs)", "Converts to a dtype, a device, or both of another tensor.", convert),
            raw("type", "(self, dtype=None, non_blocking=False)", "The type's name, or a conversion to a dtype.", type),
            method("cpu", "(self, *, memory_format=None)", "The tensor in main memory.") { tensor, arguments, _ in
                arguments[0]
            },
            method("cuda", "(self, device=None, non_blocking=False)", "Copies to a GPU.") { _, _, _ in
                throw PythonError(.assertionError, "Torch not compiled with CUDA enabled")
            },
            method("numpy", "(self, *, force=False)", "The tensor as an array.") { tensor, arguments, evaluator in
                if tensor.requiresGrad, try !evaluator.truth(arguments[1]) {
                    throw PythonError(
                        .runtimeError,
                        "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
                }
                guard tensor.dtype != .bfloat16 else {
                    throw PythonError(.typeError, "Got unsupported ScalarType BFloat16")
                }
                return ArrayObject.value(Tensors.detach(tensor))
            },
            method("__array__", "(self, dtype=None)", "The tensor as an array.") { tensor, _, _ in
                ArrayObject.value(Tensors.detach(tensor))
            },
            method("view_as", "(self, other)", "The same elements under the shape of another tensor.") {
                tensor, arguments, _ in
                guard let other = arguments[1].tensor else {
                    throw PythonError(
                        .typeError,
                        "view_as(): argument 'other' (position 1) must be Tensor, not "
                            + arguments[1].torchTypeName)
                }
                return Value(try Tensors.view(tensor, other.shape))
            },
            method("pin_memory", "(self, device=None)", "The tensor itself: there is no GPU.") { _, arguments, _ in
                arguments[0]
            },
            method("share_memory_", "(self)", "The tensor itself: there is one process.") { _, arguments, _ in
                arguments[0]
            },
            method("__copy__", "(self)", "A tensor that shares the elements.") { tensor, _, _ in
                let copy = Tensors.detach(tensor)
                copy.isParameter = tensor.isParameter
                if tensor.requiresGrad { try copy.setRequiresGrad(true) }
                return Value(copy)
            },
            method("__reduce__", "(self)", "How pickle writes a tensor: as torch.save does.") { tensor, _, evaluator in
                try PythonModule.call("_reduced", of: "torch.extras", Language.Arguments([Value(tensor)]), evaluator)
            },
            method("__deepcopy__", "(self, memo=None)", "A copy of a leaf, its gradient included.") {
                tensor, arguments, evaluator in
                let memo = CopyMemo(arguments[1].as(Dict.self) ?? Dict(), evaluator)
                return Value(try memo.deepCopy(tensor))
            },
        ]
    }

    /// A method that gets its arguments as they were written.
    private static func raw(
        _ name: String, _ signature: Language.Signature, _ summary: String,
        _ body: @escaping (Tensor, borrowing Language.Arguments, Evaluator) throws -> Value
    ) -> NativeFunction {
        NativeFunction(
            name, signature, summary, module: "torch.Tensor", isInterceptable: true, isRaw: true
        ) { arguments, evaluator in
            guard let tensor = arguments[0].tensor else {
                throw PythonError(.typeError, "descriptor '\(name)' requires a 'Tensor' object")
            }
            do {
                return try body(tensor, arguments, evaluator)
            } catch let error as TensorError {
                throw PythonError(error)
            }
        }
    }

    /// `x.to(torch.float64)`, `x.to("cpu", dtype=torch.half)`, `x.to(other)`, `x.to(dtype, copy=True)`
    private static func convert(
        _ tensor: Tensor, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let target = try ConversionTarget(arguments, evaluator)
        var result = tensor
        if let dtype = target.dtype { result = try Tensors.to(result, dtype) }
        if let device = target.device, device != result.device {
            guard device == .meta else {
                throw PythonError(
                    .notImplementedError,
                    "Cannot copy out of meta tensor; no data! Please use torch.nn.Module.to_empty() instead of "
                        + "torch.nn.Module.to() when moving module from meta to a different device.")
            }
            result = Tensors.toMeta(result)
        }
        if result === tensor { return target.copies ? Value(try Tensors.clone(tensor)) : arguments[0] }
        return Value(result)
    }

    private static func type(
        _ tensor: Tensor, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        guard let target = (arguments[1].ifNotNone ?? arguments[keyword: "dtype"]?.ifNotNone) else {
            return Value("torch.\(tensor.dtype.scalarName)Tensor")
        }
        if let dtype = target.dtype { return Value(try Tensors.to(tensor, dtype)) }
        let name = (target.as(TypeObject.self).map { "torch.\($0.name)" } ?? target.as(Text.self)?.string)
        guard let dtype = DType.allCases.first(where: { "torch.\($0.scalarName)Tensor" == name }) else {
            throw PythonError(.valueError, "invalid type: '\(name ?? target.typeName)'")
        }
        return Value(try Tensors.to(tensor, dtype))
    }
}

/// What the arguments of `to` ask for.
struct ConversionTarget {
    private(set) var dtype: DType?
    private(set) var device: Device?
    private(set) var copies = false

    init(_ arguments: borrowing Language.Arguments, _ evaluator: Evaluator) throws {
        for index in 1..<max(arguments.count, 1) {
            let value = arguments[index]
            if case .bool(let flag) = value {
                if index > 2 { copies = flag }
            } else if !(try take(value, evaluator)), !value.isNone {
                throw PythonError(
                    .typeError,
                    "to() received an invalid combination of arguments - got (\(value.torchTypeName)), but expected one of:"
                        + "\n * (torch.device device = None, torch.dtype dtype = None, bool non_blocking = False, bool copy"
                        + " = False, *, torch.memory_format memory_format = None)\n * (torch.dtype dtype, bool non_blocking"
                        + " = False, bool copy = False, *, torch.memory_format memory_format = None)\n * (Tensor tensor, "
                        + "bool non_blocking = False, bool copy = False, *, torch.memory_format memory_format = None)\n"
                )
            }
        }
        for (name, value) in arguments.keywords {
            switch name {
            case "dtype", "device", "other", "tensor": _ = try take(value, evaluator)
            case "copy": copies = try evaluator.truth(value)
            default: break
            }
        }
    }

    private mutating func take(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        if let other = value.tensor {
            dtype = other.dtype
            device = other.device
        } else if let given = value.dtype {
            dtype = given
        } else if value.as(Text.self) != nil || value.as(DeviceObject.self) != nil {
            device = try DeviceObject.from(value, evaluator).device()
        } else if case .int = value {
            device = try DeviceObject.from(value, evaluator).device()
        } else {
            return false
        }
        return true
    }
}

extension Tensor {
    /// A copy outside the graph, with the same flags and a copy of the gradient.
    func deepCopy() throws -> Tensor {
        guard isLeaf else {
            throw TensorError.runtime(
                "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment.  "
                    + "If you were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm "
                    + "usage, see https://github.com/pytorch/pytorch/pull/103001")
        }
        let copy = try GradientMode.disabled { try Tensors.clone(Tensors.detach(self)) }
        copy.isParameter = isParameter
        if requiresGrad { try copy.setRequiresGrad(true) }
        copy.grad = try grad.map { try Tensors.clone(Tensors.detach($0)) }
        return copy
    }
}
