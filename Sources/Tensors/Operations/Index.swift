/// One item between the brackets of `x[…]`.
package enum Index {
    case int(Int)
    case slice(start: Int?, stop: Int?, step: Int?)
    case none
    case ellipsis
    case bool(Bool)
    case tensor(Tensor)

    package static var all: Index { .slice(start: nil, stop: nil, step: nil) }
}

extension Tensor {
    /// The part of this tensor that the indices name: a view for numbers and slices, a copy for tensors.
    ///
    ///     try x.get([.ellipsis, .int(-1)])
    package func get(_ indices: [Index]) throws -> Tensor {
        if !Tape.records(self), let layout = layout.selected(by: indices) {
            return viewed(layout, "AliasBackward0") { [try $0.gradient] }
        }
        let (basic, tensors) = try applyBasic(indices)
        if tensors.allSatisfy({ $0 == nil }) { return basic === self ? try alias(self) : basic }
        return try index(basic, tensors)
    }

    /// Overwrites the part that the indices name; the value broadcasts.
    ///
    /// - Parameter allowingOverlap: whether the value may show elements of this tensor, as in numpy.
    package func set(_ indices: [Index], _ value: Tensor, allowingOverlap: Bool = false) throws {
        let (basic, tensors) = try applyBasic(indices)
        if !allowingOverlap { try basic.checkOverlap(with: value) }
        if tensors.allSatisfy({ $0 == nil }) { return try basic.assign(value) }
        let fitting = try value.isNumber || value.dtype == dtype ? value : checkedValue(value)
        try basic.indexPutInPlace(tensors, fitting, accumulate: false)
    }

    private func checkedValue(_ value: Tensor) throws -> Tensor {
        guard value.rank == 0 else {
            throw TensorError.runtime(
                "Index put requires the source and destination dtypes match, got \(dtype.scalarName) for the destination "
                    + "and \(value.dtype.scalarName) for the source.")
        }
        return try to(value, dtype)
    }

    /// Applies numbers, slices, None and bools; what is left are tensors, one slot for each dimension.
    private func applyBasic(_ indices: [Index]) throws -> (Tensor, [Tensor?]) {
        var consumed = 0
        for index in indices { consumed += index.consumedDimensions }
        guard consumed <= rank else {
            if rank == 0, case .slice? = indices.first {
                throw TensorError.index("slice() cannot be applied to a 0-dim tensor.")
            }
            if rank == 0, indices.count == 1, case .int? = indices.first {
                throw TensorError.index(
                    "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to "
                        + "convert a 0-dim tensor to a number")
            }
            throw TensorError.tooManyIndices(rank: rank)
        }
        var state = BasicIndexing(result: self, free: rank - consumed)
        for item in indices { try state.apply(item) }
        return (state.result, state.tensors)
    }
}

extension Layout {
    /// The part that numbers and slices name, in one step; nil when an index needs more, or is out of range.
    fileprivate func selected(by indices: [Index]) -> Layout? {
        guard indices.count <= rank else { return nil }
        var result = self
        var axis = 0
        for item in indices {
            switch item {
            case .int(let index):
                let size = result.shape[axis]
                guard index >= -size, index < size else { return nil }
                result.offset += (index < 0 ? index + size : index) * result.strides[axis]
                result.shape.remove(at: axis)
                result.strides.remove(at: axis)
            case .slice(let start, let stop, let step):
                guard step ?? 1 > 0 else { return nil }
                result.cut(axis, start: start, stop: stop, step: step ?? 1)
                axis += 1
            case .none, .ellipsis, .bool, .tensor: return nil
            }
        }
        return result
    }
}

extension Index {
    /// How many dimensions of the tensor this item speaks about.
    fileprivate var consumedDimensions: Int {
        switch self {
        case .int, .slice: 1
        case .none, .ellipsis, .bool: 0
        case .tensor(let tensor): tensor.dtype == .bool || tensor.dtype == .uint8 ? tensor.rank : 1
        }
    }
}

/// The walk over the items of an index, from the left.
private struct BasicIndexing {
    var result: Tensor
    /// The dimensions that the first ellipsis stands for.
    var free: Int
    var axis = 0
    var original = 0
    /// How many items came before.
    private var position = 0
    /// One slot for each dimension up to the last tensor: most subscripts have none, and need no list.
    private(set) var tensors: [Tensor?] = []

    init(result: Tensor, free: Int) {
        self.result = result
        self.free = free
    }

    mutating func apply(_ item: Index) throws {
        defer { position += 1 }
        switch item {
        case .int(let index): try take(index)
        case .slice(let start, let stop, let step):
            guard step != 0 else { throw TensorError.value("slice step cannot be zero") }
            guard step ?? 1 > 0 else { throw TensorError.value("step must be greater than zero") }
            if start != nil || stop != nil || step ?? 1 != 1 {
                result = try slice(result, axis, start: start, end: stop, step: step ?? 1)
            }
            skip(1)
        case .ellipsis:
            skip(free)
            free = 0
        case .none:
            result = try unsqueeze(result, axis)
            axis += 1
        case .bool(let flag):
            result = try unsqueeze(result, axis)
            place(try Tensor(flag ? [0] : [Int]()))
        case .tensor(let tensor): try takeTensor(tensor)
        }
    }

    private mutating func skip(_ count: Int) {
        axis += count
        original += count
    }

    /// Puts a tensor at the dimension that comes next.
    private mutating func place(_ tensor: Tensor) {
        while tensors.count < axis { tensors.append(nil) }
        tensors.append(tensor)
        axis += 1
    }

    private mutating func take(_ index: Int) throws {
        let size = result.shape[axis]
        guard index >= -size && index < size else {
            throw TensorError.indexOutOfBounds(
                index: index, dimension: original, size: size, position: position)
        }
        result = try select(result, axis, index)
        original += 1
    }

    private mutating func takeTensor(_ tensor: Tensor) throws {
        switch tensor.dtype {
        case .bool: try takeMask(tensor)
        case .uint8:
            Notices.give(
                "indexing with dtype torch.uint8 is now deprecated, please use a dtype torch.bool instead."
                    + Notices.place("aten/src/ATen/native/IndexingUtils.h:37"))
            try takeMask(tensor)
        case .int64, .int32, .int16, .int8:
            if tensor.rank == 0, !tensor.isMeta { return try take(tensor.item().integer) }
            place(tensor)
            original += 1
        default:
            throw TensorError.index(
                "tensors used as indices must be long, int, byte or bool tensors")
        }
    }

    private mutating func takeMask(_ mask: Tensor) throws {
        for dimension in 0..<mask.rank where mask.shape[dimension] != result.shape[axis + dimension] {
            throw TensorError.index(
                "The shape of the mask \(mask.shape) at index \(dimension) does not match the shape of the indexed tensor "
                    + "\(result.shape) at index \(axis + dimension)")
        }
        if mask.rank == 0 {
            result = try unsqueeze(result, axis)
            place(try Tensor(mask.isTrue() ? [0] : [Int]()))
            return
        }
        guard !mask.isMeta else { throw TensorError.dataDependent(operation: "nonzero") }
        for column in try nonzeroColumns(mask) { place(column) }
        original += mask.rank
    }
}

/// A view of everything.
package func alias(_ input: Tensor) throws -> Tensor {
    input.viewed(input.layout, "AliasBackward0") { [try $0.gradient] }
}
