import Glibc

/// `torch.linalg`: decompositions, inverses, systems of equations and norms of matrices.
enum LinearAlgebra {
    static let operations: [Operation] = [
        Operation(
            "svd(Tensor A, bool full_matrices=True, *, str? driver=None) -> (Tensor U, Tensor S, Tensor Vh)",
            "Singular value decomposition.", .linalg
        ) {
            (a: Tensor, full: Bool, driver: String?) in
            try checkDriver(driver, "svd")
            return Outcome.named(type: "linalg_svd", fields: ["U", "S", "Vh"], try svd(a, full: full))
        },
        Operation(
            "svd(Tensor input, bool some=True, bool compute_uv=True) -> (Tensor U, Tensor S, Tensor V)",
            "Singular value decomposition.", .both
        ) {
            (a: Tensor, some: Bool, withVectors: Bool) in
            try checkMatrix(a, "linalg.svd")
            guard withVectors else {
                let batch = Dimensions(a.shape.dropLast(2))
                let blank = try a.shape.suffix(2).map {
                    try Tensor.zeros(batch.appending($0).appending($0), dtype: a.dtype, device: a.device)
                }
                return Outcome.named(
                    type: "svd", fields: ["U", "S", "V"], [blank[0], try singularValues(a), blank[1]])
            }
            let parts = try svd(a, full: !some)
            return Outcome.named(
                type: "svd", fields: ["U", "S", "V"], [parts[0], parts[1], try transpose(parts[2], -2, -1)])
        },
        Operation("svdvals(Tensor A, *, str? driver=None) -> Tensor", "Singular values.", .linalg) {
            (a: Tensor, driver: String?) in
            try checkDriver(driver, "svdvals")
            return try singularValues(a)
        },
        Operation(
            "eigh(Tensor A, str UPLO='L') -> (Tensor eigenvalues, Tensor eigenvectors)",
            "Eigenvalues and eigenvectors of symmetric matrices.", .linalg
        ) {
            (a: Tensor, triangle: String) in
            Outcome.named(
                type: "linalg_eigh", fields: ["eigenvalues", "eigenvectors"], try eigh(a, upper: triangle == "U"))
        },
        Operation("eigvalsh(Tensor A, str UPLO='L') -> Tensor", "Eigenvalues of symmetric matrices.", .linalg) {
            (a: Tensor, triangle: String) in try eigh(a, upper: triangle == "U")[0]
        },
        Operation(
            "eig(Tensor A) -> (Tensor eigenvalues, Tensor eigenvectors)", "Eigenvalues and eigenvectors.", .linalg
        ) { (a: Tensor) in
            Outcome.named(type: "linalg_eig", fields: ["eigenvalues", "eigenvectors"], try eig(a))
        },
        Operation("eigvals(Tensor A) -> Tensor", "Eigenvalues.", .linalg) { (a: Tensor) in try eig(a)[0] },
        Operation("qr(Tensor A, str mode='reduced') -> (Tensor Q, Tensor R)", "QR decomposition.", .linalg) {
            (a: Tensor, mode: String) in
            guard ["reduced", "complete", "r"].contains(mode) else {
                throw TensorError.runtime(
                    "qr received unrecognized mode '\(mode)' but expected one of 'reduced' (default), 'r', or 'complete'"
                )
            }
            var parts = try qr(a, full: mode == "complete")
            if mode == "r" { parts[0] = try Tensor.empty([0], dtype: a.dtype, device: a.device) }
            return Outcome.named(type: "linalg_qr", fields: ["Q", "R"], parts)
        },
        Operation("qr(Tensor input, bool some=True) -> (Tensor Q, Tensor R)", "QR decomposition.", .both) {
            (a: Tensor, some: Bool) in
            Outcome.named(type: "qr", fields: ["Q", "R"], try qr(a, full: !some))
        },
        Operation("cholesky(Tensor A, *, bool upper=False) -> Tensor", "The Cholesky factor.", .linalg) {
            (a: Tensor, upper: Bool) in try choleskyFactor(a, upper)
        },
        Operation("cholesky(Tensor input, bool upper=False) -> Tensor", "The Cholesky factor.", .both) {
            (a: Tensor, upper: Bool) in try choleskyFactor(a, upper)
        },
        Operation("inv(Tensor A) -> Tensor", "The inverse of matrices.", .linalg, inverse),
        Operation("inverse(Tensor input) -> Tensor", "The inverse of matrices.", .both, inverse),
        Operation(
            "pinv.rcond(Tensor A, float rcond, bool hermitian=False) -> Tensor", "The pseudo-inverse.", .linalg
        ) { (a: Tensor, rtol: Double, hermitian: Bool) in try pseudoInverse(hermitian ? symmetric(a) : a, rtol) },
        Operation(
            "pinv(Tensor A, *, float? atol=None, float? rtol=None, bool hermitian=False) -> Tensor",
            "The pseudo-inverse.", .linalg
        ) { (a: Tensor, atol: Double?, rtol: Double?, hermitian: Bool) in
            try pseudoInverse(hermitian ? symmetric(a) : a, rtol, atol: atol)
        },
        Operation("pinverse(Tensor input, float rcond=1e-15) -> Tensor", "The pseudo-inverse.", .both) {
            (a: Tensor, rtol: Double) in try pseudoInverse(a, rtol)
        },
        Operation("solve(Tensor A, Tensor B, *, bool left=True) -> Tensor", "Solves A x = B, or x A = B.", .linalg) {
            (a: Tensor, b: Tensor, left: Bool) in
            try left ? solve(a, b) : transpose(solve(transpose(a, -2, -1), transpose(b, -2, -1)), -2, -1)
        },
        Operation(
            "solve_triangular(Tensor A, Tensor B, *, bool upper, bool left=True, bool unitriangular=False) -> Tensor",
            "Solves a triangular system.", .linalg
        ) {
            (a: Tensor, b: Tensor, upper: Bool, left: Bool, isUnit: Bool) in
            let factor = try triangularPart(a, upper: upper, isUnit: isUnit)
            return left
                ? try solve(factor, b) : try transpose(solve(transpose(factor, -2, -1), transpose(b, -2, -1)), -2, -1)
        },
        Operation(
            "lstsq(Tensor A, Tensor B, float? rcond=None, *, str? driver=None) -> (Tensor solution, Tensor residuals, Tensor rank, Tensor singular_values)",
            "Least squares.", .linalg
        ) {
            (a: Tensor, b: Tensor, rcond: Double?, _: String?) in
            let isVector = b.rank == a.rank - 1 && b.shape == Dimensions(a.shape.dropLast())
            let product = try matmul(pseudoInverse(a, rcond), isVector ? unsqueeze(b, -1) : b)
            let solution = isVector ? try squeeze(product, [-1]) : product
            let empty = try Tensor.empty([0], dtype: a.dtype, device: a.device)
            return Outcome.named(
                type: "linalg_lstsq", fields: ["solution", "residuals", "rank", "singular_values"],
                [solution, empty, try rank(a, rcond), empty])
        },
        Operation("det(Tensor A) -> Tensor", "The determinant.", [.linalg, .function, .method], determinant),
        Operation("logdet(Tensor input) -> Tensor", "The logarithm of the determinant.", .both) { (a: Tensor) in
            let parts = try signAndLogarithm(a)
            return try `where`(lt(parts[0], constant(0, a)), constant(.float(.nan), a), parts[1])
        },
        Operation(
            "slogdet(Tensor A) -> (Tensor sign, Tensor logabsdet)", "The sign and the logarithm of the determinant.",
            .linalg
        ) { (a: Tensor) in
            Outcome.named(type: "linalg_slogdet", fields: ["sign", "logabsdet"], try signAndLogarithm(a))
        },
        Operation(
            "slogdet(Tensor input) -> (Tensor sign, Tensor logabsdet)",
            "The sign and the logarithm of the determinant.",
            .both
        ) { (a: Tensor) in
            Outcome.named(type: "slogdet", fields: ["sign", "logabsdet"], try signAndLogarithm(a))
        },
        Operation(
            "matrix_rank(Tensor A, *, float? atol=None, float? rtol=None, bool hermitian=False) -> Tensor",
            "The rank of matrices.", .linalg
        ) { (a: Tensor, atol: Double?, rtol: Double?, hermitian: Bool) in
            try rank(hermitian ? symmetric(a) : a, rtol, atol: atol)
        },
        Operation(
            "matrix_rank.tol(Tensor A, float tol, bool hermitian=False) -> Tensor", "The rank of matrices.", .linalg
        ) { (a: Tensor, tolerance: Double, hermitian: Bool) in
            try rank(hermitian ? symmetric(a) : a, 0, atol: tolerance)
        },
        Operation(
            "matrix_power(Tensor input, int n) -> Tensor", "Powers of a matrix.", [.linalg, .function, .method],
            matrixPower),
        Operation(
            "matrix_exp(Tensor A) -> Tensor", "The exponential of a matrix.", [.linalg, .function, .method],
            matrixExponential),
        Operation("cond(Tensor A, Scalar|str? p=None) -> Tensor", "The condition number.", .linalg) {
            (a: Tensor, p: MatrixNorm?) in
            guard let p, p.isSpectral == false else {
                let s = try singularValues(a)
                return try (select(s, -1, 0) / select(s, -1, -1)).labelled("SqueezeBackward1")
            }
            return try matrixNorm(a, p, [-2, -1], false) * matrixNorm(inverse(a), p, [-2, -1], false)
        },
        Operation(
            "matrix_norm(Tensor A, Scalar|str ord='fro', int[] dim=(-2, -1), bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
            "The norm of matrices.", .linalg
        ) {
            (a: Tensor, order: MatrixNorm, dims: Dimensions, keepdim: Bool, dtype: DType?) in
            try matrixNorm(dtype.map { try to(a, $0) } ?? a, order, dims, keepdim)
        },
        Operation(
            "norm(Tensor A, Scalar|str? ord=None, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
            "The norm of vectors or matrices.", .linalg
        ) {
            (a: Tensor, order: MatrixNorm?, dims: Dimensions?, keepdim: Bool, dtype: DType?) in
            let x = try dtype.map { try to(a, $0) } ?? a
            guard let order else { return try norm(x, 2, dims, keepdim: keepdim) }
            let isMatrix = dims.map { $0.count == 2 } ?? (x.rank == 2)
            if isMatrix { return try matrixNorm(x, order, dims ?? [-2, -1], keepdim) }
            guard case .number(let p) = order else {
                throw TensorError.runtime("linalg.norm: If ord is a string, the input must be a matrix")
            }
            return try norm(x, p, dims, keepdim: keepdim)
        },
    ]
}

