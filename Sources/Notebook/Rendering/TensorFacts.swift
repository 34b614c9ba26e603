import Tensors

/// What is worth knowing of a tensor's values: their range, mean and spread, a tiny histogram, and what is no number.
///
///     TensorFacts(of: try Tensor([1, 2, 3])).text   // "min 1 █▁▁▁█▁▁█ max 3 · mean 2 · sd 1"
struct TensorFacts {
    let minimum: Double
    let maximum: Double
    let mean: Double
    let deviation: Double
    /// How many finite values lie in each eighth of the range.
    private let histogram: [Int]
    private let flags: [String]
    /// Whether only some of very many values were looked at.
    let isSampled: Bool
    let hasFiniteValues: Bool

    /// More values than this are sampled evenly.
    static let sampleSize = 1_000_000
    /// The same for one line among many.
    static let smallSampleSize = 16_384

    init(of tensor: Tensor, sampling limit: Int = TensorFacts.sampleSize) {
        if tensor.dtype == .float32, tensor.elementCount <= limit {
            self.init(tensor.floats(), of: tensor.elementCount)
        } else {
            self.init(tensor.sample(atMost: limit), of: tensor.elementCount)
        }
    }

    private init<Number: BinaryFloatingPoint>(_ values: [Number], of count: Int) {
        var extent = Extent<Number>()
        for value in values { extent.add(value) }
        isSampled = values.count < count
        hasFiniteValues = extent.finiteCount > 0
        minimum = hasFiniteValues ? Double(extent.minimum) : .nan
        maximum = hasFiniteValues ? Double(extent.maximum) : .nan
        mean = extent.sum / Double(extent.finiteCount)
        var spread = Spread(from: minimum, to: maximum, mean: mean)
        for value in values where value.isFinite { spread.add(Double(value)) }
        deviation = extent.finiteCount > 1 ? (spread.squares / Double(extent.finiteCount - 1)).squareRoot() : 0
        histogram = spread.counts
        flags = extent.flags
    }

    /// What a first pass finds.
    private struct Extent<Number: BinaryFloatingPoint> {
        var minimum = Number.infinity
        var maximum = -Number.infinity
        var sum = 0.0
        var finiteCount = 0
        private var missing = 0
        private var above = 0
        private var below = 0

        mutating func add(_ value: Number) {
            guard value.isFinite else {
                if value.isNaN { missing += 1 } else if value > 0 { above += 1 } else { below += 1 }
                return
            }
            finiteCount += 1
            sum += Double(value)
            if value < minimum { minimum = value }
            if value > maximum { maximum = value }
        }

        var flags: [String] {
            let counts = [("NaN", missing), ("+Inf", above), ("-Inf", below)].filter { $0.1 > 0 }
            if counts.isEmpty, minimum == 0, maximum == 0 { return ["all zero"] }
            return counts.map { "\($0.0): \($0.1)" }
        }
    }

    /// What a second pass finds, when the range and the mean are known.
    private struct Spread {
        var squares = 0.0
        var counts: [Int]
        private let low: Double
        private let width: Double
        private let mean: Double

        init(from low: Double, to high: Double, mean: Double) {
            (self.low, self.mean) = (low, mean)
            width = (high - low) / 8
            counts = width > 0 && width.isFinite ? [Int](repeating: 0, count: 8) : []
        }

        mutating func add(_ value: Double) {
            squares += (value - mean) * (value - mean)
            if !counts.isEmpty { counts[min(7, max(0, Int((value - low) / width)))] += 1 }
        }
    }

    private var bars: String {
        guard let highest = histogram.max(), highest > 0 else { return "…" }
        let blocks = Array("▁▂▃▄▅▆▇█")
        // A rare value shows as the lowest block, an empty place as a blank.
        return String(histogram.map { $0 == 0 ? " " : blocks[min(7, $0 * 8 / highest)] })
    }

    /// The summary in one line; flags stand last.
    var text: String { ([range] + flags).filter { !$0.isEmpty }.joined(separator: " · ") }

    /// The same as HTML, with the flags in bold.
    var html: String {
        ([range].filter { !$0.isEmpty } + flags.map { "<b>\($0)</b>" }).joined(separator: " · ")
    }

    private var range: String {
        guard hasFiniteValues else { return "" }
        let sign = isSampled ? "~" : ""
        if minimum == maximum, minimum == 0, flags.contains("all zero") { return "" }
        if minimum == maximum { return "all \(NumberText.short(minimum))" }
        return "min \(sign)\(NumberText.short(minimum)) \(bars) max \(sign)\(NumberText.short(maximum)) · "
            + "mean \(sign)\(NumberText.short(mean)) · sd \(sign)\(NumberText.short(deviation))"
    }
}

extension Tensor {
    /// Values in row-major order: all of them, or every so-manieth when there are more than the limit.
    func sample(atMost limit: Int) -> [Double] {
        guard elementCount > limit else { return dtype == .float32 ? floats().map(Double.init) : doubles() }
        // An odd step does not keep to a few columns of a matrix whose width is a power of two.
        let step = (elementCount / limit + 1) | 1
        return stride(from: 0, to: elementCount, by: step).map { element(at: position(ofElement: $0)).real }
    }

    /// Where an element, counted in row-major order, lies in the storage.
    private func position(ofElement index: Int) -> Int {
        var (rest, position) = (index, offset)
        for dimension in stride(from: rank - 1, through: 0, by: -1) {
            position += rest % shape[dimension] * strides[dimension]
            rest /= shape[dimension]
        }
        return position
    }

    /// The values of the matrix that the last two dimensions form at a place of the others, counted in row-major order.
    func matrixValues(_ number: Int, rows: [Int?], columns: [Int?]) -> [[Double]] {
        let (height, width) = (rank > 1 ? shape[rank - 2] : 1, rank > 0 ? shape[rank - 1] : 1)
        return rows.map { row in
            columns.map { column in
                guard let row, let column else { return .nan }
                return element(at: position(ofElement: (number * height + row) * width + column)).real
            }
        }
    }
}
