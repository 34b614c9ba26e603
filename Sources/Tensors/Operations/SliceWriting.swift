/// Writing whole slices at places of a dimension that a list of indices names.
enum SliceWriting {
    static let operations: [Operation] = [
        Operation(
            "index_reduce(Tensor input, int dim, Tensor index, Tensor source, str reduce, *, bool include_self=True) -> "
                + "Tensor",
            "Reduces slices at the indices of a dimension.", .all, indexReduce),
        Operation(
            "index_add(Tensor input, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor",
            "Adds slices at the indices of a dimension.", .all
        ) { (input: Tensor, dim: Int, index: Tensor, source: Tensor, alpha: Scalar) in
            if input.rank == 1, index.dtype.isIntegral {
                try checkPlaces(index, input.shape[0]) { _ in "index out of range in self" }
            }
            return try indexAdd(input, dim, index: index, alpha == 1 ? source : source * alpha)
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
            guard index.dtype == .int64 else {
                throw TensorError.index("index_fill_(): Expected dtype int64 for index.")
            }
            guard index.rank < 2 else { throw TensorError.runtime("Index has to be a vector/scalar") }
            if input.rank > 0 { shape[axis] = index.elementCount }
            let size = try input.size(axis)
            let places = try index.isMeta ? index : `where`(lt(index, constant(0, index)), index + .int(size), index)
            try checkPlaces(places, size) {
                "index \($0 < 0 ? $0 - size : $0) is out of bounds for dimension \(axis) with size \(size)"
            }
            return try indexCopy(input, dim, places, expand(value.precise(input.dtype), shape)).labelled(
                "IndexFillBackward0")
        },
    ]
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

/// Looks at the places of slices before anything is written.
private func checkPlaces(_ index: Tensor, _ size: Int, _ text: (Int) -> String) throws {
    guard !index.isMeta,
        let stranger = try contiguous(index).integers().first(where: { $0 < 0 || $0 >= size })
    else { return }
    throw TensorError.index(text(stranger))
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
    try checkPlaces(index, input.size(axis)) { _ in "index out of range in self" }
    var shape = Dimensions(repeating: 1, count: Swift.max(source.rank, 1))
    shape[axis] = index.elementCount
    let wide = try expand(reshape(detach(index), shape), source.rank == 0 ? [1] : source.shape)
    return try scatterReduce(input, axis, wide, source, reduce, includeSelf: includesSelf).labelled(
        "IndexReduceBackward0")
}

/// What PyTorch looks at before it copies slices, in its order.
private func checkCopy(_ input: Tensor, _ axis: Int, _ index: Tensor, _ source: Tensor) throws {
    let name = "index_copy_():"
    guard index.rank < 2 else {
        throw TensorError.index("\(name) Index should have dimension 1 or 0 (got \(index.rank))")
    }
    if source.rank == 0, index.elementCount != 1 {
        throw TensorError.index(
            "\(name) When source is scalar, index should have one element (got \(index.elementCount))")
    }
    guard source.rank == input.rank || source.rank == 0 || input.rank == 0 else {
        throw TensorError.index(
            "\(name) When source and destination are not scalars, their dimensionality must match. Source "
                + "dimensionality (\(source.rank)), destination dimensionality (\(input.rank))")
    }
    guard index.dtype == .int64 else {
        throw TensorError.runtime("\(name) Expected a long tensor for index, but got \(index.dtype.scalarName)")
    }
    guard input.dtype == source.dtype else {
        throw TensorError.runtime(
            "\(name) self and source expected to have the same dtype, but got (self) \(input.dtype.scalarName) and "
                + "(source) \(source.dtype.scalarName)")
    }
    let own = input.shape.enumerated().filter { $0.offset != axis }.map(\.element)
    let given = source.shape.enumerated().filter { $0.offset != axis }.map(\.element)
    if source.rank > 0, input.rank > 0, own != given {
        throw TensorError.runtime(
            "\(name) Source/destination tensor must have same slice shapes. Destination slice shape: "
                + "\(own.map(String.init).joined(separator: ", ")) at dimension \(axis) and source slice shape: "
                + "\(given.map(String.init).joined(separator: ", ")) at dimension 0.")
    }
    let count = source.rank == 0 ? index.elementCount : source.shape[axis]
    guard count == index.elementCount else {
        throw TensorError.index(
            "\(name) Number of indices (\(index.elementCount)) should be equal to source.size(dim) (\(count))")
    }
}

package func indexCopy(_ input: Tensor, _ dimension: Int, _ index: Tensor, _ source: Tensor) throws -> Tensor {
    let axis = try input.dimension(dimension)
    try checkCopy(input, axis, index, source)
    let size = try input.size(axis)
    try checkPlaces(index, size) {
        "index_copy_(): index \($0) is out of bounds for dimension \(axis) with size \(size)"
    }
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
