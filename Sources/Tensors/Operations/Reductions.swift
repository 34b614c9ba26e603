import CKernels
import Glibc

/// Sums, means, products and norms over dimensions.
enum Reductions {
    static let operations: [Operation] = [
        Operation(
            "sum(Tensor input, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
            "The sum over all or some dimensions.", .both
        ) { try sum($0, $1, keepdim: $2, dtype: $3) },
        Operation(
            "nansum(Tensor input, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
            "The sum of all elements that are not NaN.", .both
        ) {
            try sum(nanToNum($0, nan: 0, posinf: .infinity, neginf: -.infinity), $1, keepdim: $2, dtype: $3).labelled(
                "NansumBackward0")
        },
        Operation(
            "mean(Tensor input, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
            "The mean over all or some dimensions.", .both
        ) { try mean($0, $1, keepdim: $2, dtype: $3) },
        Operation(
            "nanmean(Tensor input, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
            "The mean of the elements that are not NaN.", .both
        ) { input, dims, keepdim, dtype in
            let total = try sum(
                nanToNum(input, posinf: .infinity, neginf: -.infinity), dims, keepdim: keepdim, dtype: dtype)
            return try total / sum(logicalNot(isnan(input)), dims, keepdim: keepdim)
        },
        Operation(
            "prod(Tensor input, int? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
            "The product over all dimensions or one.", .both
        ) { try prod($0, $1, keepdim: $2, dtype: $3) },
        Operation(
            "any(Tensor input, int[1]? dim=None, bool keepdim=False) -> Tensor", "Whether any element is nonzero.",
            .both,
            any),
        Operation(
            "all(Tensor input, int[1]? dim=None, bool keepdim=False) -> Tensor", "Whether all elements are nonzero.",
            .both, all),
        Operation(
            "count_nonzero(Tensor input, int[1]? dim=None) -> Tensor", "The number of nonzero elements.", .both
        ) { try sum(truth($0), $1) },
        Operation(
            "logsumexp(Tensor input, int[1] dim, bool keepdim=False) -> Tensor", "log(sum(exp(x))), without overflow.",
            [.function, .method, .special], logsumexp),
        Operation(
            "norm(Tensor input, Scalar|str? p=2, int[1]? dim=None, bool keepdim=False, ScalarType? dtype=None) -> Tensor",
            "The p-norm of all elements or of vectors along dimensions.", .both
        ) { (input: Tensor, order: MatrixNorm?, dims: Dimensions?, keepdim: Bool, dtype: DType?) in
            switch order {
            case .number(let p)?: try norm(input, p, dims, keepdim: keepdim, dtype: dtype)
            case nil, .frobenius?: try norm(input, 2, dims, keepdim: keepdim, dtype: dtype)
            case .nuclear?: try norm(singularValues(input), 1)
            }
        },
        Operation(
            "vector_norm(Tensor x, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
            "The norm of vectors.", .linalg
        ) { try norm($0, $1, $2, keepdim: $3, dtype: $4, node: "LinalgVectorNormBackward0") },
        Operation(
            "dist(Tensor input, Tensor other, Scalar p=2) -> Tensor", "The p-norm of the difference.", .both
        ) { try norm($0 - $1, $2, node: "DistBackward0") },
        Operation("trace(Tensor input) -> Tensor", "The sum of the diagonal of a matrix.", .both) { (input: Tensor) in
            guard input.rank == 2 else {
                throw TensorError.runtime("trace: expected a matrix, but got tensor with dim \(input.rank)")
            }
            return try sum(diagonal(input)).labelled("TraceBackward0")
        },
    ]
}

