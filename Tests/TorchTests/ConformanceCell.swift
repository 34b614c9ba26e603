import Foundation

/// One cell of a conformance case, with the way in which its output is compared.
struct ConformanceCell {
    let code: String
    private let comparison: Comparison

    private enum Comparison {
        case exact, exceptionName, error, skipped
        case numbers(relative: Double, absolute: Double)
    }

    /// Cells start at `# %%`; what stands before the first one is a header unless it holds code.
    static func cells(in text: String) -> [ConformanceCell] {
        var parts: [[Substring]] = [[]]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.trimmingCharacters(in: .whitespaces) == "# %%" {
                parts.append([])
            } else {
                parts[parts.count - 1].append(line)
            }
        }
        let header = parts[0].allSatisfy { $0.hasPrefix("#") || $0.allSatisfy(\.isWhitespace) }
        return parts.dropFirst(header ? 1 : 0).map { ConformanceCell(lines: $0) }
    }

    private init(lines: [Substring]) {
        code = lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
        let directive = lines.first { $0.hasPrefix("# compare:") }?.dropFirst("# compare:".count)
        let words = directive?.split(separator: " ").map(String.init) ?? []
        func option(_ name: String, _ otherwise: Double) -> Double {
            words.first { $0.hasPrefix(name + "=") }.flatMap { Double($0.dropFirst(name.count + 1)) } ?? otherwise
        }
        switch words.first {
        case "numbers": comparison = .numbers(relative: option("rtol", 1e-4), absolute: option("atol", 1e-5))
        case "ename": comparison = .exceptionName
        case "error": comparison = .error
        case "skip": comparison = .skipped
        default: comparison = .exact
        }
    }

    func accepts(_ got: Cells.Outcome, expected: Cells.Outcome) -> Bool {
        switch comparison {
        case .skipped: return true
        case .exceptionName: return got.error?.ename == expected.error?.ename
        case .error: return sameError(got, expected)
        case .exact:
            return sameError(got, expected) && got.stdout == expected.stdout && got.result == expected.result
        case .numbers(let relative, let absolute):
            return sameError(got, expected) && (got.result == nil) == (expected.result == nil)
                && sameNumbers(got.stdout, expected.stdout, relative, absolute)
                && sameNumbers(got.result ?? "", expected.result ?? "", relative, absolute)
        }
    }

    private func sameError(_ got: Cells.Outcome, _ expected: Cells.Outcome) -> Bool {
        got.error?.ename == expected.error?.ename && got.error?.evalue == expected.error?.evalue
    }

    /// Equal texts between numbers, white space aside, and numbers equal within the tolerance.
    private func sameNumbers(_ got: String, _ expected: String, _ relative: Double, _ absolute: Double) -> Bool {
        let number = /(?<![A-Za-z_0-9.])[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|inf\b|nan\b)(?![A-Za-z_0-9])/
        func words(_ text: String) -> [Substring] { text.matches(of: number).map(\.output) }
        func rest(_ text: String) -> String { text.replacing(number, with: "").filter { !$0.isWhitespace } }
        let (left, right) = (words(got), words(expected))
        guard left.count == right.count, rest(got) == rest(expected) else { return false }
        return zip(left, right).allSatisfy { isClose(String($0), String($1), relative, absolute) }
    }

    private func isClose(_ got: String, _ expected: String, _ relative: Double, _ absolute: Double) -> Bool {
        if let first = Int(got), let second = Int(expected) { return first == second }
        guard let first = Double(got), let second = Double(expected) else { return false }
        if first.isNaN || second.isNaN { return first.isNaN && second.isNaN }
        if first.isInfinite || second.isInfinite { return first == second }
        let digits = expected.split(separator: "e").first?.split(separator: ".").last?.count ?? 0
        let exponent = expected.split(separator: "e").dropFirst().first.flatMap { Double($0) } ?? 0
        let unit = expected.contains(".") ? pow(10, exponent - Double(digits)) : 0
        return abs(first - second) <= absolute + relative * abs(second) + 1.0001 * unit
    }
}
