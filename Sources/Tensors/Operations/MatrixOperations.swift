import COpenBLAS

/// Products of matrices and vectors.
enum MatrixOperations {
    static let operations: [Operation] = [
        Operation(
            "matmul(Tensor input, Tensor other) -> Tensor", "The product of matrices, batches of them, or vectors.",
            .both, matmul),
        Operation("mm(Tensor input, Tensor mat2) -> Tensor", "The product of two matrices.", .both, mm),
        Operation("bmm(Tensor input, Tensor mat2) -> Tensor", "The products of two batches of matrices.", .both, bmm),
        Operation("mv(Tensor input, Tensor vec) -> Tensor", "The product of a matrix and a vector.", .both, mv),
        Operation("dot(Tensor input, Tensor tensor) -> Tensor", "The inner product of two vectors.", .both, dot),
        Operation("vdot(Tensor input, Tensor other) -> Tensor", "The inner product of two vectors.", .both) {
            try dot(conjugate($0), $1)
        },
        Operation("inner(Tensor input, Tensor other) -> Tensor", "Inner products over the last dimensions.", .both) {
            (a: Tensor, b: Tensor) in
            a.rank == 0 || b.rank == 0 ? try a * b : try tensordot(a, b, [a.rank - 1], [b.rank - 1])
        },
        Operation("outer(Tensor input, Tensor vec2) -> Tensor", "All products of two vectors.", .both, outer),
        Operation("ger(Tensor input, Tensor vec2) -> Tensor", "All products of two vectors.", .both, outer),
        Operation(
            "addmm(Tensor input, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
            "beta * input + alpha * mat1 @ mat2.", .all, addmm),
        Operation(
            "baddbmm(Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
            "beta * input + alpha * batch1 @ batch2.", .all
        ) { (input: Tensor, a: Tensor, b: Tensor, beta: Scalar, alpha: Scalar) in
            try roundedOnce([input, a, b]) { try added($0[0], bmm($0[1], $0[2]), beta, alpha) }
                .labelled("BaddbmmBackward0")
        },
        Operation(
            "addbmm(Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
            "beta * input + alpha * the sum of batch1 @ batch2.", .all
        ) { (input: Tensor, a: Tensor, b: Tensor, beta: Scalar, alpha: Scalar) in
            try added(input, sum(bmm(a, b), [0]), beta, alpha)
        },
        Operation(
            "addmv(Tensor input, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
            "beta * input + alpha * mat @ vec.", .all
        ) { (input: Tensor, a: Tensor, b: Tensor, beta: Scalar, alpha: Scalar) in
            try added(input, mv(a, b), beta, alpha)
        },
        Operation(
            "addr(Tensor input, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
            "beta * input + alpha * outer(vec1, vec2).", .all
        ) { (input: Tensor, a: Tensor, b: Tensor, beta: Scalar, alpha: Scalar) in
            try added(input, outer(a, b), beta, alpha)
        },
        Operation(
            "linear(Tensor input, Tensor weight, Tensor? bias=None) -> Tensor", "input @ weight.T + bias.", .functional
        ) {
            try linear($0, $1, $2)
        },
        Operation("kron(Tensor input, Tensor other) -> Tensor", "The Kronecker product.", .both, kron),
        Operation(
            "cross(Tensor input, Tensor other, int? dim=None) -> Tensor", "The cross product of vectors.", .both
        ) {
            (a: Tensor, b: Tensor, dim: Int?) in
            guard let axis = dim ?? a.shape.firstIndex(of: 3) else {
                throw TensorError.runtime("no dimension of size 3 in input")
            }
            return try cross(a, b, axis)
        },
        Operation(
            "cross(Tensor input, Tensor other, *, int dim=-1) -> Tensor", "The cross product of vectors.", .linalg
        ) {
            (a: Tensor, b: Tensor, dim: Int) in try cross(a, b, dim)
        },
        Operation("chain_matmul(Tensor[] matrices) -> Tensor", "The product of several matrices.", .function) {
            (matrices: [Tensor]) in
            guard let first = matrices.first else {
                throw TensorError.runtime("chain_matmul(): Expected one or more matrices")
            }
            return try matrices.dropFirst().reduce(first) { try mm($0, $1) }
        },
        Operation("multi_dot(Tensor[] tensors) -> Tensor", "The product of several matrices.", .linalg) {
            (matrices: [Tensor]) in
            guard let first = matrices.first else {
                throw TensorError.runtime("multi_dot(): expected at least 2 tensors but got 0")
            }
            return try matrices.dropFirst().reduce(first) { try matmul($0, $1) }
        },
        Operation(
            "einsum(str equation, Tensor[] operands) -> Tensor", "Sums of products in Einstein's notation.", .function
        ) {
            (equation: String, operands: [Tensor]) in try einsum(equation, operands)
        },
        Operation(
            "cdist(Tensor x1, Tensor x2, float p=2.0) -> Tensor", "Distances between all pairs of rows.", .function
        ) {
            (a: Tensor, b: Tensor, p: Double) in try cdist(a, b, p)
        },
    ]
}

