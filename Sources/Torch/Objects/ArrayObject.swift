import Language
import Tensors

/// `numpy.ndarray`: a thin face over a tensor that prints and behaves as NumPy's arrays do where the two differ.
package final class ArrayObject: Object {
    package let tensor: Tensor

    package init(_ tensor: Tensor) { self.tensor = tensor }

    package static func value(_ tensor: Tensor) -> Value { .object(ArrayObject(tensor)) }

    /// The tensor of an array, nil for any other value.
    package static func tensor(of value: Value) -> Tensor? { value.as(ArrayObject.self)?.tensor }
}
