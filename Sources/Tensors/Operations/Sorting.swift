/// Order: sorting, ranking, searching and distinct elements.
enum Sorting {
    static let operations: [Operation] = [
        Operation(
            "sort(Tensor input, int dim=-1, bool descending=False, bool stable=False) -> (Tensor values, Tensor indices)",
            "Sorted elements and where they stood.", .both
        ) { (x: Tensor, dim: Int, descending: Bool, _: Bool) in try sort(x, dim, descending: descending) },
        Operation(
            "argsort(Tensor input, int dim=-1, bool descending=False, bool stable=False) -> Tensor",
            "The places of the elements in sorted order.", .both
        ) { (x: Tensor, dim: Int, descending: Bool, _: Bool) in try order(x, x.dimension(dim), descending: descending)
        },
        Operation("msort(Tensor input) -> Tensor", "Sorted along the first dimension.", .both) { (x: Tensor) in
            try sortedValues(x, 0, descending: false).0
        },
        Operation(
            "topk(Tensor input, int k, int dim=-1, bool largest=True, bool sorted=True) -> (Tensor values, Tensor indices)",
            "The k largest elements and their places.", .both
        ) { (x: Tensor, k: Int, dim: Int, largest: Bool, sorted: Bool) in
            try topk(x, k, dim, largest: largest, sorted: sorted)
        },
        Operation(
            "kthvalue(Tensor input, int k, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)",
            "The k-th smallest element and its place.", .both, kthvalue),
        Operation("median(Tensor input) -> Tensor", "The median, the lower one of two.", .both) { (x: Tensor) in
            try median(x)
        },
        Operation(
            "median.dim(Tensor input, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
            "Medians along a dimension.", .both
        ) { (x: Tensor, dim: Int, keepdim: Bool) in
            let size = try x.size(dim)
            let (values, indices) = try kth(x, (size + 1) / 2, dim, keepdim, node: "MedianBackward1")
            return Outcome.named(type: "median", fields: ["values", "indices"], [values, indices])
        },
        Operation(
            "mode(Tensor input, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)",
            "The most frequent elements.", .both, mode),
        Operation(
            "unique(Tensor input, bool sorted=True, bool return_inverse=False, bool return_counts=False, int? dim=None) -> Tensor",
            "The distinct elements, sorted.", .both
        ) { (x: Tensor, _: Bool, inverse: Bool, counts: Bool, dim: Int?) in
            try dim.map { try uniqueSlices(x, $0, inverse, counts) } ?? unique(x, inverse, counts, sorted: true)
        },
        Operation(
            "unique_consecutive(Tensor input, bool return_inverse=False, bool return_counts=False, int? dim=None) -> Tensor",
            "Elements that differ from the one before.", .both
        ) { (x: Tensor, inverse: Bool, counts: Bool, dim: Int?) in
            try dim.map { try uniqueSlices(x, $0, inverse, counts, sorted: false) }
                ?? unique(x, inverse, counts, sorted: false)
        },
        Operation(
            "searchsorted(Tensor sorted_sequence, Tensor|Scalar input, *, bool out_int32=False, bool right=False, str? side=None, Tensor? sorter=None) -> Tensor",
            "Where elements would be inserted.", .function
        ) { (edges: Tensor, x: Tensor, narrow: Bool, right: Bool, side: String?, sorter: Tensor?) in
            try searchsorted(
                sorter.map { try gather(edges, -1, $0) } ?? edges, x, right: right || side == "right", narrow: narrow)
        },
        Operation(
            "bucketize(Tensor|Scalar input, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor",
            "The bucket of each element.", .function
        ) { (x: Tensor, edges: Tensor, narrow: Bool, right: Bool) in
            try searchsorted(edges, x, right: right, narrow: narrow)
        },
        Operation(
            "isin(Tensor|Scalar elements, Tensor|Scalar test_elements, *, bool assume_unique=False, bool invert=False) -> Tensor",
            "Where elements are among others.", .function
        ) { (x: Tensor, others: Tensor, _: Bool, invert: Bool) in
            let found = try any(eq(unsqueeze(x, -1), reshape(others, [-1])), [-1])
            return invert ? try logicalNot(found) : found
        },
    ]
}

/// The places of the elements of each line in sorted order; NaN counts as largest, ties keep their order.
func order(_ input: Tensor, _ axis: Int, descending: Bool) throws -> Tensor {
    guard !input.dtype.isComplex else {
        throw TensorError.runtime("Sort does not support complex dtypes on CPU")
    }
    if input.isMeta { return try Tensor.empty(input.shape, dtype: .int64, device: .meta) }
    return try GradientMode.disabled {
        let moved = input.rank == 0 ? try reshape(input, [1]) : try transpose(detach(input), axis, -1)
        let source = try moved.asDType(input.dtype.compute).compacted()
        let places = try SortedLines(source, descending: descending).places()
        return input.rank == 0 ? try reshape(places, []) : try contiguous(transpose(places, axis, -1))
    }
}

