import CKernels
import Glibc

/// Softmax and its logarithm.
enum Softmax {
    static let operations: [Operation] = [
        Operation(
            "softmax(Tensor input, int dim, *, ScalarType? dtype=None) -> Tensor",
            "Exponentials that sum to one along a dimension.", [.function, .method, .special]
        ) { try softmax($0, dim: $1, dtype: $2) },
        Operation(
            "softmax(Tensor input, int? dim=None, int _stacklevel=3, ScalarType? dtype=None) -> Tensor",
            "Exponentials that sum to one along a dimension.", .functional
        ) { (x: Tensor, dim: Int?, _: Int, dtype: DType?) in
            try softmax(x, dim: dim ?? implied("softmax", x), dtype: dtype)
        },
        Operation(
            "log_softmax(Tensor input, int dim, *, ScalarType? dtype=None) -> Tensor", "The logarithm of softmax.",
            [.function, .method, .special]
        ) { try logSoftmax($0, dim: $1, dtype: $2) },
        Operation(
            "log_softmax(Tensor input, int? dim=None, int _stacklevel=3, ScalarType? dtype=None) -> Tensor",
            "The logarithm of softmax.", .functional
        ) { (x: Tensor, dim: Int?, _: Int, dtype: DType?) in
            try logSoftmax(x, dim: dim ?? implied("log_softmax", x), dtype: dtype)
        },
        Operation(
            "softmin(Tensor input, int? dim=None, int _stacklevel=3, ScalarType? dtype=None) -> Tensor",
            "Softmax of minus the input.", .functional
        ) { (x: Tensor, dim: Int?, _: Int, dtype: DType?) in
            try softmax(-x, dim: dim ?? implied("softmin", x), dtype: dtype)
        },
    ]

    /// The dimension that PyTorch takes when none is given.
    private static func implied(_ name: String, _ x: Tensor) -> Int {
        Notices.give(
            "Implicit dimension choice for \(name) has been deprecated. Change the call to include dim=X as an argument."
        )
        return x.rank == 0 || x.rank == 1 || x.rank == 3 ? 0 : 1
    }
}

/// `exp(x - max) / sum` along a dimension.
package func softmax(_ input: Tensor, dim: Int, dtype: DType? = nil) throws -> Tensor {
    let x = try dtype.map { try to(input, $0) } ?? input
    let output = try rowwise(x, dim, "softmax", f32_softmax_rows, softmaxRow)
    guard Tape.records(x) else { return output }
    return output.derived("SoftmaxBackward0", from: [x], savingResult: true) { step in
        let (gradient, y) = (try step.gradient, try step.result)
        if let rows = try rowGradient(gradient, y, dim, f32_softmax_gradient_rows) { return [rows] }
        return [
            try roundedOnce([gradient, y]) { given in
                let weighted = try given[0] * given[1]
                return try weighted - given[1] * sum(weighted, [dim], keepdim: true)
            }
        ]
    }
}

/// `x - max - log(sum(exp(x - max)))` along a dimension.
package func logSoftmax(_ input: Tensor, dim: Int, dtype: DType? = nil) throws -> Tensor {
    let x = try dtype.map { try to(input, $0) } ?? input
    let output = try rowwise(x, dim, "log_softmax", f32_log_softmax_rows, logSoftmaxRow)
    guard Tape.records(x) else { return output }
    return output.derived("LogSoftmaxBackward0", from: [x], savingResult: true) { step in
        let gradient = try step.gradient
        if let rows = try rowGradient(gradient, step.result, dim, f32_log_softmax_gradient_rows) { return [rows] }
        return [
            try roundedOnce([gradient, step.result]) {
                try $0[0] - exp($0[1]) * sum($0[0], [dim], keepdim: true)
            }
        ]
    }
}

