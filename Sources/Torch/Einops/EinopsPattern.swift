/// One side of an einops expression: groups of named axes, such as `b s (h d)`.
///
///     try EinopsPattern("b s (h d)").groups   // [["b"], ["s"], ["h", "d"]]
struct EinopsPattern {
    /// A dimension of the tensor, made of these axes; none for a dimension of size 1.
    private(set) var groups: [[Axis]] = []
    /// Whether the dots stand inside brackets, which makes one dimension of all that they stand for.
    private(set) var groupsDots = false

    enum Axis: Hashable {
        case named(String)
        /// Axes that the dots stand for, numbered from the left.
        case dots(Int)
        /// The dots, before the rank is known.
        case ellipsis
    }

    init(_ text: String) throws {
        try EinopsPattern.checkCharacters(text)
        var current: [Axis]?
        for word in EinopsPattern.words(of: text) {
            switch word {
            case "(":
                guard current == nil else {
                    throw EinopsFailure("Axis composition is one-level (brackets inside brackets not allowed)")
                }
                current = []
            case ")":
                guard let group = current else { throw EinopsFailure("Brackets are not balanced") }
                groups.append(group)
                current = nil
            default:
                let axis = try EinopsPattern.axis(word)
                if current != nil {
                    if axis == .ellipsis { groupsDots = true }
                    if let axis { current?.append(axis) }
                } else {
                    groups.append(axis.map { [$0] } ?? [])
                }
            }
        }
        guard current == nil else { throw EinopsFailure("Imbalanced parentheses in expression: \"\(text)\"") }
        try checkUnique()
    }

    /// Only names, numbers, brackets, blanks and one ellipsis may stand in an expression.
    private static func checkCharacters(_ text: String) throws {
        let dots = text.count { $0 == "." }
        if dots > 0 {
            guard text.replacingDots.contains("…") else {
                throw EinopsFailure("Expression may contain dots only inside ellipsis (...)")
            }
            guard dots == 3 else {
                throw EinopsFailure(
                    "Expression may contain dots only inside ellipsis (...); only one ellipsis for tensor ")
            }
        }
        let known: (Character) -> Bool = { $0.isLetter || $0.isNumber || "_ ().".contains($0) }
        if let unknown = text.first(where: { !known($0) }) { throw EinopsFailure("Unknown character '\(unknown)'") }
    }

    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var current = ""
        for character in text.replacingDots {
            if character == " " || character == "(" || character == ")" || character == "…" {
                if !current.isEmpty { words.append(current) }
                current = ""
                if character != " " { words.append(String(character)) }
            } else {
                current.append(character)
            }
        }
        return current.isEmpty ? words : words + [current]
    }

    /// nil for an axis of size 1.
    private static func axis(_ word: String) throws -> Axis? {
        if word == "1" { return nil }
        if word == "…" { return .ellipsis }
        let isName =
            word.first.map { $0.isLetter || $0 == "_" } == true
            && word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        guard isName else {
            throw EinopsFailure("Invalid axis identifier: \(word)\nnot a valid python identifier")
        }
        guard word.hasPrefix("__axis") || !word.hasPrefix("_") && !word.hasSuffix("_") else {
            throw EinopsFailure(
                "Invalid axis identifier: \(word)\naxis name should should not start or end with underscore")
        }
        return .named(word)
    }

    private func checkUnique() throws {
        var seen = Set<Axis>()
        for axis in axes where !seen.insert(axis).inserted {
            guard case .named(let name) = axis else {
                throw EinopsFailure("Expression may contain dots only once")
            }
            throw EinopsFailure("Indexing expression contains duplicate dimension \"\(name)\"")
        }
    }

    var axes: [Axis] { groups.flatMap { $0 } }
    var hasEllipsis: Bool { axes.contains(.ellipsis) }

    /// The same groups with the dots replaced by that many axes.
    func expandingDots(to count: Int) -> EinopsPattern {
        var copy = self
        copy.groups = groups.flatMap { group -> [[Axis]] in
            if group == [.ellipsis], !groupsDots { return (0..<count).map { [.dots($0)] } }
            return [group.flatMap { $0 == .ellipsis ? (0..<count).map { .dots($0) } : [$0] }]
        }
        return copy
    }
}

/// What is wrong with an einops expression, or with a tensor that it is applied to.
struct EinopsFailure: Error {
    let message: String
    init(_ message: String) { self.message = message }
}

extension String {
    fileprivate var replacingDots: String {
        var result = ""
        var dots = 0
        for character in self {
            if character == "." {
                dots += 1
                if dots == 3 {
                    result.append("…")
                    dots = 0
                }
            } else {
                dots = 0
                result.append(character)
            }
        }
        return result
    }
}
