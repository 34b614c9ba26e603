/// One string token taken apart: its prefix, and where its contents stand.
struct StringLiteral {
    let bytes: [UInt8]
    let span: Span
    /// The contents, without prefix and quotes.
    let body: Range<Int>
    let isRaw: Bool
    let isBytes: Bool
    let isFormatted: Bool

    init(_ token: Token, in bytes: [UInt8]) {
        self.bytes = bytes
        span = token.span
        let end = Int(token.span.endOffset)
        var start = Int(token.span.startOffset)
        var prefix: Set<UInt8> = []
        while start < end, bytes[start] != Byte.quote, bytes[start] != Byte.doubleQuote {
            prefix.insert(bytes[start] | 0x20)
            start += 1
        }
        isRaw = prefix.contains(UInt8(ascii: "r"))
        isBytes = prefix.contains(UInt8(ascii: "b"))
        isFormatted = prefix.contains(UInt8(ascii: "f"))
        let quote = start < end ? bytes[start] : 0
        let isTriple = end - start >= 6 && bytes[start + 1] == quote && bytes[start + 2] == quote
        let width = isTriple ? 3 : 1
        body = min(start + width, end)..<max(min(start + width, end), end - width)
    }

    /// The text that the literal stands for.
    func decoded() throws(SyntaxError) -> String { try decoded(body) }

    /// The text that a part of the contents stands for.
    func decoded(_ range: Range<Int>) throws(SyntaxError) -> String {
        var escapes = EscapeReader(bytes: bytes, range: range, literal: span)
        return String(decoding: try isRaw ? escapes.raw() : escapes.text(), as: UTF8.self)
    }

    /// The bytes that a `b""` literal stands for.
    func decodedBytes() throws(SyntaxError) -> [UInt8] {
        if bytes[body].contains(where: { $0 >= 0x80 }) {
            throw SyntaxError("bytes can only contain ASCII literal characters", at: span)
        }
        var escapes = EscapeReader(bytes: bytes, range: body, literal: span)
        return try isRaw ? escapes.raw() : escapes.binary()
    }
}
