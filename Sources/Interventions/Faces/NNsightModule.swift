import Language
import Torch

/// The module `nnsight` as cells import it.
package enum NNsightModule {
    /// Registers `nnsight` and its parts with an evaluator.
    /// `extras` are names that floors above provide.
    package static func register(with evaluator: Evaluator, extras: [(Symbol, Value)] = []) {
        evaluator.modules.register("nnsight") { evaluator in
            let module = Language.ModuleObject("nnsight")
            fill(module.namespace)
            // `nnsight.intervention` is there after `import nnsight` alone.
            module.namespace["__getattr__"] = .object(TorchModules.lazyParts(of: "nnsight"))
            for (name, value) in extras { module.namespace[name] = value }
            return module
        }
        TransformersModule.register(with: evaluator)
        registerParts(with: evaluator)
    }

    /// The version of nnsight whose behaviour is followed.
    private static let version = "0.3.7"

    private static func fill(_ namespace: Namespace) {
        namespace["__version__"] = Value(version)
        namespace["NNsight"] = .object(NNsight.modelType)
        namespace["LanguageModel"] = .object(LanguageModel.languageModelType)
        namespace["Envoy"] = .object(Envoy.envoyType)
        namespace["Graph"] = .object(GraphObject.typeObject)
        for function in [save, stop] { namespace[Symbol(function.name)] = .object(function) }
        for function in BlockFunctions.all { namespace[Symbol(function.name)] = .object(unbound(function)) }
    }

    /// `nnsight.save(value)` is `value.save()`; what is no proxy is there anyway.
    private static var save: NativeFunction {
        NativeFunction("save", "(value)", "Keeps a value after the block has ended.", module: "nnsight") {
            arguments, _ in
            arguments[0].proxy?.node.isSaved = true
            return arguments[0]
        }
    }

    private static var stop: NativeFunction {
        NativeFunction("stop", "()", "Ends the run of the model in the open trace.", module: "nnsight") {
            _, evaluator in
            guard let tracer = evaluator.tracing.tracer else {
                throw PythonError(.attributeError, "stop is used inside a trace")
            }
            return try evaluator.callMethod("stop", of: .object(tracer))
        }
    }

    static func graphFunction(_ name: String) -> NativeFunction {
        BlockFunctions.all.first { $0.name == name }.map(unbound) ?? NativeFunction(name, "()") { _, _ in .none }
    }

    /// The same function without a block in front: it means the innermost open one.
    private static func unbound(_ method: NativeFunction) -> NativeFunction {
        NativeFunction(
            method.name, "(*args, **kwargs)", method.summary, module: "nnsight", isRaw: true
        ) { arguments, evaluator in
            try method.call(Arguments([.none] + arguments.positionals, keywords: arguments.keywords), evaluator)
        }
    }
}
