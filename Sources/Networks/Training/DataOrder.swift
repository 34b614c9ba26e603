import Tensors

/// In which order a data loader visits a data set, with PyTorch's draws.
///
///     let order = DataOrder(count: 8, isShuffled: true, generator: generator)
///     order.batches(of: 4, droppingLast: false)   // [[…], […]]
///
/// Each pass draws one number first, whether it shuffles or not, so that the global stream stays equal to PyTorch's.
package struct DataOrder {
    package let count: Int
    package let isShuffled: Bool
    package let generator: Generator?

    package init(count: Int, isShuffled: Bool, generator: Generator? = nil) {
        self.count = count
        self.isShuffled = isShuffled
        self.generator = generator
    }

    /// The indices of one pass, in batches; the last one may be shorter.
    package func batches(of size: Int, droppingLast: Bool) throws -> [[Int]] {
        let indices = try pass()
        let starts = stride(from: 0, to: count, by: Swift.max(size, 1))
        return starts.map { Array(indices[$0..<Swift.min($0 + size, count)]) }
            .filter { !droppingLast || $0.count == size }
    }

    /// The indices of one pass.
    package func pass() throws -> [Int] {
        Self.drawSeed(generator ?? .standard)
        guard isShuffled else { return Array(0..<count) }
        if let generator { return try shuffled(generator) }
        return try randperm(count, generator: Generator(seed: Self.drawSeed(.standard))).integers()
    }

    /// PyTorch asks for a second permutation, of which it uses nothing.
    private func shuffled(_ generator: Generator) throws -> [Int] {
        let indices = try randperm(count, generator: generator).integers()
        _ = try randperm(count, generator: generator)
        return indices
    }

    /// A draw of 63 bits.
    @discardableResult
    package static func drawSeed(_ generator: Generator) -> UInt64 { generator.next64() & 0x7FFF_FFFF_FFFF_FFFF }

    /// How many batches a pass has.
    package func batchCount(of size: Int, droppingLast: Bool) -> Int {
        let size = Swift.max(size, 1)
        return droppingLast ? count / size : (count + size - 1) / size
    }

    /// The indices of the parts of a data set that is split at random: `random_split`.
    ///
    /// - Parameter lengths: counts, or fractions that add up to 1.
    package static func split(_ count: Int, _ lengths: [Double], generator: Generator? = nil) throws -> [[Int]] {
        let sizes = try sizes(count, lengths)
        guard sizes.reduce(0, +) == count else {
            throw TensorError.value("Sum of input lengths does not equal the length of the input dataset!")
        }
        let indices = try randperm(count, generator: generator).integers()
        var start = 0
        return sizes.map { size in
            start += size
            return Array(indices[start - size..<start])
        }
    }

    private static func sizes(_ count: Int, _ lengths: [Double]) throws -> [Int] {
        let sum = lengths.reduce(0, +)
        guard sum <= 1, (sum - 1).magnitude <= 1e-9, count != 1 || lengths.count > 1 else {
            return lengths.map { Int($0) }
        }
        for (index, share) in lengths.enumerated() where share < 0 || share > 1 {
            throw TensorError.value("Fraction at index \(index) is not between 0 and 1")
        }
        var sizes = lengths.map { Int((Double(count) * $0).rounded(.down)) }
        for index in 0..<(count - sizes.reduce(0, +)) { sizes[index % sizes.count] += 1 }
        return sizes
    }
}
