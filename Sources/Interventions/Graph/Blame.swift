import Language
import Tensors
import Torch

/// Puts an error that happened while the model ran on the words of the cell that asked for it.
package enum Blame {
    private static let mark: Symbol = "__is_blamed__"

    /// The same error with the place where the node was made as its innermost frame, unless a user's function that the
    /// node called is there already.
    static func error(_ error: PythonError, on node: Node) -> PythonError {
        guard let origin = node.origin, error.exception.fields[mark] == nil else { return error }
        error.exception.fields[mark] = .bool(true)
        label(error, node.arguments + node.keywords.map(\.value))
        error.exception.frames.append(
            TraceFrame(source: origin.source, functionName: "<module>", span: origin.span))
        return error
    }

    /// Says beside an error what the values of an operation are: in the user's words, with their types and sizes.
    static func label(_ error: PythonError, _ arguments: [Value]) {
        guard error.exception.labels.isEmpty else { return }
        for argument in arguments {
            guard let node = argument.proxy?.node, let origin = node.origin,
                let tensor = (node.value ?? node.preview)?.tensor
            else { continue }
            let words = origin.source.text(of: origin.span)
            guard words.count <= 60, !words.contains("\n") else { continue }
            error.exception.labels.append("\(words): \(description(of: tensor))")
        }
    }

    /// `float32 [1, 10, 64]`
    package static func description(of tensor: Tensor) -> String {
        "\(tensor.dtype.name) [\(tensor.shape.map(String.init).joined(separator: ", "))]"
    }
}
