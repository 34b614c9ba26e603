import Language
import Tensors

/// What `torch.autocast`, which is written in Python, asks of the engine.
enum AutocastFunctions {
    // Autocast is of the CPU; the dtype is kept while it is off. Read and changed on the cell thread only.
    nonisolated(unsafe) private static var chosen = DType.bfloat16

    static var all: [NativeFunction] {
        [
            TorchNamespace.function("is_autocast_enabled", "(device_type=None)", "Whether autocast is on.") {
                arguments, evaluator in
                .bool(try isCPU(arguments[0], evaluator) && Autocast.dtype != nil)
            },
            TorchNamespace.function("is_autocast_cpu_enabled", "()", "Whether autocast is on.") { _, _ in
                .bool(Autocast.dtype != nil)
            },
            TorchNamespace.function("get_autocast_dtype", "(device_type)", "The dtype of products under autocast.") {
                arguments, evaluator in
                Value(try isCPU(arguments[0], evaluator) ? chosen : .float16)
            },
            TorchNamespace.function("get_autocast_cpu_dtype", "()", "The dtype of products under autocast.") { _, _ in
                Value(chosen)
            },
            TorchNamespace.function("set_autocast_dtype", "(device_type, dtype)", "Changes the dtype of products.") {
                arguments, evaluator in
                guard let dtype = arguments[1].dtype else {
                    throw PythonError(.typeError, "set_autocast_dtype(): argument 'dtype' must be torch.dtype")
                }
                if try isCPU(arguments[0], evaluator) {
                    chosen = dtype
                    if Autocast.dtype != nil { Autocast.dtype = dtype }
                }
                return .none
            },
            TorchNamespace.function("set_autocast_enabled", "(device_type, enabled)", "Turns autocast on or off.") {
                arguments, evaluator in
                guard try isCPU(arguments[0], evaluator) else { return .none }
                Autocast.dtype = try evaluator.truth(arguments[1]) ? chosen : nil
                return .none
            },
            TorchNamespace.function("clear_autocast_cache", "()", "Accepted: nothing is kept.") { _, _ in .none },
            TorchNamespace.function("is_autocast_cache_enabled", "()", "False: nothing is kept.") { _, _ in false },
        ]
    }

    private static func isCPU(_ device: Value, _ evaluator: Evaluator) throws -> Bool {
        try device.ifNotNone.map { try evaluator.str($0) == "cpu" } ?? false
    }
}
