/// The `k` largest or smallest elements of each line and their places.
package func topk(
    _ input: Tensor, _ k: Int, _ dimension: Int = -1, largest: Bool = true, sorted: Bool = true
) throws -> Outcome {
    let axis = try input.dimension(dimension)
    let size = try input.size(axis)
    guard k >= 0 && k <= size else { throw TensorError.runtime("selected index k out of range") }
    let first = try leading(input, axis, k, size, largest: largest, sorted: sorted)
    let values = try picked(input, axis, first, keepdim: true, node: "TopkBackward0")
    return .named(type: "topk", fields: ["values", "indices"], [values, first])
}

/// The places of the `k` extreme elements; few of many are found in one pass.
private func leading(
    _ input: Tensor, _ axis: Int, _ k: Int, _ size: Int, largest: Bool, sorted: Bool
) throws -> Tensor {
    guard input.rank > 0, !input.isMeta, k > 0, k * 8 <= size, input.dtype == .float32, sorted else {
        let places = try order(input, axis, descending: largest)
        guard input.rank > 0 else { return places }
        let first = try contiguous(narrow(places, axis, 0, k))
        guard !input.isMeta, k > 0 else { return first }
        return try settled(input, axis, places, first, largest: largest, sorted: sorted)
    }
    return try GradientMode.disabled {
        let lines = try transpose(detach(input), axis, -1).compacted()
        let places = try Tensor.empty(lines.shape.replacing(lines.rank - 1, with: k), dtype: .int64)
        let (x, z) = (lines.pointer(Float.self), places.pointer(Int.self))
        WorkerPool.ranges(lines.elementCount / size, grain: Swift.max(1, 4096 / size)) { range in
            for line in range {
                let (elements, best) = (x + line * size, z + line * k)
                pick(elements, size, best, k, largest ? 1 : -1)
                guard hasTies(elements, size, best, k) else { continue }
                let queue = SelectionQueue(count: size) {
                    SelectionQueue.key(Double(elements[$0]), largest: largest)
                }
                for (slot, place) in queue.select(k).enumerated() { best[slot] = place }
            }
        }
        return try contiguous(transpose(places, axis, -1))
    }
}

/// Keeps the best `k` so far in order; a NaN counts as largest.
private func pick(
    _ x: UnsafeMutablePointer<Float>, _ count: Int, _ best: UnsafeMutablePointer<Int>, _ k: Int, _ sign: Float
) {
    func key(_ place: Int) -> Float { x[place].isNaN ? sign * .infinity : sign * x[place] }
    for place in 0..<k { insert(place, before: place) }
    var worst = key(best[k - 1])
    for place in k..<count where !(sign * x[place] <= worst) && key(place) > worst {
        insert(place, before: k - 1)
        worst = key(best[k - 1])
    }

    func insert(_ place: Int, before last: Int) {
        let value = key(place)
        var slot = last
        while slot > 0 && value > key(best[slot - 1]) {
            best[slot] = best[slot - 1]
            slot -= 1
        }
        best[slot] = place
    }
}

/// Whether equal elements or those that are no finite numbers decide about the order or the choice.
private func hasTies(
    _ x: UnsafeMutablePointer<Float>, _ count: Int, _ best: UnsafeMutablePointer<Int>, _ k: Int
) -> Bool {
    for slot in 0..<k where !x[best[slot]].isFinite || (slot > 0 && x[best[slot]] == x[best[slot - 1]]) { return true }
    let edge = x[best[k - 1]]
    var equals = 0
    for place in 0..<count { equals &+= x[place] == edge ? 1 : 0 }
    return equals > 1
}

/// The first places of a sorted order, those of lines with equal elements as PyTorch chooses and orders them.
private func settled(
    _ input: Tensor, _ axis: Int, _ places: Tensor, _ first: Tensor, largest: Bool, sorted: Bool
) throws -> Tensor {
    try GradientMode.disabled {
        let lines = try transpose(detach(input), axis, -1).compacted()
        let order = try transpose(places, axis, -1).compacted()
        let size = lines.shape[lines.rank - 1]
        let chosen = try transpose(first, axis, -1).converted(to: .int64)
        let k = chosen.shape[chosen.rank - 1]
        let keys = try selectionKeys(lines, largest: largest)
        let (inOrder, result) = (order.pointer(Int.self), chosen.pointer(Int.self))
        for line in 0..<(lines.elementCount / size) {
            let start = line * size
            let ties = (1..<Swift.min(k + 1, size)).contains {
                keys[start + inOrder[start + $0]] == keys[start + inOrder[start + $0 - 1]]
            }
            guard ties || !sorted else { continue }
            let queue = SelectionQueue(count: size) { keys[start + $0] }
            for (slot, place) in queue.select(k, sorted: sorted).enumerated() { result[line * k + slot] = place }
        }
        return try contiguous(transpose(chosen, axis, -1))
    }
}

private func selectionKeys(_ lines: Tensor, largest: Bool) throws -> [Int] {
    guard lines.dtype.isFloatingPoint else {
        return try lines.asDType(.int64).integers().map { largest ? $0 : ~$0 }
    }
    return try lines.asDType(.float64).doubles().map { SelectionQueue.key($0, largest: largest) }
}
