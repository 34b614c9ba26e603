import CKernels

/// Taking elements from places that a tensor of indices names, and putting them there.
enum Gathering {
    static let operations: [Operation] = [
        Operation(
            "gather(Tensor input, int dim, Tensor index, *, bool sparse_grad=False) -> Tensor",
            "Takes one element per index along a dimension.", .both
        ) { (input: Tensor, dim: Int, index: Tensor, _: Bool) in try gather(input, dim, index) },
        Operation(
            "take_along_dim(Tensor input, Tensor indices, int? dim=None) -> Tensor",
            "Takes elements along a dimension; other dimensions broadcast.", .both, takeAlongDim),
        Operation("take(Tensor input, Tensor index) -> Tensor", "Takes elements of the flattened tensor.", .both) {
            (input: Tensor, index: Tensor) in
            guard index.dtype == .int64 else {
                throw TensorError.runtime("take(): Expected a long tensor for index, but got \(index.dtype.scalarName)")
            }
            guard input.elementCount > 0 || index.elementCount == 0 else {
                throw TensorError.index("take(): tried to take from an empty tensor")
            }
            let places = try wrapped(index, input.elementCount)
            return try reshape(indexSelect(reshape(input, [-1]), 0, reshape(places, [-1])), index.shape).labelled(
                "TakeBackward0")
        },
        Operation(
            "index_select(Tensor input, int dim, Tensor index) -> Tensor", "Takes whole slices along a dimension.",
            .both,
            indexSelect),
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
        Operation(
            "index_reduce(Tensor input, int dim, Tensor index, Tensor source, str reduce, *, bool include_self=True) -> "
                + "Tensor",
            "Reduces slices at the indices of a dimension.", .all, indexReduce),
        Operation(
            "index_add(Tensor input, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor",
            "Adds slices at the indices of a dimension.", .all
        ) { (input: Tensor, dim: Int, index: Tensor, source: Tensor, alpha: Scalar) in
            try indexAdd(input, dim, index: index, alpha == 1 ? source : source * alpha)
        },
        Operation(
            "index_copy(Tensor input, int dim, Tensor index, Tensor source) -> Tensor",
            "Overwrites slices at the indices of a dimension.", .all, indexCopy),
        Operation(
            "index_fill(Tensor input, int dim, Tensor index, Tensor|Scalar value) -> Tensor",
            "Fills slices at the indices of a dimension.", .all
        ) { (input: Tensor, dim: Int, index: Tensor, value: Tensor) in
            var shape = input.shape
            let axis = try input.dimension(dim)
            if input.rank > 0 { shape[axis] = index.elementCount }
            return try indexCopy(input, dim, index, expand(value.precise(input.dtype), shape)).labelled(
                "IndexFillBackward0")
        },
    ]
}

/// Walks every position of `index` and names the storage-order offsets in it and in a tensor along one dimension.
struct DimensionWalk {
    /// For each element of the index: its value, and the offset of the same position in the other tensor without the dimension.
    static func run(
        _ index: Tensor, along axis: Int, of other: Tensor, size: Int, _ body: (_ place: Int, _ offset: Int) -> Void
    ) throws {
        let indices = try index.asDType(.int64).compacted()
        let source = indices.pointer(Int.self)
        var strides = other.strides
        let step = other.rank == 0 ? 0 : strides[axis]
        if other.rank > 0 { strides[axis] = 0 }
        var position = 0
        var failure: Int?
        Layout(shape: index.shape, strides: strides, offset: 0).forEachOffset { offset in
            let place = source[position]
            if place >= 0 && place < size { body(position, offset + place * step) } else { failure = failure ?? place }
            position += 1
        }
        if let failure {
            throw TensorError.runtime("index \(failure) is out of bounds for dimension \(axis) with size \(size)")
        }
    }
}

private func checkIndex(_ index: Tensor, _ name: String) throws {
    guard index.dtype == .int64 || index.dtype == .int32 else {
        let wanted = name == "index_select" ? "int32 or int64" : "int32/int64"
        throw TensorError.runtime("\(name)(): Expected dtype \(wanted) for index")
    }
}