/// The sum over some dimensions, or over all of them when none is named.
package func sum(_ input: Tensor, _ dimensions: Dimensions? = nil, keepdim: Bool = false, dtype: DType? = nil) throws
    -> Tensor
{
    let dtype = dtype ?? input.dtype.accumulating
    let compute = dtype.compute
    if dtype == .float32, let blocks = try ReducedBlocks(input, dimensions, keepdim: keepdim) {
        return derivedSum(try blocks.sum(), input, dimensions, keepdim)
    }
    let rows = try Rows(input.isMeta ? input : input.asDType(compute), dimensions)
    let output = try Tensor.empty(rows.shape(keepdim: keepdim), dtype: compute, device: input.device)
    if !input.isMeta {
        switch compute {
        case .float32:
            try rows.reduce(into: output) { (x: UnsafeMutablePointer<Float>, count) in f32_sum(x, count) }
        case .float64:
            try rows.reduce(into: output) { (x: UnsafeMutablePointer<Double>, count) in pairwiseSum(x, count) }
        case .complex64: try rows.reduce(into: output) { (x: UnsafeMutablePointer<Complex<Float>>, n) in fold(x, n, +) }
        case .complex128:
            try rows.reduce(into: output) { (x: UnsafeMutablePointer<Complex<Double>>, n) in fold(x, n, +) }
        default: try rows.reduce(into: output) { (x: UnsafeMutablePointer<Int>, count) in fold(x, count, &+) }
        }
    }
    return derivedSum(try output.asDType(dtype), input, dimensions, keepdim)
}

private func derivedSum(_ output: Tensor, _ input: Tensor, _ dimensions: Dimensions?, _ keepdim: Bool) -> Tensor {
    guard Tape.records(input) else { return output }
    let shape = input.shape
    let name = dimensions?.isEmpty == false ? "SumBackward1" : "SumBackward0"
    return output.derived(name, from: [input]) { step in
        [try expand(restored(step.gradient, shape, dimensions, keepdim), shape)]
    }
}

/// Puts reduced dimensions back as ones, so that a gradient or statistic meets the input again.
func restored(_ reduced: Tensor, _ shape: Dimensions, _ dimensions: Dimensions?, _ keepdim: Bool) throws -> Tensor {
    if keepdim || shape.isEmpty { return reduced }
    var ones = shape
    if let dimensions, !dimensions.isEmpty {
        for dimension in dimensions { ones[try wrapDimension(dimension, rank: shape.count)] = 1 }
    } else {
        ones = Dimensions(repeating: 1, count: shape.count)
    }
    return try reshape(reduced, ones)
}

@inline(__always)
func fold<T: Number>(_ x: UnsafeMutablePointer<T>, _ count: Int, _ body: (T, T) -> T) -> T {
    var total = T.zero
    for index in 0..<count { total = body(total, x[index]) }
    return total
}

/// The mean over some dimensions, or over all of them when none is named.
package func mean(_ input: Tensor, _ dimensions: Dimensions? = nil, keepdim: Bool = false, dtype: DType? = nil) throws
    -> Tensor
{
    let dtype = dtype ?? input.dtype
    guard !dtype.isIntegral else {
        throw TensorError.runtime(
            "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. "
                + "Got: \(dtype.scalarName)")
    }
    let axes = try Rows.axes(input, dimensions)
    let length = axes.reduce(1) { $0 * input.shape[$1] }
    let output = try GradientMode.disabled {
        try sum(input, dimensions, keepdim: keepdim, dtype: dtype.compute) / .int(length)
    }.asDType(dtype)
    guard Tape.records(input) else { return output }
    let shape = input.shape
    let name = dimensions?.isEmpty == false ? "MeanBackward1" : "MeanBackward0"
    return output.derived(name, from: [input]) { step in
        [try expand(restored(step.gradient, shape, dimensions, keepdim), shape) / .int(length)]
    }
}

