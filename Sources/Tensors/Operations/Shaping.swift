/// The records of views, and the shape operations that copy: repeat, flip, roll, triangles, padding.
enum Shaping {
    static let operations: [Operation] = [
        Operation("view.dtype(Tensor input, ScalarType dtype) -> Tensor", "The same bytes as another dtype.", .method) {
            (input: Tensor, dtype: DType) in try reinterpreted(input, dtype)
        },
        Operation(
            "view(Tensor input, int[] size) -> Tensor", "The same elements under another shape, as a view.", .method,
            view),
        Operation(
            "reshape(Tensor input, int[] shape) -> Tensor", "The same elements under another shape.", .both, reshape),
        Operation("view_as(Tensor input, Tensor other) -> Tensor", "A view with the shape of other.", .method) {
            (input: Tensor, other: Tensor) in
            try view(input, other.shape)
        },
        Operation("reshape_as(Tensor input, Tensor other) -> Tensor", "Reshaped like other.", .method) {
            (input: Tensor, other: Tensor) in
            try reshape(input, other.shape)
        },
        Operation("permute(Tensor input, int[] dims) -> Tensor", "Reorders the dimensions.", .both, permute),
        Operation(
            "transpose(Tensor input, int dim0, int dim1) -> Tensor", "Exchanges two dimensions.", .both, transpose),
        Operation(
            "swapaxes(Tensor input, int axis0, int axis1) -> Tensor", "Exchanges two dimensions.", .both, transpose),
        Operation(
            "swapdims(Tensor input, int dim0, int dim1) -> Tensor", "Exchanges two dimensions.", .both, transpose),
        Operation("t(Tensor input) -> Tensor", "The transpose of a matrix.", .both, t),
        Operation("adjoint(Tensor input) -> Tensor", "The conjugate transpose of matrices.", .both) {
            (x: Tensor) in try conjugate(transpose(x, -2, -1))
        },
        Operation(
            "movedim(Tensor input, int[1] source, int[1] destination) -> Tensor", "Moves dimensions.", .both, movedim),
        Operation(
            "moveaxis(Tensor input, int[1] source, int[1] destination) -> Tensor", "Moves dimensions.", .both, movedim),
        Operation(
            "expand(Tensor input, int[] size) -> Tensor", "Repeats dimensions of size one, as a view.", .method, expand),
        Operation("expand_as(Tensor input, Tensor other) -> Tensor", "Expanded to the shape of other.", .method) {
            (input: Tensor, other: Tensor) in
            try expand(input, other.shape)
        },
        Operation("broadcast_to(Tensor input, int[] size) -> Tensor", "Expanded to a shape.", .both, expand),
        Operation("unsqueeze(Tensor input, int dim) -> Tensor", "Adds a dimension of size one.", .both, unsqueeze),
        Operation("squeeze(Tensor input, int[1]? dim=None) -> Tensor", "Drops dimensions of size one.", .both, squeeze),
        Operation("select(Tensor input, int dim, int index) -> Tensor", "One position of a dimension.", .both, select),
        Operation(
            "narrow(Tensor input, int dim, int start, int length) -> Tensor", "Some positions of a dimension.", .both,
            narrow),
        Operation(
            "diagonal(Tensor input, int offset=0, int dim1=0, int dim2=1) -> Tensor", "The diagonal, as a view.",
            .both, diagonal),
        Operation(
            "diagonal(Tensor A, *, int offset=0, int dim1=-2, int dim2=-1) -> Tensor", "The diagonal, as a view.",
            .linalg, diagonal),
        Operation(
            "unfold(Tensor input, int dimension, int size, int step) -> Tensor", "Windows along a dimension.", .method,
            unfold),
        Operation(
            "as_strided(Tensor input, int[] size, int[] stride, int? storage_offset=None) -> Tensor",
            "A view with any strides.", .both, asStrided),
        Operation(
            "flatten(Tensor input, int start_dim=0, int end_dim=-1) -> Tensor", "Joins dimensions.", .both, flatten),
        Operation("ravel(Tensor input) -> Tensor", "All elements in one dimension.", .both) { (x: Tensor) in
            try reshape(x, [-1])
        },
        Operation("unflatten(Tensor input, int dim, int[] sizes) -> Tensor", "Splits a dimension.", .both, unflatten),
        Operation("repeat(Tensor input, int[] repeats) -> Tensor", "Copies laid side by side.", .method, tiled),
        Operation("tile(Tensor input, int[] dims) -> Tensor", "Copies laid side by side.", .both) {
            (x: Tensor, dims: Dimensions) in
            var counts = dims
            while counts.count < x.rank { counts.insert(1, at: 0) }
            return try tiled(x, counts)
        },
        Operation(
            "repeat_interleave(Tensor input, Tensor|Scalar repeats, int? dim=None, *, int? output_size=None) -> Tensor",
            "Repeats each element.", .both
        ) { (x: Tensor, repeats: Tensor, dim: Int?, _: Int?) in try repeatInterleave(x, repeats, dim) },
        Operation(
            "repeat_interleave.Tensor(Tensor repeats, *, int? output_size=None) -> Tensor", "Indices, repeated.",
            .function
        ) {
            (repeats: Tensor, _: Int?) in
            guard repeats.rank == 1 else {
                throw TensorError.runtime("repeat_interleave only accept 1D vector as repeat")
            }
            return try repeatInterleave(arange(0, .int(repeats.shape[0])), repeats, 0)
        },
        Operation("flip(Tensor input, int[1] dims) -> Tensor", "Reverses dimensions.", .both, flip),
        Operation("fliplr(Tensor input) -> Tensor", "Reverses the second dimension.", .both) { (x: Tensor) in
            try flip(x, [1])
        },
        Operation("flipud(Tensor input) -> Tensor", "Reverses the first dimension.", .both) { (x: Tensor) in
            try flip(x, [0])
        },
        Operation(
            "roll(Tensor input, int[1] shifts, int[1] dims=()) -> Tensor", "Rolls elements along dimensions.", .both,
            roll),
        Operation("rot90(Tensor input, int k=1, int[] dims=(0, 1)) -> Tensor", "Turns by quarters.", .both) {
            (x: Tensor, k: Int, dims: Dimensions) in
            guard dims.count == 2 else {
                throw TensorError.runtime("expected total rotation dims == 2, but got dims = \(dims.count)")
            }
            guard x.rank >= 2 else {
                throw TensorError.runtime("expected total dims >= 2, but got total dims = \(x.rank)")
            }
            switch ((k % 4) + 4) % 4 {
            case 1: return try transpose(flip(x, [dims[1]]), dims[0], dims[1]).labelled("Rot90Backward0")
            case 2: return try flip(x, dims)
            case 3: return try flip(transpose(x, dims[0], dims[1]), [dims[1]])
            default: return try clone(x)
            }
        },
        Operation("tril(Tensor input, int diagonal=0) -> Tensor", "The lower triangle, zeros elsewhere.", .all) {
            (x: Tensor, diagonal: Int) in try triangle(x, diagonal, lower: true)
        },
        Operation("triu(Tensor input, int diagonal=0) -> Tensor", "The upper triangle, zeros elsewhere.", .all) {
            (x: Tensor, diagonal: Int) in try triangle(x, diagonal, lower: false)
        },
        Operation(
            "tril_indices(int row, int col, int offset=0, *, ScalarType? dtype=None, Device? device=None) -> Tensor",
            "The places of the lower triangle.", .function
        ) {
            (rows: Int, columns: Int, offset: Int, dtype: DType?, _: Device?) in
            try to(t(nonzero(triangle(Tensor.ones([rows, columns]), offset, lower: true))), dtype ?? .int64)
        },
        Operation(
            "triu_indices(int row, int col, int offset=0, *, ScalarType? dtype=None, Device? device=None) -> Tensor",
            "The places of the upper triangle.", .function
        ) {
            (rows: Int, columns: Int, offset: Int, dtype: DType?, _: Device?) in
            try to(t(nonzero(triangle(Tensor.ones([rows, columns]), offset, lower: false))), dtype ?? .int64)
        },
        Operation(
            "diag(Tensor input, int diagonal=0) -> Tensor", "The diagonal of a matrix, or a matrix with this diagonal.",
            .both, diag),
        Operation("diagflat(Tensor input, int offset=0) -> Tensor", "A matrix with this diagonal.", .both) {
            try diag(reshape($0, [-1]), $1)
        },
        Operation(
            "diag_embed(Tensor input, int offset=0, int dim1=-2, int dim2=-1) -> Tensor",
            "Matrices with these diagonals.", .both,
            diagEmbed),
        Operation(
            "pad(Tensor input, int[] pad, str mode='constant', float? value=None) -> Tensor", "Adds a border.",
            .functional, pad),
        Operation("nonzero(Tensor input, *, bool as_tuple=False) -> Tensor", "The places of nonzero elements.", .both) {
            (x: Tensor, tuple: Bool) -> Outcome in
            tuple
                ? .tuple(try nonzeroColumns(x.rank == 0 ? reshape(x, [1]) : x)) : .tensor(try nonzero(x))
        },
        Operation("argwhere(Tensor input) -> Tensor", "The places of nonzero elements.", .both, nonzero),
        Operation(
            "masked_fill(Tensor input, Tensor mask, Tensor|Scalar value) -> Tensor",
            "Replaces elements where the mask is true.", .all, maskedFill),
        Operation(
            "masked_select(Tensor input, Tensor mask) -> Tensor", "The elements where the mask is true.", .both,
            maskedSelect),
        Operation(
            "masked_scatter(Tensor input, Tensor mask, Tensor source) -> Tensor",
            "Puts elements of source where the mask is true.", .all
        ) {
            (x: Tensor, mask: Tensor, source: Tensor) in
            let shape = try broadcast(x.shape, mask.shape)
            let columns = try nonzeroColumns(expand(mask, shape))
            guard source.isMeta || source.elementCount >= columns.first?.elementCount ?? 0 else {
                throw TensorError.runtime("Number of elements of source < number of ones in mask")
            }
            let values = try slice(reshape(source, [-1]), 0, end: columns.first?.elementCount ?? 0)
            return try indexPut(expand(x, shape), columns.map { $0 }, values)
        },
        Operation("where.condition(Tensor condition) -> Tensor[]", "The places where the condition is true.", .function)
        {
            (x: Tensor) in try nonzeroColumns(x.rank == 0 ? reshape(x, [1]) : x)
        },
    ]
}

