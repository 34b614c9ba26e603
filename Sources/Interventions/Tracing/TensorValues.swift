import Language
import Tensors
import Torch

/// The tensors inside lists, tuples and dictionaries. A container is visited once, however often it is contained, even
/// in itself.
enum TensorValues {
    /// Containers inside containers beyond this depth are taken as they are.
    static let depthLimit = 64

    /// The same value with its tensors replaced; containers in which nothing changes are not copied.
    static func map(_ value: Value, _ transform: (Tensor) throws -> Tensor) rethrows -> Value {
        guard case .object(let object) = value else { return value }
        if let tensor = value.tensor {
            let new = try transform(tensor)
            return new === tensor ? value : Value(new)
        }
        guard elements(of: object) != nil, hasTensors(value) else { return value }
        var seen: [ObjectIdentifier: Value] = [:]
        return try map(value, depth: 0, &seen, transform)
    }

    private static func map(
        _ value: Value, depth: Int, _ seen: inout [ObjectIdentifier: Value], _ transform: (Tensor) throws -> Tensor
    ) rethrows -> Value {
        guard case .object(let object) = value, depth < depthLimit else { return value }
        if let known = seen[ObjectIdentifier(object)] { return known }
        if let tensor = value.tensor {
            let new = try transform(tensor)
            let result = new === tensor ? value : Value(new)
            seen[ObjectIdentifier(object)] = result
            return result
        }
        guard let old = elements(of: object) else { return value }
        // What a container holds of itself stays as it is.
        seen[ObjectIdentifier(object)] = value
        let new = try old.map { try map($0, depth: depth + 1, &seen, transform) }
        guard !Swift.zip(old, new).allSatisfy({ $0.isSame(as: $1) }) else { return value }
        let result = container(like: object, new)
        seen[ObjectIdentifier(object)] = result
        return result
    }

    private static func hasTensors(_ value: Value) -> Bool {
        var seen: Set<ObjectIdentifier> = []
        return hasTensors(value, depth: 0, &seen)
    }

    private static func hasTensors(_ value: Value, depth: Int, _ seen: inout Set<ObjectIdentifier>) -> Bool {
        guard case .object(let object) = value, depth < depthLimit else { return false }
        if object is TensorObject { return true }
        guard let elements = elements(of: object), seen.insert(ObjectIdentifier(object)).inserted else { return false }
        return elements.contains { hasTensors($0, depth: depth + 1, &seen) }
    }

    static func elements(of object: Object) -> [Value]? {
        switch object {
        case let tuple as Tuple: tuple.elements
        case let list as List: list.elements
        case let dict as Dict: dict.values
        default: nil
        }
    }

    static func container(like object: Object, _ elements: [Value]) -> Value {
        switch object {
        case is Tuple: return Value(tuple: elements)
        case let dict as Dict:
            var rest = elements.makeIterator()
            return .object(dict.mappingValues { rest.next() ?? $0 })
        default: return Value(elements)
        }
    }
}
