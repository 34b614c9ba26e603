// Factorisations of matrices by LAPACK, with their derivatives: singular values, eigenvalues, QR.

import Glibc

/// `[U, S, Vh]`.
package func svd(_ a: Tensor, full: Bool = false) throws -> [Tensor] {
    try checkMatrix(a, "linalg.svd")
    let (m, n) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
    let (least, batch) = (Swift.min(m, n), Dimensions(a.shape.dropLast(2)))
    let (uColumns, vRows) = full ? (m, n) : (least, least)
    guard !a.isMeta else {
        return try [
            batch.appending(m).appending(uColumns), batch.appending(least), batch.appending(vRows).appending(n),
        ].map {
            try Tensor.empty($0, dtype: a.dtype, device: .meta)
        }
    }
    let parts = try Factorizations.columns(a).matrices.map { try Factorizations.singular($0, m, n, full: full) }
    let results = [
        try Factorizations.batch(parts.map(\.u), batch, rows: m, columns: uColumns, dtype: a.dtype),
        try Factorizations.vectors(parts.map(\.s), batch, length: least, dtype: a.dtype),
        try Factorizations.batch(parts.map(\.v), batch, rows: vRows, columns: n, dtype: a.dtype),
    ]
    guard Tape.records(a) else { return results }
    derive(results, "LinalgSvdBackward0", from: [a], savingResults: true) { step in
        let u = try narrow(step.saved(0), -1, 0, least)
        let vh = try narrow(step.saved(2), -2, 0, least)
        let gradients = try (0..<3).map { step.gradients[$0] == nil ? nil : try step.gradient($0) }
        let gu = try gradients[0].map { try narrow($0, -1, 0, least) }
        let gv = try gradients[2].map { try narrow($0, -2, 0, least) }
        return [try svdGradient(gu, gradients[1], gv, u, step.saved(1), vh)]
    }
    return results
}

/// Townsend's formula for thin factors.
private func svdGradient(_ gu: Tensor?, _ gs: Tensor?, _ gvh: Tensor?, _ u: Tensor, _ s: Tensor, _ vh: Tensor) throws
    -> Tensor
{
    var core = try gs.map { try diagEmbed($0) } ?? diagEmbed(s.zerosLike())
    let squares = try s * s
    let gap = try unsqueeze(squares, -2) - unsqueeze(squares, -1)
    let safe = try `where`(gap.equals(0), constant(.float(.infinity), gap), gap)
    let (left, right) = (try unsqueeze(s, -1), try unsqueeze(s, -2))
    if let gu {
        let skew = try matmul(adjoint(u), gu)
        core = try core + (skew - adjoint(skew)) / safe * right
    }
    if let gvh {
        let skew = try matmul(vh, adjoint(gvh))
        core = try core + left * ((skew - adjoint(skew)) / safe)
    }
    var result = try matmul(matmul(u, core), vh)
    if let gu, u.shape[u.rank - 2] > u.shape[u.rank - 1] {
        let outside = try gu - matmul(u, matmul(adjoint(u), gu))
        result = try result + matmul(outside / right, vh)
    }
    if let gvh, vh.shape[vh.rank - 1] > vh.shape[vh.rank - 2] {
        let outside = try gvh - matmul(matmul(gvh, adjoint(vh)), vh)
        result = try result + matmul(u, outside / left)
    }
    return result
}

package func singularValues(_ a: Tensor) throws -> Tensor { try svd(a)[1] }

/// `[eigenvalues, eigenvectors]` of symmetric matrices.
package func eigh(_ a: Tensor, upper: Bool = false) throws -> [Tensor] {
    try checkMatrix(a, "linalg.eigh", square: true)
    let (n, batch) = (a.shape[a.rank - 1], Dimensions(a.shape.dropLast(2)))
    guard !a.isMeta else {
        return [
            try Tensor.empty(batch.appending(n), dtype: a.dtype, device: .meta),
            try Tensor.empty(a.shape, dtype: a.dtype, device: .meta),
        ]
    }
    let parts = try Factorizations.columns(a).matrices.map { try Factorizations.symmetric($0, n, upper: upper) }
    let results = [
        try Factorizations.vectors(parts.map(\.values), batch, length: n, dtype: a.dtype),
        try Factorizations.batch(parts.map(\.vectors), batch, rows: n, columns: n, dtype: a.dtype),
    ]
    guard Tape.records(a) else { return results }
    derive(results, "LinalgEighBackward0", from: [a], savingResults: true) { step in
        let (values, vectors) = (try step.saved(0), try step.saved(1))
        var core = try diagEmbed(step.gradient(0))
        if step.gradients[1] != nil {
            let gap = try unsqueeze(values, -2) - unsqueeze(values, -1)
            let safe = try `where`(gap.equals(0), constant(.float(.infinity), gap), gap)
            let inner = try matmul(adjoint(vectors), step.gradient(1))
            core = try core + (inner - adjoint(inner)) * 0.5 / safe
        }
        return [try matmul(matmul(vectors, core), adjoint(vectors))]
    }
    return results
}

