import Language
import Tensors
import Torch

/// The inputs and outputs of many modules at once: `cache = tracer.cache(modules=[...], include_inputs=True)`.
///
///     cache["transformer.h.0"].output          the same as   cache.transformer.h[0].output
package final class ActivationCache: Object {
    /// A module's saved values.
    struct Entry {
        let path: String
        let output: Value?
        let inputs: Value?
    }

    private let entries: [Entry]
    /// The part of the tree that this object shows: ".transformer.h".
    private let prefix: String
    private let keepsGradients: Bool

    init(_ entries: [Entry], prefix: String = "", keepsGradients: Bool) {
        self.entries = entries
        self.prefix = prefix
        self.keepsGradients = keepsGradients
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "CacheDict", module: "nnsight.intervention",
        methods: [
            NativeFunction("keys", "(self)", "The paths of the modules that were called.") { arguments, _ in
                Value(arguments[0].as(ActivationCache.self)?.present.map { Value($0.name) } ?? [])
            },
            NativeFunction("values", "(self)", "The entries of the modules that were called.") { arguments, _ in
                Value(arguments[0].as(ActivationCache.self)?.present.map { .object($0.cache) } ?? [])
            },
            NativeFunction("items", "(self)", "Pairs of path and entry.") { arguments, _ in
                Value(
                    arguments[0].as(ActivationCache.self)?.present.map { name, cache in
                        Value(tuple: [Value(name), .object(cache)])
                    } ?? [])
            },
        ])

    override package class var nativeType: TypeObject { typeObject }

    /// The entries below this one whose values are there, with their paths.
    private var present: [(name: String, cache: ActivationCache)] {
        entries.filter { entry in
            entry.path.hasPrefix(prefix)
                && [entry.output, entry.inputs].contains { $0?.proxy?.settled != nil }
        }.map { (name: "model" + $0.path, cache: below($0.path)) }
    }

    private func below(_ path: String) -> ActivationCache {
        ActivationCache(entries, prefix: path, keepsGradients: keepsGradients)
    }

    private func find(_ path: String) -> ActivationCache? {
        let isKnown = entries.contains { $0.path == path || $0.path.hasPrefix(path + ".") }
        return isKnown ? below(path) : nil
    }

    private func value(_ choose: (Entry) -> Value?, _ name: Symbol) throws -> Value {
        guard let entry = entries.first(where: { $0.path == prefix }), let value = choose(entry) else {
            throw PythonError(.attributeError, "this part of the cache has no '\(name)': \(prefix)")
                .with(help: "tracer.cache(include_inputs=True) keeps inputs, too")
        }
        guard let settled = value.proxy?.settled else { return value }
        guard !keepsGradients else { return settled }
        return TensorValues.map(settled) { Tensors.detach($0) }
    }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name.text {
        case "output": return try value(\.output, name)
        case "inputs": return try value(\.inputs, name)
        case "input":
            let positional = try evaluator.getItem(try value(\.inputs, name), 0)
            return try evaluator.getItem(positional, 0)
        case "model" where prefix.isEmpty && find(".model") == nil: return .object(self)
        default: return try find("\(prefix).\(name.text)").map { .object($0) } ?? genericAttribute(name, evaluator)
        }
    }

    override package func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        let text = try key.as(Text.self)?.string ?? String(evaluator.index(key))
        let path = "." + (text.hasPrefix(".") ? String(text.dropFirst()) : text)
        if let found = find(prefix + path) { return .object(found) }
        if path == ".model" { return .object(self) }
        if path.hasPrefix(".model."), let found = find(prefix + path.dropFirst(".model".count)) {
            return .object(found)
        }
        throw PythonError(.keyError, [key])
    }

    override package func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        present.contains { $0.name == value.as(Text.self)?.string }
    }

    override package func length(_ evaluator: Evaluator) throws -> Int? { present.count }

    override package func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        ArrayIterator(present.map { Value($0.name) })
    }

    override package func repr(_ evaluator: Evaluator) throws -> String {
        "CacheDict(\(present.map(\.name).joined(separator: ", ")))"
    }
}

extension Tracer {
    /// Saves what the modules receive and return; all modules of the model when none are named.
    func cache(
        modules: Value, includeInputs: Bool, includeOutput: Bool, keepsGradients: Bool, _ evaluator: Evaluator
    ) throws -> ActivationCache {
        let chosen = try modules.ifNotNone.map { try envoys(in: $0, evaluator) } ?? model.all
        let entries = try chosen.map { envoy in
            ActivationCache.Entry(
                path: envoy.path, output: includeOutput ? try saved(envoy, .output, evaluator) : nil,
                inputs: includeInputs ? try saved(envoy, .inputs, evaluator) : nil)
        }
        return ActivationCache(entries, keepsGradients: keepsGradients)
    }

    private func saved(_ envoy: Envoy, _ side: ModulePoint.Side, _ evaluator: Evaluator) throws -> Value {
        let value = try envoy.value(side, evaluator)
        value.proxy?.node.isSaved = true
        return value
    }

    /// Envoys, or paths such as "transformer.h.0".
    private func envoys(in list: Value, _ evaluator: Evaluator) throws -> [Envoy] {
        try evaluator.array(from: list).map { item in
            if let envoy = item.as(Envoy.self) { return envoy }
            let text = try evaluator.str(item)
            let path = text.hasPrefix(".") || text.isEmpty ? text : "." + text
            guard let envoy = model.all.first(where: { $0.path == path || ".model" + $0.path == path }) else {
                throw PythonError(.valueError, "tracer.cache: the model has no module '\(text)'")
            }
            return envoy
        }
    }
}