/// The product of matrices, batches of matrices and vectors, with PyTorch's rules for dimensions.
package func matmul(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    if let short = try Autocast.product(a, b, body: { try matmul($0[0] ?? a, $0[1] ?? b) }) { return short }
    switch (a.rank, b.rank) {
    case (0, _), (_, 0):
        throw TensorError.runtime(
            "both arguments to matmul need to be at least 1D, but they are \(a.rank)D and \(b.rank)D")
    case (1, 1): return try dot(a, b)
    case (2, 1): return try mv(a, b)
    case (1, 2): return try squeeze(mm(unsqueeze(a, 0), b), [0]).labelled("SqueezeBackward4")
    case (2, 2): return try mm(a, b)
    case (_, 1), (_, 2): return try foldedProduct(a, b)
    case (1, _): return try squeeze(matmul(unsqueeze(a, 0), b), [-2]).labelled("UnsafeViewBackward0")
    default: return try batchedProduct(a, b)
    }
}

/// A batch of matrices times one matrix or vector: the batch becomes rows.
private func foldedProduct(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let depth = a.shape[a.rank - 1]
    var shape = a.shape
    shape.removeLast()
    let rows = shape.elementCount
    if b.rank == 2 { shape.append(b.shape[1]) }
    let folded = try reshape(a, [rows, depth])
    let product = b.rank == 1 ? try mv(folded, b) : try mm(folded, b)
    return try unsafeView(product, shape)
}

/// A view of a fresh result, named as PyTorch names it.
func unsafeView(_ input: Tensor, _ shape: Dimensions) throws -> Tensor {
    let original = input.shape
    let result = input.viewed(
        Layout(shape: shape, strides: shape.contiguousStrides, offset: input.offset), "UnsafeViewBackward0"
    ) {
        [try reshape($0.gradient, original)]
    }
    result.base = nil
    return result
}

private func batchedProduct(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let batch = try broadcast(Dimensions(a.shape.dropLast(2)), Dimensions(b.shape.dropLast(2)))
    let (rows, depth) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
    let (inner, columns) = (b.shape[b.rank - 2], b.shape[b.rank - 1])
    let count = batch.elementCount
    let left = try reshape(expand(a, batch.appending(rows).appending(depth)), [count, rows, depth])
    let right = try reshape(expand(b, batch.appending(inner).appending(columns)), [count, inner, columns])
    let product = try unsafeView(bmm(left, right), batch.appending(rows).appending(columns))
    return a.rank == 2 ? product.labelled("CloneBackward0") : product
}

private func checkProduct(_ a: Tensor, _ b: Tensor) throws {
    guard a.dtype == b.dtype else { throw TensorError.dtypeMismatch(expected: a.dtype, found: b.dtype) }
}

package func mm(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    if let short = try Autocast.product(a, b, body: { try mm($0[0] ?? a, $0[1] ?? b) }) { return short }
    guard a.rank == 2 else { throw TensorError.runtime("self must be a matrix") }
    guard b.rank == 2 else { throw TensorError.runtime("mat2 must be a matrix") }
    guard a.shape[1] == b.shape[0] else { throw TensorError.matrixShapes(a.shape, b.shape) }
    try checkProduct(a, b)
    let output = try product(a, b)
    guard Tape.records(a, b) else { return output }
    let (left, right) = (a.isTransposed, b.isTransposed)
    return output.derived("MmBackward0", from: [a, b], saving: [a, b]) { step in
        [
            try step.when(0) { try leftGradient(step.gradient, step.saved(1), isTransposed: left) },
            try step.when(1) { try rightGradient(step.gradient, step.saved(0), isTransposed: right) },
        ]
    }
}