package func movedim(_ input: Tensor, _ source: Dimensions, _ destination: Dimensions) throws -> Tensor {
    guard source.count == destination.count else {
        throw TensorError.runtime(
            "movedim: Invalid source or destination dims: source (\(source) dims) should contain the same number of dims as "
                + "destination (\(destination) dims)")
    }
    var order = [Int?](repeating: nil, count: Swift.max(input.rank, 1))
    var used = Set<Int>()
    for (from, to) in zip(source, destination) {
        let (axis, place) = (try input.dimension(from), try input.dimension(to))
        guard used.insert(axis).inserted else {
            throw TensorError.runtime("movedim: repeated dim in `source` (\(source))")
        }
        guard order[place] == nil else {
            throw TensorError.runtime("movedim: repeated dim in `destination` (\(destination))")
        }
        order[place] = axis
    }
    if input.rank == 0 { return try alias(input) }
    var rest = (0..<input.rank).filter { !used.contains($0) }[...]
    return try permute(input, Dimensions(order.map { $0 ?? rest.popFirst() ?? 0 }))
}

package func flatten(_ input: Tensor, _ start: Int = 0, _ end: Int = -1) throws -> Tensor {
    let (first, last) = (try input.dimension(start), try input.dimension(end))
    guard first <= last else {
        throw TensorError.runtime("flatten() has invalid args: start_dim cannot come after end_dim")
    }
    if input.rank == 0 { return try reshape(input, [1]) }
    if first == last { return input }
    var shape = Dimensions(input.shape[0..<first])
    shape.append(Dimensions(input.shape[first...last]).elementCount)
    for size in input.shape[(last + 1)...] { shape.append(size) }
    return try reshape(input, shape)
}