/// Which norm of a matrix: a number, 'fro' or 'nuc'.
enum MatrixNorm: ArgumentConvertible {
    case number(Scalar)
    case frobenius
    case nuclear

    static var argumentName: String { "Number" }
    var isSpectral: Bool { if case .number(let p) = self { p.real == 2 } else { false } }

    static func from(_ argument: Argument) -> MatrixNorm? {
        if case .text(let text) = argument { return text == "fro" ? .frobenius : text == "nuc" ? .nuclear : nil }
        return Scalar.from(argument).map { .number($0) }
    }
}

func checkMatrix(_ a: Tensor, _ name: String, square: Bool = false) throws {
    guard a.rank >= 2 else {
        throw TensorError.runtime("\(name): The input tensor A must have at least 2 dimensions.")
    }
    if square, a.shape[a.rank - 1] != a.shape[a.rank - 2] {
        throw TensorError.runtime(
            "\(name): A must be batches of square matrices, but they are \(a.shape[a.rank - 2]) by \(a.shape[a.rank - 1]) matrices"
        )
    }
    guard a.dtype == .float32 || a.dtype == .float64 else {
        if a.dtype.isIntegral {
            throw TensorError.runtime(
                "\(name): Expected a floating point or complex tensor as input. Got \(a.dtype.scalarName)")
        }
        throw TensorError.notImplemented(operation: "\"\(name.filter { $0 != "." })_cpu\"", dtype: a.dtype)
    }
}

