import Language
import Tensors

/// Reading and writing parts of an array: as for tensors, and slices may go backwards.
struct ArraySubscripts {
    private let tensor: Tensor

    init(_ tensor: Tensor) { self.tensor = tensor }

    func get(_ key: Value, _ evaluator: Evaluator) throws -> Tensor {
        let (indices, mirrored) = try indices(key, evaluator)
        return try named {
            let part = try tensor.get(indices)
            return mirrored.isEmpty ? part : try Tensors.flip(part, Dimensions(mirrored))
        }
    }

    func set(_ key: Value, _ value: Value, _ evaluator: Evaluator) throws {
        let (indices, mirrored) = try indices(key, evaluator)
        let source = try Defaults.within(.float64) {
            try value.tensor ?? ArrayObject.tensor(of: value) ?? TensorLiteral.tensor(from: value, evaluator)
        }
        try named {
            var converted = try Tensors.to(source, tensor.dtype)
            if !mirrored.isEmpty {
                let shape = try tensor.get(indices).shape
                converted = try Tensors.flip(Tensors.expand(converted, shape), Dimensions(mirrored))
            }
            try tensor.set(indices, converted, allowingOverlap: true)
        }
    }

    /// The engine's failures in NumPy's words.
    private func named<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch TensorError.indexOutOfBounds(let index, let dimension, let size, _) {
            throw PythonError(.indexError, "index \(index) is out of bounds for axis \(dimension) with size \(size)")
        } catch TensorError.tooManyIndices(let rank) {
            throw PythonError(
                .indexError,
                "too many indices for array: array is \(rank)-dimensional, but \(rank + 1) were indexed")
        } catch let error as TensorError {
            throw PythonError(error)
        }
    }

    /// The indices with backward slices made forward ones, and the dimensions of the result to mirror.
    private func indices(_ key: Value, _ evaluator: Evaluator) throws -> ([Index], [Int]) {
        let items = key.tupleElements ?? [key]
        guard try items.contains(where: { try self.isBackward($0, evaluator) }) else {
            if key.as(Text.self) != nil || key.float != nil { throw ArraySubscripts.invalid }
            return (try Subscripts.indices(from: key, evaluator), [])
        }
        var indices: [Index] = []
        var mirrored: [Int] = []
        var (axis, place) = (0, 0)
        for item in items {
            if item.isSame(as: .ellipsis) {
                let skipped = tensor.rank - items.count { !$0.isNone && !$0.isSame(as: .ellipsis) }
                axis += skipped
                place += skipped
                indices.append(.ellipsis)
                continue
            }
            if item.isNone {
                indices.append(.none)
                place += 1
                continue
            }
            if try isBackward(item, evaluator), axis < tensor.rank, let slice = item.as(Slice.self) {
                indices.append(try forward(slice, tensor.shape[axis], evaluator))
                mirrored.append(place)
                place += 1
            } else {
                indices += try Subscripts.indices(from: item, evaluator)
                if item.as(Slice.self) != nil { place += 1 }
            }
            axis += 1
        }
        return (indices, mirrored)
    }

    private func isBackward(_ item: Value, _ evaluator: Evaluator) throws -> Bool {
        guard let slice = item.as(Slice.self), !slice.step.isNone else { return false }
        return try evaluator.index(slice.step) < 0
    }

    /// The same elements from the last one taken to the first.
    private func forward(_ slice: Slice, _ size: Int, _ evaluator: Evaluator) throws -> Index {
        let step = try evaluator.index(slice.step)
        guard step != Int.min else { throw PythonError(.valueError, "slice step is out of range") }
        func bound(_ value: Value, _ fallback: Int) throws -> Int {
            guard let given = value.ifNotNone else { return fallback }
            let index = try evaluator.index(given)
            return Swift.min(Swift.max(index < 0 ? index &+ size : index, -1), size - 1)
        }
        let (start, stop) = (try bound(slice.start, size - 1), try bound(slice.stop, -1))
        guard start > stop else { return .slice(start: 0, stop: 0, step: 1) }
        let last = start - (start - stop - 1) / -step * -step
        return .slice(start: last, stop: start + 1, step: -step)
    }

    static var invalid: PythonError {
        PythonError(
            .indexError,
            "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid "
                + "indices")
    }
}

extension Value {
    /// The number of a float, nil for any other value.
    fileprivate var float: Double? {
        if case .float(let number) = self { return number }
        return nil
    }
}
