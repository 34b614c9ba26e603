import CKernels

/// Largest and smallest elements, with their places.
enum Extrema {
    static let operations: [Operation] = [
        Operation("max(Tensor input) -> Tensor", "The largest element.", .both) { (x: Tensor) in try largest(x) },
        Operation("max.other(Tensor input, Tensor other) -> Tensor", "The larger of each pair.", .both, maximum),
        Operation(
            "max.dim(Tensor input, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
            "The largest elements along a dimension and their places.", .both, max),
        Operation("min(Tensor input) -> Tensor", "The smallest element.", .both) { (x: Tensor) in try smallest(x) },
        Operation("min.other(Tensor input, Tensor other) -> Tensor", "The smaller of each pair.", .both, minimum),
        Operation(
            "min.dim(Tensor input, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
            "The smallest elements along a dimension and their places.", .both, min),
        Operation(
            "argmax(Tensor input, int? dim=None, bool keepdim=False) -> Tensor", "The place of the largest element.",
            .both, argmax),
        Operation(
            "argmin(Tensor input, int? dim=None, bool keepdim=False) -> Tensor", "The place of the smallest element.",
            .both, argmin),
        Operation(
            "amax(Tensor input, int[1]? dim=None, bool keepdim=False) -> Tensor",
            "The largest elements over dimensions.",
            .both
        ) { (x: Tensor, dims: Dimensions?, keepdim: Bool) in try amax(x, dims ?? [], keepdim: keepdim) },
        Operation(
            "amin(Tensor input, int[1]? dim=None, bool keepdim=False) -> Tensor",
            "The smallest elements over dimensions.",
            .both
        ) { (x: Tensor, dims: Dimensions?, keepdim: Bool) in try amin(x, dims ?? [], keepdim: keepdim) },
        Operation(
            "aminmax(Tensor input, *, int? dim=None, bool keepdim=False) -> (Tensor min, Tensor max)",
            "The smallest and the largest element.", .both
        ) { (input: Tensor, dim: Int?, keepdim: Bool) in
            let dims: Dimensions = dim.map { [$0] } ?? []
            return Outcome.named(
                type: "aminmax", fields: ["min", "max"],
                [
                    try amin(input, dims, keepdim: keepdim).labelled("AminmaxBackward0"),
                    try amax(input, dims, keepdim: keepdim).labelled("AminmaxBackward0"),
                ])
        },
    ]
}

/// The first place of the extreme element of a row; a NaN wins.
private func place<T: Ordered>(_ x: UnsafeMutablePointer<T>, _ count: Int, _ better: (T, T) -> Bool) -> Int {
    var best = 0
    for index in 1..<Swift.max(count, 1) {
        if x[best].isNotANumber { return best }
        if x[index].isNotANumber || better(x[index], x[best]) { best = index }
    }
    return best
}

private func fastPlace(_ x: UnsafeMutablePointer<Float>, _ count: Int, _ largest: Bool) -> Int {
    var place: Int64 = 0
    _ = largest ? f32_maximum_element(x, count, &place) : f32_minimum_element(x, count, &place)
    return Int(place)
}

/// The places of the extreme elements along one dimension, or among all elements.
private func places(_ input: Tensor, _ dimension: Int?, _ keepdim: Bool, name: String, largest: Bool) throws -> Tensor {
    guard !input.dtype.isComplex else {
        throw TensorError.notImplemented(operation: "\"\(name)_cpu\"", dtype: input.dtype)
    }
    let blocks = try ReducedBlocks(input, dimension.map { [$0] }, keepdim: keepdim)
    if let found = try blocks?.extremes(largest: largest, values: false, places: true)?.places { return found }
    let rows = try Rows(input.isMeta ? input : input.asDType(input.dtype.compute), dimension.map { [$0] })
    guard rows.length > 0 else {
        if let dimension {
            let axis = try input.dimension(dimension)
            throw TensorError.index("\(name)(): Expected reduction dim \(axis) to have non-zero size.")
        }
        throw TensorError.index("\(name)(): Expected reduction dim to be specified for input.numel() == 0.")
    }
    let shape = rows.shape(keepdim: keepdim)
    let output = try Tensor.empty(shape, dtype: .int64, device: input.device)
    guard !input.isMeta else { return output }
    switch input.dtype.compute {
    case .float32:
        try rows.reduce(into: output) { (x: UnsafeMutablePointer<Float>, n) in
            fastPlace(x, n, largest)
        }
    case .float64:
        try rows.reduce(into: output) { (x: UnsafeMutablePointer<Double>, n) in
            place(x, n) { largest ? $0 > $1 : $0 < $1 }
        }
    default:
        try rows.reduce(into: output) { (x: UnsafeMutablePointer<Int>, n) in place(x, n) { largest ? $0 > $1 : $0 < $1 }
        }
    }
    return output
}

package func argmax(_ input: Tensor, _ dimension: Int? = nil, keepdim: Bool = false) throws -> Tensor {
    try places(input, dimension, keepdim, name: "argmax", largest: true)
}

package func argmin(_ input: Tensor, _ dimension: Int? = nil, keepdim: Bool = false) throws -> Tensor {
    try places(input, dimension, keepdim, name: "argmin", largest: false)
}

private func extreme(_ input: Tensor, _ dimension: Int, _ keepdim: Bool, name: String, largest: Bool) throws -> Outcome
{
    let indices = try places(input, dimension, true, name: name, largest: largest)
    let axis = try input.dimension(dimension)
    let values = try picked(input, axis, indices, keepdim: keepdim, node: largest ? "MaxBackward0" : "MinBackward0")
    let shown = keepdim || input.rank == 0 ? indices : try GradientMode.disabled { try squeeze(indices, [axis]) }
    return .named(type: name, fields: ["values", "indices"], [values, shown])
}