func adjoint(_ a: Tensor) throws -> Tensor { try transpose(a, -2, -1) }

private func choleskyFactor(_ a: Tensor, _ upper: Bool) throws -> Tensor {
    let factor = try cholesky(a)
    return upper ? try transpose(factor, -2, -1) : factor
}

package func cholesky(_ a: Tensor) throws -> Tensor {
    try checkMatrix(a, "linalg.cholesky", square: true)
    if a.isMeta { return try Tensor.empty(a.shape, dtype: a.dtype, device: .meta) }
    let n = a.shape[a.rank - 1]
    let factors = try Factorizations.columns(a).matrices.map { matrix in
        let (factor, failed) = Factorizations.cholesky(matrix, n)
        guard failed == 0 else {
            throw Factorizations.failure(
                "linalg.cholesky: The factorization could not be completed because the input is not positive-definite (the "
                    + "leading minor of order \(failed) is not positive-definite).")
        }
        return factor
    }
    let output = try Factorizations.batch(factors, Dimensions(a.shape.dropLast(2)), rows: n, columns: n, dtype: a.dtype)
    guard Tape.records(a) else { return output }
    return output.derived("LinalgCholeskyExBackward0", from: [a], savingResult: true) { step in
        let factor = try step.result
        let inner = try triangle(matmul(adjoint(factor), step.gradient), 0, lower: true)
        let phi = try inner - diagEmbed(diagonal(inner, 0, -2, -1)) * 0.5
        let half = try solve(adjoint(factor), phi)
        let whole = try adjoint(solve(adjoint(factor), adjoint(half)))
        return [try (whole + adjoint(whole)) * 0.5]
    }
}

