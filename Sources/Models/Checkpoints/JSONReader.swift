/// Reads JSON from bytes: one pass, no recursion deeper than the limit, numbers beyond Int become Double.
///
///     try JSONReader.read(Array(#"{"n_layer": 12}"#.utf8))["n_layer"]   // .integer(12)
package struct JSONReader {
    /// Nesting beyond this is refused, so that a hostile file cannot exhaust the stack.
    static let depthLimit = 64

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    package static func read(_ bytes: [UInt8]) throws -> JSONValue {
        try bytes.withUnsafeBufferPointer { try read($0) }
    }

    package static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws -> JSONValue {
        var reader = JSONReader(bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.failure("text after the end of the value") }
        return value
    }

    private func failure(_ reason: String) -> JSONError { JSONError(reason: reason, offset: position) }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: Character) -> Bool {
        guard let ascii = byte.asciiValue, current == ascii else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws -> JSONValue {
        guard depth < Self.depthLimit else { throw failure("nested deeper than \(Self.depthLimit) levels") }
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case nil: throw failure("unexpected end")
        default: return try scalar()
        }
    }

    private mutating func object(depth: Int) throws -> JSONValue {
        position += 1
        var members: [JSONMember] = []
        skipSpace()
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw failure("expected a name") }
            let name = try string()
            skipSpace()
            guard take(":") else { throw failure("expected ':'") }
            members.append(JSONMember(name, try value(depth: depth + 1)))
            skipSpace()
        } while take(",")
        guard take("}") else { throw failure("expected ',' or '}'") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws -> JSONValue {
        position += 1
        var values: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(values) }
        repeat {
            values.append(try value(depth: depth + 1))
            skipSpace()
        } while take(",")
        guard take("]") else { throw failure("expected ',' or ']'") }
        return .array(values)
    }

    /// A literal or a number; Python's `NaN` and `Infinity` are read as Python does.
    private mutating func scalar() throws -> JSONValue {
        let start = position
        while let byte = current, Self.isScalarByte(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        switch text {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "null": return .null
        case "NaN": return .number(.nan)
        case "Infinity": return .number(.infinity)
        case "-Infinity": return .number(-.infinity)
        default: break
        }
        guard let first = text.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else {
            throw failure("unexpected character")
        }
        if let integer = Int(text) { return .integer(integer) }
        guard let number = Double(text) else { throw failure("'\(text)' is no number") }
        return .number(number)
    }

    private static func isScalarByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): true
        default: false
        }
    }
}

extension JSONReader {
    /// The string that starts here; without an escape it is one copy of the bytes.
    private mutating func string() throws -> String {
        position += 1
        let start = position
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
        let plain = String(decoding: bytes[start..<position], as: UTF8.self)
        if take("\"") { return plain }
        return try escapedString(plain)
    }

    private mutating func escapedString(_ beginning: String) throws -> String {
        var scalars = beginning.unicodeScalars
        while let byte = current {
            if byte == UInt8(ascii: "\"") {
                position += 1
                return String(scalars)
            }
            if byte == UInt8(ascii: "\\") {
                position += 1
                scalars.append(try escape())
                continue
            }
            let start = position
            while let next = current, next != UInt8(ascii: "\""), next != UInt8(ascii: "\\") { position += 1 }
            scalars.append(contentsOf: String(decoding: bytes[start..<position], as: UTF8.self).unicodeScalars)
        }
        throw failure("the string has no end")
    }

    private mutating func escape() throws -> Unicode.Scalar {
        guard let byte = current else { throw failure("the string has no end") }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw failure("unknown escape")
        }
    }

    /// `\uD83D\uDE00` is one scalar; half of a pair alone becomes U+FFFD.
    private mutating func unicodeEscape() throws -> Unicode.Scalar {
        let high = try hexadecimal()
        if let scalar = Unicode.Scalar(high) { return scalar }
        let afterHigh = position
        guard high < 0xDC00, take("\\"), take("u"), case let low = try hexadecimal(), (0xDC00..<0xE000).contains(low)
        else {
            position = afterHigh
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func hexadecimal() throws -> UInt32 {
        guard position + 4 <= bytes.count else { throw failure("expected four hexadecimal digits") }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw failure("expected four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
        }
        position += 4
        return value
    }
}
