/// Indentation: the blanks at the beginning of a line open and close blocks.
extension Scanner {
    /// Measures the indentation of the next line that is not empty and notes the blocks it opens or closes.
    mutating func startLine() throws(SyntaxError) {
        isAtLineStart = false
        var indent = try measureIndent()
        while brackets.isEmpty, isBlankLine {
            skipComment()
            skipLineEnd()
            indent = try measureIndent()
        }
        if offset >= limit {
            hasReachedEnd = true
            indent = Indentation(column: 0, tabColumn: 0)
        }
        try compare(indent)
    }

    func layoutToken(_ kind: Token.Kind) -> Token {
        Token(kind: kind, span: Span(position, position), level: 0)
    }

    mutating func layoutToken() -> Token {
        defer { pendingLayout += pendingLayout < 0 ? 1 : -1 }
        return layoutToken(pendingLayout < 0 ? .dedent : .indent)
    }

    private var isBlankLine: Bool {
        current == Byte.hash || current == Byte.newline || current == Byte.carriageReturn
    }

    private mutating func measureIndent() throws(SyntaxError) -> Indentation {
        var indent = Indentation(column: 0, tabColumn: 0)
        var beforeContinuation: Indentation?
        while let byte = current {
            switch byte {
            case Byte.space: indent = Indentation(column: indent.column + 1, tabColumn: indent.tabColumn + 1)
            case Byte.tab:
                indent = Indentation(column: (indent.column / 8 + 1) * 8, tabColumn: indent.tabColumn + 1)
            case Byte.formFeed: indent = Indentation(column: 0, tabColumn: 0)
            case Byte.backslash:
                if beforeContinuation == nil { beforeContinuation = indent }
                try skipContinuation()
                continue
            default: return settled(indent, beforeContinuation)
            }
            offset += 1
        }
        return settled(indent, beforeContinuation)
    }

    /// Lines that are joined by a backslash count with the indentation of the first one.
    private func settled(_ indent: Indentation, _ beforeContinuation: Indentation?) -> Indentation {
        guard let first = beforeContinuation, first.column > 0 else { return indent }
        return first
    }

    private mutating func compare(_ indent: Indentation) throws(SyntaxError) {
        guard let top = indents.last else { return }
        if indent.column == top.column {
            if indent.tabColumn != top.tabColumn { throw inconsistentTabs() }
        } else if indent.column > top.column {
            if indents.count >= Scanner.maximumIndents {
                throw layoutError(.indentation, "too many levels of indentation")
            }
            if indent.tabColumn <= top.tabColumn { throw inconsistentTabs() }
            indents.append(indent)
            pendingLayout = 1
        } else {
            try dedent(to: indent)
        }
    }

    private mutating func dedent(to indent: Indentation) throws(SyntaxError) {
        while let top = indents.last, indents.count > 1, indent.column < top.column {
            indents.removeLast()
            pendingLayout -= 1
        }
        guard let top = indents.last, indent.column == top.column else {
            throw layoutError(.indentation, "unindent does not match any outer indentation level")
        }
        if indent.tabColumn != top.tabColumn { throw inconsistentTabs() }
    }

    private func inconsistentTabs() -> SyntaxError {
        layoutError(
            .tab, "inconsistent use of tabs and spaces in indentation",
            help: "indent every line of a block with the same characters, best with four spaces")
    }

    /// An error that covers the whole line, because the fault is in what cannot be seen.
    private func layoutError(_ kind: SyntaxError.Kind, _ message: String, help: String? = nil) -> SyntaxError {
        let start = Position(line: line, column: 0, offset: Int32(clamping: lineStart))
        let bytes = source.byteRange(ofLine: Int(line))
        let end = Position(
            line: line, column: Int32(clamping: bytes.count), offset: Int32(clamping: lineStart + bytes.count))
        return SyntaxError(kind, message, at: Span(start, end), help: help)
    }
}
