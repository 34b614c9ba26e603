/// Names, keywords, operators and brackets.
extension Scanner {
    /// A name, a keyword, or a string whose prefix looks like a name.
    mutating func nameToken(from start: Position) throws(SyntaxError) -> Token {
        let first = offset
        var isASCII = true
        while let byte = current, Byte.mayBeInName(byte) {
            if byte >= 0x80 { isASCII = false }
            offset += 1
        }
        let isBeforeQuote = current == Byte.quote || current == Byte.doubleQuote
        if isBeforeQuote, isStringPrefix(bytes[first..<offset]) { return try stringToken(from: start) }
        if !isASCII { try verifyName(from: first) }
        return token(keyword(bytes[first..<offset]) ?? .name, from: start)
    }

    private func keyword(_ word: ArraySlice<UInt8>) -> Token.Kind? {
        guard word.count <= 8 else { return nil }
        return Token.Kind.keywords[String(decoding: word, as: UTF8.self)]
    }

    private func isStringPrefix(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count <= 2 else { return false }
        switch String(decoding: word, as: UTF8.self).lowercased() {
        case "r", "u", "b", "f", "br", "rb", "fr", "rf": return true
        default: return false
        }
    }

    /// Names beyond ASCII follow Unicode's XID_Start and XID_Continue.
    private mutating func verifyName(from first: Int) throws(SyntaxError) {
        let end = offset
        offset = first
        for scalar in String(decoding: bytes[first..<end], as: UTF8.self).unicodeScalars {
            let isFirst = offset == first
            offset = min(end, offset + UTF8.width(scalar))
            let isValid =
                isFirst ? scalar == "_" || scalar.properties.isXIDStart : scalar.properties.isXIDContinue
            guard isValid else { throw invalidCharacter(scalar) }
        }
        offset = end
    }

    private func invalidCharacter(_ scalar: Unicode.Scalar) -> SyntaxError {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        guard QuotedText.isPrintable(scalar) else { return error("invalid non-printable character \(code)") }
        return error("invalid character '\(scalar)' (\(code))", help: asciiTwin(of: scalar))
    }

    /// Advice for characters that come from word processors and web pages.
    private func asciiTwin(of scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "\u{2018}", "\u{2019}": "a typographic quote; write '"
        case "\u{201C}", "\u{201D}": "a typographic quote; write \""
        case "\u{2013}", "\u{2014}", "\u{2212}": "a dash; write -"
        case "\u{D7}": "a multiplication sign; write *"
        default: nil
        }
    }

    /// The longest operator that begins here.
    mutating func operatorToken(from start: Position) throws(SyntaxError) -> Token {
        if let byte = current {
            if Byte.isOpening(byte) { return try openingToken(byte, from: start) }
            if Byte.isClosing(byte) { return try closingToken(byte, from: start) }
            if byte < 0x20 || byte == 0x7F {
                offset += 1
                throw invalidCharacter(Unicode.Scalar(byte))
            }
        }
        for length in [3, 2, 1] where offset + length <= limit {
            let text = String(decoding: bytes[offset..<(offset + length)], as: UTF8.self)
            guard let kind = text == "<>" ? .unknown : Token.Kind.operators[text] else { continue }
            offset += length
            return token(kind, from: start)
        }
        offset += 1
        return token(.unknown, from: start)
    }

    private mutating func openingToken(_ byte: UInt8, from start: Position) throws(SyntaxError) -> Token {
        offset += 1
        if brackets.count >= Scanner.maximumBrackets { throw error("too many nested parentheses") }
        brackets.append(Bracket(byte: byte, position: start))
        switch byte {
        case Byte.leftParenthesis: return token(.leftParenthesis, from: start)
        case Byte.leftBracket: return token(.leftBracket, from: start)
        default: return token(.leftBrace, from: start)
        }
    }

    private mutating func closingToken(_ byte: UInt8, from start: Position) throws(SyntaxError) -> Token {
        offset += 1
        guard let open = brackets.popLast() else { throw error("unmatched '\(Unicode.Scalar(byte))'") }
        guard Byte.closing(open.byte) == byte else { throw mismatch(byte, open) }
        switch byte {
        case Byte.rightParenthesis: return token(.rightParenthesis, from: start)
        case Byte.rightBracket: return token(.rightBracket, from: start)
        default: return token(.rightBrace, from: start)
        }
    }

    private func mismatch(_ byte: UInt8, _ open: Bracket) -> SyntaxError {
        let closing = Unicode.Scalar(byte)
        let opening = Unicode.Scalar(open.byte)
        let place = open.position.line == line ? "" : " on line \(open.position.line)"
        return error(
            "closing parenthesis '\(closing)' does not match opening parenthesis '\(opening)'\(place)",
            help: "'\(opening)' was opened on line \(open.position.line), column \(open.position.column + 1)")
    }
}
