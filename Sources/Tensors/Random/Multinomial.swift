/// Indices drawn with the weights of each row; without replacement the largest of weight over an exponential number win.
package func multinomial(
    _ weights: Tensor, _ count: Int, _ replacement: Bool = false, _ generator: Generator? = nil
) throws -> Tensor {
    try checkMultinomial(weights, count, replacement)
    let generator = generator ?? .standard
    let categories = weights.shape.last ?? 0
    let shape = weights.rank == 1 ? [count] : Dimensions([weights.shape[0], count])
    if weights.isMeta { return try Tensor.empty(shape, dtype: .int64, device: .meta) }
    let rows = try weights.listable().doubles().split(into: categories)
    try rows.forEach(checkWeights)
    // A single draw takes the path without replacement, as in PyTorch.
    let indices =
        replacement && count > 1
        ? rows.flatMap { drawWithReplacement($0, count, generator, weights.dtype) }
        : drawWithoutReplacement(rows, count, generator, weights.dtype)
    return try Tensor(indices, shape: shape)
}

private func checkMultinomial(_ weights: Tensor, _ count: Int, _ replacement: Bool) throws {
    guard weights.rank == 1 || weights.rank == 2 else {
        throw TensorError.runtime("prob_dist must be 1 or 2 dim")
    }
    guard weights.dtype.isFloatingPoint else {
        throw TensorError.runtime(
            "multinomial only supports floating-point dtypes for input, got: \(weights.dtype.scalarName)")
    }
    guard count > 0 else { throw TensorError.runtime("cannot sample n_sample <= 0 samples") }
    guard count <= 1 << 28 else { throw TensorError.shapeTooLarge([count]) }
    guard replacement || count <= weights.shape.last ?? 0 else {
        throw TensorError.runtime("cannot sample n_sample > prob_dist.size(-1) samples without replacement")
    }
}

private func checkWeights(_ row: [Double]) throws {
    guard row.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
        throw TensorError.runtime("probability tensor contains either `inf`, `nan` or element < 0")
    }
    guard row.contains(where: { $0 > 0 }) else {
        throw TensorError.runtime("invalid multinomial distribution (sum of probabilities <= 0)")
    }
}

/// The first index whose cumulative probability reaches a uniform number.
private func drawWithReplacement(
    _ weights: [Double], _ count: Int, _ generator: Generator, _ dtype: DType
) -> [Int] {
    let cumulative = dtype == .float64 ? cumulated(weights) : cumulated(weights.map { Float($0) }).map { Double($0) }
    return (0..<count).map { _ in
        let sample = generator.uniformDouble()
        var low = 0
        var high = cumulative.count
        while low < high {
            let middle = low + (high - low) / 2
            if middle < cumulative.count - 1 && cumulative[middle] < sample { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Running sums divided by the total, rounded at each step in the type of the tensor.
private func cumulated<Number: BinaryFloatingPoint>(_ weights: [Number]) -> [Number] {
    var sum: Number = 0
    let sums = weights.map { weight -> Number in
        sum += weight
        return sum
    }
    return sums.map { $0 / sum }
}

private func drawWithoutReplacement(
    _ rows: [[Double]], _ count: Int, _ generator: Generator, _ dtype: DType
) -> [Int] {
    rows.flatMap { row in
        let scores = row.map { weight in
            let divisor = generator.exponentialDouble()
            return dtype == .float64 ? weight / divisor : Double(Float(weight) / Float(divisor))
        }
        return Array(scores.indices.sorted { scores[$0] > scores[$1] }.prefix(count))
    }
}

extension Array {
    /// Consecutive pieces of one length.
    fileprivate func split(into length: Int) -> [[Element]] {
        length == 0
            ? [] : stride(from: 0, to: count, by: length).map { Array(self[$0..<Swift.min($0 + length, count)]) }
    }
}
