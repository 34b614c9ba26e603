import Language
import Networks
import Tensors

/// `state_dict` and `load_state_dict`.
extension ModuleMethods {
    static var state: [NativeFunction] {
        [
            method(
                "state_dict", "(self, *, destination=None, prefix='', keep_vars=False)",
                "Parameters and buffers under their dotted names."
            ) { module, arguments, evaluator in
                let (destination, keepsVariables) = (arguments[1], try evaluator.truth(arguments[3]))
                guard !ModuleOverrides.changeState(in: module) else {
                    return try inPython("save", arguments.positionals, evaluator)
                }
                let prefix = try evaluator.str(arguments[2])
                let entries = (keepsVariables ? module.namedState() : module.state()).map {
                    (Value(prefix + $0.name), Value($0.tensor))
                }
                guard !destination.isNone else { return try evaluator.orderedDictionary(entries) }
                for (name, tensor) in entries { try evaluator.setItem(destination, name, to: tensor) }
                return destination
            },
            method(
                "load_state_dict", "(self, state_dict, strict=True, assign=False)",
                "Copies the values of a state into parameters and buffers."
            ) { module, arguments, evaluator in
                guard !ModuleOverrides.changeState(in: module) else {
                    return try inPython("load", arguments.positionals, evaluator)
                }
                var others: [(name: String, type: String)] = []
                let state = try tensors(arguments[1], others: &others, evaluator)
                let keys = try module.load(
                    state: state, others: others, strict: try evaluator.truth(arguments[2]))
                return .object(IncompatibleKeysObject(keys))
            },
            method(
                "_save_to_state_dict", "(self, destination, prefix, keep_vars)",
                "Enters the module's own parameters and buffers into a state."
            ) { _, arguments, evaluator in try inPython("save_own", arguments.positionals, evaluator) },
            method(
                "_load_from_state_dict",
                "(self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)",
                "Copies the module's own parameters and buffers from a state."
            ) { _, arguments, evaluator in try inPython("load_own", arguments.positionals, evaluator) },
            method("get_extra_state", "(self)", "What a state keeps beside tensors.") { _, _, _ in
                throw PythonError(.runtimeError, extraState)
            },
            method("set_extra_state", "(self, state)", "Takes over what a state keeps beside tensors.") { _, _, _ in
                throw PythonError(.runtimeError, extraState)
            },
        ]
    }

    private static let extraState =
        "Reached a code path in Module that should never be called. Please file an issue at "
        + "https://github.com/pytorch/pytorch/issues/new?template=bug-report.yml to report this bug."

    private static func inPython(_ name: Symbol, _ arguments: [Value], _ evaluator: Evaluator) throws -> Value {
        try PythonModule.call(name, of: "torch.nn.modules.states", Language.Arguments(arguments), evaluator)
    }

    /// What the functions written in Python cannot find out or make themselves.
    static var stateFunctions: [NativeFunction] {
        [
            NativeFunction("_defines", "(module, name)", binds: false) { arguments, evaluator in
                guard let module = arguments[0].module else { return false }
                return .bool(ModuleOverrides.has([Symbol(try evaluator.str(arguments[1]))], module))
            },
            NativeFunction("_keys", "(missing, unexpected)", binds: false) { arguments, evaluator in
                let missing = try evaluator.array(from: arguments[0]).map { try evaluator.str($0) }
                let unexpected = try evaluator.array(from: arguments[1]).map { try evaluator.str($0) }
                return .object(
                    IncompatibleKeysObject(Module.IncompatibleKeys(missing: missing, unexpected: unexpected)))
            },
        ]
    }

    /// The tensors of a state; what it has beside them goes to the others, with its class.
    private static func tensors(
        _ value: Value, others: inout [(name: String, type: String)], _ evaluator: Evaluator
    ) throws -> [(name: String, tensor: Tensor)] {
        guard value.as(Dict.self) != nil || value.as(OutputObject.self) != nil else {
            throw PythonError(
                .typeError, "Expected state_dict to be dict-like, got \(value.qualifiedTypeName).")
        }
        let items = try evaluator.array(from: try evaluator.callMethod("items", of: value))
        var result: [(name: String, tensor: Tensor)] = []
        for pair in items.compactMap(\.tupleElements) where pair.count == 2 {
            let name = try evaluator.str(pair[0])
            if let tensor = pair[1].tensor {
                result.append((name, tensor))
            } else {
                others.append((name, try evaluator.repr(.object(pair[1].type))))
            }
        }
        return result
    }
}

extension Evaluator {
    /// A `collections.OrderedDict` of these pairs.
    func orderedDictionary(_ pairs: [(Value, Value)]) throws -> Value {
        let collections = try modules.import("collections", self)
        let list = Value(pairs.map { Value(tuple: [$0.0, $0.1]) })
        return try callMethod("OrderedDict", of: .object(collections), [list])
    }
}

/// What `load_state_dict` returns: the names that did not meet.
package final class IncompatibleKeysObject: TupleFace {
    private let missing: [Value]
    private let unexpected: [Value]

    init(_ keys: Module.IncompatibleKeys) {
        missing = keys.missing.map { Value($0) }
        unexpected = keys.unexpected.map { Value($0) }
    }

    // Immutable after creation, so that threads may share the class.
    nonisolated(unsafe) private static let keysType = TypeObject(
        native: "_IncompatibleKeys", module: "torch.nn.modules.module", bases: [.tuple], methods: tupleMethods)

    override package class var nativeType: TypeObject { keysType }
    override package var elements: [Value] { [Value(missing), Value(unexpected)] }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name {
        case "missing_keys": Value(missing)
        case "unexpected_keys": Value(unexpected)
        default: try genericAttribute(name, evaluator)
        }
    }

    override package func repr(_ evaluator: Evaluator) throws -> String {
        if missing.isEmpty && unexpected.isEmpty { return "<All keys matched successfully>" }
        return "_IncompatibleKeys(missing_keys=\(try evaluator.repr(Value(missing))), "
            + "unexpected_keys=\(try evaluator.repr(Value(unexpected))))"
    }
}
