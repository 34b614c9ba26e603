import Language
import Tensors

/// Calls an operation of the table by its name, for faces that give no arguments of the user's.
enum EngineCall {
    /// The result of an operation that gives one tensor: `EngineCall.tensor("conj", x)`.
    static func tensor(_ name: String, _ input: Tensor) throws -> Tensor {
        try tensor(name, [.tensor(input)])
    }

    static func tensor(_ name: String, _ arguments: [Argument]) throws -> Tensor {
        guard case .tensor(let result) = try outcome(name, arguments) else {
            throw TensorError.runtime("\(name) did not give a tensor")
        }
        return result
    }

    /// Missing arguments at the end take their defaults.
    static func outcome(_ name: String, _ arguments: [Argument]) throws -> Outcome {
        guard let operation = Operation.named(name).first else {
            throw TensorError.invalid(.notImplemented, "the operation \(name) is not available")
        }
        let rest = operation.signature.parameters.dropFirst(arguments.count).map { $0.defaultArgument ?? .none }
        return try operation.call(arguments + rest)
    }
}