/// The gradient of `a` in `a @ b`, laid out as `a` is: the gradient of a transposed weight transposes back for nothing.
private func leftGradient(_ gradient: Tensor, _ b: Tensor, isTransposed: Bool) throws -> Tensor {
    isTransposed ? try t(mm(conjugate(b), t(gradient))) : try mm(gradient, t(conjugate(b)))
}

/// The gradient of `b` in `a @ b`, laid out as `b` is.
private func rightGradient(_ gradient: Tensor, _ a: Tensor, isTransposed: Bool) throws -> Tensor {
    isTransposed ? try t(mm(t(gradient), conjugate(a))) : try mm(t(conjugate(a)), gradient)
}

extension Tensor {
    /// A matrix that lies in memory column by column.
    fileprivate var isTransposed: Bool { strides[0] == 1 && strides[1] > 1 && shape[0] > 1 }
}

/// The product of two matrices or of two batches of them, whose shapes were checked.
private func product(_ a: Tensor, _ b: Tensor, bias: Tensor? = nil) throws -> Tensor {
    if bias == nil, let tiny = try tinyProduct(a, b) { return tiny }
    let batched = a.rank == 3
    let (rows, depth) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
    let columns = b.shape[b.rank - 1]
    let shape: Dimensions = batched ? [a.shape[0], rows, columns] : [rows, columns]
    let device: Device = a.isMeta || b.isMeta ? .meta : .cpu
    if device == .meta { return try Tensor.empty(shape, dtype: a.dtype, device: .meta) }
    try Interrupt.check()
    let compute = a.dtype.compute
    let output = try Tensor.empty(shape, dtype: compute)
    let (x, y) = (try a.asDType(compute).matrixReady(), try b.asDType(compute).matrixReady())
    let count = batched ? a.shape[0] : 1
    let single: (Int) -> Void = { batch in
        let place = batch * rows * columns
        switch compute {
        case .float32: multiply(x, y, batch, bias, output.pointer(Float.self) + place)
        case .float64:
            MatrixProduct.multiply(
                x.matrix(batch, Double.self), y.matrix(batch, Double.self), into: output.pointer(Double.self) + place)
        case .complex64:
            naiveProduct(
                x.matrix(batch, Complex<Float>.self), y.matrix(batch, Complex<Float>.self), output.pointer() + place)
        case .complex128:
            naiveProduct(
                x.matrix(batch, Complex<Double>.self), y.matrix(batch, Complex<Double>.self), output.pointer() + place)
        default: naiveProduct(x.matrix(batch, Int.self), y.matrix(batch, Int.self), output.pointer() + place)
        }
    }
    // Many products are shared out whole; a few, each over all threads.
    let work = Swift.max(1, rows &* columns &* depth)
    if count >= WorkerPool.threadCount {
        WorkerPool.ranges(count, grain: Swift.max(1, (1 << 17) / work)) { $0.forEach(single) }
    } else {
        for batch in 0..<count where !Interrupt.isRequested { single(batch) }
    }
    try Interrupt.check()
    return try output.asDType(a.dtype)
}

/// The product of two small float32 matrices; nil for what asks for more than one short loop.
private func tinyProduct(_ a: Tensor, _ b: Tensor) throws -> Tensor? {
    guard a.dtype == .float32, a.rank == 2, a.storage.address != nil, b.storage.address != nil else { return nil }
    let (rows, depth, columns) = (a.layout.shape[0], a.layout.shape[1], b.layout.shape[1])
    // One row or one column has loops of its own.
    guard rows > 1, columns > 1, depth > 0, MatrixProduct.isTiny(rows, depth, columns) else { return nil }
    let output = try Tensor.empty(Dimensions(rows, columns), dtype: .float32)
    MatrixProduct.multiplyTiny(
        a.matrix(0, Float.self), b.matrix(0, Float.self), into: output.pointer(Float.self))
    return output
}

