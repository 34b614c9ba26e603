/// Walks up to four operands of one shape together: merged dimensions, and an inner run with a stride for each.
///
/// Kernels see only runs `(offsets, strides, count)`; where all operands are contiguous there is exactly one.
struct Loop {
    private(set) var shape: Dimensions
    private(set) var strides: [Dimensions]

    /// Element offsets relative to each operand's first element.
    init(shape: Dimensions, strides: [Dimensions]) {
        self.shape = Dimensions()
        self.strides = Array(repeating: Dimensions(), count: strides.count)
        for axis in 0..<shape.count where shape[axis] != 1 {
            if canMerge(axis, shape[axis], strides) {
                let last = self.shape.count - 1
                self.shape[last] *= shape[axis]
                for operand in strides.indices { self.strides[operand][last] = strides[operand][axis] }
            } else {
                self.shape.append(shape[axis])
                for operand in strides.indices { self.strides[operand].append(strides[operand][axis]) }
            }
        }
    }

    init(_ layout: Layout) { self.init(shape: layout.shape, strides: [layout.strides]) }

    /// The outer dimension already taken and this one are one long dimension for every operand.
    private func canMerge(_ axis: Int, _ size: Int, _ given: [Dimensions]) -> Bool {
        guard let last = shape.indices.last else { return false }
        return given.indices.allSatisfy { strides[$0][last] == given[$0][axis] * size }
    }

    /// One operand.
    @inline(__always)
    func run(_ body: (_ offset: Int, _ stride: Int, _ count: Int) -> Void) {
        walk { offsets, inner, count in body(offsets[0], inner[0], count) }
    }

    /// One operand on this thread and in row-major order, for numbers that are drawn one after another.
    @inline(__always)
    func runInOrder(_ body: (_ offset: Int, _ stride: Int, _ count: Int) -> Void) {
        guard !shape.contains(0) else { return }
        walk(0..<(shape.first ?? 1)) { offsets, inner, count in body(offsets[0], inner[0], count) }
    }

    /// Two operands.
    @inline(__always)
    func run2(_ body: (_ a: Int, _ strideA: Int, _ b: Int, _ strideB: Int, _ count: Int) -> Void) {
        walk { offsets, inner, count in body(offsets[0], inner[0], offsets[1], inner[1], count) }
    }

    /// Any number of operands: the body gets their offsets and inner strides. Large loops are shared out over the threads.
    @inline(__always)
    func walk(
        _ body: (_ offsets: UnsafeMutablePointer<Int>, _ strides: UnsafeMutablePointer<Int>, _ count: Int) -> Void
    ) {
        guard let first = shape.first, !shape.contains(0) else {
            if shape.isEmpty { walk(0..<1, body) }
            return
        }
        let perStep = shape.elementCount / first
        WorkerPool.ranges(first, grain: Swift.max(1, WorkerPool.elementThreshold / perStep)) { walk($0, body) }
    }

    /// The part of the loop whose first dimension lies in the range.
    @inline(__always)
    private func walk(
        _ range: Range<Int>,
        _ body: (_ offsets: UnsafeMutablePointer<Int>, _ strides: UnsafeMutablePointer<Int>, _ count: Int) -> Void
    ) {
        let operands = strides.count
        withUnsafeTemporaryAllocation(of: Int.self, capacity: operands * 2) { buffer in
            guard let offsets = buffer.baseAddress else { return }
            let inner = offsets + operands
            for operand in 0..<operands {
                offsets[operand] = range.lowerBound * (strides[operand].first ?? 0)
                inner[operand] = strides[operand].last ?? 0
            }
            guard let last = shape.last else { return body(offsets, inner, 1) }
            guard shape.count > 1 else { return body(offsets, inner, range.count) }
            var index = Dimensions(repeating: 0, count: shape.count)
            index[0] = range.lowerBound
            while true {
                body(offsets, inner, last)
                var axis = shape.count - 2
                while axis >= 0 {
                    index[axis] += 1
                    for operand in 0..<operands { offsets[operand] += strides[operand][axis] }
                    if index[axis] < (axis == 0 ? range.upperBound : shape[axis]) { break }
                    for operand in 0..<operands { offsets[operand] -= shape[axis] * strides[operand][axis] }
                    index[axis] = 0
                    axis -= 1
                }
                if axis < 0 { return }
            }
        }
    }
}
