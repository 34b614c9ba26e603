import Language
import Networks
import Torch

/// What an envoy has besides its children and the attributes of its module.
extension Envoy {
    static var methods: [NativeFunction] {
        [
            NativeFunction(
                "next", "(self, increment=1, propagate=False)",
                "Moves on to the next call of this module; later reads mean that one."
            ) { arguments, evaluator in
                guard let envoy = arguments[0].as(Envoy.self) else { return .none }
                let increment = try evaluator.index(arguments[1])
                let moved = try evaluator.truth(arguments[2]) ? envoy.all : [envoy]
                for envoy in moved { envoy.tracing.tracer?.scope.advance(envoy.path, by: increment) }
                return arguments[0]
            },
            NativeFunction("skip", "(self, replacement)", "The module does not run; the value is its output.") {
                arguments, evaluator in
                guard let envoy = arguments[0].as(Envoy.self) else { return .none }
                _ = try envoy.tracing.record(.skip, [try envoy.value(.inputs, evaluator), arguments[1]], evaluator)
                return .none
            },
            NativeFunction(
                "modules", "(self, include_fn=None, names=False)", "This module and all below, parents first."
            ) { arguments, evaluator in
                try listing(arguments[0], keeping: arguments[1], named: try evaluator.truth(arguments[2]), evaluator)
            },
            NativeFunction(
                "named_modules", "(self, include_fn=None)", "Pairs of path and module, parents first."
            ) { arguments, evaluator in
                try listing(arguments[0], keeping: arguments[1], named: true, evaluator)
            },
            NativeFunction("to", "(self, *args, **kwargs)", "Moves or converts the module; returns the same envoy.") {
                arguments, evaluator in
                guard let envoy = arguments[0].as(Envoy.self) else { return .none }
                let method = try evaluator.requiredAttribute("to", of: envoy.face)
                _ = try evaluator.call(
                    method, Arguments(arguments.rest(at: 1), keywords: arguments.named(at: 2)))
                return arguments[0]
            },
        ]
    }

    private static func listing(
        _ root: Value, keeping test: Value, named: Bool, _ evaluator: Evaluator
    ) throws -> Value {
        guard let root = root.as(Envoy.self) else { return .none }
        let kept = try root.all.filter { envoy in
            try test.isNone || evaluator.truth(try evaluator.call(test, [.object(envoy)]))
        }
        return Value(kept.map { named ? Value(tuple: [Value($0.path), .object($0)]) : .object($0) })
    }

    static var properties: [(Symbol, Value)] {
        [
            property("output", "What the module returns, inside a trace.") { try $0.outputs($1) },
            property("inputs", "The arguments of the module, inside a trace: ((args...), {kwargs}).") {
                envoy, evaluator in
                try envoy.value(.inputs, evaluator)
            },
            property("input", "The first positional argument of the module, inside a trace.") { envoy, evaluator in
                try envoy.firstInput(evaluator)
            },
            property("path", "Where the module stands in the model.") { envoy, _ in Value(envoy.path) },
            property("_module", "The module itself.") { envoy, _ in envoy.face },
        ]
    }

    /// A list of modules gives the list of their outputs; the model never calls the list itself.
    private func outputs(_ evaluator: Evaluator) throws -> Value {
        guard module.layer is ModuleList else { return try value(.output, evaluator) }
        return Value(try children.map { try $0.envoy.value(.output, evaluator) })
    }

    private static func property(
        _ name: String, _ summary: String, _ get: @escaping (Envoy, Evaluator) throws -> Value
    ) -> (Symbol, Value) {
        let property = NativeProperty(name, summary) { receiver, evaluator in
            guard let envoy = receiver.as(Envoy.self) else { return .none }
            return try get(envoy, evaluator)
        }
        return (Symbol(name), .object(property))
    }
}
