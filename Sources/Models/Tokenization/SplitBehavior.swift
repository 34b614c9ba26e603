/// What becomes of the matches of a pattern when a text is split at them.
///
///     "the-final" split at "-"   removed: the, final   isolated: the, -, final   mergedWithPrevious: the-, final
enum SplitBehavior: String {
    case removed = "Removed"
    case isolated = "Isolated"
    case mergedWithPrevious = "MergedWithPrevious"
    case mergedWithNext = "MergedWithNext"
    case contiguous = "Contiguous"

    init(json: JSONValue?) throws {
        let name = json?.string ?? "Isolated"
        guard let behavior = SplitBehavior(rawValue: name) else {
            throw TokenizationError.unsupported(stage: "split behavior", name: name)
        }
        self = behavior
    }

    func split(_ text: AlignedText, at pattern: WordPattern, inverted: Bool) -> [AlignedText] {
        var parts = Self.parts(of: text.count, matches: pattern.matches(in: text.scalars))
        if inverted { parts = parts.map { ($0.range, !$0.isMatch) } }
        return ranges(parts).filter { !$0.isEmpty }.map { text[$0] }
    }

    typealias Part = (range: Range<Int>, isMatch: Bool)

    /// The matches and the gaps between them.
    private static func parts(of count: Int, matches: [Range<Int>]) -> [Part] {
        var parts: [Part] = []
        var end = 0
        for match in matches {
            if end < match.lowerBound { parts.append((end..<match.lowerBound, false)) }
            parts.append((match, true))
            end = match.upperBound
        }
        if end < count { parts.append((end..<count, false)) }
        return parts
    }

    private func ranges(_ parts: [Part]) -> [Range<Int>] {
        switch self {
        case .removed: parts.filter { !$0.isMatch }.map(\.range)
        case .isolated: parts.map(\.range)
        case .contiguous: Self.joined(parts) { $0.isMatch == $1.isMatch }
        case .mergedWithPrevious: Self.joined(parts) { !$0.isMatch && $1.isMatch }
        case .mergedWithNext: Self.joined(parts) { $0.isMatch && !$1.isMatch }
        }
    }

    /// Neighbours joined wherever the closure says so of the last part and the next.
    private static func joined(_ parts: [Part], where joins: (Part, Part) -> Bool) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var previous: Part?
        for part in parts {
            if let last = previous, joins(last, part), let range = ranges.popLast() {
                ranges.append(range.lowerBound..<part.range.upperBound)
            } else {
                ranges.append(part.range)
            }
            previous = part
        }
        return ranges
    }
}
