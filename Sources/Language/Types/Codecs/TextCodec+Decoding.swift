/// Bytes to text.
extension TextCodec {
    /// UnicodeDecodeError for bytes that mean nothing, unless `errors` names another way out.
    func decode(_ bytes: [UInt8], errors: String) throws -> String {
        switch self {
        case .utf8(let withMark):
            let content = withMark && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
            if let text = String(validating: content, as: UTF8.self) { return text }
            return try pieces(of: content, errors, TextCodec.utf8Piece)
        case .direct(_, let limit):
            return try pieces(of: bytes, errors) { bytes, index in
                bytes[index] < limit ? .scalar(UInt32(bytes[index]), 1) : .fault(1, "ordinal not in range(128)")
            }
        case .windows1252:
            return try pieces(of: bytes, errors) { bytes, index in
                let value = TextCodec.windowsValue(bytes[index])
                return value.map { .scalar($0, 1) } ?? .fault(1, "character maps to <undefined>")
            }
        case .wide(let size, let order): return try wideText(bytes, size, order, errors)
        case .unicodeEscape: return try pieces(of: bytes, errors, TextCodec.escapePiece)
        case .rawUnicodeEscape:
            return try pieces(of: bytes, errors) { bytes, index in
                let isEscape =
                    bytes[index] == Byte.backslash && index + 1 < bytes.count && "uU".utf8.contains(bytes[index + 1])
                return isEscape ? TextCodec.escapePiece(bytes, index) : .scalar(UInt32(bytes[index]), 1)
            }
        }
    }

    /// What stands at one place of the bytes, and how many of them it takes.
    enum Piece {
        case scalar(UInt32, Int)
        case nothing(Int)
        case fault(Int, String)
    }

    private func pieces(
        of bytes: [UInt8], _ errors: String, _ piece: ([UInt8], Int) -> Piece
    ) throws -> String {
        var scalars: [UInt32] = []
        var index = 0
        while index < bytes.count {
            switch piece(bytes, index) {
            case .scalar(let value, let count):
                scalars.append(value)
                index += count
            case .nothing(let count): index += count
            case .fault(let count, let reason):
                scalars += try substitute(for: bytes[index..<(index + count)], errors, reason)
                index += count
            }
        }
        return String(scalars: scalars)
    }

    private func substitute(for run: ArraySlice<UInt8>, _ errors: String, _ reason: String) throws -> [UInt32] {
        switch errors {
        case "ignore": return []
        case "replace": return [0xFFFD]
        case "backslashreplace":
            return run.flatMap { byte in
                ("\\x" + QuotedText.hexadecimal(UInt32(byte), digits: 2)).unicodeScalars.map(\.value)
            }
        case "strict", "surrogateescape", "surrogatepass": throw decodeError(run, reason)
        default: throw PythonError(.lookupError, "unknown error handler name '\(errors)'")
        }
    }

    private func decodeError(_ run: ArraySlice<UInt8>, _ reason: String) -> PythonError {
        let (first, last) = (run.startIndex, run.endIndex - 1)
        let subject =
            first == last
            ? "byte 0x\(QuotedText.hexadecimal(UInt32(run[first]), digits: 2)) in position \(first)"
            : "bytes in position \(first)-\(last)"
        return PythonError(.unicodeDecodeError, "'\(name)' codec can't decode \(subject): \(reason)")
    }

    private static func windowsValue(_ byte: UInt8) -> UInt32? {
        guard (0x80..<0xA0).contains(byte) else { return UInt32(byte) }
        let value = windowsExtras[Int(byte) - 0x80]
        return value == 0 ? nil : value
    }

    // MARK: UTF-8

