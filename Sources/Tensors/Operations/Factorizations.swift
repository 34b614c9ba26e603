import COpenBLAS

/// Factorisations of matrices by LAPACK, in double precision, over batches; nothing here is seen by autograd.
///
/// Matrices are handed over in column-major order, which is the transpose of ours.
enum Factorizations {
    /// Splits a batch into column-major matrices.
    static func columns(_ input: Tensor) throws -> (matrices: [[Double]], rows: Int, columns: Int, batch: Dimensions) {
        let (rows, columns) = (input.shape[input.rank - 2], input.shape[input.rank - 1])
        let turned = try GradientMode.disabled { try transpose(detach(input), -2, -1).asDType(.float64).compacted() }
        let size = rows * columns
        let source = turned.pointer(Double.self)
        let count = Dimensions(input.shape.dropLast(2)).elementCount
        let matrices = (0..<count).map { Array(UnsafeBufferPointer(start: source + $0 * size, count: size)) }
        return (matrices, rows, columns, Dimensions(input.shape.dropLast(2)))
    }

    /// Joins column-major matrices to a batch of `rows` x `columns`.
    static func batch(_ matrices: [[Double]], _ batch: Dimensions, rows: Int, columns: Int, dtype: DType) throws
        -> Tensor
    {
        let turned = try Tensor(matrices.flatMap { $0 }, shape: batch.appending(columns).appending(rows))
        return try GradientMode.disabled { try contiguous(transpose(turned, -2, -1)) }.asDType(dtype)
    }

    static func vectors(_ values: [[Double]], _ batch: Dimensions, length: Int, dtype: DType) throws -> Tensor {
        try Tensor(values.flatMap { $0 }, shape: batch.appending(length)).asDType(dtype)
    }

    /// `a = u diag(s) v`; the smaller factors unless `full`.
    static func singular(_ a: [Double], _ rows: Int, _ columns: Int, full: Bool) throws -> (
        u: [Double], s: [Double], v: [Double]
    ) {
        let least = Swift.min(rows, columns)
        var a = a
        var s = [Double](repeating: 0, count: least)
        let (uColumns, vRows) = full ? (rows, columns) : (least, least)
        var u = [Double](repeating: 0, count: rows * uColumns)
        var v = [Double](repeating: 0, count: vRows * columns)
        guard least > 0 else { return (u, s, v) }
        var (m, n, ldu, ldvt, info) = (Int32(rows), Int32(columns), Int32(rows), Int32(Swift.max(vRows, 1)), Int32(0))
        var lda = m
        var pivots = [Int32](repeating: 0, count: 8 * least)
        var size = Int32(least * (6 + 4 * least) + 8 * Swift.max(rows, columns) + 64 * (rows + columns))
        var work = [Double](repeating: 0, count: Int(size))
        dgesdd_(full ? "A" : "S", &m, &n, &a, &lda, &s, &u, &ldu, &v, &ldvt, &work, &size, &pivots, &info)
        guard info == 0 else {
            let cause = numbersAreFinite(a) ? "" : " because the input matrix contained non-finite values."
            throw failure("linalg.svd: The algorithm failed to converge" + cause)
        }
        return (u, s, v)
    }

    /// Eigenvalues in ascending order and eigenvectors of a symmetric matrix, of which one triangle is read.
    static func symmetric(_ a: [Double], _ count: Int, upper: Bool) throws -> (values: [Double], vectors: [Double]) {
        var (a, values) = (a, [Double](repeating: 0, count: count))
        guard count > 0 else { return (values, a) }
        var (n, info) = (Int32(count), Int32(0))
        var lda = n
        var size = Int32(1 + 6 * count + 2 * count * count)
        var integers = Int32(3 + 5 * count)
        var work = [Double](repeating: 0, count: Int(size))
        var places = [Int32](repeating: 0, count: Int(integers))
        dsyevd_("V", upper ? "U" : "L", &n, &a, &lda, &values, &work, &size, &places, &integers, &info)
        guard info == 0 else { throw failure("linalg.eigh: The algorithm failed to converge") }
        return (values, a)
    }