/// `output[i][j] = input[index[i][j]][j]` for dimension 0.
package func gather(_ input: Tensor, _ dimension: Int, _ index: Tensor) throws -> Tensor {
    let axis = try input.dimension(dimension)
    try checkIndex(index, "gather")
    guard index.rank == input.rank || (index.rank <= 1 && input.rank <= 1) else {
        throw TensorError.runtime("Index tensor must have the same number of dimensions as input tensor")
    }
    for other in 0..<input.rank where other != axis && index.rank > other && index.shape[other] > input.shape[other] {
        throw TensorError.runtime(
            "Size does not match at dimension \(other) expected index \(index.shape) to be no larger than self "
                + "\(input.shape) apart from dimension \(axis)")
    }
    let output = try Tensor.empty(index.shape, dtype: input.dtype, device: resultDevice(input, index))
    if !output.isMeta, try IndexedLines(input, index, axis)?.gather(into: output) == nil {
        let size = input.rank == 0 ? 1 : input.shape[axis]
        let viewed = input.rank == index.rank ? input : try reshape(detach(input), [-1])
        try output.withWords { words in
            try DimensionWalk.run(index, along: axis, of: viewed, size: size) { words.copy($0, viewed, $1) }
        }
    }
    guard Tape.records(input) else { return output }
    let shape = input.shape
    return output.derived("GatherBackward0", from: [input], saving: [index]) { step in
        let zeros = try Tensor.zeros(shape, dtype: step.gradient.dtype, device: step.gradient.device)
        return [try scatterAdd(zeros, axis, step.saved(0), step.gradient)]
    }
}

/// Copies single elements by their size, whatever they mean.
struct Words {
    let target: UnsafeMutableRawPointer
    let size: Int

    @inline(__always)
    func copy(_ to: Int, _ source: Tensor, _ from: Int) {
        guard let address = source.storage.address else { return }
        (target + to &* size).copyMemory(from: address + (source.offset &+ from) &* size, byteCount: size)
    }
}

extension Tensor {
    func withWords(_ body: (Words) throws -> Void) throws {
        guard let address else { return }
        try body(Words(target: address, size: dtype.size))
    }
}

package func takeAlongDim(_ input: Tensor, _ indices: Tensor, _ dimension: Int? = nil) throws -> Tensor {
    guard let dimension else { return try gather(reshape(input, [-1]), 0, reshape(indices, [-1])) }
    let axis = try input.dimension(dimension)
    guard input.rank == indices.rank else {
        throw TensorError.runtime(
            "torch.take_along_dim(): input and indices should have the same number of dimensions, but got \(input.rank) "
                + "dimensions for input, and \(indices.rank) dimensions for indices")
    }
    let shared = try broadcast(input.shape.replacing(axis, with: 1), indices.shape.replacing(axis, with: 1))
    let wide = try expand(input, shared.replacing(axis, with: input.shape[axis]))
    return try gather(wide, axis, expand(indices, shared.replacing(axis, with: indices.shape[axis])))
}

/// Whole slices of a dimension, in the order of the index.
package func indexSelect(_ input: Tensor, _ dimension: Int, _ index: Tensor) throws -> Tensor {
    let axis = try input.dimension(dimension)
    guard index.rank <= 1 else { throw TensorError.index("index_select(): Index is supposed to be a vector") }
    try checkIndex(index, "index_select")
    let size = input.rank == 0 ? 1 : input.shape[axis]
    let count = index.elementCount
    let shape = input.rank == 0 ? [] : input.shape.replacing(axis, with: count)
    let output = try Tensor.empty(shape, dtype: input.dtype, device: resultDevice(input, index))
    if !output.isMeta {
        let places = try index.asDType(.int64).compacted()
        for place in UnsafeBufferPointer(start: places.numbers64, count: count) {
            guard place >= 0 && place < size else {
                throw axis == 0
                    ? TensorError.index("index out of range in self")
                    : TensorError.runtime("INDICES element is out of DATA bounds, id=\(place) axis_dim=\(size)")
            }
        }
        try copySlices(input, output, axis, places)
    }
    guard Tape.records(input) else { return output }
    let original = input.shape
    return output.derived("IndexSelectBackward0", from: [input], saving: [index]) { step in
        let zeros = try Tensor.zeros(original, dtype: step.gradient.dtype, device: step.gradient.device)
        return [try indexAdd(zeros, axis, index: step.saved(0), step.gradient)]
    }
}

