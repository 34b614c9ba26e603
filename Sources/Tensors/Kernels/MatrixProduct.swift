import CKernels
import COpenBLAS

/// Products of matrices: picks the kernel by shape, and splits large products into tiles for the worker pool.
///
///     MatrixProduct.multiply(a, b, into: c)   // c[m, n] = a[m, k] b[k, n], c in rows without gaps
///
/// One row goes to a product of its own, 2 to 32 rows with a packed weight to the panels, everything else to
/// `BlockProduct`, which falls back to OpenBLAS.
/// The caller makes sure that both views are readable and that the output has rows * columns elements.
package enum MatrixProduct {
    /// Up to this many rows the packed panels are at least as fast as OpenBLAS.
    static let panelRows = 32
    /// Multiplications below which a second thread does not pay.
    private static let singleThreadWork = 1 << 19
    /// Multiplications up to which every thread takes one tile: less than half a millisecond.
    private static let smallWork = 1 << 24
    /// Multiplications that one tile may hold, a few tenths of a second: an interrupt waits for a tile.
    private static let longestTile = 1 << 33

    package static func multiply(
        _ a: MatrixView<Float>, _ b: MatrixView<Float>, bias: UnsafePointer<Float>? = nil,
        into c: UnsafeMutablePointer<Float>
    ) {
        guard a.rows > 0, b.columns > 0 else { return }
        if a.columns == 0 { return fill(c, a.rows, b.columns, bias) }
        if a.rows == 1 && a.columnStride == 1 { return multiplyRow(a, b, bias, c) }
        if b.columns == 1 && b.rowStride == 1 && bias == nil { return multiplyRow(b.transposed, a.transposed, nil, c) }
        if bias == nil, isTiny(a.rows, a.columns, b.columns) { return multiplyTiny(a, b, into: c) }
        if bias != nil { fill(c, a.rows, b.columns, bias) }
        tiled(a, b) { rows, columns in
            BlockProduct.multiply(
                a.rows(rows), b.columns(columns), adding: bias != nil,
                into: c + rows.lowerBound * b.columns + columns.lowerBound, stride: b.columns)
        }
    }

    package static func multiply(_ a: MatrixView<Double>, _ b: MatrixView<Double>, into c: UnsafeMutablePointer<Double>)
    {
        guard a.rows > 0, b.columns > 0 else { return }
        guard a.columns > 0 else { return c.update(repeating: 0, count: a.rows * b.columns) }
        tiled(a, b) { rows, columns in
            let left = a.rows(rows)
            let right = b.columns(columns)
            cblas_dgemm(
                CblasRowMajor, left.isRowMajor ? CblasNoTrans : CblasTrans,
                right.isRowMajor ? CblasNoTrans : CblasTrans, blasint(left.rows), blasint(right.columns),
                blasint(left.columns), 1, left.start, blasint(left.leadingDimension), right.start,
                blasint(right.leadingDimension), 0, c + rows.lowerBound * b.columns + columns.lowerBound,
                blasint(b.columns))
        }
    }

    /// The product with a weight whose panels were packed before.
    package static func multiply(
        _ a: MatrixView<Float>, packed: UnsafePointer<Float>, columns: Int, bias: UnsafePointer<Float>? = nil,
        into c: UnsafeMutablePointer<Float>
    ) {
        let panels = (columns + Int(PANEL_WIDTH) - 1) / Int(PANEL_WIDTH)
        let grain = Swift.max(1, singleThreadWork / Swift.max(1, a.rows * a.columns * Int(PANEL_WIDTH)))
        WorkerPool.ranges(panels, grain: grain) { range in
            f32_packed_product(
                c, columns, a.start, a.rowStride, packed, bias, a.rows, a.columns, columns, range.lowerBound,
                range.upperBound)
        }
    }

    /// Whether a product costs less than the preparations of BLAS, whose sums of up to seven products keep their order.
    static func isTiny(_ rows: Int, _ depth: Int, _ columns: Int) -> Bool {
        rows <= 16 && depth <= 7 && columns <= 16
    }

    /// A product of few numbers, any strides; rounds as OpenBLAS does.
    static func multiplyTiny(_ a: MatrixView<Float>, _ b: MatrixView<Float>, into c: UnsafeMutablePointer<Float>) {
        f32_tiny_product(
            c, a.start, a.rowStride, a.columnStride, b.start, b.rowStride, b.columnStride, a.rows, a.columns, b.columns)
    }

    /// Each output row starts as the bias, to which BLAS adds the product.
    private static func fill(
        _ c: UnsafeMutablePointer<Float>, _ rows: Int, _ columns: Int, _ bias: UnsafePointer<Float>?
    ) {
        guard let bias else { return c.update(repeating: 0, count: rows * columns) }
        for row in 0..<rows { (c + row * columns).update(from: bias, count: columns) }
    }

    /// One row times a matrix; every processor reads its share of the matrix.
    private static func multiplyRow(
        _ x: MatrixView<Float>, _ b: MatrixView<Float>, _ bias: UnsafePointer<Float>?,
        _ c: UnsafeMutablePointer<Float>
    ) {
        let grain = Swift.max(16, singleThreadWork / Swift.max(1, x.columns))
        WorkerPool.ranges(b.columns, grain: grain) { range in
            let part = b.columns(range)
            let partBias = bias.map { $0 + range.lowerBound }
            let target = c + range.lowerBound
            if b.isRowMajor {
                f32_row_times(target, x.start, part.start, b.rowStride, partBias, x.columns, range.count)
            } else {
                f32_row_times_transposed(target, x.start, part.start, b.columnStride, partBias, x.columns, range.count)
            }
        }
    }

    /// Cuts the output into bands, a few for each thread.
    ///
    /// Every band arranges its part of one factor and all of the other. Whole columns are cut, for rows are cheap to arrange,
    /// unless there are many more rows.
    private static func tiled<Number>(
        _ a: MatrixView<Number>, _ b: MatrixView<Number>, _ body: (Range<Int>, Range<Int>) -> Void
    ) {
        let work = a.rows.multipliedReportingOverflow(by: a.columns).partialValue &* b.columns
        guard work > singleThreadWork, WorkerPool.threadCount > 1 else {
            return body(0..<a.rows, 0..<b.columns)
        }
        let cutsRows = a.rows > 2 * b.columns
        let (side, unit) = cutsRows ? (a.rows, 12) : (b.columns, 16)
        // A small product has one tile for each thread: what it would lose to an idle one, it loses to packing.
        let shares = WorkerPool.threadCount * (work < smallWork ? 1 : 2)
        // Every tile packs the other factor anew, so tiles are as large as sharing and interrupts allow.
        let longest = Swift.max(1, side / (work / longestTile + 1))
        let grain = Swift.max(48, Swift.min(longest, (side + shares - 1) / shares))
        let units = (side + unit - 1) / unit
        WorkerPool.ranges(units, grain: (grain + unit - 1) / unit) { range in
            let part = range.lowerBound * unit..<Swift.min(range.upperBound * unit, side)
            if cutsRows { body(part, 0..<b.columns) } else { body(0..<a.rows, part) }
        }
    }
}
