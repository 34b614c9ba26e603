import CKernels

/// Running sums, products and extremes along a dimension.
enum Cumulative {
    static let operations: [Operation] = [
        Operation("cumsum(Tensor input, int dim, *, ScalarType? dtype=None) -> Tensor", "Running sums.", .all, cumsum),
        Operation(
            "cumprod(Tensor input, int dim, *, ScalarType? dtype=None) -> Tensor", "Running products.", .all, cumprod),
        Operation(
            "cummax(Tensor input, int dim) -> (Tensor values, Tensor indices)", "Running maxima and their places.",
            .both
        ) { try runningExtreme($0, $1, "cummax") { $0 >= $1 } },
        Operation(
            "cummin(Tensor input, int dim) -> (Tensor values, Tensor indices)", "Running minima and their places.",
            .both
        ) { try runningExtreme($0, $1, "cummin") { $0 <= $1 } },
        Operation(
            "logcumsumexp(Tensor input, int dim) -> Tensor", "Running logarithms of sums of exponentials.", .both
        ) { (input: Tensor, dim: Int) in
            guard input.elementCount > 0 else { return try cumsum(input, dim).labelled("LogcumsumexpBackward0") }
            let peak = try detach(amax(input, [dim], keepdim: true))
            return try (log(cumsum(exp(input - peak), dim)) + peak).labelled("LogcumsumexpBackward0")
        },
        Operation(
            "diff(Tensor input, int n=1, int dim=-1, Tensor? prepend=None, Tensor? append=None) -> Tensor",
            "Differences of neighbours.", .both, diff),
    ]
}

/// Walks the lines of a dimension: pointers to the first element of each, and the distance of neighbours.
private func lines(_ tensor: Tensor, _ axis: Int, _ body: (_ start: Int, _ step: Int, _ count: Int) -> Void) {
    guard tensor.rank > 0 else { return body(0, 1, 1) }
    let outer = Layout(
        shape: tensor.shape.removing(at: axis), strides: tensor.strides.removing(at: axis), offset: 0)
    outer.forEachOffset { body($0, tensor.strides[axis], tensor.shape[axis]) }
}

private func running<T: Number>(_ output: Tensor, _ axis: Int, _ type: T.Type, _ body: (T, T) -> T) {
    let target = output.pointer(T.self)
    lines(output, axis) { start, step, count in
        for index in Swift.stride(from: 1, to: count, by: 1) {
            let place = start &+ index &* step
            target[place] = body(target[place &- step], target[place])
        }
    }
}

/// Float32 sums run in double precision, as PyTorch's do; the output has no gaps.
private func runningSum(_ input: Tensor, _ output: Tensor, _ axis: Int) {
    let (x, z) = (input.pointer(Float.self), output.pointer(Float.self))
    guard output.rank > 0 else { return z[0] = x[0] }
    let (length, inner) = (output.shape[axis], Dimensions(output.shape[(axis + 1)...]).elementCount)
    let outer = Dimensions(output.shape[..<axis]).elementCount
    if inner == 1 {
        WorkerPool.ranges(outer, grain: Swift.max(1, WorkerPool.elementThreshold / length)) { range in
            let start = range.lowerBound * length
            f32_running_sum_rows(z + start, x + start, range.count, length)
        }
        return
    }
    let strips = (inner - 1) / 64 + 1
    let work = Swift.max(1, length * Swift.min(inner, 64))
    WorkerPool.ranges(outer * strips, grain: Swift.max(1, WorkerPool.elementThreshold / work)) { range in
        for tile in range {
            let column = tile % strips * 64
            let start = tile / strips * length * inner + column
            f32_running_sum_columns(z + start, x + start, length, Swift.min(64, inner - column), inner)
        }
    }
}

package func cumsum(_ input: Tensor, _ dimension: Int, dtype: DType? = nil) throws -> Tensor {
    let axis = try input.dimension(dimension)
    let dtype = dtype ?? input.dtype.accumulating
    let isSingle = dtype.compute == .float32 && !input.isMeta
    let source = try isSingle ? input.asDType(.float32).compacted() : input
    let output = try isSingle ? Tensor.empty(input.shape, dtype: .float32) : input.converted(to: dtype.compute)
    if !output.isMeta, output.elementCount > 0 {
        switch dtype.compute {
        case .float32: runningSum(source, output, axis)
        case .float64: running(output, axis, Double.self, +)
        case .complex64: running(output, axis, Complex<Float>.self, +)
        case .complex128: running(output, axis, Complex<Double>.self, +)
        default: running(output, axis, Int.self, &+)
        }
    }
    let result = try output.asDType(dtype)
    guard Tape.records(input) else { return result }
    return result.derived("CumsumBackward0", from: [input]) { step in
        [try flip(cumsum(flip(step.gradient, [axis]), axis), [axis])]
    }
}