    /// The ranges of the first byte after the leading one are those of the Unicode standard, table 3-7.
    private static func utf8Piece(_ bytes: [UInt8], _ index: Int) -> Piece {
        let lead = bytes[index]
        let length: Int
        var range: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0..<0x80: return .scalar(UInt32(lead), 1)
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: (length, range) = (3, lead == 0xE0 ? 0xA0...0xBF : lead == 0xED ? 0x80...0x9F : range)
        case 0xF0...0xF4: (length, range) = (4, lead == 0xF0 ? 0x90...0xBF : lead == 0xF4 ? 0x80...0x8F : range)
        default: return .fault(1, "invalid start byte")
        }
        var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length {
            guard index + offset < bytes.count else { return .fault(offset, "unexpected end of data") }
            let byte = bytes[index + offset]
            guard range.contains(byte) else { return .fault(offset, "invalid continuation byte") }
            value = value << 6 | UInt32(byte & 0x3F)
            range = 0x80...0xBF
        }
        return .scalar(value, length)
    }

    // MARK: UTF-16 and UTF-32

    private func wideText(_ bytes: [UInt8], _ size: Int, _ order: ByteOrder?, _ errors: String) throws -> String {
        var order = order
        var start = 0
        if order == nil, bytes.count >= size {
            let mark = TextCodec.unit(bytes, 0, size, .little)
            if mark == 0xFEFF { start = size }
            if mark == (size == 2 ? 0xFFFE : 0xFFFE_0000) { (order, start) = (.big, size) }
        }
        let actual = order ?? .little
        let codec = TextCodec.wide(size: size, actual)
        return try codec.pieces(of: Array(bytes.dropFirst(start)), errors) { bytes, index in
            TextCodec.widePiece(bytes, index, size, actual)
        }
    }

    private static func unit(_ bytes: [UInt8], _ index: Int, _ size: Int, _ order: ByteOrder) -> UInt32 {
        let part = bytes[index..<(index + size)]
        return (order == .big ? Array(part) : part.reversed()).reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func widePiece(_ bytes: [UInt8], _ index: Int, _ size: Int, _ order: ByteOrder) -> Piece {
        guard index + size <= bytes.count else { return .fault(bytes.count - index, "truncated data") }
        let value = unit(bytes, index, size, order)
        guard size == 2, (0xD800..<0xE000).contains(value) else {
            return Unicode.Scalar(value) != nil
                ? .scalar(value, size) : .fault(size, "code point not in range(0x110000)")
        }
        guard value < 0xDC00 else { return .fault(2, "illegal encoding") }
        guard index + 4 <= bytes.count else { return .fault(bytes.count - index, "unexpected end of data") }
        let next = unit(bytes, index + 2, 2, order)
        guard (0xDC00..<0xE000).contains(next) else { return .fault(2, "illegal UTF-16 surrogate") }
        return .scalar(0x10000 + (value - 0xD800) << 10 + (next - 0xDC00), 4)
    }

    // MARK: Escapes

    private static let letters: [UInt8: UInt32] = [
        UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
        UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11, UInt8(ascii: "\\"): 0x5C,
        UInt8(ascii: "'"): 0x27, UInt8(ascii: "\""): 0x22,
    ]

    private static func escapePiece(_ bytes: [UInt8], _ index: Int) -> Piece {
        guard bytes[index] == Byte.backslash else { return .scalar(UInt32(bytes[index]), 1) }
        guard index + 1 < bytes.count else { return .fault(1, "\\ at end of string") }
        let letter = bytes[index + 1]
        if let value = letters[letter] { return .scalar(value, 2) }
        switch letter {
        case UInt8(ascii: "\n"): return .nothing(2)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            let digits = bytes[(index + 1)...].prefix(3).prefix { (0x30...0x37).contains($0) }
            return .scalar(digits.reduce(0) { $0 << 3 | UInt32($1 - 0x30) }, 1 + digits.count)
        case UInt8(ascii: "x"): return hexadecimalPiece(bytes, index, 2, "truncated \\xXX escape")
        case UInt8(ascii: "u"): return hexadecimalPiece(bytes, index, 4, "truncated \\uXXXX escape")
        case UInt8(ascii: "U"): return hexadecimalPiece(bytes, index, 8, "truncated \\UXXXXXXXX escape")
        default: return .scalar(0x5C, 1)
        }
    }

    private static func hexadecimalPiece(_ bytes: [UInt8], _ index: Int, _ count: Int, _ complaint: String) -> Piece {
        let digits = bytes[(index + 2)...].prefix(count).prefix { Character(Unicode.Scalar($0)).isHexDigit }
        guard digits.count == count, let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else {
            return .fault(2 + digits.count, complaint)
        }
        return value < 0x110000 ? .scalar(value, 2 + count) : .fault(2 + count, "illegal Unicode character")
    }
}
