import CKernels

/// Taking elements from places that a tensor of indices names.
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

func checkIndex(_ index: Tensor, _ name: String) throws {
    guard index.dtype == .int64 || index.dtype == .int32 else {
        let wanted = name == "index_select" ? "int32 or int64" : "int32/int64"
        throw TensorError.runtime("\(name)(): Expected dtype \(wanted) for index")
    }
}

/// `output[i][j] = input[index[i][j]][j]` for dimension 0.
package func gather(_ input: Tensor, _ dimension: Int, _ index: Tensor) throws -> Tensor {
    let axis = try input.dimension(dimension)
    guard index.elementCount > 0 else {
        let empty = try Tensor.empty(index.shape, dtype: input.dtype, device: resultDevice(input, index))
        return Tape.records(input)
            ? empty.derived("GatherBackward0", from: [input]) {
                [try Tensor.zeros(input.shape, dtype: $0.gradient.dtype)]
            }
            : empty
    }
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
    let size = try input.size(axis)
    let wrapped = size == 0 ? indices : try remainder(indices, Tensor(number: .int(size)))
    return try gather(wide, axis, expand(wrapped, shared.replacing(axis, with: indices.shape[axis])))
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

/// Places of a flattened tensor, of which negative ones count from the end.
private func wrapped(_ index: Tensor, _ count: Int) throws -> Tensor {
    guard !index.isMeta, !index.dtype.isFloatingPoint else { return index }
    if let place = try contiguous(index).integers().first(where: { $0 < -count || $0 >= count }) {
        throw TensorError.index("out of range: tried to access index \(place) on a tensor of \(count) elements.")
    }
    return try GradientMode.disabled { try `where`(lt(index, constant(0, index)), index + .int(count), index) }
}