package func inverse(_ a: Tensor) throws -> Tensor {
    try checkMatrix(a, "linalg.inv", square: true)
    let n = a.shape[a.rank - 1]
    let output = try GradientMode.disabled {
        try systemSolution(
            a, expand(eye(n, dtype: a.dtype, device: a.device), a.shape), "linalg.inv: The diagonal element")
    }
    guard Tape.records(a) else { return output }
    return output.derived("LinalgInvExBackward0", from: [a], savingResult: true) { step in
        let turned = try adjoint(step.result)
        return [try -matmul(matmul(turned, step.gradient), turned)]
    }
}

/// Solves `a x = b`; `b` is a vector or a matrix, or a batch of them.
package func solve(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try checkMatrix(a, "linalg.solve", square: true)
    let isVector = b.rank == 1 || b.rank == a.rank - 1 && b.shape == Dimensions(a.shape.dropLast())
    let sides = isVector ? try unsqueeze(b, -1) : b
    guard sides.rank >= 2, sides.shape[sides.rank - 2] == a.shape[a.rank - 1] else {
        throw TensorError.runtime(
            "linalg.solve: Incompatible shapes of A and B for the equation AX = B (\(a.shape.crossed) and \(sides.shape.crossed))"
        )
    }
    let output = try GradientMode.disabled {
        try systemSolution(a, sides, "torch.linalg.solve: The solver failed because the input matrix is singular.")
    }
    if Tape.records(a, sides) {
        _ = output.derived("LinalgSolveExBackward0", from: [a, sides], saving: [a], savingResult: true) { step in
            let gradient = try solve(adjoint(step.saved(0)), step.gradient)
            return [try step.when(0) { try -matmul(gradient, adjoint(step.result)) }, gradient]
        }
    }
    return isVector ? try squeeze(output, [-1]).labelled("LinalgSolveExBackward0") : output
}

private func systemSolution(_ a: Tensor, _ b: Tensor, _ complaint: String) throws -> Tensor {
    let batch = try broadcast(Dimensions(a.shape.dropLast(2)), Dimensions(b.shape.dropLast(2)))
    let (n, sides) = (a.shape[a.rank - 1], b.shape[b.rank - 1])
    let shape = batch.appending(n).appending(sides)
    if a.isMeta || b.isMeta { return try Tensor.empty(shape, dtype: a.dtype, device: .meta) }
    let left = try Factorizations.columns(expand(a, batch.appending(n).appending(n))).matrices
    let right = try Factorizations.columns(expand(b, shape)).matrices
    let solutions = try zip(left, right).map { matrix, side in
        let (factors, pivots, zero) = Factorizations.triangular(matrix, n)
        guard zero == 0 else {
            let detail =
                complaint.hasSuffix(".")
                ? complaint
                : "\(complaint) \(zero) is zero, the inversion could not be completed because the input matrix is singular."
            throw Factorizations.failure(detail)
        }
        return Factorizations.solve(factors, pivots, n, side, sides)
    }
    return try Factorizations.batch(solutions, batch, rows: n, columns: sides, dtype: a.dtype)
}

