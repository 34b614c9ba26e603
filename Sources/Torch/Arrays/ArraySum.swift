import Tensors

/// Sums in the order in which NumPy adds, so that the last digits agree.
enum ArraySum {
    /// Sums float64 or float32 elements over dimensions; the kept ones stay in their order.
    static func sum(_ tensor: Tensor, over axes: [Int]) throws -> Tensor {
        let kept = (0..<tensor.rank).filter { !axes.contains($0) }
        let shape = Dimensions(kept.map { tensor.shape[$0] })
        let isInner = kept.allSatisfy { axis in axes.allSatisfy { $0 > axis } }
        let ordered = isInner ? kept + axes : axes + kept
        let source = try Tensors.contiguous(Tensors.permute(tensor, Dimensions(ordered)))
        let output = try Tensor.zeros(shape, dtype: tensor.dtype)
        let (rows, columns) = (shape.elementCount, axes.reduce(1) { $0 * tensor.shape[$1] })
        if tensor.dtype == .float64 {
            add(source, output, Double.self, rows, columns, isInner: isInner)
        } else {
            add(source, output, Float.self, rows, columns, isInner: isInner)
        }
        return output
    }

    private static func add<T: BinaryFloatingPoint>(
        _ source: Tensor, _ output: Tensor, _: T.Type, _ kept: Int, _ summed: Int, isInner: Bool
    ) {
        guard let from = source.address?.assumingMemoryBound(to: T.self),
            let into = output.address?.assumingMemoryBound(to: T.self)
        else { return }
        if isInner {
            for row in 0..<kept { into[row] = pairwise(from + row * summed, summed) }
        } else {
            for row in 0..<summed {
                for column in 0..<kept { into[column] += from[row * kept + column] }
            }
        }
    }

    /// Eight running sums up to 128 numbers, halves above.
    private static func pairwise<T: BinaryFloatingPoint>(_ x: UnsafeMutablePointer<T>, _ count: Int) -> T {
        if count < 8 {
            var sum: T = count > 0 ? x[0] : 0
            for index in 1..<Swift.max(count, 1) { sum += x[index] }
            return sum
        }
        if count > 128 {
            var half = count / 2
            half -= half % 8
            return pairwise(x, half) + pairwise(x + half, count - half)
        }
        return withUnsafeTemporaryAllocation(of: T.self, capacity: 8) { r in
            for lane in 0..<8 { r[lane] = x[lane] }
            var index = 8
            while index + 8 <= count {
                for lane in 0..<8 { r[lane] += x[index + lane] }
                index += 8
            }
            var sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]))
            while index < count {
                sum += x[index]
                index += 1
            }
            return sum
        }
    }
}
