import CKernels

/// Attention over float32 [batch, head, position, size], a block of queries at a time: the scores of a block stay in the
/// cache and are never written out as a whole.
struct AttentionBlocks {
    private let query: Tensor
    private let key: Tensor
    private let value: Tensor
    /// Added to the scores; [batch, head, query, key] with strides of zero where it is repeated.
    private let bias: Tensor?
    private let isCausal: Bool
    private let scale: Float

    /// Queries of a block: the more, the less often keys and values are arranged, but their scores should stay in the cache.
    private var blockRows: Int { Swift.min(128, Swift.max(32, (1 << 16) / keys)) }

    /// Nil when an operand is not float32 of rank 4, or without data.
    init?(_ query: Tensor, _ key: Tensor, _ value: Tensor, mask: Tensor?, isCausal: Bool, scale: Double?) throws {
        for tensor in [query, key, value] where tensor.dtype != .float32 || tensor.isMeta || tensor.rank != 4 {
            return nil
        }
        let (q, k, v) = (query.shape, key.shape, value.shape)
        guard q[0] == k[0], q[0] == v[0], q[1] == k[1], q[1] == v[1], q[3] == k[3], k[2] == v[2],
            query.elementCount > 0, key.elementCount > 0, value.elementCount > 0
        else { return nil }
        self.query = try Self.readable(query)
        self.key = try Self.readable(key)
        self.value = try Self.readable(value)
        self.isCausal = isCausal
        self.scale = Float(scale ?? 1 / Double(q[3]).squareRoot())
        guard let mask else {
            bias = nil
            return
        }
        guard !mask.isMeta, mask.dtype == .bool || mask.dtype == .float32 else { return nil }
        bias = try GradientMode.disabled {
            let added = try mask.dtype == .bool ? Self.additive(mask) : mask
            let wide = try expand(detach(added), [q[0], q[1], q[2], k[2]])
            return wide.strides[3] == 1 || k[2] == 1 ? wide : try wide.compacted()
        }
    }

    /// Zero where the mask is true, minus infinity where it is false.
    private static func additive(_ mask: Tensor) throws -> Tensor {
        let zero = try Tensor.zeros([], dtype: .float32)
        return try `where`(mask, zero, Tensor.full([], .float(-.infinity), dtype: .float32))
    }

    /// Rows in one piece at a distance that BLAS accepts, else a copy.
    private static func readable(_ tensor: Tensor) throws -> Tensor {
        let dense = tensor.strides[3] == 1 && tensor.strides[2] >= tensor.shape[3]
        return dense ? tensor : try tensor.compacted()
    }

    private var heads: Int { query.shape[0] * query.shape[1] }
    private var queries: Int { query.shape[2] }
    private var keys: Int { key.shape[2] }
    private var size: Int { query.shape[3] }
    private var width: Int { value.shape[3] }

    /// Laid out as [batch, position, head, size], as PyTorch lays it out: joining the heads costs nothing.
    private func empty(_ shape: Dimensions, width: Int) throws -> Tensor {
        let dense = try Tensor.zeros([shape[0], shape[2], shape[1], width], dtype: .float32)
        return try GradientMode.disabled { detach(try transpose(dense, 1, 2)) }
    }

