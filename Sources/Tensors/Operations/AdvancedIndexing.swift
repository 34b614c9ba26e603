/// Indexing with tensors: where each element of the result lies in the storage.
///
///     x[:, rows, columns]   // before: the first dimension; places: one per pair; after: what follows
struct IndexPlan {
    let before: Layout
    /// The storage distance of each broadcast index, in row-major order.
    let places: [Int]
    let after: Layout
    let resultShape: Dimensions

    init(_ input: Tensor, _ indices: [Tensor?]) throws {
        let axes = indices.indices.filter { indices[$0] != nil }
        guard indices.count <= input.rank else {
            throw TensorError.index(
                "too many indices for tensor of dimension \(input.rank) (got \(indices.count))")
        }
        let given = axes.compactMap { indices[$0] }
        let shape = try IndexPlan.sharedShape(given)
        let adjacent = (axes.last ?? 0) - (axes.first ?? 0) == axes.count - 1
        let rest = (0..<input.rank).filter { !axes.contains($0) }
        let leading = adjacent ? rest.filter { $0 < axes.first ?? 0 } : []
        let trailing = rest.filter { !leading.contains($0) }
        before = IndexPlan.part(input, leading, offset: input.offset)
        after = IndexPlan.part(input, trailing, offset: 0)
        resultShape = Dimensions(leading.map { input.shape[$0] } + shape.array + trailing.map { input.shape[$0] })
        places =
            try input.isMeta || given.contains { $0.isMeta }
            ? [] : IndexPlan.places(input, axes, given, shape)
    }

    private static func part(_ input: Tensor, _ axes: [Int], offset: Int) -> Layout {
        Layout(
            shape: Dimensions(axes.map { input.shape[$0] }), strides: Dimensions(axes.map { input.strides[$0] }),
            offset: offset)
    }

    private static func sharedShape(_ given: [Tensor]) throws -> Dimensions {
        var shape = Dimensions()
        for tensor in given {
            guard let joined = try? broadcast(shape, tensor.shape) else {
                let shapes = given.map { $0.shape.description }.joined(separator: ", ")
                throw TensorError.index(
                    "shape mismatch: indexing tensors could not be broadcast together with shapes \(shapes)")
            }
            shape = joined
        }
        return shape
    }

    private static func places(_ input: Tensor, _ axes: [Int], _ given: [Tensor], _ shape: Dimensions) throws -> [Int] {
        var places = [Int](repeating: 0, count: shape.elementCount)
        for (item, (axis, tensor)) in zip(axes, given).enumerated() {
            let size = input.shape[axis]
            let step = input.strides[axis]
            let wide = try GradientMode.disabled { try expand(tensor.asDType(.int64), shape).compacted() }
            let values = wide.pointer(Int.self)
            for position in places.indices {
                let index = values[position]
                guard index >= -size && index < size else {
                    throw TensorError.indexOutOfBounds(
                        index: index, dimension: axis, size: size, position: item)
                }
                places[position] += (index < 0 ? index + size : index) * step
            }
        }
        return places
    }

    /// Calls the body with the place in the result (counted in elements) and the place in the storage, run by run.
    func forEachRun(_ body: (_ result: Int, _ storage: Int, _ count: Int) throws -> Void) rethrows {
        let contiguous = after.isContiguous
        let run = after.elementCount
        var result = 0
        var starts: [Int] = []
        before.forEachOffset { starts.append($0) }
        for start in starts {
            for place in places {
                if contiguous {
                    if run > 0 { try body(result, start + place, run) }
                    result += run
                } else {
                    var offsets: [Int] = []
                    after.forEachOffset { offsets.append($0) }
                    for offset in offsets {
                        try body(result, start + place + offset, 1)
                        result += 1
                    }
                }
            }
        }
    }
}

/// The elements that index tensors name; a nil slot takes its whole dimension.
package func index(_ input: Tensor, _ indices: [Tensor?]) throws -> Tensor {
    let plan = try IndexPlan(input, indices)
    let device: Device = input.isMeta || indices.contains { $0?.isMeta == true } ? .meta : .cpu
    let output = try Tensor.empty(plan.resultShape, dtype: input.dtype, device: device)
    if !output.isMeta, let source = input.storage.address, let target = output.storage.address {
        let size = input.dtype.size
        plan.forEachRun { result, place, count in
            (target + result &* size).copyMemory(from: source + place &* size, byteCount: count &* size)
        }
    }
    guard Tape.records(input) else { return output }
    let shape = input.shape
    return output.derived("IndexBackward0", from: [input], saving: indices.compactMap { $0 }) { step in
        var next = 0
        let saved = try indices.map { slot -> Tensor? in
            guard slot != nil else { return nil }
            defer { next += 1 }
            return try step.saved(next)
        }
        let zeros = try Tensor.zeros(shape, dtype: step.gradient.dtype, device: step.gradient.device)
        return [try indexPut(zeros, saved, step.gradient, accumulate: true)]
    }
}

