/// Putting elements at places that a tensor of indices names.
enum Scattering {
    static let operations: [Operation] = [
        Operation(
            "scatter(Tensor input, int dim, Tensor index, Tensor|Scalar src, *, str? reduce=None) -> Tensor",
            "Puts elements at the indices along a dimension.", .all, scatter),
        Operation(
            "scatter.value(Tensor input, int dim, Tensor index, Scalar value, *, str? reduce=None) -> Tensor",
            "Puts a number at the indices along a dimension.", .all
        ) { (input: Tensor, dim: Int, index: Tensor, value: Scalar, reduce: String?) in
            try scatter(input, dim, index, Tensor(number: value), reduce: reduce)
        },
        Operation(
            "scatter_add(Tensor input, int dim, Tensor index, Tensor src) -> Tensor",
            "Adds elements at the indices along a dimension.", .all, scatterAdd),
        Operation(
            "scatter_reduce(Tensor input, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor",
            "Reduces elements that share an index.", .all, scatterReduce),
    ]
}

/// Combines elements of `source` with those of a copy of `input` at the places of `index`.
func scattered(
    _ input: Tensor, _ axis: Int, _ index: Tensor, _ source: Tensor, dtype: DType,
    kind: IndexedLines.Combination? = nil, _ combine: (Double, Double) -> Double
) throws -> Tensor {
    let wide: DType = dtype.isIntegral ? .int64 : dtype.compute
    let output = try input.converted(to: wide)
    if kind != nil, let lines = try IndexedLines(output, index, axis, values: source) {
        if kind == .replacing ? try lines.scatter(into: output) : try lines.add(into: output) {
            return try output.asDType(dtype)
        }
    }
    let target = output.rank == 0 ? try reshape(output, [1]) : output
    let values = try expand(source.precise(wide), source.isNumber ? index.shape : source.shape)
    let moved = try narrowed(values, to: index.shape).compacted()
    let size = target.shape[axis]
    switch wide {
    case .float32:
        let (x, z) = (moved.pointer(Float.self), target.pointer(Float.self))
        try DimensionWalk.run(index, along: axis, of: target, size: size) {
            z[$1] = Float(combine(Double(z[$1]), Double(x[$0])))
        }
    case .float64:
        let (x, z) = (moved.pointer(Double.self), target.pointer(Double.self))
        try DimensionWalk.run(index, along: axis, of: target, size: size) { z[$1] = combine(z[$1], x[$0]) }
    case .int64:
        let (x, z) = (moved.pointer(Int.self), target.pointer(Int.self))
        try DimensionWalk.run(index, along: axis, of: target, size: size) {
            z[$1] = truncatedInteger(combine(Double(z[$1]), Double(x[$0])))
        }
    default: throw TensorError.notImplemented(operation: "\"scatter_gather_tensor_cpu\"", dtype: dtype)
    }
    return try output.asDType(dtype)
}

/// Refuses indices that would write beside the input, or read beside the source.
private func checkScatter(_ input: Tensor, _ axis: Int, _ index: Tensor, _ source: Tensor?) throws {
    if index.elementCount > 0 { try checkIndex(index, "scatter") }
    guard source == nil || source?.dtype == input.dtype else {
        throw TensorError.runtime("scatter(): Expected self.dtype to be equal to src.dtype")
    }
    guard index.elementCount > 0 else { return }
    guard Swift.max(index.rank, 1) == Swift.max(input.rank, 1) else {
        throw TensorError.runtime("Index tensor must have the same number of dimensions as self tensor")
    }
    if let source, Swift.max(index.rank, 1) != Swift.max(source.rank, 1) {
        for place in 1..<Swift.max(index.rank, 2) where source.rank > 0 { _ = try source.size(place) }
        throw TensorError.runtime("Index tensor must have the same number of dimensions as src tensor")
    }
    func size(_ tensor: Tensor, _ place: Int) -> Int { tensor.rank == 0 ? 1 : tensor.shape[place] }
    let fits = (0..<Swift.max(input.rank, 1)).allSatisfy { place in
        let wanted = size(index, place)
        return (place == axis || wanted <= size(input, place)) && wanted <= source.map { size($0, place) } ?? wanted
    }
    guard !fits else { return }
    let end = source.map { " and to be no larger size than src \($0.shape)" } ?? ""
    throw TensorError.runtime(
        "Expected index \(index.shape) to be no larger than self \(input.shape) apart from dimension \(axis)\(end)")
}

/// The leading part of a tensor, of the size of an index.
private func narrowed(_ values: Tensor, to shape: Dimensions) throws -> Tensor {
    guard values.rank == shape.count else { return try reshape(values, shape) }
    var layout = values.layout
    for axis in 0..<shape.count { layout.shape[axis] = Swift.min(shape[axis], layout.shape[axis]) }
    return Tensor(storage: values.storage, layout: layout, dtype: values.dtype)
}

