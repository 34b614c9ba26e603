/// Where a string literal ends; what it means is read by `StringLiteral`.
extension Scanner {
    /// A string literal from its prefix, which is already read, to its closing quotes.
    mutating func stringToken(from start: Position) throws(SyntaxError) -> Token {
        guard let quote = current else { return token(.unknown, from: start) }
        let isTriple = peek(1) == quote && peek(2) == quote
        if !isTriple, peek(1) == quote {
            offset += 2
            return token(.string, from: start)
        }
        offset += isTriple ? 3 : 1
        while let byte = current {
            if byte == quote, !isTriple || peek(1) == quote && peek(2) == quote {
                offset += isTriple ? 3 : 1
                return token(.string, from: start)
            }
            if byte == Byte.newline || byte == Byte.carriageReturn {
                guard isTriple else { throw unterminated(from: start) }
                skipLineEnd()
            } else {
                offset += 1
                if byte == Byte.backslash { skipEscaped() }
            }
        }
        hasReachedEnd = true
        throw isTriple ? unterminatedTriple(from: start) : unterminated(from: start)
    }

    private mutating func skipEscaped() {
        if current == Byte.newline || current == Byte.carriageReturn {
            skipLineEnd()
        } else if offset < limit {
            offset += 1
        }
    }

    private func unterminated(from start: Position) -> SyntaxError {
        SyntaxError("unterminated string literal (detected at line \(line))", at: firstCharacter(at: start))
    }

    private func unterminatedTriple(from start: Position) -> SyntaxError {
        SyntaxError(
            "unterminated triple-quoted string literal (detected at line \(line))", at: firstCharacter(at: start),
            help: "the string that begins on line \(start.line) has no closing quotes")
    }

    private func firstCharacter(at start: Position) -> Span {
        Span(start, Position(line: start.line, column: start.column + 1, offset: start.offset + 1))
    }
}
