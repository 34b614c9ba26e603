import Language
import Tensors
import Torch

/// Shapes of tensors in a few characters, for completion and help.
enum TensorShape {
    /// `[1, 10, 768]`; nil for what is no tensor.
    static func text(_ value: Value) -> String? {
        value.tensor.map { "[\($0.shape.map(String.init).joined(separator: ", "))]" }
    }
}
