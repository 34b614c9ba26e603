import Language

/// The line that `tracer.log` prints: the texts of the values with spaces between, as `print` does.
enum Log {
    static func write(_ values: [Value], _ evaluator: Evaluator) throws {
        let line = try values.map { try evaluator.str($0) }.joined(separator: " ")
        evaluator.output.log(line)
    }
}
