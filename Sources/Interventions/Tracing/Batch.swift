import Language
import Tensors
import Torch

/// How the rows of one run are divided among the invokes of a trace.
package struct Batch {
    /// The rows of each invoke, in order; they follow one another.
    package private(set) var groups: [Range<Int>] = []

    package init(sizes: [Int]) {
        var start = 0
        for size in sizes {
            groups.append(start..<(start + size))
            start += size
        }
    }

    private var total: Int { groups.last?.upperBound ?? 0 }

    /// The rows of one invoke of every tensor that has one row for each of the batch; views, so edits reach the batch.
    /// Code that stands before the first invoke, and edits of the model, mean the whole batch.
    func part(of value: Value, group: Int) throws -> Value {
        guard groups.count > 1, groups.indices.contains(group) else { return value }
        return try TensorValues.map(value) { tensor in
            guard tensor.shape.first == total else { return tensor }
            return try narrow(tensor, groups[group])
        }
    }

    /// The whole batch with the rows of one invoke replaced.
    func whole(_ old: Value, replacing group: Int, with new: Value, path: String) throws -> Value {
        guard groups.count > 1, groups.indices.contains(group) else { return new }
        return try TensorValues.zip(old, new) { before, after in
            guard before.shape.first == total else { return after }
            let rows = groups[group]
            guard after.shape.first == rows.count else {
                throw InterventionError.wrongRowCount(
                    path: path, expected: rows.count, found: after.shape.first ?? 0
                ).pythonError
            }
            let parts = [try narrow(before, 0..<rows.lowerBound), after, try narrow(before, rows.upperBound..<total)]
            return try Tensors.cat(parts.filter { $0.shape.first != 0 }, 0)
        }
    }

    private func narrow(_ tensor: Tensor, _ rows: Range<Int>) throws -> Tensor {
        try Tensors.narrow(tensor, 0, rows.lowerBound, rows.count)
    }
}

/// The tensors inside lists, tuples and dictionaries.
enum TensorValues {
    /// The same value with its tensors replaced; containers in which nothing changes are not copied.
    static func map(
        _ value: Value, depth: Int = 0, _ transform: (Tensor) throws -> Tensor
    ) rethrows -> Value {
        guard case .object = value else { return value }
        if let tensor = value.tensor {
            let new = try transform(tensor)
            return new === tensor ? value : Value(new)
        }
        guard depth < depthLimit, hasTensors(value) else { return value }
        switch value.object {
        case let tuple as Tuple: return try mapped(tuple.elements, depth, transform).map { Value(tuple: $0) } ?? value
        case let list as List: return try mapped(list.elements, depth, transform).map { Value($0) } ?? value
        case let dict as Dict:
            let isChanged = try mapped(dict.values, depth, transform) != nil
            return isChanged
                ? .object(try dict.mappingValues { try map($0, depth: depth + 1, transform) }) : value
        default: return value
        }
    }

    /// The transformed elements; nil when all are as they were.
    private static func mapped(
        _ elements: [Value], _ depth: Int, _ transform: (Tensor) throws -> Tensor
    ) rethrows -> [Value]? {
        let new = try elements.map { try map($0, depth: depth + 1, transform) }
        return Swift.zip(elements, new).allSatisfy { $0.isSame(as: $1) } ? nil : new
    }

    /// Containers inside containers beyond this depth are taken as they are: a list may contain itself.
    private static let depthLimit = 64

    private static func hasTensors(_ value: Value) -> Bool {
        var seen: Set<ObjectIdentifier> = []
        return hasTensors(value, depth: 0, &seen)
    }

    private static func hasTensors(_ value: Value, depth: Int, _ seen: inout Set<ObjectIdentifier>) -> Bool {
        guard case .object(let object) = value, depth < depthLimit else { return false }
        let elements: [Value]
        switch object {
        case is TensorObject: return true
        case let tuple as Tuple: elements = tuple.elements
        case let list as List: elements = list.elements
        case let dict as Dict: elements = dict.values
        default: return false
        }
        guard seen.insert(ObjectIdentifier(object)).inserted else { return false }
        return elements.contains { hasTensors($0, depth: depth + 1, &seen) }
    }

    /// Whether a tensor in `part` that is not the one at its place in `whole` requires gradients.
    static func carriesGradient(_ part: Value, of whole: Value, depth: Int = 0) -> Bool {
        guard depth < depthLimit else { return false }
        if let new = part.tensor, let old = whole.tensor { return new !== old && new.requiresGrad }
        let (new, old) = (part.elements ?? part.as(Dict.self)?.values, whole.elements ?? whole.as(Dict.self)?.values)
        return Swift.zip(new ?? [], old ?? []).contains { carriesGradient($0, of: $1, depth: depth + 1) }
    }

    /// Whether two values have the same types, and their tensors the same shapes and dtypes.
    static func haveOneForm(_ first: Value, _ second: Value) -> Bool {
        var seen: Set<[ObjectIdentifier]> = []
        return haveOneForm(first, second, depth: 0, &seen)
    }

    private static func haveOneForm(
        _ first: Value, _ second: Value, depth: Int, _ seen: inout Set<[ObjectIdentifier]>
    ) -> Bool {
        if let a = first.tensor, let b = second.tensor { return a.shape == b.shape && a.dtype == b.dtype }
        if let a = first.elements, let b = second.elements {
            guard a.count == b.count else { return false }
            guard depth < depthLimit, case .object(let one) = first, case .object(let other) = second,
                seen.insert([ObjectIdentifier(one), ObjectIdentifier(other)]).inserted
            else { return true }
            return Swift.zip(a, b).allSatisfy { haveOneForm($0, $1, depth: depth + 1, &seen) }
        }
        return first.type === second.type
    }

    private static func haveSameKeys(_ first: Dict, _ second: Dict) -> Bool {
        first.items.count == second.items.count
            && Swift.zip(first.items, second.items).allSatisfy { one, other in
                one.key.isSame(as: other.key)
                    || one.key.as(Text.self).map { $0.string == other.key.as(Text.self)?.string } ?? false
            }
    }

    static func zip(
        _ old: Value, _ new: Value, depth: Int = 0, _ transform: (Tensor, Tensor) throws -> Tensor
    ) rethrows -> Value {
        guard depth < depthLimit else { return new }
        if let before = old.tensor, let after = new.tensor { return Value(try transform(before, after)) }
        switch (old.object, new.object) {
        case (let before as Tuple, let after as Tuple) where before.elements.count == after.elements.count:
            return Value(
                tuple: try Swift.zip(before.elements, after.elements).map {
                    try zip($0, $1, depth: depth + 1, transform)
                })
        case (let before as List, let after as List) where before.elements.count == after.elements.count:
            return Value(
                try Swift.zip(before.elements, after.elements).map { try zip($0, $1, depth: depth + 1, transform) })
        case (let before as Dict, let after as Dict) where haveSameKeys(before, after):
            var olds = before.values.makeIterator()
            return .object(
                try after.mappingValues { value in
                    try olds.next().map { try zip($0, value, depth: depth + 1, transform) } ?? value
                })
        default: return new
        }
    }
}