private func multiply(
    _ x: Tensor, _ y: Tensor, _ batch: Int, _ bias: Tensor?, _ target: UnsafeMutablePointer<Float>
) {
    let (left, right) = (x.matrix(batch, Float.self), y.matrix(batch, Float.self))
    let start = bias.map { UnsafePointer($0.pointer(Float.self)) }
    if x.rank == 2, left.isRowMajor, let panels = PackedPanels.panels(of: right, in: y.storage, rows: left.rows) {
        MatrixProduct.multiply(left, packed: panels, columns: right.columns, bias: start, into: target)
    } else {
        MatrixProduct.multiply(left, right, bias: start, into: target)
    }
}

extension Tensor {
    /// The tensor itself when BLAS can read its matrices with their strides, else a compact copy.
    fileprivate func matrixReady() throws -> Tensor {
        guard storage.address != nil else { return self }
        return matrix(0, UInt8.self).isReadable ? self : try compacted()
    }

    fileprivate func matrix<E: Element>(_ batch: Int, _ type: E.Type) -> MatrixView<E> {
        let start = storage.address.map {
            $0 + (offset + (rank == 3 ? batch * strides[0] : 0)) * MemoryLayout<E>.stride
        }
        guard let start else { preconditionFailure("a product runs on tensors with data only") }
        return MatrixView(
            UnsafePointer(start.assumingMemoryBound(to: E.self)), rows: shape[rank - 2], columns: shape[rank - 1],
            rowStride: strides[rank - 2], columnStride: strides[rank - 1])
    }
}

/// Products that BLAS does not have: integers and complex numbers.
private func naiveProduct<T: Number>(_ a: MatrixView<T>, _ b: MatrixView<T>, _ c: UnsafeMutablePointer<T>) {
    for row in 0..<a.rows where !Interrupt.isRequested {
        for column in 0..<b.columns {
            var total = T.zero
            for inner in 0..<a.columns {
                let left = a.start[row * a.rowStride + inner * a.columnStride]
                total = T.add(total, T.multiply(left, b.start[inner * b.rowStride + column * b.columnStride]))
            }
            c[row * b.columns + column] = total
        }
    }
}

package func bmm(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    if let short = try Autocast.product(a, b, body: { try bmm($0[0] ?? a, $0[1] ?? b) }) { return short }
    guard a.rank == 3 else { throw TensorError.runtime("batch1 must be a 3D tensor") }
    guard b.rank == 3 else { throw TensorError.runtime("batch2 must be a 3D tensor") }
    guard a.shape[0] == b.shape[0], a.shape[2] == b.shape[1] else {
        throw TensorError.runtime(
            "Expected size for first two dimensions of batch2 tensor to be: [\(a.shape[0]), \(a.shape[2])] but got: "
                + "[\(b.shape[0]), \(b.shape[1])].")
    }
    try checkProduct(a, b)
    let output = try product(a, b)
    guard Tape.records(a, b) else { return output }
    return output.derived("BmmBackward0", from: [a, b], saving: [a, b]) { step in
        [
            try step.when(0) { try bmm(step.gradient, transpose(conjugate(step.saved(1)), 1, 2)) },
            try step.when(1) { try bmm(transpose(conjugate(step.saved(0)), 1, 2), step.gradient) },
        ]
    }
}

package func mv(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    guard a.rank == 2, b.rank == 1 else {
        throw TensorError.runtime("vector + matrix @ vector expected, got 1, \(a.rank), \(b.rank)")
    }
    guard a.shape[1] == b.shape[0] else {
        throw TensorError.runtime(
            "size mismatch, got input (\(a.shape[0])), mat (\(a.shape.crossed)), vec (\(b.shape[0]))")
    }
    guard a.dtype == b.dtype else {
        throw TensorError.runtime("expected scalar type \(a.dtype.scalarName) but found \(b.dtype.scalarName)")
    }
    let output = try GradientMode.disabled { try clone(reshape(product(a, unsqueeze(b, 1)), [a.shape[0]])) }
    guard Tape.records(a, b) else { return output }
    return output.derived("MvBackward0", from: [a, b], saving: [a, b]) { step in
        [
            try step.when(0) { try outer(step.gradient, conjugate(step.saved(1))) },
            try step.when(1) { try mv(t(conjugate(step.saved(0))), step.gradient) },
        ]
    }
}