package func unflatten(_ input: Tensor, _ dimension: Int, _ sizes: Dimensions) throws -> Tensor {
    let axis = try input.dimension(dimension)
    let size = try input.size(axis)
    guard let inferred = try? inferredShape(sizes, elementCount: size) else {
        throw TensorError.runtime(
            "unflatten: Provided sizes \(sizes) don't multiply up to the size of dim \(axis) (\(size)) in the input tensor"
        )
    }
    let shape = Dimensions(input.shape.array[..<axis] + inferred.array + input.shape.array.dropFirst(axis + 1))
    return try view(input, shape)
}

/// Copies of a tensor laid side by side, `counts[i]` along each dimension.
package func tiled(_ input: Tensor, _ counts: Dimensions) throws -> Tensor {
    guard counts.count >= input.rank else {
        throw TensorError.runtime(
            "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor")
    }
    let added = counts.count - input.rank
    let own = Dimensions(Array(repeating: 1, count: added) + input.shape.array)
    var (grid, wide, result) = (Dimensions(), Dimensions(), Dimensions())
    for (axis, count) in counts.enumerated() {
        grid.append(1)
        grid.append(own[axis])
        wide.append(count)
        wide.append(own[axis])
        result.append(count.multipliedReportingOverflow(by: own[axis]).partialValue)
    }
    let output = try GradientMode.disabled { try reshape(clone(expand(reshape(input, grid), wide)), result) }
    guard Tape.records(input) else { return output }
    let axes = Dimensions(Swift.stride(from: 0, to: counts.count * 2, by: 2))
    let original = input.shape
    return output.derived("RepeatBackward0", from: [input]) { step in
        [try reshape(sum(reshape(step.gradient, wide), axes), original)]
    }
}