package func cumprod(_ input: Tensor, _ dimension: Int, dtype: DType? = nil) throws -> Tensor {
    let axis = try input.dimension(dimension)
    let dtype = dtype ?? input.dtype.accumulating
    let output = try input.converted(to: dtype.compute)
    if !output.isMeta, output.elementCount > 0 {
        switch dtype.compute {
        case .float32: running(output, axis, Float.self, *)
        case .float64: running(output, axis, Double.self, *)
        case .complex64: running(output, axis, Complex<Float>.self, *)
        case .complex128: running(output, axis, Complex<Double>.self, *)
        default: running(output, axis, Int.self, &*)
        }
    }
    let result = try output.asDType(dtype)
    guard Tape.records(input) else { return result }
    return result.derived("CumprodBackward0", from: [input], saving: [input], savingResult: true) { step in
        let (x, y) = (try step.saved(0), try step.result)
        guard try any(x.equals(0)).isTrue() else {
            return [try flip(cumsum(flip(step.gradient * y, [axis]), axis), [axis]) / x]
        }
        return [try cumprodGradient(step.gradient, x, axis)]
    }
}

/// The derivative in the presence of zeros: each position is taken out in turn.
private func cumprodGradient(_ gradient: Tensor, _ input: Tensor, _ axis: Int) throws -> Tensor {
    let size = try input.size(axis)
    let parts = try (0..<size).map { place -> Tensor in
        let ones = try Tensor.ones(input.shape.replacing(axis, with: 1), dtype: input.dtype)
        let before = try narrow(input, axis, 0, place)
        let after = try narrow(input, axis, place + 1, size - place - 1)
        let others = try cumprod(cat([before, ones, after], axis), axis)
        let reached = try narrow(gradient * others, axis, place, size - place)
        return try sum(reached, [axis], keepdim: true)
    }
    return try cat(parts, axis)
}

private func runningExtreme(
    _ input: Tensor, _ dimension: Int, _ name: String, _ wins: (Double, Double) -> Bool
) throws -> Outcome {
    let axis = try input.dimension(dimension)
    let values = try input.converted(to: .float64)
    let indices = try Tensor.zeros(input.shape, dtype: .int64, device: input.device)
    if !input.isMeta, values.elementCount > 0 {
        let (x, places) = (values.pointer(Double.self), indices.pointer(Int.self))
        lines(values, axis) { start, step, count in
            for index in Swift.stride(from: 1, to: count, by: 1) {
                let here = start + index * step
                let stays = !x[here].isNaN && !wins(x[here], x[here - step])
                if stays { x[here] = x[here - step] }
                places[here] = stays ? places[here - step] : index
            }
        }
    }
    let result = try values.asDType(input.dtype)
    let fields = ["values", "indices"]
    guard Tape.records(input) else { return .named(type: name, fields: fields, [result, indices]) }
    let node = name == "cummax" ? "CummaxBackward0" : "CumminBackward0"
    let derived = result.derived(node, from: [input], saving: [indices]) { step in
        [try scatterAdd(step.gradient.zerosLike(), axis, step.saved(0), step.gradient)]
    }
    return .named(type: name, fields: fields, [derived, indices])
}

private func diff(_ input: Tensor, _ times: Int, _ dimension: Int, _ prepend: Tensor?, _ append: Tensor?) throws
    -> Tensor
{
    guard input.rank > 0 else { throw TensorError.runtime("diff expects input to be at least one-dimensional") }
    let axis = try input.dimension(dimension)
    var current = try cat([prepend, input, append].compactMap { $0 }, axis)
    guard times >= 0 else { throw TensorError.runtime("order must be non-negative but got \(times)") }
    for _ in 0..<Swift.min(times, current.shape[axis]) {
        try Interrupt.check()
        let size = current.shape[axis]
        let (later, earlier) = (try narrow(current, axis, 1, size - 1), try narrow(current, axis, 0, size - 1))
        current = current.dtype == .bool ? try logicalXor(later, earlier) : try later - earlier
    }
    return current
}
