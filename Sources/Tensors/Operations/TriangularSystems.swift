/// Systems with triangular matrices and reflections, as compositions of the solver.
enum TriangularSystems {
    static let operations: [Operation] = [
        Operation(
            "cholesky_solve(Tensor input, Tensor input2, bool upper=False) -> Tensor", "Solves with a Cholesky factor.",
            .both
        ) { (right: Tensor, given: Tensor, upper: Bool) in
            let factor = try triangle(given, 0, lower: !upper)
            let flipped = try transpose(factor, -2, -1)
            return try solve(upper ? matmul(flipped, factor) : matmul(factor, flipped), right)
        },
        Operation(
            "cholesky_inverse(Tensor input, bool upper=False) -> Tensor", "The inverse from a Cholesky factor.", .both
        ) { (given: Tensor, upper: Bool) in
            let factor = try triangle(given, 0, lower: !upper)
            let flipped = try transpose(factor, -2, -1)
            return try inverse(upper ? matmul(flipped, factor) : matmul(factor, flipped))
        },
        Operation(
            "triangular_solve(Tensor input, Tensor A, bool upper=True, bool transpose=False, bool unitriangular=False) -> (Tensor solution, Tensor cloned_coefficient)",
            "Solves with a triangular matrix.", .both
        ) { (right: Tensor, matrix: Tensor, upper: Bool, transposed: Bool, isUnit: Bool) in
            let part = try triangularPart(matrix, upper: upper, isUnit: isUnit)
            let solution = try solve(transposed ? transpose(part, -2, -1) : part, right)
            return Outcome.named(
                type: "triangular_solve", fields: ["solution", "cloned_coefficient"], [solution, try clone(matrix)])
        },
        Operation(
            "householder_product(Tensor input, Tensor tau) -> Tensor", "The product of reflections.", .linalg,
            reflections),
        Operation("vecdot(Tensor x, Tensor y, *, int dim=-1) -> Tensor", "Dot products along a dimension.", .linalg) {
            (a: Tensor, b: Tensor, axis: Int) in try sum(conjugate(a) * b, [axis])
        },
    ]

    @Sendable private static func reflections(_ input: Tensor, _ scales: Tensor) throws -> Tensor {
        guard input.rank >= 2, scales.rank == input.rank - 1,
            scales.shape[scales.rank - 1] <= input.shape[input.rank - 1]
        else { throw TensorError.runtime("torch.linalg.householder_product: input must have at least 2 dimensions.") }
        let (rows, columns) = (input.shape[input.rank - 2], input.shape[input.rank - 1])
        guard rows >= columns else {
            throw TensorError.runtime(
                "torch.linalg.householder_product: input.shape[-2] must be greater than or equal to input.shape[-1]")
        }
        let unit = try eye(rows, columns, dtype: input.dtype, device: input.device)
        let vectors = try triangle(input, -1, lower: true) + unit
        var result = try expand(unit, input.shape)
        for index in (0..<scales.shape[scales.rank - 1]).reversed() {
            let vector = try narrow(vectors, -1, index, 1)
            let scale = try unsqueeze(narrow(scales, -1, index, 1), -1)
            result = try result - scale * matmul(vector, matmul(transpose(vector, -2, -1), result))
        }
        return result.labelled("LinalgHouseholderProductBackward0")
    }
}

/// One triangle of a matrix; with `isUnit`, ones stand on the diagonal whatever the matrix holds there.
func triangularPart(_ matrix: Tensor, upper: Bool, isUnit: Bool) throws -> Tensor {
    guard isUnit, matrix.rank >= 2 else { return try triangle(matrix, 0, lower: !upper) }
    let size = matrix.shape[matrix.rank - 1]
    return try triangle(matrix, upper ? 1 : -1, lower: !upper) + eye(size, dtype: matrix.dtype, device: matrix.device)
}
