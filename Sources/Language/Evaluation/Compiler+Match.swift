/// `match`: every pattern is a row of tests that jump to the next case when they fail.
extension Compiler {
    func compileMatch(_ subject: Expression, _ cases: [MatchCase]) throws {
        let value = builder.temporary()
        try compile(subject, into: value)
        let end = builder.label()
        for matchCase in cases {
            let next = builder.label()
            let mark = builder.temporaryMark
            try compile(matchCase.pattern, value, failure: next)
            if let condition = matchCase.guard { try compileCondition(condition, jumpWhen: false, to: next) }
            builder.release(to: mark)
            try compile(matchCase.body)
            builder.emit(.jump, to: end)
            builder.place(next)
        }
        builder.place(end)
        builder.emit(.clear, value)
    }

    /// Tests the value of a register, which keeps it, and binds the names of the pattern.
    private func compile(_ pattern: Pattern, _ value: Int, failure: CodeBuilder.Label) throws {
        try builder.at(pattern.span) {
            switch pattern.kind {
            case .wildcard, .star: break
            case .capture(let name): bind(name, to: value)
            case .value(let expression):
                let copy = readable(value)
                let right = try compile(expression)
                builder.emit(.branchCompare, copy, right, to: failure, detail: ComparisonOperator.code(.equal) * 2)
            case .singleton(let constant):
                let copy = readable(value)
                let right = try compile(Expression(.constant(constant), pattern.span))
                builder.emit(.branchCompare, copy, right, to: failure, detail: ComparisonOperator.code(.is) * 2)
            case .as(let inner, let name):
                try compile(inner, value, failure: failure)
                bind(name, to: value)
            case .alternatives(let patterns): try compileAlternatives(patterns, value, failure)
            case .sequence(let patterns): try compileSequence(patterns, value, failure)
            case .mapping(let entries, let rest): try compileMapping(entries, rest, value, failure)
            case .class(let type, let positional, let keywords):
                try compileClass(type, positional, keywords, value, failure)
            }
        }
    }

    private func bind(_ name: String, to value: Int) {
        let copy = builder.temporary()
        builder.emit(.loadCopy, copy, value)
        store(copy, in: name)
        builder.release(to: copy)
    }

    private func compileAlternatives(_ patterns: [Pattern], _ value: Int, _ failure: CodeBuilder.Label) throws {
        let success = builder.label()
        for (index, pattern) in patterns.enumerated() {
            let isLast = index == patterns.count - 1
            let next = isLast ? failure : builder.label()
            try compile(pattern, value, failure: next)
            builder.emit(.jump, to: success)
            if !isLast { builder.place(next) }
        }
        builder.place(success)
    }

    private func compileSequence(_ patterns: [Pattern], _ value: Int, _ failure: CodeBuilder.Label) throws {
        let star = patterns.firstIndex(where: \.isStar)
        let found = builder.temporary()
        builder.emit(
            .matchSequence, found, value, patterns.count - (star == nil ? 0 : 1), detail: star == nil ? 0 : 1)
        builder.emit(.branch, found, to: failure, detail: 0)
        let first = builder.temporaries(max(1, patterns.count))
        let copy = readable(value)
        if let star {
            builder.emit(.unpackStarred, first, copy, star, detail: patterns.count - star - 1)
        } else {
            builder.emit(.unpack, first, copy, patterns.count)
        }
        for (offset, pattern) in patterns.enumerated() {
            if case .star(let name) = pattern.kind {
                if let name { bind(name, to: first + offset) }
            } else {
                try compile(pattern, first + offset, failure: failure)
            }
        }
    }

    private func compileMapping(
        _ entries: [MappingEntry], _ rest: String?, _ value: Int, _ failure: CodeBuilder.Label
    ) throws {
        let found = builder.temporary()
        builder.emit(.matchMapping, found, value)
        builder.emit(.branch, found, to: failure, detail: 0)
        let keys = builder.temporary()
        builder.emit(.buildList, keys, keys, 0)
        for entry in entries {
            let key = builder.temporary()
            try compile(entry.key, into: key)
            builder.emit(.append, keys, readable(key))
            let result = builder.temporaries(2)
            builder.emit(.matchKey, result, value, key)
            builder.emit(.branch, result, to: failure, detail: 0)
            try compile(entry.pattern, result + 1, failure: failure)
        }
        if let rest {
            let remaining = builder.temporary()
            builder.emit(.matchRest, remaining, value, keys)
            store(remaining, in: rest)
        }
    }

    private func compileClass(
        _ type: Expression, _ positional: [Pattern], _ keywords: [KeywordPattern], _ value: Int,
        _ failure: CodeBuilder.Label
    ) throws {
        let pair = builder.temporaries(2)
        builder.emit(.loadCopy, pair, value)
        try compile(type, into: pair + 1)
        let names = builder.symbolList(keywords.map { Symbol($0.name) })
        let attributes = builder.temporary()
        builder.emit(.matchClass, attributes, pair, names, detail: positional.count)
        let test = readable(attributes)
        let none = builder.temporary()
        builder.emit(.loadNone, none)
        builder.emit(.branchCompare, test, none, to: failure, detail: ComparisonOperator.code(.is) * 2 + 1)
        let patterns = positional + keywords.map(\.pattern)
        guard !patterns.isEmpty else { return }
        let first = builder.temporaries(patterns.count)
        builder.emit(.unpack, first, attributes, patterns.count)
        for (offset, pattern) in patterns.enumerated() {
            try compile(pattern, first + offset, failure: failure)
        }
    }
}

extension Pattern {
    fileprivate var isStar: Bool {
        if case .star = kind { return true }
        return false
    }
}