/// Elements at places found before; the gradient goes back to these places.
private func taken(_ input: Tensor, _ axis: Int, _ places: Tensor, node: String) throws -> Tensor {
    try picked(input, axis, places, keepdim: true, node: node)
}

private func sortedValues(_ input: Tensor, _ dimension: Int, descending: Bool) throws -> (Tensor, Tensor) {
    let axis = try input.dimension(dimension)
    if axis == input.rank - 1, !Tape.records(input), input.floats32 != nil {
        return try SortedLines(input, descending: descending).both()
    }
    let places = try order(input, axis, descending: descending)
    return (try taken(input, axis, places, node: "SortBackward0"), places)
}

package func sort(_ input: Tensor, _ dimension: Int = -1, descending: Bool = false) throws -> Outcome {
    let (values, places) = try sortedValues(input, dimension, descending: descending)
    return .named(type: "sort", fields: ["values", "indices"], [values, places])
}

private func kth(_ input: Tensor, _ k: Int, _ dimension: Int, _ keepdim: Bool, node: String) throws -> (Tensor, Tensor)
{
    let axis = try input.dimension(dimension)
    let size = try input.size(axis)
    if input.rank > 0, size == 0 { throw emptyReduction(node == "MedianBackward1" ? "median" : "kthvalue", axis) }
    guard k > 0 && k <= size else {
        throw TensorError.runtime("kthvalue(): selected number k out of range for dimension \(axis)")
    }
    let places = try order(input, axis, descending: false)
    if input.rank == 0 { return (try picked(input, 0, places, keepdim: true, node: node), places) }
    // A line with a NaN has NaN as its median, as PyTorch does it.
    let index = try contiguous(narrow(places, axis, k - 1, 1))
    let values = try picked(input, axis, index, keepdim: keepdim, node: node)
    return (values, keepdim ? index : try squeeze(index, [axis]))
}

/// The error of a function that finds nothing to choose from.
private func emptyReduction(_ name: String, _ axis: Int) -> TensorError {
    TensorError.index("\(name)(): Expected reduction dim \(axis) to have non-zero size.")
}

private func kthvalue(_ input: Tensor, _ k: Int, _ dimension: Int, _ keepdim: Bool) throws -> Outcome {
    let (values, indices) = try kth(input, k, dimension, keepdim, node: "KthvalueBackward0")
    return .named(type: "kthvalue", fields: ["values", "indices"], [values, indices])
}

package func median(_ input: Tensor) throws -> Tensor {
    guard input.elementCount > 0 else { return try Tensor.full([], .float(.nan), dtype: input.dtype) }
    let flat = try reshape(input, [-1])
    if input.dtype.isFloatingPoint, !input.isMeta, try any(isnan(flat)).isTrue() {
        return try Tensor.full([], .float(.nan), dtype: input.dtype)
    }
    let output = try GradientMode.disabled { try kth(flat, (flat.elementCount + 1) / 2, 0, false, node: "").0 }
    guard Tape.records(input) else { return output }
    return output.derived("MedianBackward0", from: [input], saving: [input], savingResult: true) { step in
        let reached = try to(eq(step.saved(0), step.result), step.gradient.dtype)
        return [try reached * (step.gradient / sum(reached))]
    }
}

/// The most frequent element of each line, the smallest among equally frequent ones, and its last place.
private func mode(_ input: Tensor, _ dimension: Int, _ keepdim: Bool) throws -> Outcome {
    let axis = try input.dimension(dimension)
    if input.rank > 0, input.shape[axis] == 0 { throw emptyReduction("mode", axis) }
    let places = try order(input, axis, descending: false)
    let chosen = try GradientMode.disabled { () -> Tensor in
        let sorted = input.rank == 0 ? input : try gather(detach(input), axis, places)
        guard input.rank > 0 else { return places }
        if input.isMeta { return try Tensor.empty(input.shape.replacing(axis, with: 1), dtype: .int64, device: .meta) }
        let lines = try contiguous(transpose(sorted, axis, -1))
        let origin = try contiguous(transpose(places, axis, -1))
        let (values, indices) = (lines.doubles(), origin.integers())
        let columns = lines.shape[lines.rank - 1]
        let picks = Swift.stride(from: 0, to: values.count, by: Swift.max(columns, 1)).map { start in
            modePlace(Array(values[start..<start + columns]), Array(indices[start..<start + columns]))
        }
        let shape = lines.shape.replacing(lines.rank - 1, with: 1)
        return try contiguous(transpose(Tensor(picks, shape: shape), axis, -1))
    }
    let values = try picked(input, axis, chosen, keepdim: keepdim, node: "ModeBackward0")
    let shown = keepdim || input.rank == 0 ? chosen : try squeeze(chosen, [axis])
    return .named(type: "mode", fields: ["values", "indices"], [values, shown])
}

