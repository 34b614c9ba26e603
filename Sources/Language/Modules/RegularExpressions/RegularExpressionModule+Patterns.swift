/// The methods of compiled patterns.
extension RegularExpressionModule {
    static var patternMethods: [NativeFunction] {
        [
            matching("match", "A match at the start of a text, or None.") { try $0.match(at: $1) },
            matching("fullmatch", "A match of a whole text, or None.") { try $0.match(at: $1, wholeText: true) },
            matching("search", "The first match in a text, or None.") { try $0.search(from: $1) },
            NativeFunction(
                "findall", "(self, string, pos=0, endpos=9223372036854775807)",
                "All matches: texts, or tuples of groups."
            ) {
                arguments, evaluator in
                let pattern = try pattern(arguments[0])
                let matches = try all(pattern, arguments[1], arguments[2], arguments[3], evaluator)
                return Value(matches.map { found(pattern, $0) })
            },
            NativeFunction(
                "finditer", "(self, string, pos=0, endpos=9223372036854775807)", "An iterator over all matches."
            ) {
                arguments, evaluator in
                let matches = try all(try pattern(arguments[0]), arguments[1], arguments[2], arguments[3], evaluator)
                return .object(ArrayIterator(matches.map { .object($0) }))
            },
            NativeFunction("split", "(self, string, maxsplit=0)", "The parts between matches.") {
                arguments, evaluator in
                try split(try pattern(arguments[0]), arguments[1], arguments[2], evaluator)
            },
            NativeFunction("sub", "(self, repl, string, count=0)", "With matches replaced.") { arguments, evaluator in
                try substitute(try pattern(arguments[0]), arguments[1], arguments[2], arguments[3], evaluator).text
            },
            NativeFunction("subn", "(self, repl, string, count=0)", "As sub, with the number of replacements.") {
                arguments, evaluator in
                let (text, count) = try substitute(
                    try pattern(arguments[0]), arguments[1], arguments[2], arguments[3], evaluator)
                return Value(tuple: [text, .int(count)])
            },
        ]
    }

    private static func pattern(_ value: Value) throws -> PatternObject {
        guard let pattern = value.as(PatternObject.self) else {
            throw PythonError(.typeError, "a compiled pattern is required, not \(value.typeName)")
        }
        return pattern
    }

    private static func found(_ pattern: PatternObject, _ match: MatchObject) -> Value {
        let empty: Value = pattern.isBytes ? .object(Bytes([])) : ""
        let groups = (0...pattern.program.groupCount).map { match.group($0) ?? empty }
        switch groups.count {
        case 1: return groups[0]
        case 2: return groups[1]
        default: return Value(tuple: Array(groups.dropFirst()))
        }
    }

    /// The bounds of the part of a text to be searched.
    private static func window(
        _ count: Int, _ position: Value, _ end: Value, _ evaluator: Evaluator
    ) throws -> (Int, Int) {
        let end = min(max(try evaluator.index(end), 0), count)
        return (min(max(try evaluator.index(position), 0), count), end)
    }

    private static func matching(
        _ name: String, _ summary: String, _ find: @escaping (inout PatternMatcher, Int) throws -> [Int]?
    ) -> NativeFunction {
        NativeFunction(name, "(self, string, pos=0, endpos=9223372036854775807)", summary) { arguments, evaluator in
            let pattern = try pattern(arguments[0])
            let subject = arguments[1]
            let scalars = try pattern.subject(subject)
            let (start, end) = try window(scalars.count, arguments[2], arguments[3], evaluator)
            guard start <= end else { return .none }
            let bounds = try scalars.withUnsafeBufferPointer { text in
                var matcher = PatternMatcher(pattern.program, text: text, end: end, check: evaluator.interrupt.check)
                return try find(&matcher, start)
            }
            return bounds.map { .object(MatchObject(pattern, subject, scalars, $0, position: start, end: end)) }
                ?? .none
        }
    }

    /// All matches that do not overlap; an empty one may follow a match, but not another empty one at its place.
    static func all(
        _ pattern: PatternObject, _ subject: Value, _ position: Value, _ end: Value, limit: Int = .max,
        _ evaluator: Evaluator
    ) throws -> [MatchObject] {
        let scalars = try pattern.subject(subject)
        let (start, end) = try window(scalars.count, position, end, evaluator)
        return try scalars.withUnsafeBufferPointer { text in
            var matcher = PatternMatcher(pattern.program, text: text, end: end, check: evaluator.interrupt.check)
            var matches: [MatchObject] = []
            var next = start
            var excluded: Int?
            while next <= end, matches.count < limit,
                let bounds = try matcher.search(from: next, nonEmptyAt: excluded)
            {
                matches.append(MatchObject(pattern, subject, scalars, bounds, position: start, end: end))
                next = bounds[1]
                excluded = bounds[0] == bounds[1] ? bounds[1] : nil
            }
            return matches
        }
    }