package func dot(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    guard a.rank == 1, b.rank == 1 else {
        throw TensorError.runtime("1D tensors expected, but got \(a.rank)D and \(b.rank)D tensors")
    }
    guard a.dtype == b.dtype else {
        throw TensorError.runtime(
            "dot : expected both vectors to have same dtype, but found \(a.dtype.scalarName) and \(b.dtype.scalarName)")
    }
    guard a.shape == b.shape else {
        throw TensorError.runtime(
            "inconsistent tensor size, expected tensor \(a.shape) and src \(b.shape) to have the same number of elements, "
                + "but got \(a.shape[0]) and \(b.shape[0]) elements respectively")
    }
    let output = try GradientMode.disabled { try to(sum(a * b), a.dtype) }
    guard Tape.records(a, b) else { return output }
    return output.derived("DotBackward0", from: [a, b], saving: [a, b]) { step in
        [
            try step.when(0) { try step.gradient * conjugate(step.saved(1)) },
            try step.when(1) { try step.gradient * conjugate(step.saved(0)) },
        ]
    }
}

package func outer(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    guard a.rank == 1, b.rank == 1 else {
        throw TensorError.runtime(
            "outer: Expected 1-D argument \(a.rank == 1 ? "vec2" : "self"), but got \(a.rank == 1 ? b.rank : a.rank)-D")
    }
    return try reshape(a, [-1, 1]) * b
}

private func scaled(_ product: Tensor, _ alpha: Scalar) throws -> Tensor { alpha == 1 ? product : try product * alpha }

private func added(_ input: Tensor, _ product: Tensor, _ beta: Scalar, _ alpha: Scalar) throws -> Tensor {
    let product = try scaled(product, alpha)
    return beta == 0 ? product : try (beta == 1 ? input : input * beta) + product
}

/// `beta * input + alpha * (a @ b)`.
package func addmm(_ input: Tensor, _ a: Tensor, _ b: Tensor, beta: Scalar = 1, alpha: Scalar = 1) throws -> Tensor {
    if let short = try Autocast.product(
        input, a, b, body: { try addmm($0[0] ?? input, $0[1] ?? a, $0[2] ?? b, beta: beta, alpha: alpha) })
    {
        return short
    }
    guard a.rank == 2, b.rank == 2 else { throw TensorError.runtime("mat1 must be a matrix, got \(a.rank)-D tensor") }
    guard a.shape[1] == b.shape[0] else { throw TensorError.matrixShapes(a.shape, b.shape) }
    guard a.dtype == b.dtype else {
        let (first, second) = (a.dtype.scalarName, b.dtype.scalarName)
        throw TensorError.runtime("mat1 and mat2 must have the same dtype, but got \(first) and \(second)")
    }
    guard input.dtype == a.dtype || input.isNumber else {
        throw TensorError.runtime(
            "self and mat2 must have the same dtype, but got \(input.dtype.scalarName) and \(b.dtype.scalarName)")
    }
    let shape: Dimensions = [a.shape[0], b.shape[1]]
    let output = try GradientMode.disabled {
        let wide = try expand(input, shape)
        if beta == 1, alpha == 1, input.rank == 1, input.isContiguous, a.dtype == .float32, input.dtype == .float32,
            input.shape[0] == shape[1], !input.isMeta
        {
            return try product(a, b, bias: input)
        }
        guard [.float16, .bfloat16].contains(a.dtype), input.dtype == a.dtype else {
            return try added(wide, product(a, b), beta, alpha)
        }
        // Half precision is rounded once, after the addition.
        let sum = try added(to(wide, .float32), product(to(a, .float32), to(b, .float32)), beta, alpha)
        return try to(sum, a.dtype)
    }
    guard Tape.records(input, a, b) else { return output }
    let (left, right) = (a.isTransposed, b.isTransposed)
    return output.derived("AddmmBackward0", from: [input, a, b], saving: [a, b]) { step in
        let gradient = try step.gradient
        return [
            beta == 1 ? gradient : try gradient * beta,
            try step.when(1) { try scaled(leftGradient(gradient, step.saved(1), isTransposed: left), alpha) },
            try step.when(2) { try scaled(rightGradient(gradient, step.saved(0), isTransposed: right), alpha) },
        ]
    }
}

