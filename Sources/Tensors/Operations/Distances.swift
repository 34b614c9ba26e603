/// Distances between all pairs of rows of two (batches of) matrices.
package func cdist(_ a: Tensor, _ b: Tensor, _ p: Double = 2) throws -> Tensor {
    guard a.rank >= 2, b.rank >= 2 else {
        throw TensorError.runtime("cdist only supports at least 2D tensors, X1 got: \(a.rank)D")
    }
    guard a.shape.last == b.shape.last else {
        throw TensorError.runtime(
            "X1 and X2 must have the same number of columns. X1: \(a.shape.last ?? 0) X2: \(b.shape.last ?? 0)")
    }
    // From this size on PyTorch takes a product of matrices too.
    let isLarge = a.shape[a.rank - 2] > 25 || b.shape[b.rank - 2] > 25
    if p == 2, isLarge, a.shape.dropLast(2) == b.shape.dropLast(2), a.dtype == b.dtype {
        return try euclideanDistances(a, b)
    }
    return try norm(unsqueeze(a, -2) - unsqueeze(b, -3), .float(p), [-1], node: "CdistBackward0")
}

/// The root of |x|^2 - 2 x·y + |y|^2, as one product of matrices with two more columns.
private func euclideanDistances(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let output = try GradientMode.disabled {
        let (x, y) = (try sum(a * a, [-1], keepdim: true), try sum(b * b, [-1], keepdim: true))
        let left = try cat([a * -2, x, x.zerosLike() + 1], -1)
        let right = try cat([b, y.zerosLike() + 1, y], -1)
        let squares = try matmul(left, transpose(right, -2, -1))
        return try sqrt(maximum(squares, squares.zerosLike()))
    }
    guard Tape.records(a, b) else { return output }
    return output.derived("CdistBackward0", from: [a, b], saving: [a, b], savingResult: true) { step in
        let (a, b, distances) = (try step.saved(0), try step.saved(1), try step.result)
        let isZero = try distances.equals(0)
        let ratio = try step.gradient / `where`(isZero, constant(1, distances), distances)
        let weights = try `where`(isZero, constant(0, ratio), ratio)
        let turned = try transpose(weights, -2, -1)
        return [
            try step.when(0) { try a * sum(weights, [-1], keepdim: true) - matmul(weights, b) },
            try step.when(1) { try b * sum(turned, [-1], keepdim: true) - matmul(turned, a) },
        ]
    }
}
