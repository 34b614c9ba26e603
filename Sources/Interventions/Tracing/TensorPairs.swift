import Language
import Tensors
import Torch

/// Two values of one form, such as what a module returned and what is to take its place. A pair of containers is looked
/// at once, however often it is met, so that a list may contain itself.
struct TensorPairs {
    private var seen: [[ObjectIdentifier]: Value] = [:]

    /// The second value with each tensor that has a partner in the first replaced.
    static func zip(
        _ old: Value, _ new: Value, _ transform: (Tensor, Tensor) throws -> Tensor
    ) rethrows -> Value {
        if let before = old.tensor, let after = new.tensor { return Value(try transform(before, after)) }
        var pairs = TensorPairs()
        return try pairs.zip(old, new, depth: 0, transform)
    }

    /// Whether a tensor in `part` that is not the one at its place in `whole` requires gradients.
    static func carryGradient(_ part: Value, of whole: Value) -> Bool {
        if part.isSame(as: whole) { return false }
        if let new = part.tensor, let old = whole.tensor { return new !== old && new.requiresGrad }
        var pairs = TensorPairs()
        return pairs.carryGradient(part, of: whole, depth: 0)
    }

    /// Whether two values have the same types, and their tensors the same shapes and dtypes.
    static func haveOneForm(_ first: Value, _ second: Value) -> Bool {
        var pairs = TensorPairs()
        return pairs.haveOneForm(first, second, depth: 0)
    }

    private mutating func zip(
        _ old: Value, _ new: Value, depth: Int, _ transform: (Tensor, Tensor) throws -> Tensor
    ) rethrows -> Value {
        if let before = old.tensor, let after = new.tensor { return Value(try transform(before, after)) }
        guard depth < TensorValues.depthLimit, case .object(let before) = old, case .object(let after) = new,
            let olds = TensorValues.elements(of: before), let news = TensorValues.elements(of: after),
            TensorPairs.areAlike(before, after)
        else { return new }
        let pair = [ObjectIdentifier(before), ObjectIdentifier(after)]
        if let known = seen[pair] { return known }
        seen[pair] = new
        let zipped = try Swift.zip(olds, news).map { try zip($0, $1, depth: depth + 1, transform) }
        let result = TensorValues.container(like: after, zipped)
        seen[pair] = result
        return result
    }

    /// Whether two containers are of one type and hold as much, dicts under the same keys in the same order.
    private static func areAlike(_ first: Object, _ second: Object) -> Bool {
        switch (first, second) {
        case (let one as Tuple, let other as Tuple): one.elements.count == other.elements.count
        case (let one as List, let other as List): one.elements.count == other.elements.count
        case (let one as Dict, let other as Dict):
            one.items.count == other.items.count
                && Swift.zip(one.items, other.items).allSatisfy { isSameKey($0.key, $1.key) }
        default: false
        }
    }

    private static func isSameKey(_ first: Value, _ second: Value) -> Bool {
        first.isSame(as: second)
            || first.as(Text.self).map { $0.string == second.as(Text.self)?.string } ?? false
    }

    private mutating func carryGradient(_ part: Value, of whole: Value, depth: Int) -> Bool {
        if let new = part.tensor, let old = whole.tensor { return new !== old && new.requiresGrad }
        guard depth < TensorValues.depthLimit, case .object(let one) = part, case .object(let other) = whole,
            let news = TensorValues.elements(of: one), let olds = TensorValues.elements(of: other),
            isNew(one, other)
        else { return false }
        return Swift.zip(news, olds).contains { carryGradient($0, of: $1, depth: depth + 1) }
    }

    private mutating func haveOneForm(_ first: Value, _ second: Value, depth: Int) -> Bool {
        if let a = first.tensor, let b = second.tensor { return a.shape == b.shape && a.dtype == b.dtype }
        guard let a = first.elements, let b = second.elements else { return first.type === second.type }
        guard a.count == b.count else { return false }
        guard depth < TensorValues.depthLimit, case .object(let one) = first, case .object(let other) = second,
            isNew(one, other)
        else { return true }
        return Swift.zip(a, b).allSatisfy { haveOneForm($0, $1, depth: depth + 1) }
    }

    /// Whether a pair of containers is met for the first time.
    private mutating func isNew(_ first: Object, _ second: Object) -> Bool {
        seen.updateValue(.none, forKey: [ObjectIdentifier(first), ObjectIdentifier(second)]) == nil
    }
}
