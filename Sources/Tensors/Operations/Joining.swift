import Glibc

/// Putting tensors together and taking them apart.
enum Joining {
    static let operations: [Operation] =
        [
            Operation(
                "cat(Tensor[] tensors, int dim=0) -> Tensor", "Joins tensors along a dimension.", .function, cat),
            Operation(
                "concat(Tensor[] tensors, int dim=0) -> Tensor", "Joins tensors along a dimension.", .function, cat),
            Operation(
                "concatenate(Tensor[] tensors, int dim=0) -> Tensor", "Joins tensors along a dimension.", .function, cat
            ),
            Operation(
                "stack(Tensor[] tensors, int dim=0) -> Tensor", "Joins tensors along a new dimension.", .function, stack
            ),
            Operation("hstack(Tensor[] tensors) -> Tensor", "Joins tensors side by side.", .function) {
                (tensors: [Tensor]) in
                let wide = try tensors.map { $0.rank == 0 ? try reshape($0, [1]) : $0 }
                return try cat(wide, wide.first?.rank == 1 ? 0 : 1)
            },
            Operation("row_stack(Tensor[] tensors) -> Tensor", "Joins tensors one below the other.", .function) {
                (tensors: [Tensor]) in try cat(tensors.map { $0.rank < 2 ? try reshape($0, [1, -1]) : $0 }, 0)
            },
            Operation("vstack(Tensor[] tensors) -> Tensor", "Joins tensors one below the other.", .function) {
                (tensors: [Tensor]) in
                try cat(tensors.map { $0.rank < 2 ? try reshape($0, [1, -1]) : $0 }, 0)
            },
            Operation("dstack(Tensor[] tensors) -> Tensor", "Joins tensors in depth.", .function) {
                (tensors: [Tensor]) in
                try cat(
                    tensors.map {
                        $0.rank < 2 ? try reshape($0, [1, -1, 1]) : $0.rank == 2 ? try unsqueeze($0, 2) : $0
                    }, 2)
            },
            Operation("column_stack(Tensor[] tensors) -> Tensor", "Joins vectors as columns.", .function) {
                (tensors: [Tensor]) in
                try cat(tensors.map { $0.rank < 2 ? try reshape($0, [-1, 1]) : $0 }, 1)
            },
            Operation(
                "split(Tensor input, int split_size_or_sections, int dim=0) -> Tensor[]",
                "Takes a tensor apart into pieces of one size.", .both
            ) { (input: Tensor, size: Int, dim: Int) in try split(input, size, dim) },
            Operation(
                "split.sizes(Tensor input, int[] split_size_or_sections, int dim=0) -> Tensor[]",
                "Takes a tensor apart into given sizes.", .both
            ) { (input: Tensor, sizes: [Int], dim: Int) in try split(input, sizes: sizes, dim) },
            Operation(
                "split_with_sizes(Tensor input, int[] split_sizes, int dim=0) -> Tensor[]",
                "Takes a tensor apart into given sizes.", .both
            ) { (input: Tensor, sizes: [Int], dim: Int) in try split(input, sizes: sizes, dim) },
            Operation(
                "chunk(Tensor input, int chunks, int dim=0) -> Tensor[]", "Takes a tensor apart into equal chunks.",
                .both,
                chunk),
            Operation(
                "tensor_split(Tensor input, int indices_or_sections, int dim=0) -> Tensor[]",
                "Takes a tensor apart into sections.", .both
            ) { (input: Tensor, sections: Int, dim: Int) in try tensorSplit(input, sections: sections, dim) },
            Operation(
                "tensor_split.indices(Tensor input, int[] indices_or_sections, int dim=0) -> Tensor[]",
                "Takes a tensor apart at positions.", .both
            ) { (input: Tensor, places: [Int], dim: Int) in try tensorSplit(input, at: places, dim) },
            Operation(
                "unbind(Tensor input, int dim=0) -> Tensor[]", "All slices of a dimension, which disappears.", .both,
                unbind
            ),
            Operation(
                "meshgrid(Tensor[] tensors, *, str? indexing=None) -> Tensor[]", "Grids of coordinates.", .function,
                meshgridNoticed
            ),
            Operation(
                "broadcast_tensors(Tensor[] tensors) -> Tensor[]", "Expands tensors to their common shape.", .function
            ) { (tensors: [Tensor]) in
                let shape = try tensors.reduce(Dimensions()) { try broadcast($0, $1.shape) }
                return try tensors.map { try expand($0, shape) }
            },
            Operation(
                "cartesian_prod(Tensor[] tensors) -> Tensor", "All combinations of the elements of vectors.", .function
            ) { (tensors: [Tensor]) in
                if let other = tensors.first(where: { $0.rank != 1 }) {
                    throw TensorError.runtime("Expect a 1D vector, but got shape \(other.shape)")
                }
                if tensors.count == 1 { return tensors[0] }
                return try stack(meshgrid(tensors, "ij").map { try reshape($0, [-1]) }, 1)
            },
            Operation(
                "combinations(Tensor input, int r=2, bool with_replacement=False) -> Tensor",
                "All combinations of r elements of a vector.", .function, combinations),
            Operation("block_diag(Tensor[] tensors) -> Tensor", "Matrices along a diagonal.", .function, blockDiagonal),
            Operation("atleast_1d(Tensor input) -> Tensor", "At least one dimension.", .function) { (x: Tensor) in
                x.rank == 0 ? try reshape(x, [1]) : x
            },
            Operation("atleast_3d(Tensor input) -> Tensor", "At least three dimensions.", .function) { (x: Tensor) in
                x.rank < 2 ? try reshape(x, [1, -1, 1]) : x.rank == 2 ? try unsqueeze(x, -1) : x
            },
            Operation("atleast_2d(Tensor input) -> Tensor", "At least two dimensions.", .function) { (x: Tensor) in
                x.rank < 2 ? try reshape(x, [1, -1]) : x
            },
        ] + directions

