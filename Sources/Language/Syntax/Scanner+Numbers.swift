/// Numeric literals: `42`, `0xFF`, `1_000`, `1.5e-3`, `2j`.
extension Scanner {
    mutating func numberToken(from start: Position) throws(SyntaxError) -> Token {
        if current == Byte.zero, let letter = peek(1).map({ $0 | 0x20 }) {
            switch letter {
            case UInt8(ascii: "x"): return try prefixed(from: start, base: 16, name: "hexadecimal")
            case UInt8(ascii: "o"): return try prefixed(from: start, base: 8, name: "octal")
            case UInt8(ascii: "b"): return try prefixed(from: start, base: 2, name: "binary")
            default: break
            }
        }
        return try decimal(from: start)
    }

    private mutating func prefixed(from start: Position, base: Int, name: String) throws(SyntaxError) -> Token {
        offset += 2
        repeat {
            if current == Byte.underscore { offset += 1 }
            try digit(base: base, name: name)
            while let byte = current, isDigit(byte, base: base) { offset += 1 }
        } while current == Byte.underscore
        if let byte = current, Byte.isDigit(byte) { throw wrongDigit(byte, name) }
        try verifyEnd(name)
        return token(.number, from: start)
    }

    private func digit(base: Int, name: String) throws(SyntaxError) {
        guard let byte = current, isDigit(byte, base: base) else {
            if let byte = current, Byte.isDigit(byte) { throw wrongDigit(byte, name) }
            throw error("invalid \(name) literal")
        }
    }

    private func wrongDigit(_ byte: UInt8, _ name: String) -> SyntaxError {
        var past = self
        past.offset += 1
        return past.error("invalid digit '\(Unicode.Scalar(byte))' in \(name) literal")
    }

    private func isDigit(_ byte: UInt8, base: Int) -> Bool {
        base == 16 ? Byte.isHexDigit(byte) : Byte.isDigit(byte) && Int(byte - Byte.zero) < base
    }

    private mutating func decimal(from start: Position) throws(SyntaxError) -> Token {
        let first = offset
        if current != Byte.dot { try digits() }
        let whole = first..<offset
        var isInteger = true
        if current == Byte.dot {
            isInteger = false
            offset += 1
            if let byte = current, Byte.isDigit(byte) { try digits() }
        }
        if try exponent() { isInteger = false }
        if let byte = current, byte | 0x20 == UInt8(ascii: "j") {
            offset += 1
            try verifyEnd("imaginary")
            return token(.number, from: start)
        }
        if isInteger { try refuseLeadingZeros(whole, from: start) }
        try verifyEnd("decimal")
        return token(.number, from: start)
    }

    /// One or more digits, with single underscores between them.
    private mutating func digits() throws(SyntaxError) {
        while true {
            while let byte = current, Byte.isDigit(byte) { offset += 1 }
            guard current == Byte.underscore else { return }
            offset += 1
            guard let byte = current, Byte.isDigit(byte) else { throw error("invalid decimal literal") }
        }
    }

    /// `e-3`; a letter `e` that begins a keyword, as in `1else`, is left alone.
    private mutating func exponent() throws(SyntaxError) -> Bool {
        guard let letter = current, letter | 0x20 == UInt8(ascii: "e") else { return false }
        let isSigned = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
        guard let digit = peek(isSigned ? 2 : 1), Byte.isDigit(digit) else {
            if isSigned {
                offset += 2
                throw error("invalid decimal literal")
            }
            return false
        }
        offset += isSigned ? 2 : 1
        try digits()
        return true
    }

    private func refuseLeadingZeros(_ digits: Range<Int>, from start: Position) throws(SyntaxError) {
        guard bytes[digits.lowerBound] == Byte.zero,
            let significant = bytes[digits].firstIndex(where: { $0 != Byte.zero && $0 != Byte.underscore })
        else { return }
        var end = start
        end.column += Int32(clamping: significant - digits.lowerBound)
        end.offset += Int32(clamping: significant - digits.lowerBound)
        let message =
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers"
        throw SyntaxError(message, at: Span(start, end))
    }

    /// A letter may not follow a number, except as a keyword (`1if x else 2`), which CPython still accepts.
    private func verifyEnd(_ name: String) throws(SyntaxError) {
        guard let byte = current, Byte.mayBeInName(byte), byte < 0x80 else { return }
        let rest = bytes[offset..<min(limit, offset + 4)]
        let keywords = ["and", "else", "for", "if", "in", "is", "or", "not"]
        if keywords.contains(where: { rest.starts(with: $0.utf8) }) { return }
        throw error("invalid \(name) literal")
    }
}