    func forward() throws -> Tensor {
        let result = try empty(query.shape, width: width)
        let blocks = (queries - 1) / blockRows + 1
        WorkerPool.ranges(heads * blocks, grain: 1) { range in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: blockRows * keys) { buffer in
                guard let scores = buffer.baseAddress else { return }
                for tile in range where !Interrupt.isRequested {
                    let (head, start) = (tile / blocks, tile % blocks * blockRows)
                    let rows = Swift.min(blockRows, queries - start)
                    weigh(scores, head, start, rows)
                    let reach = self.reach(start, rows)
                    product(
                        rows, width, reach, scores, keys, false, row(value, head, 0), value.strides[2], false, 0,
                        row(result, head, start), result.strides[2])
                }
            }
        }
        try Interrupt.check()
        return result
    }

    /// How many keys the rows of a block see at most.
    private func reach(_ start: Int, _ rows: Int) -> Int { isCausal ? Swift.min(keys, start + rows) : keys }

    /// The weights of a block of queries, in rows of `keys` numbers.
    private func weigh(_ scores: UnsafeMutablePointer<Float>, _ head: Int, _ start: Int, _ rows: Int) {
        product(
            rows, reach(start, rows), size, row(query, head, start), query.strides[2], false, row(key, head, 0),
            key.strides[2], true, 0, scores, keys)
        f32_attention_rows(
            scores, bias.map { row($0, head, start) }, bias?.strides[2] ?? 0, rows, keys,
            isCausal ? start + 1 : keys, scale)
    }

    /// The gradients of query, key and value.
    func backward(_ given: Tensor) throws -> [Tensor?] {
        let gradient = try Self.readable(given)
        let results = try [query, key, value].map { try empty($0.shape, width: $0.shape[3]) }
        WorkerPool.ranges(heads, grain: 1) { range in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * blockRows * keys) { buffer in
                guard let weights = buffer.baseAddress else { return }
                for head in range {
                    for start in Swift.stride(from: 0, to: queries, by: blockRows) where !Interrupt.isRequested {
                        backward(gradient, results, head, start, weights, weights + blockRows * keys)
                    }
                }
            }
        }
        try Interrupt.check()
        return results
    }

    /// Adds what one block of queries contributes; keys and values are shared, so blocks of a head run one by one.
    private func backward(
        _ gradient: Tensor, _ results: [Tensor], _ head: Int, _ start: Int, _ weights: UnsafeMutablePointer<Float>,
        _ slopes: UnsafeMutablePointer<Float>
    ) {
        let rows = Swift.min(blockRows, queries - start)
        let reach = self.reach(start, rows)
        let (out, outStride) = (row(gradient, head, start), gradient.strides[2])
        weigh(weights, head, start, rows)
        product(
            reach, width, rows, weights, keys, true, out, outStride, false, 1, row(results[2], head, 0),
            results[2].strides[2])
        // Columns that no row sees are zero in the weights, and must be numbers in the slopes.
        if reach < keys { for r in 0..<rows { (slopes + r * keys + reach).update(repeating: 0, count: keys - reach) } }
        product(
            rows, reach, width, out, outStride, false, row(value, head, 0), value.strides[2], true, 0, slopes, keys)
        f32_attention_gradient_rows(slopes, slopes, weights, rows, keys, scale)
        product(
            rows, size, reach, slopes, keys, false, row(key, head, 0), key.strides[2], false, 0,
            row(results[0], head, start), results[0].strides[2])
        product(
            reach, size, rows, slopes, keys, true, row(query, head, start), query.strides[2], false, 1,
            row(results[1], head, 0), results[1].strides[2])
    }

    /// The first element of a row of one head.
    private func row(_ tensor: Tensor, _ head: Int, _ position: Int) -> UnsafeMutablePointer<Float> {
        let count = query.shape[1]
        let place = head / count * tensor.strides[0] + head % count * tensor.strides[1] + position * tensor.strides[2]
        return tensor.pointer(Float.self) + place
    }

    /// c[rows, columns] = a[rows, depth] b[depth, columns] + keep * c, where a transposed factor lies in memory as its
    /// transpose.
    private func product(
        _ rows: Int, _ columns: Int, _ depth: Int, _ a: UnsafePointer<Float>, _ aStride: Int, _ aTransposed: Bool,
        _ b: UnsafePointer<Float>, _ bStride: Int, _ bTransposed: Bool, _ keep: Float,
        _ c: UnsafeMutablePointer<Float>, _ cStride: Int
    ) {
        let left = MatrixView(
            a, rows: rows, columns: depth, rowStride: aTransposed ? 1 : aStride, columnStride: aTransposed ? aStride : 1
        )
        let right = MatrixView(
            b, rows: depth, columns: columns, rowStride: bTransposed ? 1 : bStride,
            columnStride: bTransposed ? bStride : 1)
        BlockProduct.multiply(left, right, adding: keep != 0, into: c, stride: cStride)
    }
}
