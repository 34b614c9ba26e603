import Language

/// What `%timeit -o` gives: `result.average`, `result.best`, `result.all_runs`; it prints as the line that `%timeit` prints.
final class TimeitResult: Object {
    /// The seconds of each run of all loops.
    private let runs: [Double]
    private let loops: Int

    init(_ runs: [Double], loops: Int) {
        self.runs = runs
        self.loops = loops
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) private static let typeObject = TypeObject(
        native: "TimeitResult", module: "IPython.core.magics.execution")

    override class var nativeType: TypeObject { typeObject }

    /// The seconds of one loop in each run.
    private var timings: [Double] { runs.map { $0 / Double(loops) } }
    private var average: Double { timings.reduce(0, +) / Double(max(timings.count, 1)) }

    private var deviation: Double {
        (timings.map { ($0 - average) * ($0 - average) }.reduce(0, +) / Double(max(timings.count, 1))).squareRoot()
    }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name.text {
        case "loops": .int(loops)
        case "repeat": .int(runs.count)
        case "all_runs": Value(runs.map { .float($0) })
        case "timings": Value(timings.map { .float($0) })
        case "best": .float(timings.min() ?? 0)
        case "worst": .float(timings.max() ?? 0)
        case "average": .float(average)
        case "stdev": .float(deviation)
        case "compile_time": .float(0)
        default: try genericAttribute(name, evaluator)
        }
    }

    /// `1.23 ms ± 45 µs per loop (mean ± std. dev. of 7 runs, 1,000 loops each)`
    var summary: String {
        let count = "\(runs.count) run\(runs.count == 1 ? "" : "s")"
        let counted = "\(count), \(TimeitResult.grouped(loops)) loop\(loops == 1 ? "" : "s") each"
        return "\(Timing.text(average)) ± \(Timing.text(deviation)) per loop (mean ± std. dev. of \(counted))"
    }

    /// `1,000,000`
    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        return digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : String(digit)
        }.joined()
    }

    override func str(_ evaluator: Evaluator) throws -> String { summary }
    override func repr(_ evaluator: Evaluator) throws -> String { "<TimeitResult : \(summary)>" }
}