/// The elements at the given places of a dimension; the gradient returns to these places.
func picked(_ input: Tensor, _ axis: Int, _ indices: Tensor, keepdim: Bool, node: String) throws -> Tensor {
    let values = try GradientMode.disabled {
        if input.rank == 0 { return try clone(input) }
        let taken = try gather(input, axis, indices)
        return keepdim ? taken : try clone(squeeze(taken, [axis]))
    }
    guard Tape.records(input) else { return values }
    let shape = input.shape
    return values.derived(node, from: [input]) { step in
        if shape.isEmpty { return [try step.gradient] }
        let gradient = keepdim ? try step.gradient : try unsqueeze(step.gradient, axis)
        let zeros = try Tensor.zeros(shape, dtype: gradient.dtype, device: gradient.device)
        return [try scatterAdd(zeros, axis, indices, gradient)]
    }
}

package func max(_ input: Tensor, _ dimension: Int, keepdim: Bool = false) throws -> Outcome {
    try extreme(input, dimension, keepdim, name: "max", largest: true)
}

package func min(_ input: Tensor, _ dimension: Int, keepdim: Bool = false) throws -> Outcome {
    try extreme(input, dimension, keepdim, name: "min", largest: false)
}

private func overall(_ input: Tensor, _ name: String, largest: Bool) throws -> Tensor {
    guard input.elementCount > 0 else {
        throw TensorError.runtime(
            "\(name)(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the "
                + "'dim' argument.")
    }
    let output = try GradientMode.disabled { try largest ? amax(input, []) : amin(input, []) }
    guard Tape.records(input) else { return output }
    return output.derived(largest ? "MaxBackward1" : "MinBackward1", from: [input], saving: [input], savingResult: true)
    {
        step in [try sharedGradient(step.gradient, step.saved(0), step.result)]
    }
}

/// Splits a gradient evenly among the elements that reached the extreme.
private func sharedGradient(_ gradient: Tensor, _ input: Tensor, _ result: Tensor, _ axes: Dimensions? = nil) throws
    -> Tensor
{
    let same = try eq(input, result)
    let reached = try to(
        input.dtype.isIntegral ? same : logicalOr(same, logicalAnd(isnan(input), isnan(result))), input.dtype)
    return try reached * (gradient / sum(reached, axes, keepdim: axes != nil))
}

package func largest(_ input: Tensor) throws -> Tensor { try overall(input, "max", largest: true) }
package func smallest(_ input: Tensor) throws -> Tensor { try overall(input, "min", largest: false) }

private func over(_ input: Tensor, _ dimensions: Dimensions, _ keepdim: Bool, _ name: String, largest: Bool) throws
    -> Tensor
{
    guard !input.dtype.isComplex else {
        throw TensorError.notImplemented(operation: "\"\(name)_cpu\"", dtype: input.dtype)
    }
    let compute = input.dtype.compute
    if let result = try ReducedBlocks(input, dimensions, keepdim: keepdim)?
        .extremes(largest: largest, values: true, places: false)?.values
    {
        return derivedExtreme(result, input, dimensions, keepdim, largest, try Rows.axes(input, dimensions))
    }
    let rows = try Rows(input.isMeta ? input : input.asDType(compute), dimensions)
    guard rows.length > 0 || rows.count == 0 else {
        if dimensions.isEmpty {
            throw TensorError.runtime(
                "\(name)(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument."
            )
        }
        throw TensorError.index("\(name)(): Expected reduction dim \(rows.axes.first ?? 0) to have non-zero size.")
    }
    let output = try Tensor.empty(rows.shape(keepdim: keepdim), dtype: compute, device: input.device)
    if !input.isMeta { try fillExtreme(rows, output, compute, largest) }
    return derivedExtreme(try output.asDType(input.dtype), input, dimensions, keepdim, largest, rows.axes)
}

private func derivedExtreme(
    _ result: Tensor, _ input: Tensor, _ dimensions: Dimensions, _ keepdim: Bool, _ largest: Bool, _ axes: Dimensions
) -> Tensor {
    guard Tape.records(input) else { return result }
    let shape = input.shape
    return result.derived(
        largest ? "AmaxBackward0" : "AminBackward0", from: [input], saving: [input], savingResult: true
    ) {
        step in
        let peak = try restored(step.result, shape, dimensions, keepdim)
        let gradient = try restored(step.gradient, shape, dimensions, keepdim)
        return [try sharedGradient(gradient, step.saved(0), peak, axes)]
    }
}

private func fillExtreme(_ rows: Rows, _ output: Tensor, _ compute: DType, _ largest: Bool) throws {
    switch compute {
    case .float32:
        try rows.reduce(into: output) { (x: UnsafeMutablePointer<Float>, n) in
            x[fastPlace(x, n, largest)]
        }
    case .float64:
        try rows.reduce(into: output) { (x: UnsafeMutablePointer<Double>, n) in
            x[place(x, n) { largest ? $0 > $1 : $0 < $1 }]
        }
    default:
        try rows.reduce(into: output) { (x: UnsafeMutablePointer<Int>, n) in
            x[place(x, n) { largest ? $0 > $1 : $0 < $1 }]
        }
    }
}

package func amax(_ input: Tensor, _ dimensions: Dimensions = [], keepdim: Bool = false) throws -> Tensor {
    try over(input, dimensions, keepdim, "amax", largest: true)
}

package func amin(_ input: Tensor, _ dimensions: Dimensions = [], keepdim: Bool = false) throws -> Tensor {
    try over(input, dimensions, keepdim, "amin", largest: false)
}