private func modePlace(_ sorted: [Double], _ places: [Int]) -> Int {
    var (best, bestCount, count) = (0, 0, 0)
    for index in sorted.indices {
        count = index > 0 && sorted[index] == sorted[index - 1] ? count + 1 : 1
        if count > bestCount { (best, bestCount) = (index, count) }
    }
    return places[best]
}

/// Distinct elements of the flattened tensor, with where each element went and how often each occurs.
private func unique(_ input: Tensor, _ inverse: Bool, _ counts: Bool, sorted: Bool) throws -> Outcome {
    guard !input.isMeta else { throw TensorError.dataDependent(operation: "unique") }
    let flat = try GradientMode.disabled { try contiguous(reshape(detach(input), [-1])) }
    let places = sorted ? try order(flat, 0, descending: false).integers() : Array(0..<flat.elementCount)
    let values = try flat.listable().scalars()
    var (firsts, numbers) = ([Int](), [Int]())
    var groups = [Int](repeating: 0, count: values.count)
    for (position, place) in places.enumerated() {
        if position == 0 || values[place] != values[places[position - 1]] {
            firsts.append(place)
            numbers.append(0)
        }
        groups[place] = firsts.count - 1
        numbers[firsts.count - 1] += 1
    }
    var results = [try indexSelect(flat, 0, Tensor(firsts))]
    if inverse { results.append(try Tensor(groups, shape: input.shape)) }
    if counts { results.append(try Tensor(numbers)) }
    return results.count == 1 ? .tensor(results[0]) : .tuple(results)
}

/// Distinct slices of a dimension, in lexicographic order.
private func uniqueSlices(
    _ input: Tensor, _ dimension: Int, _ inverse: Bool, _ counts: Bool, sorted: Bool = true
) throws -> Outcome {
    guard !input.isMeta else { throw TensorError.dataDependent(operation: "unique") }
    let axis = try input.dimension(dimension)
    let rows = try GradientMode.disabled {
        try unbind(detach(input), axis).map { try contiguous(reshape($0, [-1])).doubles() }
    }
    let places = sorted ? rows.indices.sorted { rows[$0].lexicographicallyPrecedes(rows[$1]) } : Array(rows.indices)
    var (firsts, numbers) = ([Int](), [Int]())
    var groups = [Int](repeating: 0, count: rows.count)
    for (position, place) in places.enumerated() {
        if position == 0 || rows[place] != rows[places[position - 1]] {
            firsts.append(place)
            numbers.append(0)
        }
        groups[place] = firsts.count - 1
        numbers[firsts.count - 1] += 1
    }
    var results = [try indexSelect(input, axis, Tensor(firsts))]
    if inverse { results.append(try Tensor(groups)) }
    if counts { results.append(try Tensor(numbers)) }
    return results.count == 1 ? .tensor(results[0]) : .tuple(results)
}

private func searchsorted(_ edges: Tensor, _ values: Tensor, right: Bool, narrow: Bool) throws -> Tensor {
    let dtype: DType = narrow ? .int32 : .int64
    guard edges.rank == 1 || (edges.rank > 0 && edges.shape.dropLast().elementsEqual(values.shape.dropLast())) else {
        throw TensorError.runtime(
            "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries "
                + "tensor and input value tensor must match, but we got boundaries tensor \(edges.shape) and input value "
                + "tensor \(values.shape)")
    }
    if edges.isMeta || values.isMeta { return try Tensor.empty(values.shape, dtype: dtype, device: .meta) }
    let columns = edges.shape.last ?? 1
    let (borders, elements) = (try edges.listable().doubles(), try values.listable().doubles())
    let perLine = edges.rank > 1 ? values.shape.last ?? 1 : elements.count
    let found = elements.enumerated().map { position, value -> Int in
        let start = edges.rank > 1 ? position / Swift.max(perLine, 1) * columns : 0
        var (low, high) = (0, columns)
        while low < high {
            let middle = (low + high) / 2
            let border = borders[start + middle]
            if right ? !(border > value) : !(border >= value) { low = middle + 1 } else { high = middle }
        }
        return low
    }
    return try Tensor(found, shape: values.shape, dtype: dtype)
}
