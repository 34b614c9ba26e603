import CKernels
import COpenBLAS

/// A product of two float32 matrices on the calling thread: the engine's own loop where it is the fastest, else OpenBLAS.
///
/// The loop rounds as PyTorch does on the same processor; OpenBLAS adds up in another order.
enum BlockProduct {
    private static let isFast = f32_product_is_fast() != 0

    /// c = a b, or c + a b when `adding`; the rows of `c` lie `stride` apart.
    static func multiply(
        _ a: MatrixView<Float>, _ b: MatrixView<Float>, adding: Bool = false, into c: UnsafeMutablePointer<Float>,
        stride: Int
    ) {
        // A panel has 16 columns: with few of them, or few rows, most of the loop's work would be for nothing.
        guard isFast, a.rows >= 4, b.columns >= 12, a.columns > 0 else { return blas(a, b, adding, c, stride) }
        let byteCount = f32_product_workspace(a.rows, a.columns, b.columns) * MemoryLayout<Float>.stride
        guard let memory = Allocator.allocate(byteCount) else { return blas(a, b, adding, c, stride) }
        f32_product(
            c, stride, a.factor, b.factor, a.rows, a.columns, b.columns, adding ? 1 : 0,
            memory.assumingMemoryBound(to: Float.self))
        Allocator.release(memory, byteCount)
    }

    private static func blas(
        _ a: MatrixView<Float>, _ b: MatrixView<Float>, _ adding: Bool, _ c: UnsafeMutablePointer<Float>, _ stride: Int
    ) {
        cblas_sgemm(
            CblasRowMajor, a.isRowMajor ? CblasNoTrans : CblasTrans, b.isRowMajor ? CblasNoTrans : CblasTrans,
            blasint(a.rows), blasint(b.columns), blasint(a.columns), 1, a.start, blasint(a.leadingDimension), b.start,
            blasint(b.leadingDimension), adding ? 1 : 0, c, blasint(stride))
    }
}

extension MatrixView<Float> {
    fileprivate var factor: ProductFactor {
        ProductFactor(start: start, stride: leadingDimension, transposed: isRowMajor ? 0 : 1)
    }
}
