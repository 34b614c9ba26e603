import CKernels

/// Layer norm of float32 rows by the C loops, forward and backward.
///
/// It keeps what the derivative needs, and not the output: a derivative that holds its result is never freed.
struct LayerNormRows {
    private let normalizedShape: Dimensions
    private var columns: Int { normalizedShape.elementCount }
    /// One mean and one 1 / deviation for each row, when a derivative will ask for them.
    private let statistics: (means: Tensor, rstds: Tensor)?

    /// The normalised rows; nil when an operand is not float32, or without data.
    static func normalised(
        _ input: Tensor, _ normalizedShape: Dimensions, _ weight: Tensor?, _ bias: Tensor?, _ eps: Double,
        keepsStatistics: Bool
    ) throws -> (output: Tensor, rows: LayerNormRows)? {
        let columns = normalizedShape.elementCount
        guard input.dtype == .float32, !input.isMeta, columns > 0 else { return nil }
        for parameter in [weight, bias].compactMap({ $0 }) where parameter.dtype != .float32 || parameter.isMeta {
            return nil
        }
        let rows = try LayerNormRows(normalizedShape, rows: input.elementCount / columns, keepsStatistics)
        return (try rows.output(input.compacted(), weight?.compacted(), bias?.compacted(), Float(eps)), rows)
    }

    private init(_ normalizedShape: Dimensions, rows: Int, _ keepsStatistics: Bool) throws {
        self.normalizedShape = normalizedShape
        statistics =
            keepsStatistics
            ? (try Tensor.empty([rows], dtype: .float32), try Tensor.empty([rows], dtype: .float32)) : nil
    }

    private func output(_ source: Tensor, _ weight: Tensor?, _ bias: Tensor?, _ eps: Float) throws -> Tensor {
        let output = try Tensor.empty(source.shape, dtype: .float32)
        let (columns, x, z) = (columns, source.pointer(Float.self), output.pointer(Float.self))
        let (scale, shift) = (weight?.pointer(Float.self), bias?.pointer(Float.self))
        let (means, rstds) = (statistics?.means.pointer(Float.self), statistics?.rstds.pointer(Float.self))
        WorkerPool.ranges(source.elementCount / columns, grain: Swift.max(1, 16384 / columns)) { range in
            let start = range.lowerBound
            f32_layer_norm_rows(
                z + start * columns, means.map { $0 + start }, rstds.map { $0 + start }, x + start * columns, scale,
                shift, range.count, columns, eps)
        }
        return output
    }

    /// The gradients of input, weight and bias; nil when the pass is itself recorded.
    func gradients(_ step: BackwardStep, _ gradient: Tensor, _ input: Tensor, _ weight: Tensor?) throws -> [Tensor?]? {
        guard !GradientMode.isEnabled, let statistics, gradient.dtype == .float32, !gradient.isMeta else { return nil }
        return try gradients(
            step, gradient.compacted(), input.compacted(), weight?.compacted(), statistics, count: gradientBands(step))
    }

    /// How many bands of rows are shared out: few where each has sums of its own.
    private func gradientBands(_ step: BackwardStep) -> Int {
        guard let statistics else { return 1 }
        let rows = statistics.means.elementCount
        let sums = step.needs(1) || step.needs(2)
        return Swift.max(1, sums ? Swift.min(8, rows / 16) : Swift.min(16, rows * columns / 16384))
    }

    /// Bands of rows have sums of their own, which are added in order: the result does not depend on the threads.
    private func gradients(
        _ step: BackwardStep, _ gradient: Tensor, _ input: Tensor, _ weight: Tensor?,
        _ statistics: (means: Tensor, rstds: Tensor), count bands: Int
    ) throws -> [Tensor?] {
        let rows = input.elementCount / columns
        let result = try step.when(0) { try Tensor.empty(input.shape, dtype: .float32) }
        let weightSums = try step.when(1) { try Tensor.zeros([bands, columns], dtype: .float32) }
        let biasSums = try step.when(2) { try Tensor.zeros([bands, columns], dtype: .float32) }
        let (z, w, b) = (
            result?.pointer(Float.self), weightSums?.pointer(Float.self), biasSums?.pointer(Float.self)
        )
        let (g, x, scale) = (
            gradient.pointer(Float.self), input.pointer(Float.self), weight?.pointer(Float.self)
        )
        let (means, rstds) = (statistics.means.pointer(Float.self), statistics.rstds.pointer(Float.self))
        WorkerPool.run(bands) { band in
            let (start, end) = (rows * band / bands, rows * (band + 1) / bands)
            let offset = start * columns
            f32_layer_norm_gradient_rows(
                z.map { $0 + offset }, w.map { $0 + band * columns }, b.map { $0 + band * columns }, g + offset,
                x + offset, means + start, rstds + start, scale, end - start, columns)
        }
        return [
            result, try weightSums.map { try reshape(sum($0, [0]), normalizedShape) },
            try biasSums.map { try reshape(sum($0, [0]), normalizedShape) },
        ]
    }
}
