/// How Python writes texts and bytes as literals: quotes, escapes, and what counts as printable.
package enum QuotedText {
    /// `repr` of a text: single quotes unless it holds a single quote and no double one.
    ///
    ///     QuotedText.quoted("it's")   // "\"it's\""
    package static func quoted(_ text: String, asciiOnly: Bool = false) -> String {
        text.withBytes { bytes in
            let quote = quote(for: bytes)
            if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") && $0 != quote }) {
                return String.concatenation(bytes.count + 2) { result in
                    result.append(quote)
                    result.append(bytes)
                    result.append(quote)
                }
            }
            var result = [quote]
            appendEscaped(text, quote: quote, asciiOnly: asciiOnly, to: &result)
            result.append(quote)
            return String(decoding: result, as: UTF8.self)
        }
    }

    /// `repr` of a text without anything to escape; nil for all others.
    static func plainlyQuoted(_ bytes: UnsafeBufferPointer<UInt8>) -> Text? {
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "'") })
        else { return nil }
        return Text.make(size: bytes.count + 2, isASCII: true) { place in
            place.initialize(to: UInt8(ascii: "'"))
            if let source = bytes.baseAddress { (place + 1).initialize(from: source, count: bytes.count) }
            (place + 1 + bytes.count).initialize(to: UInt8(ascii: "'"))
        }
    }

    /// `repr` of bytes: `b'ab\x00'`.
    package static func quoted(bytes: [UInt8]) -> String {
        let quote = bytes.withUnsafeBufferPointer { self.quote(for: $0) }
        var result = [UInt8(ascii: "b"), quote]
        for byte in bytes {
            if byte < 0x80 {
                appendEscaped(String(Unicode.Scalar(byte)), quote: quote, asciiOnly: true, to: &result)
            } else {
                result += Array(("\\x" + hexadecimal(UInt32(byte), digits: 2)).utf8)
            }
        }
        return String(decoding: result + [quote], as: UTF8.self)
    }

    private static func quote(for bytes: UnsafeBufferPointer<UInt8>) -> UInt8 {
        let hasSingle = bytes.contains(UInt8(ascii: "'"))
        return hasSingle && !bytes.contains(UInt8(ascii: "\"")) ? UInt8(ascii: "\"") : UInt8(ascii: "'")
    }

    private static func appendEscaped(_ text: String, quote: UInt8, asciiOnly: Bool, to result: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += Array("\\\\".utf8)
            case "\n": result += Array("\\n".utf8)
            case "\r": result += Array("\\r".utf8)
            case "\t": result += Array("\\t".utf8)
            case _ where scalar.value == UInt32(quote): result += [UInt8(ascii: "\\"), quote]
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                result += Array(escape(scalar).utf8)
            case _ where scalar.isASCII: result.append(UInt8(scalar.value))
            case _ where asciiOnly || !isPrintable(scalar): result += Array(escape(scalar).utf8)
            default: result += Array(String(scalar).utf8)
            }
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case ..<0x100: "\\x" + hexadecimal(scalar.value, digits: 2)
        case ..<0x10000: "\\u" + hexadecimal(scalar.value, digits: 4)
        default: "\\U" + hexadecimal(scalar.value, digits: 8)
        }
    }

    static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(digits - text.utf8.count, 0)) + text
    }

    /// Whether `repr` shows the code point as it is: no control, format, separator (but the space), surrogate or unassigned one.
    package static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            return false
        default: return true
        }
    }
}