/// A copy of the input with values put at the places that index tensors name.
package func indexPut(_ input: Tensor, _ indices: [Tensor?], _ values: Tensor, accumulate: Bool = false) throws
    -> Tensor
{
    let output = try input.converted(to: input.dtype)
    try output.write(indices, values, accumulate)
    guard Tape.records(input, values) else { return output }
    let zero = try Tensor(number: 0)
    let valueShape = values.shape
    return output.derived("IndexPutBackward0", from: [input, values]) { step in
        [
            try step.when(0) { accumulate ? try step.gradient : try indexPut(step.gradient, indices, zero) },
            try step.when(1) { try sum(index(step.gradient, indices), to: valueShape) },
        ]
    }
}

extension Tensor {
    func indexPutInPlace(_ indices: [Tensor?], _ values: Tensor, accumulate: Bool) throws {
        if Tape.records(self, values) {
            return try overwrite { try indexPut($0, indices, values, accumulate: accumulate) }
        }
        try write(indices, values, accumulate)
        changed()
    }

    /// Writes without telling autograd.
    fileprivate func write(_ indices: [Tensor?], _ values: Tensor, _ accumulate: Bool) throws {
        let plan = try IndexPlan(self, indices)
        let cast = try GradientMode.disabled { try values.precise(dtype) }
        guard
            let wide = try? GradientMode.disabled({ try expand(trim(cast, plan.resultShape.count), plan.resultShape) })
        else {
            throw TensorError.runtime(
                "shape mismatch: value tensor of shape \(values.shape) cannot be broadcast to indexing result of shape "
                    + "\(plan.resultShape)")
        }
        guard !isMeta, !wide.isMeta, !indices.contains(where: { $0?.isMeta == true }) else { return }
        let source = try wide.compacted()
        if accumulate { return try add(source, at: plan) }
        guard let target = storage.address, let from = source.address else { return }
        let size = dtype.size
        plan.forEachRun { result, place, count in
            (target + place &* size).copyMemory(from: from + result &* size, byteCount: count &* size)
        }
    }

    private func trim(_ tensor: Tensor, _ rank: Int) throws -> Tensor {
        var result = tensor
        while result.rank > rank && result.shape.first == 1 { result = try squeeze(result, [0]) }
        return result
    }

    private func add(_ source: Tensor, at plan: IndexPlan) throws {
        switch dtype {
        case .float32: accumulate(source, plan, Float.self)
        case .float64: accumulate(source, plan, Double.self)
        case .int64: accumulate(source, plan, Int.self)
        case .complex64: accumulate(source, plan, Complex<Float>.self)
        case .complex128: accumulate(source, plan, Complex<Double>.self)
        default:
            let wide = try converted(to: dtype.compute)
            let moved = Tensor(storage: wide.storage, layout: wide.layout, dtype: wide.dtype)
            guard isContiguous, offset == 0 else {
                throw TensorError.notImplemented(operation: "\"index_put\"", dtype: dtype)
            }
            try moved.add(source.asDType(dtype.compute), at: plan)
            copyElements(from: moved)
        }
    }

    private func accumulate<T: Number>(_ source: Tensor, _ plan: IndexPlan, _ type: T.Type) {
        guard let address = storage.address else { return }
        let target = address.assumingMemoryBound(to: T.self)
        let from = source.pointer(T.self)
        plan.forEachRun { result, place, count in
            for index in 0..<count { target[place &+ index] = T.add(target[place &+ index], from[result &+ index]) }
        }
    }
}

/// The positions of nonzero elements, one column of numbers for each dimension.
func nonzeroColumns(_ input: Tensor) throws -> [Tensor] {
    guard !input.isMeta else { throw TensorError.dataDependent(operation: "nonzero") }
    let flags = try truth(input).compacted()
    let source = flags.pointer(UInt8.self)
    var columns = [[Int]](repeating: [], count: input.rank)
    let strides = input.shape.contiguousStrides
    for position in 0..<input.elementCount where source[position] != 0 {
        for axis in 0..<input.rank {
            columns[axis].append(position / strides[axis] % Swift.max(input.shape[axis], 1))
        }
    }
    return try columns.map { try Tensor($0) }
}

/// The positions of nonzero elements as rows of a matrix.
package func nonzero(_ input: Tensor) throws -> Tensor {
    guard !input.isMeta else { throw TensorError.dataDependent(operation: "nonzero") }
    if input.rank == 0 { return try Tensor.empty([try input.isTrue() ? 1 : 0, 0], dtype: .int64) }
    return try stack(nonzeroColumns(input), 1)
}