/// Every slice along an axis the same number of times.
private func repeatedEvenly(_ input: Tensor, _ count: Int, _ axis: Int) throws -> Tensor {
    var (wide, flat) = (input.shape, input.shape)
    let (length, overflow) = input.shape[axis].multipliedReportingOverflow(by: count)
    guard !overflow else { throw TensorError.shapeTooLarge([Int.max]) }
    wide.insert(count, at: axis + 1)
    try wide.checkElementCount()
    flat[axis] = length
    return try view(clone(expand(unsqueeze(input, axis + 1), wide)), flat)
}

package func repeatInterleave(_ input: Tensor, _ repeats: Tensor, _ dimension: Int? = nil) throws -> Tensor {
    guard repeats.dtype == .int64 || repeats.dtype == .int32 else {
        throw TensorError.notImplemented(operation: "\"repeat_interleave_cpu\"", dtype: repeats.dtype)
    }
    guard let dimension else { return try repeatInterleave(reshape(input, [-1]), repeats, 0) }
    let axis = try input.dimension(dimension)
    let size = try input.size(axis)
    let counts: [Int]
    if repeats.elementCount == 1, repeats.isNumber || repeats.rank <= 1 {
        let count = try repeats.item().integer
        guard count >= 0 else { throw TensorError.runtime("repeats can not be negative") }
        if input.rank > 0 { return try repeatedEvenly(input, count, axis) }
        counts = [count]
    } else {
        guard repeats.shape == [size] else {
            throw TensorError.runtime(
                "repeats must have the same size as input along dim, but got repeats.size(0) = \(repeats.elementCount) and input.size(\(axis)) = \(size)"
            )
        }
        guard !repeats.isMeta else { throw TensorError.dataDependent(operation: "repeat_interleave") }
        counts = try repeats.listable().integers()
    }
    guard counts.allSatisfy({ $0 >= 0 }) else { throw TensorError.runtime("repeats can not be negative") }
    if let count = counts.first, input.rank > 0, input.isMeta || counts.allSatisfy({ $0 == count }) {
        return try repeatedEvenly(input, count, axis)
    }
    let total = counts.reduce((sum: 0, overflow: false)) { partial, count in
        let (sum, overflow) = partial.sum.addingReportingOverflow(count)
        return (sum, overflow || partial.overflow)
    }
    guard !total.overflow else { throw TensorError.shapeTooLarge([Int.max]) }
    let places = try Tensor.empty([total.sum], dtype: .int64)
    var target = places.pointer(Int.self)
    for (place, count) in counts.enumerated() {
        target.update(repeating: place, count: count)
        target += count
    }
    return try indexSelect(input, axis, places)
}

