extension JSON {
    /// Why a text is not JSON for us, and the byte where that was noticed.
    package enum ParseError: Error, Equatable {
        case unexpectedByte(at: Int)
        case unexpectedEnd
        case invalidUTF8(at: Int)
        case nestedTooDeep(at: Int)
        case trailingBytes(at: Int)
    }

    /// Nesting beyond this is refused, so that hostile input cannot exhaust the stack.
    static let deepestNesting = 512

    /// Reads one value, as leniently as Python's `json`: `NaN` and `Infinity` are numbers, repeated names survive.
    ///
    ///     try JSON(parsing: Array(#"{"n": 1}"#.utf8))   // ["n": 1]
    ///
    /// A surrogate without its partner becomes U+FFFD, because a Swift string cannot hold it.
    package init(parsing bytes: [UInt8]) throws(ParseError) {
        var parser = Parser(bytes: bytes)
        self = try parser.document()
    }

    fileprivate struct Parser {
        let bytes: [UInt8]
        var position = 0
        var depth = 0

        init(bytes: [UInt8]) { self.bytes = bytes }
    }
}

extension JSON.Parser {
    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func document() throws(JSON.ParseError) -> JSON {
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw .trailingBytes(at: position) }
        return value
    }

    private mutating func value() throws(JSON.ParseError) -> JSON {
        skipSpace()
        switch current {
        case nil: throw .unexpectedEnd
        case UInt8(ascii: "{"): return try nested { parser throws(JSON.ParseError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(JSON.ParseError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "N"): return try word("NaN", .number(.nan))
        case UInt8(ascii: "I"): return try word("Infinity", .number(.infinity))
        default: return try number()
        }
    }

    private mutating func nested(
        _ read: (inout JSON.Parser) throws(JSON.ParseError) -> JSON
    ) throws(JSON.ParseError) -> JSON {
        guard depth < JSON.deepestNesting else { throw .nestedTooDeep(at: position) }
        depth += 1
        position += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws(JSON.ParseError) -> JSON {
        var members: [JSON.Member] = []
        if skip(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            let name = try string()
            try expect(UInt8(ascii: ":"))
            members.append(JSON.Member(name, try value()))
        } while skip(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        return .object(members)
    }

    private mutating func array() throws(JSON.ParseError) -> JSON {
        var elements: [JSON] = []
        if skip(UInt8(ascii: "]")) { return .array(elements) }
        repeat { elements.append(try value()) } while skip(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return .array(elements)
    }

    private mutating func number() throws(JSON.ParseError) -> JSON {
        let start = position
        while let byte = current, Self.isPartOfNumber(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if text == "-", current == UInt8(ascii: "I") { return try word("Infinity", .number(-.infinity)) }
        if !text.hasPrefix("+") {
            if let integer = Int(text) { return .integer(integer) }
            if let number = Double(text) { return .number(number) }
        }
        throw position < bytes.count ? .unexpectedByte(at: position) : .unexpectedEnd
    }

    private static func isPartOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSON.ParseError) -> JSON {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count else { throw .unexpectedEnd }
        let isEqual = word.withUTF8Buffer { bytes[position..<end].elementsEqual($0) }
        guard isEqual else { throw .unexpectedByte(at: position) }
        position = end
        return value
    }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        skipSpace()
        guard current == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(JSON.ParseError) {
        guard !skip(byte) else { return }
        throw position < bytes.count ? .unexpectedByte(at: position) : .unexpectedEnd
    }
}

extension JSON.Parser {
    private mutating func string() throws(JSON.ParseError) -> String {
        try expect(UInt8(ascii: "\""))
        let start = position
        var text: [UInt8] = []
        var runStart = position
        while let byte = current {
            if byte == UInt8(ascii: "\"") {
                text.append(contentsOf: bytes[runStart..<position])
                position += 1
                guard let string = String(validating: text, as: UTF8.self) else { throw .invalidUTF8(at: start) }
                return string
            }
            guard byte == UInt8(ascii: "\\") else {
                position += 1
                continue
            }
            text.append(contentsOf: bytes[runStart..<position])
            position += 1
            text.append(contentsOf: try escape().utf8)
            runStart = position
        }
        throw .unexpectedEnd
    }

    /// The character that an escape stands for; the backslash is already read.
    private mutating func escape() throws(JSON.ParseError) -> Character {
        guard let byte = current else { throw .unexpectedEnd }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(byte))
        case UInt8(ascii: "u"): return Character(try unicodeEscape())
        default: throw .unexpectedByte(at: position - 1)
        }
    }

    private mutating func unicodeEscape() throws(JSON.ParseError) -> Unicode.Scalar {
        let first = try hexadecimalUnit()
        guard (0xD800...0xDBFF).contains(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
        let afterFirst = position
        guard current == UInt8(ascii: "\\"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u") else {
            return "\u{FFFD}"
        }
        position += 2
        let second = try hexadecimalUnit()
        guard (0xDC00...0xDFFF).contains(second) else {
            position = afterFirst
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func hexadecimalUnit() throws(JSON.ParseError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw .unexpectedEnd }
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
                throw .unexpectedByte(at: position)
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }
}
