/// Reads Python's regular-expression syntax into a tree. Errors carry CPython's words and the position.
struct PatternParser {
    let scalars: [UInt32]
    var position = 0
    var flags: PatternFlags
    var groupCount = 0
    var groupNames: [(name: String, index: Int)] = []
    var openGroups: Set<Int> = []
    let isBytes: Bool
    private var depth = 0

    /// More nesting than this is refused, so that no pattern exhausts the stack.
    private static let deepestNesting = 200

    init(_ pattern: [UInt32], flags: PatternFlags, isBytes: Bool = false) {
        scalars = pattern
        self.flags = flags
        self.isBytes = isBytes
    }

    /// The tree of the whole pattern.
    mutating func parse() throws -> PatternNode {
        let node = try alternatives()
        guard position == scalars.count else { throw error("unbalanced parenthesis", at: position) }
        return node
    }

    var asciiOnly: Bool { flags.contains(.ascii) || isBytes }
    var ignoresCase: Bool { flags.contains(.ignoreCase) }

    func error(_ message: String, at position: Int) -> PatternError {
        PatternError(message: message, position: position)
    }

    func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        position + distance < scalars.count ? Unicode.Scalar(scalars[position + distance]) : nil
    }

    mutating func take(_ expected: Unicode.Scalar) -> Bool {
        guard peek() == expected else { return false }
        position += 1
        return true
    }

    func text(_ range: Range<Int>) -> String {
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars[range].compactMap(Unicode.Scalar.init))
        return String(result)
    }

    /// Branches separated by `|`, up to `)` or the end.
    mutating func alternatives() throws -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth < PatternParser.deepestNesting else { throw error("pattern is nested too deeply", at: position) }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws -> PatternNode {
        var items: [PatternNode] = []
        while let scalar = peek(), scalar != "|", scalar != ")" {
            if flags.contains(.verbose), skipVerbose(scalar) { continue }
            let start = position
            guard let item = try atom(scalar) else { continue }
            items.append(try repeated(item, startingAt: start))
        }
        return items.count == 1 ? items[0] : items.isEmpty ? .empty : .sequence(items)
    }

    private mutating func skipVerbose(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isPythonSpace {
            position += 1
            return true
        }
        guard scalar == "#" else { return false }
        while let next = peek(), next != "\n" { position += 1 }
        return true
    }

    /// One atom, or nil for what leaves nothing behind (a comment, inline flags).
    private mutating func atom(_ scalar: Unicode.Scalar) throws -> PatternNode? {
        let start = position
        position += 1
        switch scalar {
        case ".": return .set(flags.contains(.dotAll) ? .anything() : .anything(but: [10...10]))
        case "^": return .assertion(flags.contains(.multiline) ? .lineStart : .textStart)
        case "$": return .assertion(flags.contains(.multiline) ? .lineEnd : .lastLineEnd)
        case "(": return try group(openedAt: start)
        case "[": return .set(try set(openedAt: start))
        case "\\": return try escape(startedAt: start)
        case "*", "+", "?": throw error("nothing to repeat", at: start)
        case "{":
            if bounds() != nil { throw error("nothing to repeat", at: start) }
            return literal(scalar.value)
        default: return literal(scalar.value)
        }
    }

    func literal(_ value: UInt32) -> PatternNode {
        let hasCase = ignoresCase && (SimpleCase.lower(value) != value || SimpleCase.upper(value) != value)
        return .scalar(value, ignoresCase: hasCase)
    }

    /// Reads the repetition after an atom, if there is one.
    private mutating func repeated(_ atom: PatternNode, startingAt start: Int) throws -> PatternNode {
        while flags.contains(.verbose), let scalar = peek(), skipVerbose(scalar) {}
        let operatorStart = position
        guard let (least, most) = try repetition() else { return atom }
        if case .assertion = atom {
            throw error("nothing to repeat", at: operatorStart)
        }
        let mode: RepeatMode = take("?") ? .lazy : take("+") ? .possessive : .greedy
        let next = position
        if try repetition() != nil { throw error("multiple repeat", at: next) }
        let node = PatternNode.repeat(atom, least: least, most: most, mode: mode == .lazy ? .lazy : .greedy)
        return mode == .possessive ? .atomic(node) : node
    }

    private mutating func repetition() throws -> (Int, Int)? {
        if take("*") { return (0, .max) }
        if take("+") { return (1, .max) }
        if take("?") { return (0, 1) }
        guard peek() == "{" else { return nil }
        let start = position
        position += 1
        guard let (least, most) = bounds() else {
            position = start
            return nil
        }
        guard least <= most else { throw error("min repeat greater than max repeat", at: start + 1) }
        return (least, most)
    }

    /// `m}`, `m,}`, `,n}` or `m,n}`; nil (and nothing read) when the brace is a literal one.
    private mutating func bounds() -> (Int, Int)? {
        let start = position
        let least = number()
        var most = least
        if take(",") { most = number() ?? .max } else if least == nil { most = nil }
        guard take("}"), let most else {
            position = start
            return nil
        }
        return (least ?? 0, most)
    }

    private mutating func number() -> Int? {
        var result: Int?
        while let scalar = peek(), scalar.isASCII, let digit = scalar.decimalValue {
            result = min((result ?? 0) * 10 + digit, 1 << 40)
            position += 1
        }
        return result
    }
}