    static func split(
        _ pattern: PatternObject, _ subject: Value, _ limit: Value, _ evaluator: Evaluator
    ) throws -> Value {
        let count = try evaluator.index(limit)
        let matches = try all(pattern, subject, 0, .int(.max), limit: count > 0 ? count : .max, evaluator)
        let scalars = try pattern.subject(subject)
        var parts: [Value] = []
        var start = 0
        for match in matches {
            parts.append(MatchObject.part(scalars, start..<match.bounds[0], isBytes: pattern.isBytes))
            for group in 0..<pattern.program.groupCount { parts.append(match.group(group + 1) ?? .none) }
            start = match.bounds[1]
        }
        return Value(parts + [MatchObject.part(scalars, start..<scalars.count, isBytes: pattern.isBytes)])
    }

    static func substitute(
        _ pattern: PatternObject, _ replacement: Value, _ subject: Value, _ limit: Value, _ evaluator: Evaluator
    ) throws -> (text: Value, count: Int) {
        let count = try evaluator.index(limit)
        let matches = try all(pattern, subject, 0, .int(.max), limit: count > 0 ? count : .max, evaluator)
        let scalars = try pattern.subject(subject)
        let isFunction = AttributeFunctions.isCallable(replacement)
        let template = isFunction ? nil : try ReplacementTemplate(replacement, pattern)
        var result: [UInt32] = []
        var start = 0
        for match in matches {
            result += scalars[start..<match.bounds[0]]
            if let template {
                result += template.expanded(match)
            } else {
                let text = try evaluator.call(replacement, [.object(match)])
                guard text.as(Text.self) != nil || text.as(Bytes.self) != nil else {
                    throw PythonError(.typeError, "expected str instance, \(text.typeName) found")
                }
                result += try PatternObject.scalars(text)
            }
            start = match.bounds[1]
        }
        result += scalars[start...]
        return (MatchObject.part(result, 0..<result.count, isBytes: pattern.isBytes), matches.count)
    }
}

/// The replacement text of `sub`: literal code points and references to groups (`\1`, `\g<name>`).
struct ReplacementTemplate {
    private enum Piece {
        case literal([UInt32])
        case group(Int)
    }

    private var pieces: [Piece] = []

    init(_ value: Value, _ pattern: PatternObject) throws {
        let scalars = try PatternObject.scalars(value)
        var literal: [UInt32] = []
        var position = 0
        while position < scalars.count {
            guard scalars[position] == 0x5C else {
                literal.append(scalars[position])
                position += 1
                continue
            }
            let start = position
            do {
                switch try ReplacementTemplate.escape(scalars, &position, pattern) {
                case .literal(let part): literal += part
                case .group(let index):
                    pieces.append(.literal(literal))
                    pieces.append(.group(index))
                    literal = []
                }
            } catch let error as PatternError {
                if error.message.hasPrefix("unknown group name") {
                    throw PythonError(.indexError, error.message)
                }
                let placed = PatternError(message: error.message, position: max(error.position, start))
                throw RegularExpressionModule.error(placed, pattern: scalars, value)
            }
        }
        pieces.append(.literal(literal))
    }

    private static func escape(
        _ scalars: [UInt32], _ position: inout Int, _ pattern: PatternObject
    ) throws -> Piece {
        let start = position
        guard position + 1 < scalars.count, let letter = Unicode.Scalar(scalars[position + 1]) else {
            throw PatternError(message: "bad escape (end of pattern)", position: start)
        }
        position += 2
        switch letter {
        case "n": return .literal([10])
        case "t": return .literal([9])
        case "r": return .literal([13])
        case "f": return .literal([12])
        case "v": return .literal([11])
        case "a": return .literal([7])
        case "b": return .literal([8])
        case "\\": return .literal([0x5C])
        case "g": return .group(try named(scalars, &position, pattern))
        case "0": return .literal([0])
        case "1"..."9":
            var index = Int(letter.value) - 0x30
            if position < scalars.count, (0x30...0x39).contains(scalars[position]) {
                index = index * 10 + Int(scalars[position]) - 0x30
                position += 1
            }
            guard index <= pattern.program.groupCount else {
                throw PatternError(message: "invalid group reference \(index)", position: start + 1)
            }
            return .group(index)
        default:
            guard !(letter.isASCII && letter.isLetter) else {
                throw PatternError(message: "bad escape \\\(letter)", position: start)
            }
            return .literal([0x5C, letter.value])
        }
    }

    private static func named(_ scalars: [UInt32], _ position: inout Int, _ pattern: PatternObject) throws -> Int {
        guard position < scalars.count, scalars[position] == 0x3C,
            let end = scalars[position...].firstIndex(of: 0x3E)
        else { throw PatternError(message: "missing <", position: position) }
        let name = String(scalars: scalars[(position + 1)..<end])
        let start = position + 1
        position = end + 1
        if let index = Int(name) {
            guard index >= 0, index <= pattern.program.groupCount else {
                throw PatternError(message: "invalid group reference \(name)", position: start)
            }
            return index
        }
        guard let index = pattern.index(ofGroup: name) else {
            throw PatternError(message: "unknown group name '\(name)'", position: start)
        }
        return index
    }

    func expanded(_ match: MatchObject) -> [UInt32] {
        pieces.flatMap { piece -> [UInt32] in
            switch piece {
            case .literal(let scalars): return scalars
            case .group(let index):
                let (start, end) = (match.bounds[2 * index], match.bounds[2 * index + 1])
                return start >= 0 ? Array(match.scalars[start..<end]) : []
            }
        }
    }
}
