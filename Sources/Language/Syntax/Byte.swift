/// The bytes that the scanner tells apart.
enum Byte {
    static let tab = UInt8(ascii: "\t"), newline = UInt8(ascii: "\n"), carriageReturn = UInt8(ascii: "\r")
    static let formFeed: UInt8 = 12, space = UInt8(ascii: " "), backslash = UInt8(ascii: "\\")
    static let hash = UInt8(ascii: "#"), quote = UInt8(ascii: "'"), doubleQuote = UInt8(ascii: "\"")
    static let dot = UInt8(ascii: "."), underscore = UInt8(ascii: "_"), zero = UInt8(ascii: "0")
    static let leftParenthesis = UInt8(ascii: "("), rightParenthesis = UInt8(ascii: ")")
    static let leftBracket = UInt8(ascii: "["), rightBracket = UInt8(ascii: "]")
    static let leftBrace = UInt8(ascii: "{"), rightBrace = UInt8(ascii: "}")
    static let exclamation = UInt8(ascii: "!"), colon = UInt8(ascii: ":"), equal = UInt8(ascii: "=")
    static let less = UInt8(ascii: "<"), greater = UInt8(ascii: ">")
    static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    static func isDigit(_ byte: UInt8) -> Bool { digits.contains(byte) }

    static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }

    static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

    /// ASCII letters, digits, underscore and everything beyond ASCII.
    static func mayBeInName(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == underscore || byte >= 0x80
    }

    static func isOpening(_ byte: UInt8) -> Bool {
        byte == leftParenthesis || byte == leftBracket || byte == leftBrace
    }

    static func isClosing(_ byte: UInt8) -> Bool {
        byte == rightParenthesis || byte == rightBracket || byte == rightBrace
    }

    /// The bracket that closes an opening one.
    static func closing(_ byte: UInt8) -> UInt8 {
        switch byte {
        case leftParenthesis: rightParenthesis
        case leftBracket: rightBracket
        default: rightBrace
        }
    }

    /// Whether a byte is white space to C's `isspace`.
    static func isSpace(_ byte: UInt8) -> Bool { byte == space || (9...13).contains(byte) }
}
