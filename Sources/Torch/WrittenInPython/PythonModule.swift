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

    /// What a source defines for others: functions, classes and other names at the margin that do not start with `_`.
    static func names(in text: String) -> [String] {
        text.split(separator: "\n").flatMap { line -> [Substring] in
            guard let first = line.first, first != " ", first != "#" else { return [] }
            for word in ["def ", "class "] where line.hasPrefix(word) {
                return [line.dropFirst(word.count).prefix { $0 == "_" || $0.isLetter || $0.isNumber }]
            }
            let targets = line.split(separator: " = ").dropLast()
            return targets.filter { $0.allSatisfy { $0 == "_" || $0.isLetter || $0.isNumber } }
        }
        .filter { $0.first != "_" }.map(String.init)
    }

    static var parts: [(name: String, make: (Evaluator) throws -> Language.ModuleObject)] {
        [
            (
                "torch.distributions",
                {
                    try make(
                        "torch.distributions", DistributionsSource.text,
                        functions: [TorchModules.lazyParts(of: "torch.distributions")], $0)
                }
            ),
            // The distributions need these two while they are made, so their homes are beside, not below.
            (
                "torch.distribution_constraints",
                { try make("torch.distribution_constraints", DistributionsSource.constraints, $0) }
            ),
            (
                "torch.distribution_transforms",
                { try make("torch.distribution_transforms", DistributionsSource.transforms, $0) }
            ),
            (
                "torch.distributions.constraints",
                { try $0.modules.import("torch.distribution_constraints", $0) }
            ),
            ("torch.distributions.transforms", { try $0.modules.import("torch.distribution_transforms", $0) }),
            ("torch.nn.modules.rnn", { try make("torch.nn.modules.rnn", RecurrentLayersSource.text, $0) }),
            (
                "torch.nn.modules.transformer",
                { try make("torch.nn.modules.transformer", TransformerLayersSource.text, $0) }
            ),
            ("torch.nn.modules.rare", { try make("torch.nn.modules.rare", RareLayersSource.text, $0) }),
            ("torch.nn.modules.further", { try make("torch.nn.modules.further", FurtherLayersSource.text, $0) }),
            (
                "torch.nn.modules.transposed",
                { try make("torch.nn.modules.transposed", TransposedConvolutionsSource.text, $0) }
            ),
            ("torch.nn.modules.resets", { try make("torch.nn.modules.resets", ResetsSource.text, $0) }),
            (
                "torch.nn.modules.states",
                {
                    try make(
                        "torch.nn.modules.states", StatesSource.text, functions: ModuleMethods.stateFunctions, $0)
                }
            ),
            ("torch.nn.modules.spatial", { try make("torch.nn.modules.spatial", SpatialLayersSource.text, $0) }),
            ("torch.linalg_extras", { try make("torch.linalg_extras", LinearExtrasSource.text, $0) }),
            (
                "torch.nn.utils.packed",
                { try make("torch.nn.utils.packed", PackedSequencesSource.text, $0) }
            ),
            ("torch.nn.init_rare", { try make("torch.nn.init_rare", InitializationSource.text, $0) }),
            ("torch.nn.utils.norms", { try make("torch.nn.utils.norms", NormsSource.text, $0) }),
            ("torch.utils.checkpoint", { try make("torch.utils.checkpoint", CheckpointSource.text, $0) }),
            ("torch.autograd.anomaly_mode", { try make("torch.autograd.anomaly_mode", AnomalySource.text, $0) }),
            ("torch.autograd.gradcheck", { try make("torch.autograd.gradcheck", GradientCheckSource.text, $0) }),
            ("torch.extras", { try make("torch.extras", TorchExtrasSource.text, $0) }),
            ("torch.cuda_extras", { try make("torch.cuda_extras", AbsentModulesSource.cuda, $0) }),
            ("torch.jit", { try make("torch.jit", AbsentModulesSource.jit, $0) }),
            ("torch.amp", { try make("torch.amp", AutocastSource.text, $0) }),
            ("torch.cpu", { try make("torch.cpu", "", functions: [TorchModules.lazyParts(of: "torch.cpu")], $0) }),
            ("torch.cpu.amp", { try make("torch.cpu.amp", AutocastSource.ofDevice("cpu"), $0) }),
            ("torch.cuda.amp", { try make("torch.cuda.amp", AutocastSource.ofDevice("cuda"), $0) }),
            ("torch.optim.lbfgs", { try make("torch.optim.lbfgs", QuasiNewtonSource.text, $0) }),
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
            (
                "torch.autograd.functional",
                { try make("torch.autograd.functional", FunctionalAutogradSource.text, $0) }
            ),
        ] + FunctionalSource.modules + sources
    }

    /// Modules that are a source and nothing else.
    private static var sources: [(name: String, make: (Evaluator) throws -> Language.ModuleObject)] {
        (AbsentModulesSource.others + ImportHomesSource.parts).map { part in
            (part.name, { try make(part.name, part.text, $0) })
        }
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

    /// Functions of `torch.nn.utils` that are written in Python.
    static let utilityHomes = homes(NormsSource.names, "torch.nn.utils.norms")

    /// Modules beside torch.
    static var others: [(name: String, make: (Evaluator) throws -> Language.ModuleObject)] {
        ArrayNamespace.parts + [
            ("einops.layers", { _ in Language.ModuleObject("einops.layers", attributes: [("__path__", Value([]))]) }),
            ("einops.layers.torch", { try make("einops.layers.torch", EinopsExtrasSource.layers, $0) }),
            ("einops.packing", { try make("einops.packing", EinopsExtrasSource.text, $0) }),
            (
                "safetensors",
                { _ in
                    Language.ModuleObject(
                        "safetensors",
                        functions: [
                            lazyNames(of: "safetensors", homes(["safe_open", "SafetensorError"], "safetensors.torch"))
                        ])
                }
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
            // The home may take the name from another module in turn.
            return try evaluator.requiredAttribute(Symbol(evaluator.str(arguments[0])), of: .object(module))
        }
    }

    /// A module that also lists the names that its `lazyNames` make, for `dir` and for `import *`.
    static func listing(_ homes: [String: String], in module: Language.ModuleObject) -> Language.ModuleObject {
        module.lateNames = homes.keys.sorted().map { Symbol($0) }
        return module
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
        for name in RareLayersSource.names { homes[name] = "torch.nn.modules.rare" }
        for name in SpatialLayersSource.names { homes[name] = "torch.nn.modules.spatial" }
        for name in TransposedConvolutionsSource.names { homes[name] = "torch.nn.modules.transposed" }
        return homes
    }()

    static let optimizerHomes = homes(OptimizersSource.names, "torch.optim.further")
        .merging(homes(QuasiNewtonSource.names, "torch.optim.lbfgs")) { first, _ in first }

    /// Functions and classes of `torch` itself that are written in Python.
    static let torchHomes = homes(TorchExtrasSource.names, "torch.extras")
        .merging(homes(["vmap"], "torch.func")) { first, _ in first }
        .merging(homes(["autocast", "GradScaler"], "torch.amp")) { first, _ in first }
        .merging(homes(TorchExtrasSource.shared, "torch.nn.functional")) { first, _ in first }

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
