import Language
import Tensors
import Torch

/// Arithmetic whose result has the form of its operand: `h * 2`, `h + h`, `-h`. Its preview needs no operation on `meta`
/// tensors, which matters in traces of many small steps.
enum FormRule {
    /// The preview of an action on previews; nil when no rule applies.
    static func result(of action: Action, _ values: [Value]) -> Value? {
        switch action {
        case .binary(.add), .binary(.subtract), .binary(.multiply), .binary(.divide):
            guard values.count == 2 else { return nil }
            return binary(values[0], values[1]) ?? binary(values[1], values[0])
        case .unary(.minus), .unary(.plus): return values.first.flatMap { copy(of: $0) }
        default: return nil
        }
    }

    private static func binary(_ operand: Value, _ other: Value) -> Value? {
        guard let tensor = plain(operand) else { return nil }
        switch other {
        case .int, .float: return copy(tensor)
        case .object:
            guard let second = plain(other), second.dtype == tensor.dtype, second.shape == tensor.shape else {
                return nil
            }
            return copy(tensor)
        case .undefined, .none, .bool: return nil
        }
    }

    /// A contiguous tensor of real floating-point numbers with at least one dimension.
    static func plain(_ value: Value) -> Tensor? {
        guard let tensor = value.tensor, tensor.isMeta, tensor.rank > 0, tensor.dtype.category == .floating,
            tensor.isContiguous
        else { return nil }
        return tensor
    }

    /// A tensor of the same form, if the value is a plain one.
    static func copy(of value: Value) -> Value? { plain(value).map(copy) }

    private static func copy(_ tensor: Tensor) -> Value {
        let storage = Storage(metaByteCount: tensor.storage.byteCount)
        return Value(Tensor(storage: storage, layout: Layout(tensor.shape), dtype: tensor.dtype))
    }
}
