/// Replaces the escapes in the contents of a string literal: `\n`, `\x41`, `\u00e9`, `\N{BULLET}`, `\` at a line end.
/// A lone surrogate such as `\ud800` becomes U+FFFD, because a Swift string cannot hold it.
struct EscapeReader {
    let bytes: [UInt8]
    let range: Range<Int>
    let literal: Span
    private var offset: Int
    private var result: [UInt8] = []

    init(bytes: [UInt8], range: Range<Int>, literal: Span) {
        self.bytes = bytes
        self.range = range
        self.literal = literal
        offset = range.lowerBound
        result.reserveCapacity(range.count)
    }

    /// The contents as they are, but with "\n" for every line end.
    mutating func raw() throws(SyntaxError) -> [UInt8] {
        while offset < range.upperBound { copy() }
        return result
    }

    mutating func text() throws(SyntaxError) -> [UInt8] {
        try read { reader, letter throws(SyntaxError) in try reader.textEscape(letter) }
    }

    mutating func binary() throws(SyntaxError) -> [UInt8] {
        try read { reader, letter throws(SyntaxError) in try reader.binaryEscape(letter) }
    }

    private mutating func read(
        _ escape: (inout EscapeReader, UInt8) throws(SyntaxError) -> Void
    ) throws(SyntaxError) -> [UInt8] {
        while offset < range.upperBound {
            guard bytes[offset] == Byte.backslash, offset + 1 < range.upperBound else {
                copy()
                continue
            }
            let letter = bytes[offset + 1]
            if try !commonEscape(letter) { try escape(&self, letter) }
        }
        return result
    }

    /// Copies one byte; a line end of any kind becomes "\n".
    private mutating func copy() {
        let byte = bytes[offset]
        offset += 1
        guard byte == Byte.carriageReturn else { return result.append(byte) }
        if offset < range.upperBound, bytes[offset] == Byte.newline { offset += 1 }
        result.append(Byte.newline)
    }

    /// The escapes that strings and bytes share; false for another one.
    private mutating func commonEscape(_ letter: UInt8) throws(SyntaxError) -> Bool {
        switch letter {
        case Byte.newline: offset += 2
        case Byte.carriageReturn:
            offset += 2
            if offset < range.upperBound, bytes[offset] == Byte.newline { offset += 1 }
        case Byte.backslash, Byte.quote, Byte.doubleQuote: simple(letter)
        case UInt8(ascii: "n"): simple(10)
        case UInt8(ascii: "t"): simple(9)
        case UInt8(ascii: "r"): simple(13)
        case UInt8(ascii: "a"): simple(7)
        case UInt8(ascii: "b"): simple(8)
        case UInt8(ascii: "f"): simple(12)
        case UInt8(ascii: "v"): simple(11)
        default: return false
        }
        return true
    }

    private mutating func simple(_ byte: UInt8) {
        result.append(byte)
        offset += 2
    }

    private mutating func textEscape(_ letter: UInt8) throws(SyntaxError) {
        switch letter {
        case UInt8(ascii: "0")...UInt8(ascii: "7"): append(scalar: octal())
        case UInt8(ascii: "x"): append(scalar: try hexadecimal(2, "truncated \\xXX escape"))
        case UInt8(ascii: "u"): append(scalar: try hexadecimal(4, "truncated \\uXXXX escape"))
        case UInt8(ascii: "U"): append(scalar: try hexadecimal(8, "truncated \\UXXXXXXXX escape"))
        case UInt8(ascii: "N"): try named()
        default: copy()
        }
    }

    private mutating func binaryEscape(_ letter: UInt8) throws(SyntaxError) {
        switch letter {
        case UInt8(ascii: "0")...UInt8(ascii: "7"): result.append(UInt8(truncatingIfNeeded: octal()))
        case UInt8(ascii: "x"):
            let digits = hexDigits(2)
            guard digits.count == 2, let value = UInt8(digits, radix: 16) else {
                let position = offset - range.lowerBound
                throw SyntaxError("(value error) invalid \\x escape at position \(position)", at: literal)
            }
            offset += 4
            result.append(value)
        default: copy()
        }
    }

    /// Up to three octal digits after the backslash.
    private mutating func octal() -> UInt32 {
        var value: UInt32 = 0
        var length = 1
        while length <= 3, offset + length < range.upperBound {
            let byte = bytes[offset + length]
            guard byte >= Byte.zero, byte < Byte.zero + 8 else { break }
            value = value * 8 + UInt32(byte - Byte.zero)
            length += 1
        }
        offset += length
        return value
    }

    private func hexDigits(_ count: Int) -> String {
        let start = min(offset + 2, range.upperBound)
        let digits = bytes[start..<min(start + count, range.upperBound)].prefix { Byte.isHexDigit($0) }
        return String(decoding: digits, as: UTF8.self)
    }

    private mutating func hexadecimal(_ count: Int, _ message: String) throws(SyntaxError) -> UInt32 {
        let digits = hexDigits(count)
        guard digits.count == count, let value = UInt32(digits, radix: 16) else {
            throw undecodable(message, length: 2 + digits.utf8.count)
        }
        if value > 0x10FFFF { throw undecodable("illegal Unicode character", length: 2 + count) }
        offset += 2 + count
        return value
    }

    /// `\N{LATIN SMALL LETTER A}`
    private mutating func named() throws(SyntaxError) {
        let start = offset + 2
        guard start < range.upperBound, bytes[start] == Byte.leftBrace else { throw malformedName(end: start) }
        guard let end = bytes[start..<range.upperBound].firstIndex(of: Byte.rightBrace) else {
            throw malformedName(end: range.upperBound)
        }
        if end == start + 1 { throw malformedName(end: end) }
        let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
        guard let scalar = UnicodeNames.scalar(named: name) else {
            throw undecodable("unknown Unicode character name", length: end + 1 - offset)
        }
        append(scalar: scalar.value)
        offset = end + 1
    }

    private func malformedName(end: Int) -> SyntaxError {
        undecodable("malformed \\N character escape", length: end - offset)
    }

    private mutating func append(scalar value: UInt32) {
        result += Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
    }

    /// CPython counts a character beyond ASCII as the ten bytes of its escape.
    private func undecodable(_ reason: String, length: Int) -> SyntaxError {
        var start = 0
        for byte in bytes[range.lowerBound..<offset] where byte & 0xC0 != 0x80 { start += byte < 0x80 ? 1 : 10 }
        let place = "position \(start)-\(start + length - 1)"
        return SyntaxError(
            "(unicode error) 'unicodeescape' codec can't decode bytes in \(place): \(reason)", at: literal,
            help: "write a raw string, r\"...\", if the backslash is meant")
    }
}

/// Characters by their Unicode names.
enum UnicodeNames {
    /// Looks through the planes that have named characters; names ignore case. Control characters have aliases only.
    static func scalar(named name: String) -> Unicode.Scalar? {
        let wanted = name.uppercased()
        for value in UInt32(0)..<0x20000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            if scalar.properties.name == wanted { return scalar }
            if value < 0x100, scalar.properties.nameAlias == wanted { return scalar }
        }
        return nil
    }
}