/// Reverses the order of elements along dimensions.
package func flip(_ input: Tensor, _ dimensions: Dimensions) throws -> Tensor {
    let axes = try dimensions.map { try input.dimension($0) }
    guard Set(axes).count == axes.count else {
        throw TensorError.runtime("dim \(axes[0]) appears multiple times in the list of dims")
    }
    var layout = input.layout
    for axis in axes where input.rank > 0 && input.shape[axis] > 0 {
        layout.offset += (input.shape[axis] - 1) * input.strides[axis]
        layout.strides[axis] = -input.strides[axis]
    }
    let output = try Tensor(storage: input.storage, layout: layout, dtype: input.dtype).converted(to: input.dtype)
    guard Tape.records(input) else { return output }
    return output.derived("FlipBackward0", from: [input]) { [try flip($0.gradient, dimensions)] }
}

/// Shifts elements along dimensions; those that leave at the end return at the start.
package func roll(_ input: Tensor, _ shifts: Dimensions, _ dimensions: Dimensions = []) throws -> Tensor {
    if dimensions.isEmpty, shifts.count == 1 {
        return try reshape(roll(reshape(input, [-1]), shifts, [0]), input.shape).labelled("RollBackward0")
    }
    guard shifts.count == dimensions.count, !shifts.isEmpty else {
        throw TensorError.runtime("shifts and dimensions must align. shifts: \(shifts.count), dims:\(dimensions.count)")
    }
    let output = try GradientMode.disabled {
        try zip(shifts, dimensions).reduce(clone(input)) { current, pair in
            let axis = try current.dimension(pair.1)
            let size = try current.size(axis)
            guard size > 0 else { return current }
            let remainder = pair.0 % size
            let shift = remainder < 0 ? remainder + size : remainder
            if shift == 0 { return current }
            return try cat([narrow(current, axis, size - shift, shift), narrow(current, axis, 0, size - shift)], axis)
        }
    }
    guard Tape.records(input) else { return output }
    let back = Dimensions(shifts.map { 0 &- $0 })
    return output.derived("RollBackward0", from: [input]) { [try roll($0.gradient, back, dimensions)] }
}

