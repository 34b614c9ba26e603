/// Where the elements of a tensor lie: a shape, a stride for each dimension and an offset, all counted in elements.
/// A view is a new layout over the same storage.
package struct Layout: Equatable, Sendable, BitwiseCopyable {
    package var shape: Dimensions
    package var strides: Dimensions
    package var offset: Int

    package init(shape: Dimensions, strides: Dimensions, offset: Int = 0) {
        self.shape = shape
        self.strides = strides
        self.offset = offset
    }

    /// The row-major layout of a shape.
    package init(_ shape: Dimensions) { self.init(shape: shape, strides: shape.contiguousStrides) }

    package var rank: Int { shape.count }
    package var elementCount: Int { shape.elementCount }

    /// Whether the elements follow one another in row-major order.
    package var isContiguous: Bool {
        if shape.count == 1 { return strides.short.0 == 1 || shape.short.0 <= 1 }
        if shape.count == 2 {
            let (rows, columns) = (shape.short.0, shape.short.1)
            if rows == 0 || columns == 0 { return columns == 0 || columns == 1 || strides.short.1 == 1 }
            return (columns == 1 || strides.short.1 == 1) && (rows == 1 || strides.short.0 == columns)
        }
        var expected = 1
        for index in stride(from: shape.count - 1, through: 0, by: -1) where shape[index] != 1 {
            if shape[index] == 0 { return true }
            if strides[index] != expected { return false }
            expected = expected &* shape[index]
        }
        return true
    }

    /// Whether no two indices name the same element, for layouts that have no holes to speak of.
    package var isNonOverlapping: Bool {
        let pairs = zip(shape, strides).filter { $0.0 > 1 }.sorted { $0.1 < $1.1 }
        var reach = 0
        for (size, stride) in pairs {
            if stride <= reach { return false }
            reach += (size - 1) * stride
        }
        return true
    }

    /// One past the last element that the layout can touch; nil beyond 62 bits.
    package var reach: Int? {
        if shape.contains(0) { return offset }
        var last = offset
        for index in 0..<shape.count {
            let (step, overflow) = (shape[index] - 1).multipliedReportingOverflow(by: strides[index])
            let (sum, overflowed) = last.addingReportingOverflow(step)
            guard !overflow, !overflowed, sum < 1 << 62 else { return nil }
            last = sum
        }
        return last + 1
    }

    /// Keeps every `step`-th position of a dimension from `start` up to `stop`, which are cut to the size; gives the first.
    @discardableResult
    mutating func cut(_ axis: Int, start: Int?, stop: Int?, step: Int) -> Int {
        let size = shape[axis]
        func cut(_ position: Int) -> Int { Swift.min(Swift.max(position < 0 ? position &+ size : position, 0), size) }
        let first = cut(start ?? 0)
        let last = Swift.max(cut(stop ?? size), first)
        shape[axis] = (last - first) / step + ((last - first) % step == 0 ? 0 : 1)
        // Where this overflows nothing is left of the tensor, and the offset is not looked at.
        let (distance, overflows) = first.multipliedReportingOverflow(by: strides[axis])
        if !overflows { offset &+= distance }
        strides[axis] = strides[axis].multipliedReportingOverflow(by: step).partialValue
        return first
    }

    /// The strides that show the same elements under a new shape, or nil when a copy is needed.
    package func strides(viewedAs newShape: Dimensions) -> Dimensions? {
        if shape.count == 1, strides.short.0 == 1, shape.short.0 > 0 { return newShape.contiguousStrides }
        if elementCount == 0 { return newShape == shape ? strides : newShape.contiguousStrides }
        if !shape.isEmpty, strides == shape.contiguousStrides { return newShape.contiguousStrides }
        var result = newShape
        var view = newShape.count - 1
        var chunkBase = strides.last ?? 1
        var available = 1
        var taken = 1
        for index in Swift.stride(from: shape.count - 1, through: 0, by: -1) {
            available *= shape[index]
            let breaks = index == 0 || (shape[index - 1] != 1 && strides[index - 1] != available * chunkBase)
            guard breaks else { continue }
            while view >= 0 && (taken < available || newShape[view] == 1) {
                result[view] = taken * chunkBase
                taken *= newShape[view]
                view -= 1
            }
            if taken != available { return nil }
            if index > 0 {
                chunkBase = strides[index - 1]
                available = 1
                taken = 1
            }
        }
        while view >= 0 && shape.isEmpty {
            result[view] = 1
            view -= 1
        }
        return view == -1 ? result : nil
    }
}
