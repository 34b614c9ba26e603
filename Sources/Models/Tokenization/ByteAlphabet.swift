/// GPT-2's printable alphabet for the 256 bytes: a byte-level vocabulary spells a space as `Ġ` and a line feed as `Ċ`.
///
/// Printable Latin-1 bytes stand for themselves; the other 68 are numbered from U+0100 on, in order.
enum ByteAlphabet {
    /// The scalar that spells each byte.
    static let scalars: [Unicode.Scalar] = {
        var next: UInt32 = 256
        return (0...255).map { (byte: UInt32) in
            if isPrintable(byte) { return Unicode.Scalar(byte) ?? " " }
            defer { next += 1 }
            return Unicode.Scalar(next) ?? " "
        }
    }()

    private static let bytes: [Unicode.Scalar: UInt8] = Dictionary(
        uniqueKeysWithValues: scalars.enumerated().map { ($1, UInt8($0)) })

    private static func isPrintable(_ byte: UInt32) -> Bool {
        switch byte {
        case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: true
        default: false
        }
    }

    /// The text spelled in the alphabet, one scalar for each UTF-8 byte.
    static func spell(_ text: AlignedText) -> AlignedText {
        text.mapped { UTF8.encode($0).map { code in code.map { scalars[Int($0)] } } ?? [] }
    }

    /// The bytes that a token spells, or its own UTF-8 if it is not written in the alphabet.
    static func bytes(of token: String) -> [UInt8] {
        var result: [UInt8] = []
        for scalar in token.unicodeScalars {
            guard let byte = bytes[scalar] else { return Array(token.utf8) }
            result.append(byte)
        }
        return result
    }
}