    /// `hsplit`, `vsplit` and `dsplit`: sections along a dimension that the name tells.
    private static let directions: [Operation] = [("hsplit", 1, 1), ("vsplit", 0, 2), ("dsplit", 2, 3)].flatMap {
        name, axis, rank in
        @Sendable func place(_ input: Tensor) throws -> Int {
            guard input.rank >= rank else {
                throw TensorError.runtime(
                    "torch.\(name) requires a tensor with at least \(rank) dimension, but got a tensor "
                        + "with \(input.rank) dimensions!")
            }
            return input.rank == 1 ? 0 : axis
        }
        return [
            Operation("\(name)(Tensor input, int sections) -> Tensor[]", "Takes a tensor apart into sections.", .both) {
                (input: Tensor, sections: Int) in
                let axis = try place(input)
                guard sections > 0, input.shape[axis] % sections == 0 else {
                    throw TensorError.runtime(
                        "torch.\(name) attempted to split along dimension \(axis), but the size of the dimension "
                            + "\(input.shape[axis]) is not divisible by the split_size \(sections)!")
                }
                return try tensorSplit(input, sections: sections, axis)
            },
            Operation(
                "\(name).array(Tensor input, int[] indices) -> Tensor[]", "Takes a tensor apart at places.", .both
            ) {
                (input: Tensor, places: [Int]) in try tensorSplit(input, at: places, place(input))
            },
        ]
    }
}

/// Joins tensors along a dimension; empty vectors are skipped.
package func cat(_ tensors: [Tensor], _ dimension: Int = 0) throws -> Tensor {
    guard !tensors.isEmpty else {
        throw TensorError.value("torch.cat(): expected a non-empty list of Tensors")
    }
    let dtype = resultType(tensors)
    guard let first = tensors.first(where: { !$0.isEmptyVector }) else {
        return try Tensor.empty([0], dtype: dtype, device: tensors[0].device)
    }
    for (position, tensor) in tensors.enumerated() where tensor.rank == 0 {
        throw TensorError.runtime("zero-dimensional tensor (at position \(position)) cannot be concatenated")
    }
    let axis = try first.dimension(dimension)
    var total = 0
    for (position, tensor) in tensors.enumerated() where !tensor.isEmptyVector {
        guard tensor.rank == first.rank else {
            throw TensorError.runtime(
                "Tensors must have same number of dimensions: got \(first.rank) and \(tensor.rank)")
        }
        for other in 0..<first.rank where other != axis && tensor.shape[other] != first.shape[other] {
            throw TensorError.runtime(
                "Sizes of tensors must match except in dimension \(axis). Expected size \(first.shape[other]) but got "
                    + "size \(tensor.shape[other]) for tensor number \(position) in the list.")
        }
        total += tensor.shape[axis]
    }
    let device: Device = tensors.contains { $0.isMeta } ? .meta : .cpu
    let output = try Tensor.empty(first.shape.replacing(axis, with: total), dtype: dtype, device: device)
    output.fill(axis, with: tensors)
    guard Tape.records(tensors) else { return output }
    let sizes = tensors.map { $0.isEmptyVector ? 0 : $0.shape[axis] }
    return output.derived("CatBackward0", from: Edges(tensors)) { step in
        var start = 0
        return try sizes.enumerated().map { position, size in
            defer { start += size }
            return try step.when(position) { try narrow(step.gradient, axis, start, size) }
        }
    }
}