/// The sign and the logarithm of the absolute determinant of each matrix.
private func determinants(_ a: Tensor) throws -> [(sign: Double, logarithm: Double, value: Double)] {
    let n = a.shape[a.rank - 1]
    return try Factorizations.columns(a).matrices.map { matrix in
        let (factors, pivots, _) = Factorizations.triangular(matrix, n)
        var (sign, logarithm, value) = (1.0, 0.0, 1.0)
        for index in 0..<n {
            let entry = factors[index * n + index] * (Int(pivots[index]) == index + 1 ? 1 : -1)
            value *= entry
            sign *= entry > 0 ? 1 : entry < 0 ? -1 : 0
            logarithm += Glibc.log(entry.magnitude)
        }
        return (sign, logarithm, value)
    }
}

package func determinant(_ a: Tensor) throws -> Tensor {
    try checkMatrix(a, "linalg.det", square: true)
    let shape = Dimensions(a.shape.dropLast(2))
    if a.isMeta { return try Tensor.empty(shape, dtype: a.dtype, device: .meta) }
    let output = try Tensor(determinants(a).map(\.value), shape: shape, dtype: a.dtype)
    guard Tape.records(a) else { return output }
    return output.derived("LinalgDetBackward0", from: [a], saving: [a], savingResult: true) { step in
        let scaled = try step.gradient * step.result
        return [try unsqueeze(unsqueeze(scaled, -1), -1) * adjoint(inverse(step.saved(0)))]
    }
}

package func signAndLogarithm(_ a: Tensor) throws -> [Tensor] {
    try checkMatrix(a, "linalg.slogdet", square: true)
    let shape = Dimensions(a.shape.dropLast(2))
    if a.isMeta { return try (0..<2).map { _ in try Tensor.empty(shape, dtype: a.dtype, device: .meta) } }
    let parts = try determinants(a)
    let sign = try Tensor(parts.map(\.sign), shape: shape, dtype: a.dtype)
    let logarithm = try Tensor(parts.map(\.logarithm), shape: shape, dtype: a.dtype)
    guard Tape.records(a) else { return [sign, logarithm] }
    derive([sign, logarithm], "LinalgSlogdetBackward0", from: [a], saving: [a]) { step in
        [try unsqueeze(unsqueeze(step.gradient(1), -1), -1) * adjoint(inverse(step.saved(0)))]
    }
    return [sign, logarithm]
}

package func pseudoInverse(_ a: Tensor, _ rtol: Double?, atol: Double? = nil) throws -> Tensor {
    let parts = try svd(a)
    let s = parts[1]
    // An absolute tolerance alone switches the relative one off.
    let usual =
        atol.map { $0 > 0 } == true
        ? 0
        : Double(Swift.max(a.shape[a.rank - 2], a.shape[a.rank - 1]))
            * (a.dtype == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne))
    let relative = try amax(detach(s), [-1], keepdim: true) * .float(rtol ?? usual)
    let limit =
        try atol.map {
            try maximum(relative, Tensor.scalar(.float($0), dtype: relative.dtype, device: relative.device))
        } ?? relative
    let kept = try `where`(gt(s, limit), 1 / s, constant(0, s))
    return try matmul(adjoint(parts[2]) * unsqueeze(kept, -2), adjoint(parts[0])).labelled("LinalgPinvBackward0")
}

/// The matrix whose lower triangle this one has.
private func symmetric(_ a: Tensor) throws -> Tensor {
    try triangle(a, 0, lower: true) + adjoint(triangle(a, -1, lower: true))
}

