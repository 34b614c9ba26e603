import Language
import Tensors
import Torch

/// How the rows of one run are divided among the invokes of a trace.
package struct Batch {
    /// The rows of each invoke, in order; they follow one another. Empty for a single invoke.
    package private(set) var groups: [Range<Int>] = []

    package init(sizes: [Int]) {
        guard sizes.count > 1 else { return }
        var start = 0
        for size in sizes {
            groups.append(start..<(start + size))
            start += size
        }
    }

    /// Whether there are no parts: one invoke has all rows.
    var isWhole: Bool { groups.count < 2 }

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
        return try TensorPairs.zip(old, new) { before, after in
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