/// A gradient along the last dimension by one C loop; nil when the formula is for it, as in `loopGradient`.
private func rowGradient(
    _ gradient: Tensor, _ result: Tensor, _ dim: Int,
    _ loop: (UnsafeMutablePointer<Float>?, UnsafePointer<Float>?, UnsafePointer<Float>?, Int, Int) -> Void
) throws -> Tensor? {
    guard !GradientMode.isEnabled, result.rank > 0, try result.dimension(dim) == result.rank - 1,
        gradient.shape == result.shape, result.elementCount > 0,
        let y = result.floats32, let g = try gradient.dtype == .float32 ? gradient.compacted() : nil, !g.isMeta
    else { return nil }
    let output = try Tensor.empty(result.shape, dtype: .float32)
    let columns = result.shape[result.rank - 1]
    let (z, slope) = (output.pointer(Float.self), g.pointer(Float.self))
    WorkerPool.ranges(result.elementCount / columns, grain: Swift.max(1, 16384 / columns)) { range in
        let start = range.lowerBound * columns
        loop(z + start, slope + start, y + start, range.count, columns)
    }
    return output
}

typealias FloatRows = (UnsafeMutablePointer<Float>?, UnsafePointer<Float>?, Int, Int) -> Void

/// Applies a row kernel along a dimension, which is brought last and put back.
private func rowwise(
    _ input: Tensor, _ dim: Int, _ name: String, _ narrow: FloatRows,
    _ wide: (UnsafeMutablePointer<Double>, Int) -> Void
) throws -> Tensor {
    let axis = try input.dimension(dim)
    guard input.dtype.isFloatingPoint else {
        let lane = axis == Swift.max(input.rank - 1, 0) ? "_lastdim" : ""
        throw TensorError.notImplemented(operation: "\"\(name)\(lane)_kernel_impl\"", dtype: input.dtype)
    }
    if input.isMeta { return try Tensor.empty(input.shape, dtype: input.dtype, device: .meta) }
    let last = input.rank <= 1 || axis == input.rank - 1
    let source = try rowsSource(input, axis, isLast: last)
    let columns = source.shape.last ?? 1
    let output = try Tensor.empty(source.shape, dtype: source.dtype)
    if columns > 0, source.elementCount > 0 {
        let rows = source.elementCount / columns
        if source.dtype == .float64 {
            output.copyElements(from: source)
            for row in 0..<rows { wide(output.pointer(Double.self) + row * columns, columns) }
        } else {
            let (x, z) = (source.pointer(Float.self), output.pointer(Float.self))
            WorkerPool.ranges(rows, grain: Swift.max(1, 16384 / columns)) { range in
                narrow(z + range.lowerBound * columns, x + range.lowerBound * columns, range.count, columns)
            }
        }
    }
    return try GradientMode.disabled { try contiguous(last ? output : transpose(output, axis, -1)) }.asDType(
        input.dtype)
}

/// The elements in the type of the computation, with the rows one after another.
private func rowsSource(_ input: Tensor, _ axis: Int, isLast: Bool) throws -> Tensor {
    if isLast, input.dtype.compute == input.dtype, input.isContiguous { return input }
    return try GradientMode.disabled {
        try (isLast ? input : transpose(input, axis, -1)).asDType(input.dtype.compute).compacted()
    }
}

private func softmaxRow(_ x: UnsafeMutablePointer<Double>, _ count: Int) {
    var peak = -Double.infinity
    for index in 0..<count { peak = Swift.max(peak, x[index]) }
    for index in 0..<count { x[index] = Glibc.exp(x[index] - peak) }
    let total = pairwiseSum(x, count)
    for index in 0..<count { x[index] /= total }
}

private func logSoftmaxRow(_ x: UnsafeMutablePointer<Double>, _ count: Int) {
    var peak = -Double.infinity
    for index in 0..<count { peak = Swift.max(peak, x[index]) }
    var total = 0.0
    for index in 0..<count { total += Glibc.exp(x[index] - peak) }
    let shift = peak + Glibc.log(total)
    for index in 0..<count { x[index] -= shift }
}