/// `input @ weight.T + bias`, over the last dimension of any shape.
package func linear(_ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil) throws -> Tensor {
    if let row = try SingleRow.linear(input, weight, bias) { return row }
    if let short = try Autocast.product(
        input, weight, bias, body: { try linear($0[0] ?? input, $0[1] ?? weight, $0[2]) })
    {
        return short
    }
    guard let bias, weight.rank == 2, input.rank > 0 else {
        let result = try matmul(input, weight.rank == 2 ? t(weight) : weight)
        return try bias.map { try result + $0 } ?? result
    }
    if input.rank == 2 { return try addmm(bias, input, t(weight)) }
    var shape = input.shape
    let depth = shape[shape.count - 1]
    shape[shape.count - 1] = weight.shape[0]
    let rows = try reshape(input, [depth == 0 ? shape.dropLast().reduce(1, *) : -1, depth])
    return try view(addmm(bias, rows, t(weight)), shape)
}

package func tensordot(_ a: Tensor, _ b: Tensor, _ axesA: [Int], _ axesB: [Int]) throws -> Tensor {
    let (x, y) = (try axesA.map { try a.dimension($0) }, try axesB.map { try b.dimension($0) })
    guard x.count == y.count else { throw TensorError.runtime("both dimension lists should have same length") }
    for (first, second) in zip(x, y) where a.shape[first] != b.shape[second] {
        throw TensorError.runtime(
            "contracted dimensions need to match, but first has size \(a.shape[first]) in dim \(first) and second has size "
                + "\(b.shape[second]) in dim \(second)")
    }
    let freeA = (0..<a.rank).filter { !x.contains($0) }
    let freeB = (0..<b.rank).filter { !y.contains($0) }
    let depth = x.reduce(1) { $0 * a.shape[$1] }
    let rows = freeA.reduce(1) { $0 * a.shape[$1] }
    let columns = freeB.reduce(1) { $0 * b.shape[$1] }
    let left = try reshape(permute(a, Dimensions(freeA + x)), [rows, depth])
    let right = try reshape(permute(b, Dimensions(y + freeB)), [depth, columns])
    return try reshape(mm(left, right), Dimensions(freeA.map { a.shape[$0] } + freeB.map { b.shape[$0] }))
}

private func kron(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let rank = Swift.max(a.rank, b.rank)
    var (x, y, shape) = (Dimensions(), Dimensions(), Dimensions())
    for axis in 0..<rank {
        let first = axis - (rank - a.rank) >= 0 ? a.shape[axis - (rank - a.rank)] : 1
        let second = axis - (rank - b.rank) >= 0 ? b.shape[axis - (rank - b.rank)] : 1
        x.append(first)
        x.append(1)
        y.append(1)
        y.append(second)
        let (size, overflows) = first.multipliedReportingOverflow(by: second)
        guard !overflows else { throw TensorError.shapeTooLarge([first, second]) }
        shape.append(size)
    }
    return try reshape(reshape(a, x) * reshape(b, y), shape).labelled("UnsafeViewBackward0")
}

private func cross(_ a: Tensor, _ b: Tensor, _ dim: Int) throws -> Tensor {
    guard a.rank == b.rank else {
        throw TensorError.runtime("linalg.cross: inputs must have the same number of dimensions.")
    }
    let axis = try a.dimension(dim)
    let (size, other) = (try a.size(axis), try b.size(dim))
    guard size == 3, other == 3 else {
        throw TensorError.runtime("linalg.cross: inputs dimension \(dim) must have length 3. Got \(size) and \(other)")
    }
    guard a.dtype == b.dtype else {
        throw TensorError.runtime("expected scalar type \(a.dtype.scalarName) but found \(b.dtype.scalarName)")
    }
    return try (roll(a, [-1], [axis]) * roll(b, [-2], [axis]) - roll(a, [-2], [axis]) * roll(b, [-1], [axis]))
        .labelled("LinalgCrossBackward0")
}
