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
    private let isSampled: Bool
    let hasFiniteValues: Bool

    /// More values than this are sampled evenly.
    static let sampleSize = 1_000_000

    init(of tensor: Tensor) {
        let values = tensor.sample(atMost: TensorFacts.sampleSize)
        let finite = values.filter(\.isFinite)
        isSampled = values.count < tensor.elementCount
        hasFiniteValues = !finite.isEmpty
        minimum = finite.min() ?? .nan
        maximum = finite.max() ?? .nan
        let mean = finite.reduce(0, +) / Double(finite.count)
        self.mean = mean
        let squares = finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        deviation = finite.count > 1 ? (squares / Double(finite.count - 1)).squareRoot() : 0
        histogram = TensorFacts.histogram(finite, from: minimum, to: maximum)
        flags = TensorFacts.flags(values, range: (minimum, maximum))
    }

    private static func histogram(_ values: [Double], from low: Double, to high: Double) -> [Int] {
        var counts = [Int](repeating: 0, count: 8)
        let width = (high - low) / 8
        guard width > 0, width.isFinite else { return [] }
        for value in values { counts[min(7, max(0, Int((value - low) / width)))] += 1 }
        return counts
    }

    private static func flags(_ values: [Double], range: (Double, Double)) -> [String] {
        var flags: [String] = []
        let missing = values.count(where: \.isNaN)
        let above = values.count { $0 == .infinity }
        let below = values.count { $0 == -.infinity }
        if missing > 0 { flags.append("NaN: \(missing)") }
        if above > 0 { flags.append("+Inf: \(above)") }
        if below > 0 { flags.append("-Inf: \(below)") }
        if range == (0, 0), flags.isEmpty { flags.append("all zero") }
        return flags
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
