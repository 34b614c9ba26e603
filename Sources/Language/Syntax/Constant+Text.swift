/// Constants, f-strings and parameters as source text.
extension Constant {
    package var text: String {
        switch self {
        case .none: "None"
        case .ellipsis: "..."
        case .boolean(let value): value ? "True" : "False"
        case .integer(let digits, let base): Constant.prefix(ofBase: base) + digits
        case .float(let value): value.isInfinite ? "1e309" : floatText(value)
        case .imaginary(let value): (value.isInfinite ? "1e309" : Constant.withoutFraction(floatText(value))) + "j"
        case .string(let text): QuotedText.quoted(text)
        case .bytes(let bytes): QuotedText.quoted(bytes: bytes)
        }
    }

    private static func prefix(ofBase base: Int) -> String {
        switch base {
        case 2: "0b"
        case 8: "0o"
        case 16: "0x"
        default: ""
        }
    }

    /// Python writes the imaginary part 2.0 as `2j`.
    private static func withoutFraction(_ text: String) -> String {
        text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

extension [FormattedPiece] {
    /// An f-string that means the same; the quotes are ones that do not occur inside, as far as there are any left.
    var text: String {
        let body = bodyText
        let quote = ["'", "\"", "'''", "\"\"\""].first { !body.contains($0) } ?? "\"\"\""
        return "f" + quote + body + quote
    }

    fileprivate var bodyText: String {
        map { piece -> String in
            switch piece {
            case .text(let text): FormattedField.escaped(text)
            case .field(let field): field.text
            }
        }.joined()
    }
}

extension FormattedField {
    fileprivate var text: String {
        let value = value.text
        var result = (value.hasPrefix("{") ? "{ " : "{") + value
        if let conversion { result += "!" + conversion.rawValue }
        if let format { result += ":" + format.bodyText }
        return result + "}"
    }

    /// Text between fields: escapes as in a string, and braces doubled.
    fileprivate static func escaped(_ text: String) -> String {
        let body = String(QuotedText.quoted(text).dropFirst().dropLast()).replacing("\\'", with: "'")
        return body.replacing("{", with: "{{").replacing("}", with: "}}")
    }
}

extension Parameters {
    /// `a, /, b=1, *c, d, **e`, with annotations.
    package var text: String {
        var parts = positionalOnly.map(\.text)
        if !positionalOnly.isEmpty { parts.append("/") }
        parts += positional.map(\.text)
        if let variadic { parts.append("*" + variadic.text) } else if !keywordOnly.isEmpty { parts.append("*") }
        parts += keywordOnly.map(\.text)
        if let keywords { parts.append("**" + keywords.text) }
        return parts.joined(separator: ", ")
    }
}

extension Parameter {
    /// `name: int = 1` with an annotation, `name=1` without.
    fileprivate var text: String {
        let head = annotation.map { "\(name): \($0.text)" } ?? name
        guard let defaultValue else { return head }
        return annotation == nil ? "\(head)=\(defaultValue.text)" : "\(head) = \(defaultValue.text)"
    }
}
