/// Factors L and U of a matrix with exchanged rows, kept in one matrix as LAPACK does.
enum TriangularFactors {
    static let operations: [Operation] = [
        Operation(
            "_lu_factor(Tensor input) -> Tensor[]",
            "L below the diagonal and U above it, the exchanged rows, and where U has its first zero.", .function
        ) { (x: Tensor) in Outcome.tuple(try luFactors(x)) }
    ]
}

/// `[LU, pivots, info]`; pivots count from 1.
package func luFactors(_ a: Tensor) throws -> [Tensor] {
    try checkMatrix(a, "linalg.lu_factor")
    let (m, n, batch) = (a.shape[a.rank - 2], a.shape[a.rank - 1], Dimensions(a.shape.dropLast(2)))
    let least = Swift.min(m, n)
    guard !a.isMeta else {
        return [
            try Tensor.empty(a.shape, dtype: a.dtype, device: .meta),
            try Tensor.empty(batch.appending(least), dtype: .int32, device: .meta),
            try Tensor.empty(batch, dtype: .int32, device: .meta),
        ]
    }
    let parts = try Factorizations.columns(a).matrices.map { Factorizations.triangular($0, m, n) }
    let factors = try Factorizations.batch(parts.map(\.factors), batch, rows: m, columns: n, dtype: a.dtype)
    let pivots = try Tensor(
        parts.flatMap { $0.pivots.prefix(least).map { Int($0) } }, shape: batch.appending(least), dtype: .int32)
    let info = try Tensor(parts.map(\.zero), shape: batch, dtype: .int32)
    guard Tape.records(a) else { return [factors, pivots, info] }
    let derived = factors.derived("LinalgLuFactorExBackward0", from: [a], saving: [pivots], savingResult: true) {
        step in [try luGradient(step.gradient, step.result, step.saved(0))]
    }
    return [derived, pivots, info]
}

/// The gradient of a square matrix from that of its factors.
private func luGradient(_ gradient: Tensor, _ factors: Tensor, _ pivots: Tensor) throws -> Tensor {
    let n = factors.shape[factors.rank - 1]
    guard factors.shape[factors.rank - 2] == n else {
        throw TensorError.runtime("linalg.lu_factor: gradients of matrices that are not square are not implemented")
    }
    let upper = try triangle(factors, 0, lower: false)
    let lower = try triangle(factors, -1, lower: true) + eye(n, n, dtype: factors.dtype)
    let left = try triangle(matmul(adjoint(lower), triangle(gradient, -1, lower: true)), -1, lower: true)
    let right = try triangle(matmul(triangle(gradient, 0, lower: false), adjoint(upper)), 0, lower: false)
    let inner = try adjoint(solve(upper, adjoint(left + right)))
    return try exchanged(solve(adjoint(lower), inner), pivots)
}

/// Undoes the exchanges of rows, the last one first.
private func exchanged(_ matrix: Tensor, _ pivots: Tensor) throws -> Tensor {
    let n = matrix.shape[matrix.rank - 2]
    let count = pivots.shape[pivots.rank - 1]
    let exchanges = try pivots.asDType(.int64).compacted()
    let numbers = exchanges.pointer(Int.self)
    let batch = Dimensions(matrix.shape.dropLast(2)).elementCount
    var places: [Int] = []
    for line in 0..<batch {
        var order = Array(0..<n)
        for step in 0..<count { order.swapAt(step, numbers[line * count + step] - 1) }
        var inverse = order
        for (place, row) in order.enumerated() { inverse[row] = place }
        places += inverse
    }
    let index = try reshape(Tensor(places), Dimensions(matrix.shape.dropLast()).appending(1))
    return try gather(matrix, -2, expand(index, matrix.shape))
}
