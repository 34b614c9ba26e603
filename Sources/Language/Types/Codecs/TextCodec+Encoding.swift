/// Text to bytes.
extension TextCodec {
    /// UnicodeEncodeError for what the encoding does not have, unless `errors` names another way out.
    func encode(_ text: String, errors: String) throws -> [UInt8] {
        switch self {
        case .utf8(let withMark): return (withMark ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8)
        case .direct(_, let limit):
            return try bytes(of: text, errors, "ordinal not in range(\(limit))") { $0 < limit ? UInt8($0) : nil }
        case .windows1252: return try bytes(of: text, errors, "character maps to <undefined>", TextCodec.windowsByte)
        case .wide(let size, let order):
            let mark: [UInt32] = order == nil ? [0xFEFF] : []
            let units = size == 2 ? text.utf16.map { UInt32($0) } : text.unicodeScalars.map(\.value)
            return (mark + units).flatMap { TextCodec.bytes(of: $0, size, order ?? .little) }
        case .unicodeEscape: return text.unicodeScalars.flatMap { Array(TextCodec.escape($0).utf8) }
        case .rawUnicodeEscape:
            return text.unicodeScalars.flatMap { scalar in
                scalar.value < 0x100 ? [UInt8(scalar.value)] : Array(TextCodec.numericEscape(scalar).utf8)
            }
        }
    }

    private static func bytes(of unit: UInt32, _ size: Int, _ order: ByteOrder) -> [UInt8] {
        let little = (0..<size).map { UInt8(truncatingIfNeeded: unit >> (8 * UInt32($0))) }
        return order == .little ? little : little.reversed()
    }

    private static func windowsByte(_ value: UInt32) -> UInt8? {
        if value < 0x80 || (0xA0..<0x100).contains(value) { return UInt8(value) }
        return windowsExtras.firstIndex(of: value).map { UInt8(0x80 + $0) }
    }

    /// One byte for each code point; runs of those that have none go to the error handler.
    private func bytes(
        of text: String, _ errors: String, _ reason: String, _ byte: (UInt32) -> UInt8?
    ) throws -> [UInt8] {
        let scalars = Array(text.unicodeScalars)
        var result: [UInt8] = []
        var position = 0
        while position < scalars.count {
            if let known = byte(scalars[position].value) {
                result.append(known)
                position += 1
                continue
            }
            let run = scalars[position...].prefix { byte($0.value) == nil }
            guard let substitute = try TextCodec.substitute(for: run, errors) else {
                throw encodeError(run, reason)
            }
            result += substitute.utf8
            position += run.count
        }
        return result
    }

    /// What stands in the place of code points that cannot be written; nil for "strict".
    private static func substitute(for run: ArraySlice<Unicode.Scalar>, _ errors: String) throws -> String? {
        switch errors {
        case "strict", "surrogateescape", "surrogatepass": nil
        case "ignore": ""
        case "replace": String(repeating: "?", count: run.count)
        case "backslashreplace":
            run.map { $0.value < 0x100 ? "\\x" + QuotedText.hexadecimal($0.value, digits: 2) : numericEscape($0) }
                .joined()
        case "xmlcharrefreplace": run.map { "&#\($0.value);" }.joined()
        case "namereplace":
            run.map { scalar in scalar.properties.name.map { "\\N{\($0)}" } ?? numericEscape(scalar) }.joined()
        default: throw PythonError(.lookupError, "unknown error handler name '\(errors)'")
        }
    }

    private func encodeError(_ run: ArraySlice<Unicode.Scalar>, _ reason: String) -> PythonError {
        let (first, last) = (run.startIndex, run.endIndex - 1)
        let subject =
            first == last
            ? "character \(QuotedText.quoted(String(run[first]), asciiOnly: true)) in position \(first)"
            : "characters in position \(first)-\(last)"
        return PythonError(.unicodeEncodeError, "'\(name)' codec can't encode \(subject): \(reason)")
    }

    /// `\n`, `\xe9`, `\u20ac`: how unicode_escape writes a code point.
    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case " "..."~": String(scalar)
        case _ where scalar.value < 0x100: "\\x" + QuotedText.hexadecimal(scalar.value, digits: 2)
        default: numericEscape(scalar)
        }
    }

    /// `\u20ac` or `\U0001f600`
    private static func numericEscape(_ scalar: Unicode.Scalar) -> String {
        scalar.value < 0x10000
            ? "\\u" + QuotedText.hexadecimal(scalar.value, digits: 4)
            : "\\U" + QuotedText.hexadecimal(scalar.value, digits: 8)
    }
}
