/// Everything that starts with an opening bracket: groups, looks, inline flags, comments, conditions.
extension PatternParser {
    mutating func group(openedAt start: Int) throws -> PatternNode? {
        guard take("?") else { return try capture(openedAt: start) }
        guard let kind = peek() else { throw error("unexpected end of pattern", at: position) }
        position += 1
        switch kind {
        case ":": return try closed(try alternatives(), openedAt: start)
        case ">": return .atomic(try closed(try alternatives(), openedAt: start))
        case "#": return try comment(openedAt: start)
        case "=", "!": return .look(try closed(try alternatives(), openedAt: start), .ahead, isNegative: kind == "!")
        case "<": return try lookBehind(openedAt: start)
        case "P": return try named(openedAt: start)
        case "(": return try conditional(openedAt: start)
        default:
            position -= 1
            return try inlineFlags(openedAt: start)
        }
    }

    private mutating func closed(_ node: PatternNode, openedAt start: Int) throws -> PatternNode {
        guard take(")") else { throw error("missing ), unterminated subpattern", at: start) }
        return node
    }

    private mutating func capture(openedAt start: Int, name: String? = nil) throws -> PatternNode {
        groupCount += 1
        let index = groupCount
        if let name { groupNames.append((name, index)) }
        openGroups.insert(index)
        let outer = flags
        let node = try closed(try alternatives(), openedAt: start)
        flags = outer
        openGroups.remove(index)
        return .group(node, index: index)
    }

    private mutating func comment(openedAt start: Int) throws -> PatternNode? {
        while let scalar = peek() {
            position += 1
            if scalar == ")" { return nil }
        }
        throw error("missing ), unterminated comment", at: start)
    }

    private mutating func lookBehind(openedAt start: Int) throws -> PatternNode {
        guard let kind = peek() else { throw error("unexpected end of pattern", at: position) }
        guard kind == "=" || kind == "!" else {
            throw error("unknown extension ?<\(kind)", at: start + 1)
        }
        position += 1
        let node = try closed(try alternatives(), openedAt: start)
        guard node.fixedWidth != nil else { throw error("look-behind requires fixed-width pattern", at: 0) }
        return .look(node, .behind, isNegative: kind == "!")
    }

    private mutating func named(openedAt start: Int) throws -> PatternNode {
        if take("<") {
            let nameStart = position
            let name = try name(endingAt: ">")
            if let known = groupNames.first(where: { $0.name == name }) {
                throw error(
                    "redefinition of group name '\(name)' as group \(groupCount + 1); was group \(known.index)",
                    at: nameStart)
            }
            return try capture(openedAt: start, name: name)
        }
        if take("=") {
            let nameStart = position
            let name = try name(endingAt: ")")
            guard let known = groupNames.first(where: { $0.name == name }) else {
                throw error("unknown group name '\(name)'", at: nameStart)
            }
            guard !openGroups.contains(known.index) else { throw error("cannot refer to an open group", at: nameStart) }
            return .backreference(known.index, ignoresCase: ignoresCase)
        }
        guard let kind = peek() else { throw error("unexpected end of pattern", at: position) }
        throw error("unknown extension ?P\(kind)", at: start + 1)
    }

    private mutating func name(endingAt end: Unicode.Scalar) throws -> String {
        let start = position
        while let scalar = peek(), scalar != end { position += 1 }
        guard peek() != nil else {
            let missing = position == start ? "missing group name" : "missing \(end), unterminated name"
            throw error(missing, at: start)
        }
        let name = text(start..<position)
        position += 1
        guard !name.isEmpty else { throw error("missing group name", at: start) }
        guard name.isPythonIdentifier else { throw error("bad character in group name '\(name)'", at: start) }
        return name
    }

    private mutating func conditional(openedAt start: Int) throws -> PatternNode {
        let nameStart = position
        while let scalar = peek(), scalar != ")" { position += 1 }
        guard peek() != nil else { throw error("missing ), unterminated name", at: nameStart) }
        let name = text(nameStart..<position)
        position += 1
        let index = Int(name) ?? groupNames.first { $0.name == name }?.index
        guard let index, index > 0 else {
            throw error(
                Int(name) == nil ? "unknown group name '\(name)'" : "bad group number", at: nameStart)
        }
        guard index <= 100_000 else { throw error("invalid group reference \(index)", at: nameStart) }
        let node = try closed(try alternatives(), openedAt: start)
        guard case .alternatives(let branches) = node else {
            return .conditional(group: index, then: node, otherwise: .empty)
        }
        guard branches.count == 2 else { throw error("conditional backref with more than two branches", at: nameStart) }
        return .conditional(group: index, then: branches[0], otherwise: branches[1])
    }

    /// `(?i)` for the rest of the pattern, `(?i-s:...)` for a part.
    private mutating func inlineFlags(openedAt start: Int) throws -> PatternNode? {
        var added: PatternFlags = []
        var removed: PatternFlags = []
        var isRemoving = false
        while let scalar = peek() {
            position += 1
            if scalar == ")" && !isRemoving {
                guard start == 0 else {
                    throw error("global flags not at the start of the expression", at: start)
                }
                flags.formUnion(added)
                return nil
            }
            if scalar == ":" { return try scoped(adding: added, removing: removed, openedAt: start) }
            if scalar == "-" && !isRemoving {
                isRemoving = true
                continue
            }
            guard let flag = PatternParser.flag(scalar) else {
                if added.isEmpty && !isRemoving {
                    throw error("unknown extension ?\(scalar)", at: start + 1)
                }
                throw error("unknown flag", at: position - 1)
            }
            if isRemoving { removed.insert(flag) } else { added.insert(flag) }
        }
        throw error("missing -, : or )", at: position)
    }

    private mutating func scoped(
        adding added: PatternFlags, removing removed: PatternFlags, openedAt start: Int
    ) throws -> PatternNode {
        let outer = flags
        flags = flags.union(added).subtracting(removed)
        defer { flags = outer }
        return try closed(try alternatives(), openedAt: start)
    }

    private static func flag(_ letter: Unicode.Scalar) -> PatternFlags? {
        switch letter {
        case "i": .ignoreCase
        case "L": .locale
        case "m": .multiline
        case "s": .dotAll
        case "u": .unicode
        case "x": .verbose
        case "a": .ascii
        default: nil
        }
    }
}
