import Language

/// Modules of torch that are written in the language itself: what is much shorter so, and where speed does not matter.
enum PythonModule {
    /// A module made of Python source, with native functions that the source may call.
    static func make(
        _ name: String, _ text: String, functions: [NativeFunction] = [], _ evaluator: Evaluator
    ) throws -> Language.ModuleObject {
        let module = Language.ModuleObject(name, functions: functions)
        try evaluator.execute(ModuleTable.FoundModule(path: "<\(name)>", text: text), as: module)
        module.namespace.remove("__file__")
        return module
    }

    static var parts: [(name: String, make: (Evaluator) throws -> Language.ModuleObject)] {
        [
            ("torch.distributions", { try make("torch.distributions", DistributionsSource.text, $0) }),
            ("torch.testing", { try make("torch.testing", TestingSource.text, $0) }),
            ("torch.func", { try make("torch.func", TransformsSource.text, $0) }),
            ("torch.autograd.functional", { try make("torch.autograd.functional", TransformsSource.text, $0) }),
        ]
    }

    /// Modules beside torch.
    static var others: [(name: String, make: (Evaluator) throws -> Language.ModuleObject)] {
        [
            (
                "safetensors",
                { _ in Language.ModuleObject("safetensors", functions: [TorchModules.lazyParts(of: "safetensors")]) }
            ),
            (
                "safetensors.torch",
                {
                    try make("safetensors.torch", SafetensorsSource.text, functions: TensorBytes.functions, $0)
                }
            ),
        ]
    }
}