/// `[eigenvalues, eigenvectors]`, complex.
package func eig(_ a: Tensor) throws -> [Tensor] {
    try checkMatrix(a, "linalg.eig", square: true)
    let (n, batch) = (a.shape[a.rank - 1], Dimensions(a.shape.dropLast(2)))
    let dtype = a.dtype.complex
    guard !a.isMeta else {
        return [
            try Tensor.empty(batch.appending(n), dtype: dtype, device: .meta),
            try Tensor.empty(a.shape, dtype: dtype, device: .meta),
        ]
    }
    let parts = try Factorizations.columns(a).matrices.map { try Factorizations.general($0, n) }
    let values = try viewAsComplex(Tensor(parts.flatMap(\.values), shape: batch.appending(n).appending(2)))
    let columns = try viewAsComplex(
        Tensor(parts.flatMap(\.vectors), shape: batch.appending(n).appending(n).appending(2)))
    let results = [try to(values, dtype), try to(contiguous(adjoint(columns)), dtype)]
    guard Tape.records(a) else { return results }
    derive(results, "LinalgEigBackward0", from: [a], savingResults: true, eigenvalueGradient)
    return results
}

/// V^-H core V^H, where the core holds the gradients of the eigenvalues on its diagonal, and beside it those of the
/// eigenvectors, of which the part along each vector is taken out, over the differences of the eigenvalues.
private func eigenvalueGradient(_ step: BackwardStep) throws -> [Tensor?] {
    let (values, vectors) = (try step.saved(0), try step.saved(1))
    let turned = try conjugateTranspose(vectors)
    var core = try diagEmbed(step.gradient(0))
    if step.gradients[1] != nil {
        let along = try matmul(turned, step.gradient(1))
        let lengths = try diagonal(along, 0, -2, -1)
        try checkPhases(lengths)
        let rest = try along - matmul(turned, vectors * unsqueeze(to(realPart(lengths), vectors.dtype), -2))
        let gaps = try conjugate(unsqueeze(values, -2) - unsqueeze(values, -1))
        let isDiagonal = try eye(values.shape[values.rank - 1], dtype: .bool)
        let between = try rest / `where`(isDiagonal, constant(1, gaps), gaps)
        core = try core + `where`(isDiagonal, constant(0, between), between)
    }
    return [try realPart(matmul(conjugateTranspose(complexInverse(vectors)), matmul(core, turned)))]
}

/// Refuses a loss that depends on the phases of eigenvectors, which nothing determines.
private func checkPhases(_ lengths: Tensor) throws {
    guard try abs(imaginaryPart(lengths)).doubles().allSatisfy({ $0 <= 1e-2 }) else {
        throw TensorError.runtime(
            "linalg_eig_backward: The eigenvectors in the complex case are specified up to multiplication by e^{i phi}. The "
                + "specified loss function depends on this quantity, so it is ill-defined.")
    }
}

private func conjugateTranspose(_ a: Tensor) throws -> Tensor { try conjugate(adjoint(a)) }

/// The inverse of X + iY, by that of the real matrix [[X, -Y], [Y, X]], which multiplies the parts as it does.
private func complexInverse(_ a: Tensor) throws -> Tensor {
    let (x, y, n) = (try realPart(a), try imaginaryPart(a), a.shape[a.rank - 1])
    let real = try inverse(cat([cat([x, -y], -1), cat([y, x], -1)], -2))
    let first = try narrow(real, -1, 0, n)
    return try complex(narrow(first, -2, 0, n), narrow(first, -2, n, n))
}

/// `[Q, R]`.
package func qr(_ a: Tensor, full: Bool = false) throws -> [Tensor] {
    try checkMatrix(a, "linalg.qr")
    let (m, n) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
    let (width, batch) = (full ? m : Swift.min(m, n), Dimensions(a.shape.dropLast(2)))
    guard !a.isMeta else {
        return try [batch.appending(m).appending(width), batch.appending(width).appending(n)].map {
            try Tensor.empty($0, dtype: a.dtype, device: .meta)
        }
    }
    let parts = try Factorizations.columns(a).matrices.map { try Factorizations.orthogonal($0, m, n, full: full) }
    let results = [
        try Factorizations.batch(parts.map(\.q), batch, rows: m, columns: width, dtype: a.dtype),
        try Factorizations.batch(parts.map(\.r), batch, rows: width, columns: n, dtype: a.dtype),
    ]
    guard Tape.records(a) else { return results }
    derive(results, "LinalgQrBackward0", from: [a], savingResults: true) { step in
        let (q, r) = (try step.saved(0), try step.saved(1))
        guard m >= n, !full || m == n else {
            throw TensorError.runtime(
                "The QR decomposition is not differentiable when mode='complete' and nrows > ncols")
        }
        let (gq, gr) = (try step.gradient(0), try step.gradient(1))
        let inner = try matmul(r, adjoint(gr)) - matmul(adjoint(gq), q)
        let lower = try triangle(inner, -1, lower: true)
        let symmetric = try lower + adjoint(lower) + diagEmbed(diagonal(inner, 0, -2, -1))
        let sum = try gq + matmul(q, symmetric)
        return [try adjoint(solve(r, adjoint(sum)))]
    }
    return results
}
