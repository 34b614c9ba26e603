/// A tensor rearranged for a reduction: each row holds the elements that become one element of the result.
struct Rows {
    /// Contiguous, `[count, length]`.
    let tensor: Tensor
    let count: Int
    let length: Int
    /// The shape of the result with and without the reduced dimensions.
    let kept: Dimensions
    let dropped: Dimensions
    /// The reduced dimensions in ascending order.
    let axes: Dimensions

    /// `dimensions` may be empty, which means all of them.
    init(_ input: Tensor, _ dimensions: Dimensions?, name: String = "reduce") throws {
        axes = try Rows.axes(input, dimensions)
        var kept = input.shape
        var order = Dimensions()
        var dropped = Dimensions()
        var next = 0
        for axis in 0..<input.rank {
            if next < axes.count && axes[next] == axis {
                kept[axis] = 1
                next += 1
            } else {
                order.append(axis)
                dropped.append(input.shape[axis])
            }
        }
        var length = 1
        for index in 0..<axes.count {
            length *= input.shape[axes[index]]
            order.append(axes[index])
        }
        self.length = length
        count = dropped.elementCount
        self.kept = kept
        self.dropped = dropped
        tensor = try Rows.arranged(input, order)
    }

    /// The elements with the dimensions in another order, one row after another.
    private static func arranged(_ input: Tensor, _ order: Dimensions) throws -> Tensor {
        if input.isMeta || (input.isContiguous && order.isAscending) { return input }
        var layout = input.layout
        for index in 0..<order.count {
            layout.shape[index] = input.shape[order[index]]
            layout.strides[index] = input.strides[order[index]]
        }
        return try Tensor(storage: input.storage, layout: layout, dtype: input.dtype).compacted()
    }

    /// The reduced dimensions, checked, ascending and without repetition.
    static func axes(_ input: Tensor, _ dimensions: Dimensions?) throws -> Dimensions {
        guard let dimensions, !dimensions.isEmpty else { return Dimensions(countingTo: input.rank) }
        if dimensions.count == 1 {
            let axis = try input.dimension(dimensions[0])
            return input.rank == 0 ? [] : [axis]
        }
        var chosen = Set<Int>()
        for dimension in dimensions {
            let axis = try input.dimension(dimension)
            guard chosen.insert(axis).inserted else {
                throw TensorError.runtime("dim \(axis) appears multiple times in the list of dims")
            }
        }
        return input.rank == 0 ? [] : Dimensions(chosen.sorted())
    }

    func shape(keepdim: Bool) -> Dimensions { keepdim ? kept : dropped }

    /// Computes one element from each row.
    @inline(__always)
    func reduce<T: Element, R: Element>(
        into output: Tensor, _ body: (UnsafeMutablePointer<T>, Int) -> R
    ) throws {
        let source = tensor.pointer(T.self)
        let target = output.pointer(R.self)
        WorkerPool.ranges(count, grain: Swift.max(1, WorkerPool.elementThreshold / Swift.max(length, 1))) { range in
            for row in range { target[row] = body(source + row * length, length) }
        }
        try Interrupt.check()
    }
}

extension Dimensions {
    fileprivate var isAscending: Bool {
        for index in 0..<count where self[index] != index { return false }
        return true
    }
}

/// A sum whose rounding error grows with the logarithm of the count, in eight lanes per block.
func pairwiseSum<T: Real>(_ x: UnsafeMutablePointer<T>, _ count: Int) -> T {
    if count <= 128 {
        var lanes = (T.zero, T.zero, T.zero, T.zero)
        var index = 0
        while index &+ 4 <= count {
            lanes.0 += x[index]
            lanes.1 += x[index &+ 1]
            lanes.2 += x[index &+ 2]
            lanes.3 += x[index &+ 3]
            index &+= 4
        }
        var total = (lanes.0 + lanes.1) + (lanes.2 + lanes.3)
        while index < count {
            total += x[index]
            index &+= 1
        }
        return total
    }
    let half = count / 2
    return pairwiseSum(x, half) + pairwiseSum(x + half, count - half)
}