    /// Eigenvalues and right eigenvectors as interleaved complex numbers.
    static func general(_ a: [Double], _ count: Int) throws -> (values: [Double], vectors: [Double]) {
        guard count > 0 else { return ([], []) }
        guard numbersAreFinite(a) else {
            throw TensorError.runtime("torch.linalg.eig: input tensor should not contain infs or NaNs.")
        }
        var (a, real, imaginary) = (a, [Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
        var right = [Double](repeating: 0, count: count * count)
        var left = [0.0]
        var (n, one, info) = (Int32(count), Int32(1), Int32(0))
        var (lda, ldvr) = (n, n)
        var size = Int32(8 * count + 64)
        var work = [Double](repeating: 0, count: Int(size))
        dgeev_("N", "V", &n, &a, &lda, &real, &imaginary, &left, &one, &right, &ldvr, &work, &size, &info)
        guard info == 0 else { throw failure("linalg.eig: The algorithm failed to converge") }
        return (zip(real, imaginary).flatMap { [$0, $1] }, paired(right, imaginary, count))
    }

    /// LAPACK stores a conjugate pair of eigenvectors as its real and imaginary part.
    private static func paired(_ right: [Double], _ imaginary: [Double], _ count: Int) -> [Double] {
        var result = [Double](repeating: 0, count: 2 * count * count)
        var column = 0
        while column < count {
            let isPair = imaginary[column] != 0 && column + 1 < count
            for row in 0..<count {
                let x = right[column * count + row]
                let y = isPair ? right[(column + 1) * count + row] : 0
                result[2 * (column * count + row)] = x
                result[2 * (column * count + row) + 1] = y
                guard isPair else { continue }
                result[2 * ((column + 1) * count + row)] = x
                result[2 * ((column + 1) * count + row) + 1] = -y
            }
            column += isPair ? 2 : 1
        }
        return result
    }

    /// `a = q r` with `width` columns of q.
    static func orthogonal(_ a: [Double], _ rows: Int, _ columns: Int, full: Bool) throws -> (
        q: [Double], r: [Double], width: Int
    ) {
        let least = Swift.min(rows, columns)
        let width = full ? rows : least
        var a = a
        var tau = [Double](repeating: 0, count: Swift.max(least, 1))
        var size = Int32(64 * Swift.max(rows, columns, 1))
        var work = [Double](repeating: 0, count: Int(size))
        var (m, n, k, wide, info) = (Int32(rows), Int32(columns), Int32(least), Int32(width), Int32(0))
        var lda = Swift.max(m, 1)
        if least > 0 { dgeqrf_(&m, &n, &a, &lda, &tau, &work, &size, &info) }
        var r = [Double](repeating: 0, count: width * columns)
        for column in 0..<columns {
            for row in 0...column where row < width && row < rows { r[column * width + row] = a[column * rows + row] }
        }
        var q = [Double](repeating: 0, count: rows * width)
        for index in 0..<Swift.min(rows * columns, rows * width) { q[index] = a[index] }
        if least > 0 { dorgqr_(&m, &wide, &k, &q, &lda, &tau, &work, &size, &info) }
        guard info == 0 else { throw failure("linalg.qr: the factorisation failed") }
        return (q, r, width)
    }

    /// The LU factors in one matrix, the exchanged rows, and the number of the first zero on the diagonal.
    static func triangular(_ a: [Double], _ rows: Int, _ columns: Int? = nil) -> (
        factors: [Double], pivots: [Int32], zero: Int
    ) {
        let columns = columns ?? rows
        var (a, pivots) = (a, [Int32](repeating: 0, count: Swift.max(Swift.min(rows, columns), 1)))
        var (m, n, info) = (Int32(rows), Int32(columns), Int32(0))
        var lda = Swift.max(m, 1)
        if rows > 0 && columns > 0 { dgetrf_(&m, &n, &a, &lda, &pivots, &info) }
        return (a, pivots, Int(info))
    }

    /// Solves `a x = b` with the factors of `triangular`; `b` has several columns.
    static func solve(_ factors: [Double], _ pivots: [Int32], _ count: Int, _ b: [Double], _ sides: Int) -> [Double] {
        var (b, n, right, info) = (b, Int32(count), Int32(sides), Int32(0))
        var lda = Swift.max(n, 1)
        var ldb = lda
        if count > 0 && sides > 0 { dgetrs_("N", &n, &right, factors, &lda, pivots, &b, &ldb, &info) }
        return b
    }

    /// The lower factor of a symmetric positive definite matrix, or nil with the failing minor.
    static func cholesky(_ a: [Double], _ count: Int) -> (factor: [Double], failed: Int) {
        var (a, n, info) = (a, Int32(count), Int32(0))
        var lda = Swift.max(n, 1)
        if count > 0 { dpotrf_("L", &n, &a, &lda, &info) }
        for column in 0..<count {
            for row in 0..<column { a[column * count + row] = 0 }
        }
        // LAPACK lets nan pass.
        let firstNaN = (0..<count).first { a[$0 * count + $0].isNaN }
        return (a, info == 0 ? firstNaN.map { $0 + 1 } ?? 0 : Int(info))
    }

    private static func numbersAreFinite(_ a: [Double]) -> Bool { a.allSatisfy(\.isFinite) }

    static func failure(_ message: String) -> TensorError { .invalid(.linearAlgebra, message) }
}