extension Tensor {
    /// Joins with tensors of any shape, and adds nothing.
    fileprivate var isEmptyVector: Bool { rank == 1 && shape[0] == 0 }

    /// A window on a dimension that autograd does not see.
    func part(_ axis: Int, _ start: Int, _ length: Int) -> Tensor {
        var window = layout
        window.offset += start * layout.strides[axis]
        window.shape[axis] = length
        return Tensor(storage: storage, layout: window, dtype: dtype)
    }
}

extension Tensor {
    /// Copies tensors to consecutive places on a dimension.
    fileprivate func fill(_ axis: Int, with pieces: [Tensor]) {
        let shape = layout.shape
        let outer = shape.elementCount(from: 0, to: axis)
        let inner = shape.elementCount(from: axis + 1, to: shape.count) * dtype.size
        let stride = shape[axis] * inner
        var start = 0
        for piece in pieces where !piece.isEmptyVector {
            let size = piece.layout.shape[axis]
            if size > 0, !copyBytes(of: piece, to: start * inner, outer, stride, size * inner) {
                part(axis, start, size).copyElements(from: piece)
            }
            start += size
        }
    }

    /// Copies the bytes of a small tensor, a run for each `stride`; false where that is not all there is to do.
    @inline(__always)
    fileprivate func copyBytes(of piece: Tensor, to start: Int, _ runs: Int, _ stride: Int, _ length: Int) -> Bool {
        guard let address = storage.address, let source = piece.storage.address, piece.dtype == dtype,
            runs * length <= WorkerPool.elementThreshold * dtype.size, piece.isContiguous
        else { return false }
        // A fresh result has no offset.
        let (target, origin) = (address + start, source + piece.layout.offset * dtype.size)
        for run in 0..<runs { memcpy(target + run * stride, origin + run * length, length) }
        return true
    }
}

/// Joins tensors of one shape along a new dimension.
package func stack(_ tensors: [Tensor], _ dimension: Int = 0) throws -> Tensor {
    guard let first = tensors.first else { throw TensorError.runtime("stack expects a non-empty TensorList") }
    for (position, tensor) in tensors.enumerated() where tensor.shape != first.shape {
        throw TensorError.runtime(
            "stack expects each tensor to be equal size, but got \(first.shape) at entry 0 and \(tensor.shape) at entry "
                + "\(position)")
    }
    let axis = try wrapDimension(dimension, rank: first.rank + 1)
    let output =
        try stackedBytes(tensors, axis)
        ?? GradientMode.disabled { try cat(tensors.map { try unsqueeze($0, axis) }, axis) }
    guard Tape.records(tensors) else { return output }
    return output.derived("StackBackward0", from: Edges(tensors)) { step in
        let gradient = try step.gradient
        return try tensors.indices.map { position in try step.when(position) { try select(gradient, axis, position) } }
    }
}

/// Small tensors of one shape and dtype joined by copying their bytes; nil where that is not all there is to do.
private func stackedBytes(_ tensors: [Tensor], _ axis: Int) throws -> Tensor? {
    let (shape, dtype) = (tensors[0].layout.shape, tensors[0].dtype)
    let count = shape.elementCount
    guard count <= WorkerPool.elementThreshold,
        tensors.allSatisfy({ $0.dtype == dtype && !$0.isMeta && !$0.isNumber && $0.isContiguous })
    else { return nil }
    let output = try Tensor.empty(shape.inserting(tensors.count, at: axis), dtype: dtype)
    guard count > 0 else { return output }
    let runs = shape.elementCount(from: 0, to: axis)
    let length = count / runs * dtype.size
    for (position, tensor) in tensors.enumerated() {
        _ = output.copyBytes(of: tensor, to: position * length, runs, tensors.count * length, length)
    }
    return output
}