package func scatter(_ input: Tensor, _ dimension: Int, _ index: Tensor, _ source: Tensor, reduce: String? = nil) throws
    -> Tensor
{
    let axis = try input.dimension(dimension)
    try checkScatter(input, axis, index, source.isNumber ? nil : source)
    guard index.elementCount > 0 else { return try clone(input) }
    let device = resultDevice(input, index)
    if device == .meta { return try Tensor.empty(input.shape, dtype: input.dtype, device: .meta) }
    let output: Tensor
    switch reduce {
    case "add"?: output = try scattered(input, axis, index, source, dtype: input.dtype, kind: .adding, +)
    case "multiply"?: output = try scattered(input, axis, index, source, dtype: input.dtype, *)
    default: output = try scattered(input, axis, index, source, dtype: input.dtype, kind: .replacing) { $1 }
    }
    guard Tape.records(input, source) else { return output }
    let zero = try Tensor(number: 0)
    return output.derived("ScatterBackward\(source.isNumber ? 1 : 0)", from: [input, source], saving: [index]) { step in
        [
            try step.when(0) { try scatter(step.gradient, axis, step.saved(0), zero) },
            try step.when(1) { try gather(step.gradient, axis, step.saved(0)) },
        ]
    }
}

package func scatterAdd(_ input: Tensor, _ dimension: Int, _ index: Tensor, _ source: Tensor) throws -> Tensor {
    let axis = try input.dimension(dimension)
    try checkScatter(input, axis, index, source)
    guard index.elementCount > 0 else { return try clone(input) }
    if resultDevice(input, index, source) == .meta {
        return try Tensor.empty(input.shape, dtype: input.dtype, device: .meta)
    }
    let output = try scattered(input, axis, index, source, dtype: input.dtype, kind: .adding, +)
    guard Tape.records(input, source) else { return output }
    return output.derived("ScatterAddBackward0", from: [input, source], saving: [index]) { step in
        [try step.gradient, try step.when(1) { try gather(step.gradient, axis, step.saved(0)) }]
    }
}

package func scatterReduce(
    _ input: Tensor, _ dimension: Int, _ index: Tensor, _ source: Tensor, _ reduce: String, includeSelf: Bool = true
) throws -> Tensor {
    let axis = try input.dimension(dimension)
    let neutral: Scalar
    let combine: (Double, Double) -> Double
    switch reduce {
    case "sum", "mean": (neutral, combine) = (0, { $0 + $1 })
    case "prod": (neutral, combine) = (1, { $0 * $1 })
    case "amax": (neutral, combine) = (.float(-.infinity), { Swift.max($0, $1) })
    case "amin": (neutral, combine) = (.float(.infinity), { Swift.min($0, $1) })
    default:
        throw TensorError.runtime("reduce argument must be either sum, prod, mean, amax or amin, got \(reduce)")
    }
    try checkScatter(input, axis, index, source)
    guard index.elementCount > 0 else { return try clone(input) }
    if resultDevice(input, index, source) == .meta {
        return try Tensor.empty(input.shape, dtype: input.dtype, device: .meta)
    }
    let output = try GradientMode.disabled {
        try reduced(input, axis, index, source, reduce, neutral, includeSelf, combine)
    }
    guard Tape.records(input, source) else { return output }
    let reduction = ScatteredReduction(name: reduce, axis: axis, includesSelf: includeSelf)
    return output.derived(
        "ScatterReduceBackward0", from: [input, source], saving: [input, source, index], savingResult: true,
        reduction.gradients)
}

private func reduced(
    _ input: Tensor, _ axis: Int, _ index: Tensor, _ source: Tensor, _ reduce: String, _ neutral: Scalar,
    _ includeSelf: Bool, _ combine: (Double, Double) -> Double
) throws -> Tensor {
    let start = includeSelf ? input : try scatter(input, axis, index, Tensor(number: neutral))
    let output = try scattered(start, axis, index, source, dtype: input.dtype, combine)
    guard reduce == "mean" else { return output }
    let counts = try ScatteredReduction(name: reduce, axis: axis, includesSelf: includeSelf).counts(input, index)
    return try div(output, counts, rounding: input.dtype.isIntegral ? "floor" : nil)
}

/// What the derivative of `scatter_reduce` needs to know.
private struct ScatteredReduction {
    let name: String
    let axis: Int
    let includesSelf: Bool

    /// How many elements met at each place.
    func counts(_ input: Tensor, _ index: Tensor) throws -> Tensor {
        let ones = try Tensor.ones(index.shape, dtype: input.dtype)
        let own = try Tensor.ones(input.shape, dtype: input.dtype)
        return try scatterAdd(includesSelf ? own : scatter(own, axis, index, Tensor(number: 0)), axis, index, ones)
    }

    func gradients(_ step: BackwardStep) throws -> [Tensor?] {
        let (input, source, index) = (try step.saved(0), try step.saved(1), try step.saved(2))
        let (gradient, result) = (try step.gradient, try step.result)
        let pair: (own: Tensor, given: Tensor)
        switch name {
        case "sum": pair = (gradient, try gather(gradient, axis, index))
        case "mean":
            let share = try gradient / counts(input, index)
            pair = (share, try gather(share, axis, index))
        case "prod":
            let whole = try gradient * result
            pair = (try whole / input, try gather(whole, axis, index) / source)
        default:
            // Elements that reach the extreme share the gradient evenly.
            var first = try to(eq(input, result), gradient.dtype)
            if !includesSelf { first = try scatter(first, axis, index, Tensor(number: 0)) }
            let second = try to(eq(source, gather(result, axis, index)), gradient.dtype)
            let share = try gradient / scatterAdd(first, axis, index, second)
            pair = (try first * share, try second * gather(share, axis, index))
        }
        let own = try includesSelf ? pair.own : scatter(pair.own, axis, index, Tensor(number: 0))
        return [own, pair.given]
    }
}
