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
                let entries = module.state(prefix: try evaluator.str(arguments[2]))
                return try evaluator.orderedDictionary(entries.map { (Value($0.name), Value($0.tensor)) })
            },
            method(
                "load_state_dict", "(self, state_dict, strict=True, assign=False)",
                "Copies the values of a state into parameters and buffers."
            ) { module, arguments, evaluator in
                var others: [(name: String, type: String)] = []
                let state = try tensors(arguments[1], others: &others, evaluator)
                let keys = try module.load(
                    state: state, others: others, strict: try evaluator.truth(arguments[2]))
                return .object(IncompatibleKeysObject(keys))
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