private func checkDriver(_ driver: String?, _ name: String) throws {
    guard driver != nil else { return }
    throw TensorError.runtime(
        "linalg_\(name): keyword argument `driver=` is only supported on CUDA inputs with cuSOLVER backend.")
}

private func rank(_ a: Tensor, _ rtol: Double?, atol: Double? = nil) throws -> Tensor {
    let s = try detach(singularValues(a))
    let tolerance =
        rtol
        ?? (atol ?? 0 > 0
            ? 0
            : Double(Swift.max(a.shape[a.rank - 2], a.shape[a.rank - 1]))
                * (a.dtype == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne)))
    let limit = try amax(s, [-1], keepdim: true) * .float(tolerance)
    return try sum(gt(s, atol.map { try clamp(limit, constant(.float($0), limit), nil) } ?? limit), [-1])
}

private func matrixPower(_ a: Tensor, _ exponent: Int) throws -> Tensor {
    guard a.rank >= 2, a.shape[a.rank - 1] == a.shape[a.rank - 2] else {
        throw TensorError.runtime(
            "linalg.matrix_power: A must be batches of square matrices, but they are \(a.shape.crossed) matrices")
    }
    if exponent < 0 { return try matrixPower(inverse(a), exponent == .min ? .max : -exponent) }
    if exponent == 0 { return try clone(expand(eye(a.shape[a.rank - 1], dtype: a.dtype, device: a.device), a.shape)) }
    var (result, square, left): (Tensor?, Tensor, Int) = (nil, a, exponent)
    while left > 0 {
        if left & 1 == 1 { result = try result.map { try matmul($0, square) } ?? square }
        left >>= 1
        if left > 0 { square = try matmul(square, square) }
    }
    return result ?? a
}

/// Scaling, a Taylor series, and squaring.
private func matrixExponential(_ a: Tensor) throws -> Tensor {
    try checkMatrix(a, "linalg.matrix_exp", square: true)
    let size = a.isMeta ? 0 : try largest(abs(detach(a))).item().real * Double(a.shape[a.rank - 1])
    guard size != .infinity else { return try (a * .float(.nan)).labelled("LinalgMatrixExpBackward0") }
    let halvings = size > 0.5 ? Int(Glibc.log2(size / 0.5).rounded(.up)) : 0
    let scaled = try a / .float(Glibc.pow(2, Double(halvings)))
    var term = try expand(eye(a.shape[a.rank - 1], dtype: a.dtype, device: a.device), a.shape)
    var total = term
    for index in 1...14 {
        term = try matmul(term, scaled) / .int(index)
        total = try total + term
    }
    for _ in 0..<Swift.min(halvings, 100) { total = try matmul(total, total) }
    return total.labelled("LinalgMatrixExpBackward0")
}

func matrixNorm(_ a: Tensor, _ order: MatrixNorm, _ dims: Dimensions, _ keepdim: Bool) throws -> Tensor {
    guard dims.count == 2 else { throw TensorError.runtime("linalg.matrix_norm: dim must be a 2-tuple. Got \(dims)") }
    func singular() throws -> Tensor {
        let s = try singularValues(movedim(a, dims, [-2, -1]))
        return s
    }
    let result: Tensor
    switch order {
    case .frobenius: return try norm(a, 2, dims, keepdim: keepdim)
    case .nuclear: result = try sum(singular(), [-1])
    case .number(let p):
        switch p.real {
        case 2: result = try amax(singular(), [-1])
        case -2: result = try amin(singular(), [-1])
        case 1, -1, .infinity, -.infinity:
            let (summed, picked) = p.real.isInfinite ? (dims[1], dims[0]) : (dims[0], dims[1])
            let totals = try sum(abs(a), [summed], keepdim: true)
            let values = try p.real > 0 ? amax(totals, [picked], keepdim: true) : amin(totals, [picked], keepdim: true)
            return keepdim ? values : try squeeze(values, dims).labelled("AmaxBackward0")
        default: throw TensorError.runtime("linalg.matrix_norm: Order \(p.real) not supported.")
        }
    }
    guard keepdim else { return result }
    let axes = try dims.map { try a.dimension($0) }.sorted()
    return try axes.reduce(result) { try unsqueeze($0, $1) }
}