package func triangle(_ input: Tensor, _ diagonal: Int, lower: Bool) throws -> Tensor {
    guard input.rank >= 2 else {
        throw TensorError.runtime("\(lower ? "tril" : "triu"): input tensor must have at least 2 dimensions")
    }
    let output = try input.converted(to: input.dtype)
    let (rows, columns) = (input.shape[input.rank - 2], input.shape[input.rank - 1])
    let offset = Swift.min(Swift.max(diagonal, -rows - 1), columns + 1)
    if !output.isMeta, let address = output.address {
        let size = input.dtype.size
        for row in 0..<(columns == 0 ? 0 : output.elementCount / columns) {
            let edge = Swift.min(Swift.max(row % rows + offset + (lower ? 1 : 0), 0), columns)
            let start = address + row * columns * size
            let (from, count) = lower ? (edge, columns - edge) : (0, edge)
            (start + from * size).initializeMemory(as: UInt8.self, repeating: 0, count: count * size)
        }
    }
    guard Tape.records(input) else { return output }
    return output.derived(lower ? "TrilBackward0" : "TriuBackward0", from: [input]) {
        [try triangle($0.gradient, diagonal, lower: lower)]
    }
}

package func diag(_ input: Tensor, _ offset: Int = 0) throws -> Tensor {
    switch input.rank {
    case 1: return try diagEmbed(input, offset)
    case 2: return try clone(diagonal(input, offset)).labelled("DiagonalBackward0_copy")
    default:
        throw TensorError.runtime("diag(): Supports 1D or 2D tensors. Got \(input.rank)D")
    }
}

package func diagEmbed(_ input: Tensor, _ offset: Int = 0, _ first: Int = -2, _ second: Int = -1) throws -> Tensor {
    guard let length = input.shape.last else { throw TensorError.dimensionOutOfRange(dimension: -1, low: 0, high: -1) }
    let rank = input.rank + 1
    let (a, b) = (try wrapDimension(first, rank: rank), try wrapDimension(second, rank: rank))
    guard a != b else { throw TensorError.runtime("diagonal dimensions cannot be identical \(a), \(b)") }
    let (size, overflow) = length.addingReportingOverflow(Int(clamping: offset.magnitude))
    guard !overflow else { throw TensorError.shapeTooLarge([length, offset]) }
    var shape = input.shape
    shape.removeLast()
    for axis in [Swift.min(a, b), Swift.max(a, b)] { shape.insert(size, at: axis) }
    let output = try Tensor.zeros(shape, dtype: input.dtype, device: input.device)
    try GradientMode.disabled { try diagonal(output, offset, a, b).copyElements(from: input) }
    guard Tape.records(input) else { return output }
    return output.derived("DiagEmbedBackward0", from: [input]) { [try diagonal($0.gradient, offset, a, b)] }
}

package func maskedFill(_ input: Tensor, _ mask: Tensor, _ value: Tensor) throws -> Tensor {
    guard mask.dtype == .bool else {
        throw TensorError.runtime(
            "masked_fill_ only supports boolean masks, but got mask with dtype \(mask.dtype.nativeName)"
        )
    }
    guard value.rank == 0 else {
        throw TensorError.runtime(
            "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with \(value.rank) dimension(s).")
    }
    if let number = value.number {
        try number.checkFits(input.dtype)
    } else if value.dtype.isComplex, !input.dtype.isComplex {
        throw TensorError.runtime("value cannot be converted to type \(input.dtype.nativeName) without overflow")
    }
    let output = try GradientMode.disabled { try `where`(mask, value.precise(input.dtype), input) }
    guard Tape.records(input, value) else { return output }
    return output.derived("MaskedFillBackward0", from: [input, value], saving: [mask]) { step in
        let mask = try step.saved(0)
        let zero = try constant(0, step.gradient)
        return [
            try step.when(0) { try `where`(mask, zero, step.gradient) },
            try step.when(1) { try sum(`where`(mask, step.gradient, zero)) },
        ]
    }
}

package func maskedSelect(_ input: Tensor, _ mask: Tensor) throws -> Tensor {
    guard mask.dtype == .bool else {
        throw TensorError.runtime("masked_select: expected BoolTensor for mask")
    }
    let shape = try broadcast(input.shape, mask.shape)
    return try index(expand(input, shape), nonzeroColumns(expand(mask, shape))).labelled("MaskedSelectBackward0")
}
