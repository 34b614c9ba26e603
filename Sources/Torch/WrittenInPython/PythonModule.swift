import Language

/// Modules of torch that are written in the language itself: what is much shorter so, and where speed does not matter.
enum PythonModule {
    /// A module made of Python source, with native functions that the source may call.
    static func make(
        _ name: String, _ text: String, functions: [NativeFunction] = [], attributes: [(Symbol, Value)] = [],
        _ evaluator: Evaluator
    ) throws -> Language.ModuleObject {
        let module = Language.ModuleObject(name, functions: functions, attributes: attributes)
        try evaluator.execute(ModuleTable.FoundModule(path: "<\(name)>", text: text), as: module)
        module.namespace.remove("__file__")
        return module
    }

    static var parts: [(name: String, make: (Evaluator) throws -> Language.ModuleObject)] {
        [
            (
                "torch.distributions",
                {
                    try make(
                        "torch.distributions", DistributionsSource.text + DistributionsSource.further,
                        functions: [TorchModules.lazyParts(of: "torch.distributions")], $0)
                }
            ),
            ("torch.nn.modules.rnn", { try make("torch.nn.modules.rnn", RecurrentLayersSource.text, $0) }),
            (
                "torch.nn.modules.transformer",
                { try make("torch.nn.modules.transformer", TransformerLayersSource.text, $0) }
            ),
            ("torch.nn.modules.further", { try make("torch.nn.modules.further", FurtherLayersSource.text, $0) }),
            ("torch.nn.functional_extras", { try make("torch.nn.functional_extras", FunctionalExtrasSource.text, $0) }),
            ("torch.optim.further", { try make("torch.optim.further", OptimizersSource.text, $0) }),
            ("torch.optim.cyclic_schedulers", { try make("torch.optim.cyclic_schedulers", SchedulersSource.text, $0) }),
            ("torch.utils.data.sampler", { try make("torch.utils.data.sampler", SamplersSource.text, $0) }),
            (
                "torch.nn.utils.parametrize",
                {
                    try make(
                        "torch.nn.utils.parametrize", ParametrizationsSource.parametrize,
                        functions: [Parametrization.compute], $0)
                }
            ),
            (
                "torch.nn.utils.parametrizations",
                { try make("torch.nn.utils.parametrizations", ParametrizationsSource.parametrizations, $0) }
            ),
            ("torch.testing", { try make("torch.testing", TestingSource.text, $0) }),
            ("torch.func", { try make("torch.func", TransformsSource.text, $0) }),
            ("torch.autograd.functional", { try make("torch.autograd.functional", TransformsSource.text, $0) }),
        ]
    }

    /// `torch.distributions.categorical` and its like: each with the one name that it is imported for.
    static var distributionParts: [(name: String, make: (Evaluator) throws -> Language.ModuleObject)] {
        DistributionsSource.homes.map { home in
            let name = "torch.distributions.\(home.module)"
            return (
                name,
                { evaluator in
                    let whole = try evaluator.modules.import("torch.distributions", evaluator)
                    let symbol = Symbol(home.name)
                    return Language.ModuleObject(name, attributes: [(symbol, whole.namespace[symbol] ?? .none)])
                }
            )
        }
    }

    /// Modules beside torch.
    static var others: [(name: String, make: (Evaluator) throws -> Language.ModuleObject)] {
        ArrayNamespace.parts + [
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

    /// A `__getattr__` that takes some names from modules written in Python, which are run when one is first named.
    static func lazyNames(of parent: String, _ homes: [String: String]) -> NativeFunction {
        let parts = TorchModules.lazyParts(of: parent)
        return NativeFunction("__getattr__", "(name, /)", module: parent, binds: false) { arguments, evaluator in
            guard let home = homes[try evaluator.str(arguments[0])] else {
                return try evaluator.call(.object(parts), [arguments[0]])
            }
            let module = try evaluator.modules.import(home, evaluator)
            return module.namespace[Symbol(try evaluator.str(arguments[0]))] ?? .none
        }
    }

    /// Where the layers of `torch.nn` are that are written in Python.
    static let layerHomes: [String: String] = {
        var homes: [String: String] = [:]
        for name in ["RNN", "LSTM", "GRU", "RNNCell", "LSTMCell", "GRUCell", "RNNBase", "RNNCellBase"] {
            homes[name] = "torch.nn.modules.rnn"
        }
        for name in [
            "Transformer", "TransformerEncoder", "TransformerEncoderLayer", "TransformerDecoder",
            "TransformerDecoderLayer",
        ] { homes[name] = "torch.nn.modules.transformer" }
        for name in FurtherLayersSource.names { homes[name] = "torch.nn.modules.further" }
        return homes
    }()

    static let functionHomes = homes(FunctionalExtrasSource.names, "torch.nn.functional_extras")

    static func homes(_ names: [String], _ home: String) -> [String: String] {
        Dictionary(uniqueKeysWithValues: names.map { ($0, home) })
    }

    /// Calls a function of a module written in Python.
    static func call(
        _ name: Symbol, of module: String, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        guard let function = try evaluator.modules.import(module, evaluator).namespace[name] else {
            throw PythonError(.attributeError, "module '\(module)' has no attribute '\(name)'")
        }
        return try evaluator.call(function, arguments)
    }
}