/// Copies whole blocks: what follows the dimension lies in one piece.
private func copySlices(_ input: Tensor, _ output: Tensor, _ axis: Int, _ places: Tensor) throws {
    let source = try GradientMode.disabled { try detach(input).compacted() }
    guard let from = source.address, let to = output.address else { return }
    let size = input.rank == 0 ? 1 : input.shape[axis]
    let count = places.elementCount
    let block = (input.rank == 0 ? 1 : Dimensions(input.shape[(axis + 1)...]).elementCount) * input.dtype.size
    let outer = input.rank == 0 ? 1 : Dimensions(input.shape[..<axis]).elementCount
    let numbers = places.numbers64
    WorkerPool.ranges(outer * count, grain: Swift.max(1, (1 << 17) / Swift.max(block, 1))) { range in
        for line in range.lowerBound / count...(range.upperBound - 1) / count {
            let first = Swift.max(range.lowerBound - line * count, 0)
            let last = Swift.min(range.upperBound - line * count, count)
            bytes_select(to + line * count * block, from + line * size * block, numbers, block, first, last)
        }
    }
}

/// Combines elements of `source` with those of a copy of `input` at the places of `index`.
private func scattered(
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

/// The leading part of a tensor, of the size of an index.
private func narrowed(_ values: Tensor, to shape: Dimensions) throws -> Tensor {
    guard values.rank == shape.count else { return try reshape(values, shape) }
    var layout = values.layout
    for axis in 0..<shape.count {
        guard shape[axis] <= values.shape[axis] else {
            throw TensorError.runtime(
                "Expected index \(shape) to be no larger than src \(values.shape) apart from dimension 0")
        }
        layout.shape[axis] = shape[axis]
    }
    return Tensor(storage: values.storage, layout: layout, dtype: values.dtype)
}

package func scatter(_ input: Tensor, _ dimension: Int, _ index: Tensor, _ source: Tensor, reduce: String? = nil) throws
    -> Tensor
{
    let axis = try input.dimension(dimension)
    try checkIndex(index, "scatter")
    guard Swift.max(index.rank, 1) == Swift.max(input.rank, 1) else {
        throw TensorError.runtime("Index tensor must have the same number of dimensions as self tensor")
    }
    guard source.isNumber || source.dtype == input.dtype else {
        throw TensorError.runtime("scatter(): Expected self.dtype to be equal to src.dtype")
    }
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
    try checkIndex(index, "scatter_add")
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
        throw TensorError.runtime("reduce argument must be either sum, prod, mean, amax or amin, got \(reduce).")
    }
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

/// Whether a source has one slice, as the input has them, for each index.
private func checkSlices(_ input: Tensor, _ axis: Int, _ index: Tensor, _ source: Tensor, _ name: String) throws {
    guard index.rank <= 1 else {
        throw TensorError.index(
            "\(name): Index is supposed to be a vector, but got dim: \(index.rank) with type: \(index.dtype.scalarName) "
                + "and size: \(index.shape)")
    }
    guard input.dtype == source.dtype || source.isNumber else {
        throw TensorError.runtime(
            "\(name): self (\(input.dtype.scalarName)) and source (\(source.dtype.scalarName)) must have the same scalar "
                + "type")
    }
    guard axis < Swift.max(source.rank, 1) else {
        throw TensorError.runtime(
            "\(name): Indexing dim \(axis) is out of bounds of the source tensor with dim \(source.rank)")
    }
    var wanted = input.rank == 0 ? Dimensions([1]) : input.shape
    wanted[axis] = index.elementCount
    guard source.rank == 0 ? wanted.elementCount == 1 : source.shape == wanted || input.rank == 0 && source.rank == 1
    else {
        let found = source.rank == 0 ? Dimensions([1]) : source.shape
        if found.count == wanted.count, found[axis] != index.elementCount {
            throw TensorError.index(
                "\(name): Number of indices (\(index.elementCount)) should be equal to source.size(dim): "
                    + "(\(found[axis])), for dim: \(axis)")
        }
        throw TensorError.runtime(
            "source tensor shape must match self tensor shape, excluding the specified dimension. Got self.shape = "
                + "\(input.shape) source.shape = \(source.shape)")
    }
}

/// Adds slices of `source` to a copy of `input` at the places of `index`.
package func indexAdd(_ input: Tensor, _ dimension: Int, index: Tensor, _ source: Tensor) throws -> Tensor {
    let axis = try input.dimension(dimension)
    try checkIndex(index, "index_add_")
    try checkSlices(input, axis, index, source, "index_add_()")
    if resultDevice(input, index, source) == .meta {
        return try Tensor.empty(input.shape, dtype: input.dtype, device: .meta)
    }
    var shape = Dimensions(repeating: 1, count: Swift.max(source.rank, 1))
    shape[axis] = index.elementCount
    let wide = try expand(reshape(detach(index), shape), source.rank == 0 ? [1] : source.shape)
    let output = try scattered(input, axis, wide, source, dtype: input.dtype, kind: .adding, +)
    guard Tape.records(input, source) else { return output }
    return output.derived("IndexAddBackward0", from: [input, source], saving: [index]) { step in
        [try step.gradient, try step.when(1) { try indexSelect(step.gradient, axis, step.saved(0)) }]
    }
}

/// Places of a flattened tensor, of which negative ones count from the end.
private func wrapped(_ index: Tensor, _ count: Int) throws -> Tensor {
    guard !index.isMeta, !index.dtype.isFloatingPoint else { return index }
    if let place = try contiguous(index).integers().first(where: { $0 < -count || $0 >= count }) {
        throw TensorError.index("out of range: tried to access index \(place) on a tensor of \(count) elements.")
    }
    return try GradientMode.disabled { try `where`(lt(index, constant(0, index)), index + .int(count), index) }
}

/// Slices that meet at one index are multiplied, averaged, or the largest or smallest element is kept.
private func indexReduce(
    _ input: Tensor, _ dimension: Int, _ index: Tensor, _ source: Tensor, _ reduce: String, _ includesSelf: Bool
) throws -> Tensor {
    guard ["prod", "mean", "amax", "amin"].contains(reduce) else {
        throw TensorError.runtime(
            "index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got \(reduce).")
    }
    let axis = try input.dimension(dimension)
    try checkIndex(index, "index_reduce")
    try checkSlices(input, axis, index, source, "index_reduce()")
    var shape = Dimensions(repeating: 1, count: Swift.max(source.rank, 1))
    shape[axis] = index.elementCount
    let wide = try expand(reshape(detach(index), shape), source.rank == 0 ? [1] : source.shape)
    return try scatterReduce(input, axis, wide, source, reduce, includeSelf: includesSelf).labelled(
        "IndexReduceBackward0")
}

package func indexCopy(_ input: Tensor, _ dimension: Int, _ index: Tensor, _ source: Tensor) throws -> Tensor {
    let axis = try input.dimension(dimension)
    try checkIndex(index, "index_copy_")
    try checkSlices(input, axis, index, source, "index_copy_()")
    if resultDevice(input, index, source) == .meta {
        return try Tensor.empty(input.shape, dtype: input.dtype, device: .meta)
    }
    var shape = Dimensions(repeating: 1, count: Swift.max(source.rank, 1))
    shape[axis] = index.elementCount
    let wide = try expand(reshape(detach(index), shape), source.rank == 0 ? [1] : source.shape)
    let output = try scattered(input, axis, wide, source, dtype: input.dtype) { $1 }
    guard Tape.records(input, source) else { return output }
    let zero = try Tensor(number: 0)
    return output.derived("IndexCopyBackward0", from: [input, source], saving: [index, wide]) { step in
        [
            try step.when(0) { try scatter(step.gradient, axis, step.saved(1), zero) },
            try step.when(1) { try indexSelect(step.gradient, axis, step.saved(0)) },
        ]
    }
}
