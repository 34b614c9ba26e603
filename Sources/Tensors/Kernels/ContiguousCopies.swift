import CKernels

/// Copies that the C loops carry out: contiguous numbers of another type, rows that lie apart, and transposed matrices.
extension Tensor {
    /// Converts contiguous elements of the pairs of dtypes that are common; false when there is no loop for the pair.
    func convertContiguous(_ source: Tensor) -> Bool {
        switch (source.dtype, dtype) {
        case (.float32, .float64): convert(source, f64_from_f32)
        case (.float64, .float32): convert(source, f32_from_f64)
        case (.int64, .float32): convert(source, f32_from_i64)
        case (.int64, .float64): convert(source, f64_from_i64)
        case (.float32, .int64): convert(source, i64_from_f32)
        case (.float64, .int64): convert(source, i64_from_f64)
        case (.bool, .float32), (.uint8, .float32): convert(source, f32_from_u8)
        case (.bool, .float64), (.uint8, .float64): convert(source, f64_from_u8)
        case (.bool, .int64), (.uint8, .int64): convert(source, i64_from_u8)
        case (.float32, .bool): convert(source, truth_from_f32)
        case (.int64, .bool): convert(source, truth_from_i64)
        case (.float16, .float32): convert(source, f32_from_float16)
        case (.float32, .float16): convert(source, float16_from_f32)
        case (.bfloat16, .float32): convert(source, f32_from_bfloat16)
        case (.float32, .bfloat16): convert(source, bfloat16_from_f32)
        default: return false
        }
        return true
    }

    /// The C loops write bool and float16 by their bits, so the types here are those of the loops.
    private func convert<From, To>(
        _ source: Tensor, _ loop: (UnsafeMutablePointer<To>?, UnsafePointer<From>?, Int) -> Void
    ) {
        guard let target = address?.assumingMemoryBound(to: To.self),
            let origin = source.address?.assumingMemoryBound(to: From.self)
        else { return }
        WorkerPool.ranges(elementCount) { loop(target + $0.lowerBound, origin + $0.lowerBound, $0.count) }
    }

    /// Copies between layouts that are rows at a distance, or a matrix and its transpose; false when they are neither.
    func moveMatrix(_ source: Tensor) -> Bool {
        let loop = Loop(shape: shape, strides: [strides, source.strides])
        guard loop.shape.count == 2 || loop.shape.count == 3, !loop.shape.contains(0), let to = address,
            let from = source.address
        else { return false }
        let batches = loop.shape.count == 3 ? loop.shape[0] : 1
        let axis = loop.shape.count - 2
        let (rows, columns) = (loop.shape[axis], loop.shape[axis + 1])
        let (own, other) = (loop.strides[0], loop.strides[1])
        guard own[axis + 1] == 1, own[axis] >= 0, other[axis] >= 0, other[axis + 1] >= 0 else { return false }
        let isRows = other[axis + 1] == 1
        guard isRows || other[axis] == 1 else { return false }
        let size = dtype.size
        let (ownBatch, otherBatch) = (batches > 1 ? own[0] * size : 0, batches > 1 ? other[0] * size : 0)
        let (ownRow, otherRow, otherColumn) = (own[axis], other[axis], other[axis + 1])
        let bands = (rows + 63) / 64
        WorkerPool.ranges(batches * bands, grain: Swift.max(1, WorkerPool.elementThreshold / (64 * columns))) { range in
            for tile in range {
                let (batch, start) = (tile / bands, tile % bands * 64)
                let count = Swift.min(64, rows - start)
                let target = to + batch * ownBatch + start * ownRow * size
                let origin = from + batch * otherBatch + start * otherRow * size
                if isRows {
                    bytes_copy_rows(target, ownRow * size, origin, otherRow * size, count, columns * size)
                } else if size == 4 {
                    words4_transpose(
                        target.assumingMemoryBound(to: UInt32.self), ownRow,
                        origin.assumingMemoryBound(to: UInt32.self), otherColumn, columns, count)
                } else {
                    words8_transpose(
                        target.assumingMemoryBound(to: UInt64.self), ownRow,
                        origin.assumingMemoryBound(to: UInt64.self), otherColumn, columns, count)
                }
            }
        }
        return true
    }
}
