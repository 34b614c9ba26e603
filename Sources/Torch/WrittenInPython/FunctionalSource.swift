import Language

/// A part of `torch.nn.functional` that is written in Python.
struct FunctionalSource {
    let module: String
    let text: String
    /// What `torch.nn.functional` has of it.
    let names: [String]

    private static let all: [FunctionalSource] = [
        FunctionalSource("dropouts", DropoutsSource.text, DropoutsSource.names),
        FunctionalSource("extras", FunctionalExtrasSource.text, FunctionalExtrasSource.names),
        FunctionalSource("grids", SamplingGridsSource.text, SamplingGridsSource.names),
        FunctionalSource("interpolation", InterpolationSource.text, InterpolationSource.names),
        FunctionalSource("losses", RareLossesSource.text, RareLossesSource.names),
        FunctionalSource("patches", PatchesSource.text, PatchesSource.names),
        FunctionalSource("spatial", SpatialFunctionsSource.text, SpatialFunctionsSource.names),
    ]

    private init(_ name: String, _ text: String, _ names: [String]) {
        module = "torch.nn.functional_" + name
        self.text = text
        self.names = names
    }

    /// The module of each name.
    static let homes = Dictionary(
        uniqueKeysWithValues: all.flatMap { source in source.names.map { ($0, source.module) } })

    static var modules: [(name: String, make: (Evaluator) throws -> Language.ModuleObject)] {
        all.map { source in (source.module, { try source.make($0) }) }
    }

    /// The module, where each function is one that a trace records as a single call.
    private func make(_ evaluator: Evaluator) throws -> Language.ModuleObject {
        let module = try PythonModule.make(self.module, text, evaluator)
        for name in names {
            guard let function = module.namespace[Symbol(name)], let signature = function.as(Function.self)?.signature
            else { continue }
            module.namespace[Symbol(name)] = .object(
                NativeFunction(
                    name, signature, module: "torch.nn.functional", isInterceptable: true, isRaw: true, binds: false
                ) { arguments, evaluator in try evaluator.call(function, arguments) })
        }
        return module
    }
}
