import Language
import Tensors

/// `torch.cuda`, `torch.backends`, `torch.version`: what scripts ask before they choose a device.
enum DeviceNamespaces {
    static func absent(_ module: String) -> NativeFunction {
        NativeFunction("is_available", "()", "False: there is no such device.", module: module, binds: false) { _, _ in
            false
        }
    }

    static var cuda: Language.ModuleObject {
        let module = Language.ModuleObject(
            "torch.cuda",
            functions: [
                absent("torch.cuda"),
                function("device_count", "()") { _, _ in 0 },
                function("empty_cache", "()") { _, _ in .none },
                function("manual_seed", "(seed)") { _, _ in .none },
                function("manual_seed_all", "(seed)") { _, _ in .none },
                function("is_initialized", "()") { _, _ in false },
                function("memory_allocated", "(device=None)") { _, _ in 0 },
                function("max_memory_allocated", "(device=None)") { _, _ in 0 },
                function("reset_peak_memory_stats", "(device=None)") { _, _ in .none },
                function("is_bf16_supported", "()") { _, _ in false },
                PythonModule.lazyNames(
                    of: "torch.cuda", PythonModule.homes(AbsentModulesSource.cudaNames, "torch.cuda_extras")),
            ]
                + ["mem_get_info", "current_device", "get_device_name", "get_device_properties", "synchronize"].map(
                    missing))
        module.namespace["OutOfMemoryError"] = .object(TypeObject.outOfMemoryError)
        return module
    }

    /// What can only be asked of a device that is there.
    private static func missing(_ name: String) -> NativeFunction {
        function(name, "(device=None)") { _, _ in
            throw PythonError(.assertionError, "Torch not compiled with CUDA enabled")
        }
    }

    static var backends: Language.ModuleObject {
        let names = ["cuda", "cudnn", "mps", "mkl", "mkldnn", "openmp"]
        let parts: [(Symbol, Value)] = names.map { name in
            let full = "torch.backends.\(name)"
            let settings: [(Symbol, Value)] = [
                ("enabled", false), ("deterministic", false), ("benchmark", false), ("allow_tf32", false),
            ]
            let built: [NativeFunction] =
                ["mps", "cuda"].contains(name) ? [function("is_built", "()") { _, _ in false }] : []
            let version: [NativeFunction] = name == "cudnn" ? [function("version", "()") { _, _ in .none }] : []
            let functions = [absent(full)] + built + version
            let module = Language.ModuleObject(full, functions: functions, attributes: settings)
            if name == "cuda" {
                module.namespace["matmul"] = .object(
                    Language.ModuleObject("torch.backends.cuda.matmul", attributes: [("allow_tf32", false)]))
            }
            return (Symbol(name), .object(module))
        }
        return Language.ModuleObject("torch.backends", attributes: parts)
    }

    static var version: Language.ModuleObject {
        Language.ModuleObject(
            "torch.version",
            attributes: [
                ("__version__", Value("2.13.0+cpu")), ("cuda", .none), ("hip", .none), ("debug", false),
            ])
    }

    private static func function(
        _ name: String, _ signature: Language.Signature, _ body: @escaping NativeFunction.Body
    ) -> NativeFunction {
        NativeFunction(name, signature, module: "torch.cuda", binds: false, body: body)
    }
}
