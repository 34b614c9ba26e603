/// Finds mistakes in patterns: a name bound twice, alternatives that bind different names, a pattern that hides the next.
enum PatternCheck {
    /// Checks a pattern and collects the names that it binds.
    static func check(_ pattern: Pattern, _ names: inout Set<String>) throws(SyntaxError) {
        switch pattern.kind {
        case .singleton, .wildcard, .star(nil): break
        case .value(let value):
            if case .formattedString = value.kind {
                throw SyntaxError(
                    "patterns may only match literals and attribute lookups", at: pattern.span)
            }
        case .capture(let name), .star(let name?): try bind(name, at: pattern.span, &names)
        case .as(let inner, let name):
            try check(inner, &names)
            try bind(name, at: pattern.span, &names)
        case .sequence(let items):
            let stars = items.count { if case .star = $0.kind { true } else { false } }
            if stars > 1 { throw SyntaxError("multiple starred names in sequence pattern", at: pattern.span) }
            for item in items { try check(item, &names) }
        case .alternatives(let patterns): try checkAlternatives(patterns, &names)
        case .mapping(let entries, let rest):
            try checkKeys(entries, in: pattern)
            for entry in entries { try check(entry.pattern, &names) }
            if let rest { try bind(rest, at: pattern.span, &names) }
        case .class(_, let positional, let keywords):
            try checkKeywords(keywords)
            for item in positional + keywords.map(\.pattern) { try check(item, &names) }
        }
    }

    /// A capture or wildcard before the last case hides the ones after it.
    static func refuseIrrefutable(_ pattern: Pattern) throws(SyntaxError) {
        switch pattern.kind {
        case .wildcard: throw SyntaxError("wildcard makes remaining patterns unreachable", at: pattern.span)
        case .capture(let name):
            throw SyntaxError("name capture '\(name)' makes remaining patterns unreachable", at: pattern.span)
        case .as(let inner, _): try refuseIrrefutable(inner)
        case .alternatives(let patterns): if let last = patterns.last { try refuseIrrefutable(last) }
        default: break
        }
    }

    private static func bind(_ name: String, at span: Span, _ names: inout Set<String>) throws(SyntaxError) {
        if name == "__debug__" { throw SyntaxError("cannot assign to __debug__", at: span) }
        if !names.insert(name).inserted {
            throw SyntaxError("multiple assignments to name '\(name)' in pattern", at: span)
        }
    }

    private static func checkAlternatives(
        _ patterns: [Pattern], _ names: inout Set<String>
    ) throws(SyntaxError) {
        var first: Set<String>?
        let outer = names
        for (index, pattern) in patterns.enumerated() {
            var bound = outer
            try check(pattern, &bound)
            if index < patterns.count - 1 { try refuseIrrefutable(pattern) }
            if let first, first != bound {
                throw SyntaxError("alternative patterns bind different names", at: pattern.span)
            }
            first = bound
        }
        names = first ?? outer
    }

    private static func checkKeys(_ entries: [MappingEntry], in pattern: Pattern) throws(SyntaxError) {
        var seen: Set<String> = []
        for entry in entries {
            if case .formattedString = entry.key.kind {
                throw SyntaxError(
                    "mapping pattern keys may only match literals and attribute lookups", at: pattern.span)
            }
            if case .attribute = entry.key.kind { continue }
            let text = entry.key.text
            if !seen.insert(text).inserted {
                throw SyntaxError("mapping pattern checks duplicate key (\(text))", at: pattern.span)
            }
        }
    }

    private static func checkKeywords(_ keywords: [KeywordPattern]) throws(SyntaxError) {
        var seen: Set<String> = []
        for keyword in keywords where !seen.insert(keyword.name).inserted {
            let message = "attribute name repeated in class pattern: \(keyword.name)"
            throw SyntaxError(message, at: keyword.pattern.span)
        }
    }
}
