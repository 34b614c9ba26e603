import Language
import Torch

/// The modules inside `nnsight`, under the names that nnsight 0.3.7 gives them.
///
///     from nnsight.models.LanguageModel import LanguageModel
///     from nnsight.intervention import InterventionProxy
extension NNsightModule {
    static func registerParts(with evaluator: Evaluator) {
        for (name, members) in parts {
            evaluator.modules.register("nnsight." + name) { _ in
                Language.ModuleObject(
                    "nnsight." + name, functions: [TorchModules.lazyParts(of: "nnsight." + name)], attributes: members)
            }
        }
        evaluator.modules.register("nnsight.util") { _ in
            Language.ModuleObject("nnsight.util", functions: [applyInside, fetchAttribute])
        }
        evaluator.modules.register("nnsight.logger") { evaluator in
            let logging = Value.object(try evaluator.modules.import("logging", evaluator))
            let loggers = try [("logger", "nnsight"), ("remote_logger", "nnsight_remote")].map { name, title in
                (Symbol(name), try evaluator.callMethod("getLogger", of: logging, [Value(title)]))
            }
            return Language.ModuleObject("nnsight.logger", attributes: loggers)
        }
    }

    private static var parts: [(name: String, members: [(Symbol, Value)])] {
        let nnsight: (Symbol, Value) = ("NNsight", .object(NNsight.modelType))
        return [
            ("models", []), ("models.NNsightModel", [nnsight]),
            ("models.LanguageModel", [("LanguageModel", .object(LanguageModel.languageModelType)), nnsight]),
            ("envoy", [("Envoy", .object(Envoy.envoyType))]),
            ("contexts", []), ("contexts.Tracer", [("Tracer", .object(Tracer.typeObject))]),
            ("contexts.Invoker", [("Invoker", .object(Invoker.typeObject))]),
            ("contexts.Conditional", [("Conditional", .object(Conditional.typeObject))]),
            ("contexts.session", []), ("contexts.session.Session", [("Session", .object(Session.typeObject))]),
            ("contexts.session.Iterator", [("Iterator", .object(Loop.typeObject))]),
            ("tracing", []), ("tracing.Graph", [("Graph", .object(GraphObject.typeObject))]),
            ("tracing.Node", [("Node", .object(NodeObject.typeObject))]),
            ("tracing.Proxy", [("Proxy", .object(Proxy.typeObject))]),
            ("intervention", [("InterventionProxy", .object(Proxy.typeObject))]),
        ]
    }

    /// `apply([p, (q, 2)], lambda proxy: proxy.value, Proxy)`
    private static var applyInside: NativeFunction {
        NativeFunction(
            "apply", "(data, fn, cls)",
            "The same data with every instance of a class, inside lists, tuples, dicts and slices, replaced.",
            module: "nnsight.util"
        ) { arguments, evaluator in
            try applied(arguments[1], to: arguments[2], in: arguments[0], depth: 0, evaluator)
        }
    }

    private static func applied(
        _ function: Value, to type: Value, in value: Value, depth: Int, _ evaluator: Evaluator
    ) throws -> Value {
        guard depth < evaluator.recursionLimit else {
            throw PythonError(.recursionError, "maximum recursion depth exceeded")
        }
        if try ClassTests.isInstance(value, of: type, evaluator) { return try evaluator.call(function, [value]) }
        func inside(_ part: Value) throws -> Value {
            try applied(function, to: type, in: part, depth: depth + 1, evaluator)
        }
        switch value.object {
        case let list as List: return Value(try list.elements.map(inside))
        case let tuple as Tuple: return Value(tuple: try tuple.elements.map(inside))
        case let dict as Dict: return .object(try dict.mappingValues(inside))
        case let slice as Slice:
            return .object(Slice(try inside(slice.start), try inside(slice.stop), try inside(slice.step)))
        default: return value
        }
    }

    /// `fetch_attr(model, "transformer.h.0")`
    private static var fetchAttribute: NativeFunction {
        NativeFunction(
            "fetch_attr", "(object, target)", "The attribute at a dotted path.", module: "nnsight.util"
        ) { arguments, evaluator in
            try evaluator.str(arguments[1]).split(separator: ".").reduce(arguments[0]) { value, name in
                try evaluator.requiredAttribute(Symbol(String(name)), of: value)
            }
        }
    }
}