/// The product over one dimension, or over all elements.
package func prod(_ input: Tensor, _ dimension: Int? = nil, keepdim: Bool = false, dtype: DType? = nil) throws -> Tensor
{
    let dtype = dtype ?? input.dtype.accumulating
    let dimensions: Dimensions? = dimension.map { [$0] }
    let rows = try Rows(input.isMeta ? input : input.asDType(dtype.compute), dimensions)
    let output = try Tensor.empty(rows.shape(keepdim: keepdim), dtype: dtype.compute, device: input.device)
    if !input.isMeta {
        switch dtype.compute {
        case .float32: try rows.reduce(into: output) { (x: UnsafeMutablePointer<Float>, n) in product(x, n) }
        case .float64: try rows.reduce(into: output) { (x: UnsafeMutablePointer<Double>, n) in product(x, n) }
        case .complex64: try rows.reduce(into: output) { (x: UnsafeMutablePointer<Complex<Float>>, n) in product(x, n) }
        case .complex128:
            try rows.reduce(into: output) { (x: UnsafeMutablePointer<Complex<Double>>, n) in product(x, n) }
        default: try rows.reduce(into: output) { (x: UnsafeMutablePointer<Int>, n) in product(x, n) }
        }
    }
    let result = try output.asDType(dtype)
    guard Tape.records(input) else { return result }
    let shape = input.shape
    return result.derived(dimension == nil ? "ProdBackward0" : "ProdBackward1", from: [input], saving: [input]) {
        step in
        let x = try step.saved(0)
        let gradient = try restored(step.gradient, shape, dimensions, keepdim)
        let others = try productOfOthers(x, dimension)
        return [try gradient * (x.dtype.isComplex ? conj(others) : others)]
    }
}

private func product<T: Number>(_ x: UnsafeMutablePointer<T>, _ count: Int) -> T {
    var total = T.one
    for index in 0..<count { total = T.multiply(total, x[index]) }
    return total
}

/// For each element the product of all others, which stays right when some are zero.
private func productOfOthers(_ input: Tensor, _ dimension: Int?) throws -> Tensor {
    guard let dimension, input.rank > 0 else {
        return try reshape(productOfOthers(reshape(input, [-1]), 0), input.shape)
    }
    let axis = try input.dimension(dimension)
    let size = input.shape[axis]
    guard size > 0 else { return input }
    let ones = try Tensor.ones(input.shape.replacing(axis, with: 1), dtype: input.dtype, device: input.device)
    let before = try cumprod(cat([ones, narrow(input, axis, 0, size - 1)], axis), axis)
    let reversed = try flip(input, [axis])
    let after = try flip(cumprod(cat([ones, narrow(reversed, axis, 0, size - 1)], axis), axis), [axis])
    return try before * after
}

package func any(_ input: Tensor, _ dimensions: Dimensions? = nil, keepdim: Bool = false) throws -> Tensor {
    try truthReduction(input, dimensions, keepdim) { x, count in
        for index in 0..<count where x[index] != 0 { return true }
        return false
    }
}

package func all(_ input: Tensor, _ dimensions: Dimensions? = nil, keepdim: Bool = false) throws -> Tensor {
    try truthReduction(input, dimensions, keepdim) { x, count in
        for index in 0..<count where x[index] == 0 { return false }
        return true
    }
}

private func truthReduction(
    _ input: Tensor, _ dimensions: Dimensions?, _ keepdim: Bool, _ body: (UnsafeMutablePointer<UInt8>, Int) -> Bool
) throws -> Tensor {
    let rows = try Rows(truth(input), dimensions)
    let dtype: DType = input.dtype == .uint8 ? .uint8 : .bool
    let output = try Tensor.empty(rows.shape(keepdim: keepdim), dtype: dtype, device: input.device)
    if !input.isMeta { try rows.reduce(into: output, body) }
    return output
}