/// One node for several views of one tensor.
private func views(
    _ input: Tensor, _ layouts: [Layout], _ name: String, _ backward: @escaping (BackwardStep) throws -> [Tensor?]
) -> [Tensor] {
    let results = layouts.map { layout -> Tensor in
        let view = Tensor(storage: input.storage, layout: layout, dtype: input.dtype)
        view.base = input.base ?? input
        view.recordedVersion = input.storage.version
        view.countsVersions = input.countsVersions
        view.viewOrigin = GradientMode.isEnabled ? .multiple : .withoutGradient
        return view
    }
    if Tape.records(input) { derive(results, name, from: [input], backward) }
    return results
}

package func split(_ input: Tensor, sizes: [Int], _ dimension: Int = 0, node: String = "SplitWithSizesBackward0") throws
    -> [Tensor]
{
    let axis = try input.dimension(dimension)
    guard input.rank > 0 else { throw TensorError.runtime("split expects at least a 1-dimensional tensor") }
    let size = input.shape[axis]
    guard sizes.allSatisfy({ $0 >= 0 && $0 <= size }), sizes.reduce(0, +) == size else {
        throw TensorError.runtime(
            "split_with_sizes expects split_sizes to sum exactly to \(size) (input tensor's size at dimension \(axis)), "
                + "but got split_sizes=\(Dimensions(sizes))")
    }
    var start = 0
    let layouts = sizes.map { length -> Layout in
        defer { start += length }
        var layout = input.layout
        layout.offset += start * input.strides[axis]
        layout.shape[axis] = length
        return layout
    }
    return views(input, layouts, node) { step in
        [try cat(sizes.indices.map { try step.gradient($0) }, axis)]
    }
}

package func split(_ input: Tensor, _ length: Int, _ dimension: Int = 0) throws -> [Tensor] {
    let axis = try input.dimension(dimension)
    guard input.rank > 0 else { throw TensorError.runtime("split expects at least a 1-dimensional tensor") }
    guard length >= 0 else {
        throw TensorError.runtime("split expects split_size be non-negative, but got split_size=\(length)")
    }
    let size = input.shape[axis]
    guard length > 0 || size == 0 else {
        throw TensorError.runtime(
            "split_size can only be 0 if dimension size is 0, but got dimension size of \(size)")
    }
    if size == 0 { return try split(input, sizes: [0], axis, node: "SplitBackward0") }
    try checkPieces(size / length)
    let sizes = Swift.stride(from: 0, to: size, by: length).map { Swift.min(length, size - $0) }
    return try split(input, sizes: sizes, axis, node: "SplitBackward0")
}

package func chunk(_ input: Tensor, _ chunks: Int, _ dimension: Int = 0) throws -> [Tensor] {
    guard chunks > 0 else {
        throw TensorError.runtime("chunk expects `chunks` to be greater than 0, got: \(chunks)")
    }
    guard input.rank > 0 else { throw TensorError.runtime("chunk expects at least a 1-dimensional tensor") }
    let size = input.shape[try input.dimension(dimension)]
    return try split(input, Swift.max(size / chunks + (size % chunks == 0 ? 0 : 1), size == 0 ? 0 : 1), dimension)
}

private func tensorSplit(_ input: Tensor, at places: [Int], _ dimension: Int) throws -> [Tensor] {
    let axis = try input.dimension(dimension)
    var start = 0
    var parts: [Tensor] = []
    for place in places {
        parts.append(try slice(input, axis, start: start, end: place))
        start = place
    }
    return parts + [try slice(input, axis, start: start)]
}

private func tensorSplit(_ input: Tensor, sections: Int, _ dimension: Int) throws -> [Tensor] {
    guard sections > 0 else {
        throw TensorError.runtime("number of sections must be larger than 0, got \(sections)")
    }
    let size = try input.size(dimension)
    try checkPieces(sections)
    var end = 0
    let places = (0..<sections).map { section -> Int in
        end += size / sections + (section < size % sections ? 1 : 0)
        return end
    }
    return try tensorSplit(input, at: Array(places.dropLast()), dimension)
}

/// Refuses more tensors than memory has room for, before they are made one by one.
private func checkPieces(_ count: Int) throws {
    guard count <= 1 << 24 else { throw TensorError.shapeTooLarge([count]) }
}

