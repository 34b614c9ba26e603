/// The syntax tree of a regular expression in Python's `re` syntax.
indirect enum PatternNode {
    case empty
    case scalar(UInt32, ignoresCase: Bool)
    case set(CharacterClass)
    case sequence([PatternNode])
    case alternatives([PatternNode])
    case `repeat`(PatternNode, least: Int, most: Int, mode: RepeatMode)
    case group(PatternNode, index: Int)
    case look(PatternNode, LookDirection, isNegative: Bool)
    case assertion(PatternAssertion)
    case backreference(Int, ignoresCase: Bool)
    case conditional(group: Int, then: PatternNode, otherwise: PatternNode)
    case atomic(PatternNode)
}

enum RepeatMode { case greedy, lazy, possessive }

enum LookDirection { case ahead, behind }

/// A test of a position that consumes nothing.
enum PatternAssertion {
    case textStart, textEnd, lineStart, lineEnd, lastLineEnd
    case wordBoundary(asciiOnly: Bool), noWordBoundary(asciiOnly: Bool)
}

/// The switches of a pattern, as `re.IGNORECASE` and the others number them.
package struct PatternFlags: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let ignoreCase = PatternFlags(rawValue: 2)
    package static let locale = PatternFlags(rawValue: 4)
    package static let multiline = PatternFlags(rawValue: 8)
    package static let dotAll = PatternFlags(rawValue: 16)
    package static let unicode = PatternFlags(rawValue: 32)
    package static let verbose = PatternFlags(rawValue: 64)
    package static let debug = PatternFlags(rawValue: 128)
    package static let ascii = PatternFlags(rawValue: 256)
}

/// What is wrong with a pattern, and at which code point: `re.error`.
package struct PatternError: Error {
    package let message: String
    package let position: Int
}

extension PatternNode {
    /// How many code points every match spans, or nil when that varies (or is a backreference).
    var fixedWidth: Int? {
        switch self {
        case .empty, .look, .assertion: return 0
        case .scalar, .set: return 1
        case .sequence(let nodes):
            return nodes.reduce(Optional(0)) { sum, node in
                guard let sum, let width = node.fixedWidth else { return nil }
                return sum + width
            }
        case .alternatives(let nodes):
            guard let width = nodes.first?.fixedWidth, nodes.allSatisfy({ $0.fixedWidth == width }) else { return nil }
            return width
        case .repeat(let node, let least, let most, _):
            guard least == most, let width = node.fixedWidth else { return nil }
            let (product, overflow) = width.multipliedReportingOverflow(by: least)
            return overflow ? nil : product
        case .group(let node, _), .atomic(let node): return node.fixedWidth
        case .backreference: return nil
        case .conditional(_, let then, let otherwise):
            let width = then.fixedWidth
            return width == otherwise.fixedWidth ? width : nil
        }
    }
}
