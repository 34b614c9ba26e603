import Language
import Networks
import Tensors

/// Conversions of all parameters and buffers of a network to another dtype or device.
extension ModuleMethods {
    static var conversions: [NativeFunction] {
        [
            method("_apply", "(self, fn, recurse=True)", "Gives all parameters and buffers to a function.") {
                module, arguments, evaluator in
                let isRecursive = try evaluator.truth(arguments[2])
                try ModuleOverrides.apply(arguments[1], to: module, isRecursive: isRecursive, evaluator)
                return arguments[0]
            },
            method("to", "(self, *args, **kwargs)", "Converts parameters and buffers.", isRaw: true) {
                module, arguments, evaluator in
                let target = try ConversionTarget(arguments, evaluator)
                if let dtype = target.dtype, !dtype.isDifferentiable {
                    throw PythonError(
                        .typeError,
                        "nn.Module.to only accepts floating point or complex dtypes, but got desired "
                            + "dtype=torch.\(dtype.name)")
                }
                return try convert(arguments[0], module, to: target.dtype, on: target.device, evaluator)
            },
            method("type", "(self, dst_type)", "Converts all parameters and buffers to a dtype.") {
                _, arguments, evaluator in
                let type = arguments[1]
                try ModuleOverrides.convert(arguments[0], evaluator) { tensor in
                    try evaluator.callMethod("type", of: Value(tensor), [type])
                }
                return arguments[0]
            },
            method(
                "to_empty", "(self, *, device, recurse=True)",
                "Gives parameters and buffers new memory, which is not set."
            ) { _, arguments, evaluator in
                let device = try arguments[1].ifNotNone.map { try DeviceObject.from($0, evaluator).device() }
                let isRecursive = try evaluator.truth(arguments[2])
                try ModuleOverrides.convert(arguments[0], isRecursive: isRecursive, evaluator) { tensor in
                    Value(try Tensor.empty(tensor.shape, dtype: tensor.dtype, device: device ?? tensor.device))
                }
                return arguments[0]
            },
            method("cpu", "(self)", "Moves parameters and buffers to main memory.") { module, arguments, evaluator in
                try convert(arguments[0], module, to: nil, on: .cpu, evaluator)
            },
            method("cuda", "(self, device=None)", "Copies to a GPU.") { _, _, _ in
                throw PythonError(.assertionError, "Torch not compiled with CUDA enabled")
            },
        ]
            + [("float", DType.float32), ("double", .float64), ("half", .float16), ("bfloat16", .bfloat16)].map {
                name, dtype in
                method(name, "(self)", "Converts parameters and buffers to \(dtype.name).") {
                    module, arguments, evaluator in
                    try convert(arguments[0], module, to: dtype, on: nil, evaluator)
                }
            }
    }

    /// Converts natively where no class has an `_apply` of its own and no tensor changes its device.
    private static func convert(
        _ face: Value, _ module: Module, to dtype: DType?, on device: Device?, _ evaluator: Evaluator
    ) throws -> Value {
        let moves = device.map { device in module.modules.contains { $0.hasTensors(elsewhereThan: device) } } ?? false
        guard moves || ModuleOverrides.changeConversions(in: module) else {
            if let dtype { try module.convert(to: dtype) }
            return face
        }
        try ModuleOverrides.convert(face, evaluator) { tensor in
            var result = tensor
            if let dtype, tensor.dtype.isDifferentiable { result = try Tensors.to(tensor, dtype) }
            guard let device, device != result.device else { return Value(result) }
            guard device == .meta else { throw PythonError(.notImplementedError, noData) }
            return Value(Tensors.toMeta(result))
        }
        return face
    }

    private static let noData =
        "Cannot copy out of meta tensor; no data! Please use torch.nn.Module.to_empty() instead of "
        + "torch.nn.Module.to() when moving module from meta to a different device."
}

extension Module {
    /// Whether a parameter or buffer of this module is not on a device.
    fileprivate func hasTensors(elsewhereThan device: Device) -> Bool {
        (parameters.values + buffers.values).contains { tensor in tensor.map { $0.device != device } ?? false }
    }
}
