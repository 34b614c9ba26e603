/// Cuts a source into tokens, one at a time, and keeps the layout: indentation, brackets, joined lines.
/// It reads UTF-8 bytes; a missing line end at the end of the source is supplied.
struct Scanner {
    let source: Source
    let bytes: [UInt8]
    /// Where scanning stops: the end of the source, or of one f-string field.
    let limit: Int
    var offset: Int
    var line: Int32
    var lineStart: Int
    /// The columns of the blocks that are open; a tab goes to the next multiple of 8, or counts 1 in `tabColumn`.
    var indents = [Indentation(column: 0, tabColumn: 0)]
    var brackets: [Bracket] = []
    /// Indents (positive) or dedents (negative) that are still to be delivered.
    var pendingLayout = 0
    var isAtLineStart = true
    /// Whether the end of the source was reached: an error after that may mean incomplete input.
    var hasReachedEnd = false

    struct Indentation: Equatable {
        var column: Int
        var tabColumn: Int
    }

    struct Bracket {
        let byte: UInt8
        let position: Position
    }

    /// CPython's limits on open brackets and open blocks.
    static let maximumBrackets = 200
    static let maximumIndents = 100

    init(_ source: Source) {
        self.source = source
        var bytes = source.bytes
        if bytes.last != Byte.newline && bytes.last != Byte.carriageReturn { bytes.append(Byte.newline) }
        self.bytes = bytes
        limit = bytes.count
        offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        line = 1
        lineStart = 0
    }

    /// Scans one expression inside a string, as if it stood in parentheses.
    init(field range: Range<Int>, at position: Position, of outer: Scanner) {
        source = outer.source
        bytes = outer.bytes
        limit = range.upperBound
        offset = range.lowerBound
        line = position.line
        lineStart = Int(position.offset - position.column)
        isAtLineStart = false
        brackets = [Bracket(byte: Byte.leftParenthesis, position: position)]
    }

    /// The next token; after the last one `end` is delivered again and again.
    mutating func next() throws(SyntaxError) -> Token {
        if isAtLineStart { try startLine() }
        if pendingLayout != 0 { return layoutToken() }
        skipBlanks()
        while try skipJoint() { skipBlanks() }
        return try significantToken()
    }

    /// Skips what joins two lines: a backslash before a line end, or a line end inside brackets.
    private mutating func skipJoint() throws(SyntaxError) -> Bool {
        switch current {
        case Byte.backslash:
            try skipContinuation()
            return true
        case Byte.hash, Byte.newline, Byte.carriageReturn:
            guard !brackets.isEmpty else { return false }
            skipComment()
            skipLineEnd()
            return offset < limit
        default: return false
        }
    }

    private mutating func significantToken() throws(SyntaxError) -> Token {
        let start = position
        guard let byte = current else { return try endToken() }
        switch byte {
        case Byte.hash, Byte.newline, Byte.carriageReturn: return newlineToken(from: start)
        case Byte.quote, Byte.doubleQuote: return try stringToken(from: start)
        case Byte.digits: return try numberToken(from: start)
        case Byte.dot where peek(1).map(Byte.isDigit) == true: return try numberToken(from: start)
        case _ where Byte.mayBeInName(byte): return try nameToken(from: start)
        default: return try operatorToken(from: start)
        }
    }

    private mutating func newlineToken(from start: Position) -> Token {
        skipComment()
        let end = position
        skipLineEnd()
        isAtLineStart = true
        return Token(kind: .newline, span: Span(start, end), level: 0)
    }

    private mutating func endToken() throws(SyntaxError) -> Token {
        hasReachedEnd = true
        if let open = brackets.last, limit == bytes.count { throw neverClosed(open) }
        return token(.end, from: position)
    }

    /// The error for a bracket that is still open at the end of the source.
    func neverClosed(_ bracket: Bracket) -> SyntaxError {
        let place = bracket.position
        let span = Span(place, Position(line: place.line, column: place.column + 1, offset: place.offset + 1))
        let character = Character(Unicode.Scalar(bracket.byte))
        let missing = Character(Unicode.Scalar(Byte.closing(bracket.byte)))
        return SyntaxError(
            "'\(character)' was never closed", at: span, help: "opened here; add the missing '\(missing)'")
    }
}

extension Scanner {
    var current: UInt8? { offset < limit ? bytes[offset] : nil }

    /// The place of the next byte; at the end of the source it is the end of the last line.
    var position: Position {
        var place = offset
        if place >= bytes.count {
            while place > lineStart, bytes[place - 1] == Byte.newline || bytes[place - 1] == Byte.carriageReturn {
                place -= 1
            }
        }
        return Position(line: line, column: Int32(clamping: place - lineStart), offset: Int32(clamping: place))
    }

    func peek(_ distance: Int) -> UInt8? {
        let index = offset + distance
        return index >= 0 && index < limit ? bytes[index] : nil
    }

    func token(_ kind: Token.Kind, from start: Position) -> Token {
        Token(kind: kind, span: Span(start, position), level: Int16(clamping: brackets.count))
    }

    /// An error at the character that was read last, where CPython's tokenizer reports.
    func error(_ message: String, kind: SyntaxError.Kind = .syntax, help: String? = nil) -> SyntaxError {
        var start = position
        while start.column > 0 {
            start.column -= 1
            start.offset -= 1
            if bytes[Int(start.offset)] & 0xC0 != 0x80 { break }
        }
        return SyntaxError(kind, message, at: Span(start, position), help: help)
    }

    mutating func skipBlanks() {
        while let byte = current, byte == Byte.space || byte == Byte.tab || byte == Byte.formFeed { offset += 1 }
    }

    mutating func skipComment() {
        guard current == Byte.hash else { return }
        while let byte = current, byte != Byte.newline, byte != Byte.carriageReturn { offset += 1 }
    }

    /// Reads a line end, "\n", "\r\n" or "\r", and starts the next line.
    mutating func skipLineEnd() {
        guard let byte = current else { return }
        offset += 1
        if byte == Byte.carriageReturn, current == Byte.newline { offset += 1 }
        guard offset < bytes.count else { return }
        line += 1
        lineStart = offset
    }

    /// A backslash joins a line to the next one; nothing may follow it.
    mutating func skipContinuation() throws(SyntaxError) {
        offset += 1
        guard current == Byte.newline || current == Byte.carriageReturn else {
            if offset < limit { offset += 1 }
            throw error("unexpected character after line continuation character")
        }
        let here = position
        skipLineEnd()
        if offset >= bytes.count {
            hasReachedEnd = true
            if let open = brackets.last { throw neverClosed(open) }
            throw SyntaxError("unexpected EOF while parsing", at: Span(here, here))
        }
    }
}