package func unbind(_ input: Tensor, _ dimension: Int = 0) throws -> [Tensor] {
    guard input.rank > 0 else { throw TensorError.runtime("Dimension specified as 0 but tensor has no dimensions") }
    let axis = try input.dimension(dimension)
    try checkPieces(input.shape[axis])
    let layouts = (0..<input.shape[axis]).map { position in
        Layout(
            shape: input.shape.removing(at: axis), strides: input.strides.removing(at: axis),
            offset: input.offset + position * input.strides[axis])
    }
    let count = layouts.count
    return views(input, layouts, "UnbindBackward0") { step in
        [try stack((0..<count).map { try step.gradient($0) }, axis)]
    }
}

private func meshgridNoticed(_ tensors: [Tensor], _ indexing: String?) throws -> [Tensor] {
    if indexing == nil {
        Notices.give(
            "torch.meshgrid: in an upcoming release, it will be required to pass the indexing argument."
                + Notices.place("aten/src/ATen/native/TensorShape.cpp:4215"), once: true)
    }
    return try meshgrid(tensors, indexing)
}

package func meshgrid(_ tensors: [Tensor], _ indexing: String? = nil) throws -> [Tensor] {
    guard indexing == nil || indexing == "ij" || indexing == "xy" else {
        throw TensorError.runtime(
            "torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: \(indexing ?? "")")
    }
    let swap = indexing == "xy" && tensors.count >= 2
    var vectors = tensors
    if swap { vectors.swapAt(0, 1) }
    let shape = Dimensions(vectors.map { $0.elementCount })
    var grids = try vectors.enumerated().map { axis, vector in
        let ones = Dimensions(repeating: 1, count: vectors.count).replacing(axis, with: vector.elementCount)
        return try expand(reshape(vector, ones), shape)
    }
    if swap { grids.swapAt(0, 1) }
    return grids
}

private func combinations(_ input: Tensor, _ length: Int, _ repeated: Bool) throws -> Tensor {
    guard input.rank == 1 else { throw TensorError.runtime("Expect a 1D vector, but got shape \(input.shape)") }
    guard length >= 0 else { throw TensorError.runtime("Expect a non-negative number, but got \(length)") }
    guard length > 0 else { return try Tensor.empty([0], dtype: input.dtype) }
    return try index(input, [combinedPlaces(input.elementCount, length, repeated)])
}

/// The places of all combinations, a row for each: [rows, length].
private func combinedPlaces(_ count: Int, _ length: Int, _ repeated: Bool) throws -> Tensor {
    let rowCount = try combinationCount(count, length, repeated)
    let places = try Tensor.empty([rowCount, length], dtype: .int64)
    guard rowCount > 0 else { return places }
    var row = repeated ? Array(repeating: 0, count: length) : Array(0..<length)
    var target = places.pointer(Int.self)
    for done in 0..<rowCount {
        if done % 4096 == 0 { try Interrupt.check() }
        target.update(from: row, count: length)
        target += length
        let last = { (place: Int) in repeated ? count - 1 : count - length + place }
        guard let place = row.indices.last(where: { row[$0] < last($0) }) else { break }
        row[place] += 1
        for next in row.indices.dropFirst(place + 1) { row[next] = repeated ? row[place] : row[next - 1] + 1 }
    }
    return places
}

/// The binomial coefficient; throws where it is beyond 64 bits.
private func combinationCount(_ count: Int, _ length: Int, _ repeated: Bool) throws -> Int {
    guard count > 0, repeated || length <= count else { return 0 }
    let (whole, isTooLarge) = repeated ? count.addingReportingOverflow(length - 1) : (count, false)
    guard !isTooLarge else { throw TensorError.shapeTooLarge([Int.max]) }
    let chosen = Swift.min(length, whole - length)
    var result = 1
    for step in Swift.stride(from: 1, through: chosen, by: 1) {
        let (product, overflow) = result.multipliedReportingOverflow(by: whole - chosen + step)
        guard !overflow else { throw TensorError.shapeTooLarge([Int.max]) }
        result = product / step
    }
    return result
}

private func blockDiagonal(_ tensors: [Tensor]) throws -> Tensor {
    let matrices = try tensors.map { $0.rank < 2 ? try reshape($0, [1, -1]) : $0 }
    let columns = matrices.reduce(0) { $0 + $1.shape[1] }
    var start = 0
    return try cat(
        matrices.map { matrix in
            defer { start += matrix.shape[1] }
            return try constantPad(matrix, [start, columns - start - matrix.shape[1]])
        }, 0)
}
