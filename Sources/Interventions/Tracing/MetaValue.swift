import Language
import Tensors
import Torch

/// Values without the elements of their tensors.
enum MetaValue {
    /// The same value with `meta` tensors for its tensors; containers without tensors are kept as they are.
    static func make(of value: Value) -> Value {
        TensorValues.map(value) { toMeta($0) }
    }
}