/// The logarithm of the sum of exponentials.
package func logsumexp(_ input: Tensor, _ dimensions: Dimensions, keepdim: Bool = false) throws -> Tensor {
    let x = try input.dtype.isIntegral ? to(input, Defaults.dtype) : input
    let output = try GradientMode.disabled {
        // Over no elements the sum is nought, of which the logarithm is -inf.
        let isEmpty = try x.elementCount == 0 && Rows(x, dimensions).dropped.elementCount > 0
        let peak = try isEmpty ? sum(x, dimensions, keepdim: true) : amax(x, dimensions, keepdim: true)
        let shift = try `where`(eq(abs(peak), constant(.float(.infinity), peak)), constant(0, peak), peak)
        let total = try log(sum(exp(x - shift), dimensions, keepdim: true)) + shift
        return keepdim ? total : try reshape(total, Rows(x, dimensions).dropped)
    }
    guard Tape.records(x) else { return output }
    let shape = x.shape
    return output.derived("LogsumexpBackward0", from: [x], saving: [x], savingResult: true) { step in
        let result = try restored(step.result, shape, dimensions, keepdim)
        return [try restored(step.gradient, shape, dimensions, keepdim) * exp(step.saved(0) - result)]
    }
}

/// The p-norm of vectors along dimensions, or of all elements.
package func norm(
    _ input: Tensor, _ p: Scalar? = 2, _ dimensions: Dimensions? = nil, keepdim: Bool = false, dtype: DType? = nil,
    node: String? = nil
) throws -> Tensor {
    let x = try dtype.map { try to(input, $0) } ?? input
    guard !x.dtype.isIntegral else {
        throw TensorError.runtime(
            "linalg.vector_norm: Expected a floating point or complex tensor as input. Got \(x.dtype.scalarName)")
    }
    let order = p?.real ?? 2
    let output = try GradientMode.disabled { try normValue(x, order, dimensions, keepdim) }
    guard Tape.records(x) else { return output }
    let shape = x.shape
    return output.derived(node ?? "LinalgVectorNormBackward0", from: [x], saving: [x], savingResult: true) { step in
        let result = try restored(step.result, shape, dimensions, keepdim)
        let gradient = try restored(step.gradient, shape, dimensions, keepdim)
        return [try normGradient(gradient, step.saved(0), result, order, dimensions)]
    }
}

private func normValue(_ x: Tensor, _ order: Double, _ dimensions: Dimensions?, _ keepdim: Bool) throws -> Tensor {
    // The powers of half precision would not fit into it.
    if x.dtype != x.dtype.compute {
        return try to(normValue(to(x, x.dtype.compute), order, dimensions, keepdim), x.dtype)
    }
    if order == 2, let norms = try ReducedBlocks(x, dimensions, keepdim: keepdim)?.norms() { return norms }
    let size = try abs(x)
    switch order {
    case 0: return try to(sum(ne(x, constant(0, x)), dimensions, keepdim: keepdim), size.dtype)
    case 1: return try sum(size, dimensions, keepdim: keepdim)
    case 2: return try sqrt(sum(size * size, dimensions, keepdim: keepdim))
    case .infinity: return try amax(size, dimensions ?? [], keepdim: keepdim)
    case -.infinity: return try amin(size, dimensions ?? [], keepdim: keepdim)
    default:
        let powers = try sum(pow(size, constant(.float(order), x)), dimensions, keepdim: keepdim)
        return try pow(powers, constant(.float(1 / order), x))
    }
}

private func normGradient(
    _ gradient: Tensor, _ x: Tensor, _ result: Tensor, _ order: Double, _ dimensions: Dimensions?
) throws -> Tensor {
    let zero = try constant(0, x)
    switch order {
    case 0: return try x * 0
    case 1: return try gradient * sign(x)
    case 2: return try gradient * `where`(result.equals(0), zero, x / result)
    case .infinity, -.infinity:
        let reached = try to(eq(abs(x), result), x.dtype)
        return try sign(x) * gradient * reached / sum(reached, dimensions, keepdim: true)
    default:
        let powers =
            try order > 2
            ? x * pow(abs(x), constant(.float(order - 2), x)) : sign(x) * pow(abs(x), constant(.float(order - 1), x))
        let scale = try gradient / pow(result, constant(.float(order - 1), x))
        return try powers * `where`(result.equals(0), zero, scale)
    }
}
