import Language
import Tensors

/// Settings of torch: how tensors print, the default dtype, threads, determinism.
enum SettingsNamespace {
    static var functions: [NativeFunction] {
        [
            TorchNamespace.function(
                "set_printoptions",
                "(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None)",
                "Changes how tensors print.", setPrintOptions),
            TorchNamespace.function("get_default_dtype", "()", "The dtype of new floating-point tensors.") { _, _ in
                Value(Defaults.dtype)
            },
            TorchNamespace.function("set_default_dtype", "(d)", "Changes the dtype of new floating-point tensors.") {
                arguments, _ in
                guard let dtype = arguments[0].dtype, dtype.isFloatingPoint else {
                    throw PythonError(.typeError, "only floating-point types are supported as the default type")
                }
                Defaults.dtype = dtype
                return .none
            },
            TorchNamespace.function("set_default_device", "(device)", "Changes where new tensors are put.") {
                arguments, evaluator in
                let device = try arguments[0].ifNotNone.map { try DeviceObject.from($0, evaluator).device() }
                Defaults.device = device ?? .cpu
                return .none
            },
            TorchNamespace.function("get_default_device", "()", "Where new tensors are put.") { _, _ in
                Value(Defaults.device)
            },
            TorchNamespace.function("get_num_threads", "()", "How many threads an operation may use.") { _, _ in
                .int(threadCount)
            },
            TorchNamespace.function("set_num_threads", "(int)", "How many threads an operation may use.") {
                arguments, evaluator in
                let count = try evaluator.index(arguments[0])
                guard count > 0 else {
                    throw PythonError(.runtimeError, "set_num_threads expects a positive integer")
                }
                threadCount = count
                return .none
            },
            accepted("use_deterministic_algorithms", "(mode, *, warn_only=False)"),
            accepted("set_float32_matmul_precision", "(precision)"),
            accepted("set_warn_always", "(b)"),
            TorchNamespace.function("compile", "(model=None, **kwargs)", "The model itself: it runs compiled.") {
                arguments, _ in
                // With settings alone it is a decorator.
                guard arguments[0].isNone else { return arguments[0] }
                return .object(NativeFunction("compile", "(model, /)") { arguments, _ in arguments[0] })
            },
        ]
    }

    /// The number that the user asked for; the engine's own pool decides. Cell thread only.
    nonisolated(unsafe) private static var threadCount = 1

    /// A setting that makes no difference here.
    private static func accepted(_ name: String, _ signature: Language.Signature) -> NativeFunction {
        TorchNamespace.function(name, signature, "Accepted; results are deterministic already.") { _, _ in .none }
    }

    private static func setPrintOptions(
        _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        var options = PrintOptions.current
        if let profile = arguments[4].ifNotNone {
            let name = try evaluator.str(profile)
            guard let known = PrintOptions(profile: name) else {
                throw PythonError(.valueError, "unknown profile '\(name)'")
            }
            options = known
        }
        if let precision = arguments[0].ifNotNone { options.precision = clamped(try evaluator.index(precision)) }
        if let threshold = arguments[1].ifNotNone { options.threshold = try count(threshold, evaluator) }
        if let edgeItems = arguments[2].ifNotNone { options.edgeItems = clamped(try evaluator.index(edgeItems)) }
        if let lineWidth = arguments[3].ifNotNone { options.lineWidth = clamped(try count(lineWidth, evaluator)) }
        options.scientific = try arguments[5].ifNotNone.map { try evaluator.truth($0) }
        PrintOptions.current = options
        return .none
    }

    /// Within what the printer can add and double.
    private static func clamped(_ value: Int) -> Int { min(max(value, 0), 1 << 30) }

    /// A count that may be infinite.
    private static func count(_ value: Value, _ evaluator: Evaluator) throws -> Int {
        if case .float(let number) = value {
            return number >= 9e18 ? Int.max : Int(exactly: number.rounded()) ?? Int.max
        }
        return try evaluator.index(value)
    }
}
