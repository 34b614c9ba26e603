/// A piece of a template: text to copy, `{{ an expression }}`, or `{% a statement %}`.
enum TemplatePart: Equatable {
    case text(String)
    case output([TemplateToken])
    case statement([TemplateToken])
}

/// A word of the expression language.
enum TemplateToken: Equatable {
    case name(String)
    case text(String)
    case integer(Int)
    case number(Double)
    case symbol(String)
}

/// Cuts a template into its parts, with Jinja's rules for white space (`trim_blocks` and `lstrip_blocks` on).
struct TemplateScanner {
    private let source: [Unicode.Scalar]
    private var position = 0
    private var parts: [TemplatePart] = []
    private var trimsNext = Trim.nothing

    /// What the tag before a text takes away from it.
    private enum Trim { case nothing, lineBreak, space }

    static func parts(of source: String) throws -> [TemplatePart] {
        var scanner = TemplateScanner(source)
        return try scanner.scan()
    }

    private init(_ source: String) {
        var scalars = Array(source.unicodeScalars)
        if scalars.last == "\n" { scalars.removeLast() }
        self.source = scalars
    }

    private mutating func scan() throws -> [TemplatePart] {
        while position < source.count {
            let start = position
            while position < source.count, !isTag(position) { position += 1 }
            try scanTag(after: Array(source[start..<position]))
        }
        return parts
    }

    private func isTag(_ index: Int) -> Bool {
        source[index] == "{" && index + 1 < source.count && "{%#".unicodeScalars.contains(source[index + 1])
    }

    private mutating func scanTag(after text: [Unicode.Scalar]) throws {
        guard position < source.count else { return append(text, before: nil, mark: nil) }
        let kind = source[position + 1]
        position += 2
        let mark = position < source.count ? source[position] : nil
        append(text, before: kind, mark: mark)
        if mark == "-" || mark == "+" { position += 1 }
        if kind == "#" { return try skipComment() }
        let tokens = try scanTokens(until: kind == "{" ? "}}" : "%}")
        parts.append(kind == "{" ? .output(tokens) : .statement(tokens))
    }

    /// Copies the text between two tags, without the space that the tags take.
    private mutating func append(_ text: [Unicode.Scalar], before kind: Unicode.Scalar?, mark: Unicode.Scalar?) {
        var text = text[...]
        switch trimsNext {
        case .nothing: break
        case .space: text = text.drop { $0.isSpace }
        case .lineBreak: if text.first == "\n" { text = text.dropFirst() }
        }
        trimsNext = .nothing
        if mark == "-" {
            while text.last?.isSpace == true { text.removeLast() }
        } else if let kind, kind != "{", mark != "+" {
            // A block tag that stands alone at the start of its line takes the indent away.
            let indent = text.reversed().prefix { $0 == " " || $0 == "\t" }.count
            let startsLine = indent == text.count ? isLineStart(text) : text.dropLast(indent).last == "\n"
            if startsLine { text = text.dropLast(indent) }
        }
        if !text.isEmpty { parts.append(.text(String(text))) }
    }

    private func isLineStart(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        let tag = position - 2
        let before = tag - text.count - 1
        return before < 0 || source[before] == "\n"
    }

    private mutating func skipComment() throws {
        while position + 1 < source.count {
            if source[position] == "#", source[position + 1] == "}" {
                trimsNext = source[position - 1] == "-" ? .space : .lineBreak
                position += 2
                return
            }
            position += 1
        }
        throw TemplateError.syntax("a comment has no end")
    }
}

extension TemplateScanner {
    private static let symbols = ["**", "//", "==", "!=", "<=", ">="]

    private mutating func scanTokens(until end: String) throws -> [TemplateToken] {
        var tokens: [TemplateToken] = []
        let close = Array(end.unicodeScalars)
        while position < source.count {
            if source[position].isSpace {
                position += 1
            } else if isEnd(close, at: position) {
                position += 2
                trimsNext = end == "%}" ? .lineBreak : .nothing
                return tokens
            } else if source[position] == "-", isEnd(close, at: position + 1) {
                position += 3
                trimsNext = .space
                return tokens
            } else {
                tokens.append(try scanToken())
            }
        }
        throw TemplateError.syntax("a tag has no end")
    }

    private func isEnd(_ close: [Unicode.Scalar], at index: Int) -> Bool {
        index + 1 < source.count && source[index] == close[0] && source[index + 1] == close[1]
    }

    private mutating func scanToken() throws -> TemplateToken {
        let scalar = source[position]
        if scalar == "'" || scalar == "\"" { return .text(try scanText(quote: scalar)) }
        if scalar.isNumber { return try scanNumber() }
        if scalar.isLetter || scalar == "_" {
            return .name(take { $0.isLetter || $0.isNumber || $0 == "_" })
        }
        let pair = String(source[position..<min(position + 2, source.count)])
        position += 1
        if Self.symbols.contains(pair) {
            position += 1
            return .symbol(pair)
        }
        return .symbol(String(scalar))
    }

    private mutating func take(while belongs: (Unicode.Scalar) -> Bool) -> String {
        let start = position
        while position < source.count, belongs(source[position]) { position += 1 }
        return String(source[start..<position])
    }

    private mutating func scanNumber() throws -> TemplateToken {
        let text = take { $0.isNumber || $0 == "." }
        if let integer = Int(text) { return .integer(integer) }
        guard let number = Double(text) else { throw TemplateError.syntax("'\(text)' is no number") }
        return .number(number)
    }

    private mutating func scanText(quote: Unicode.Scalar) throws -> String {
        var scalars: [Unicode.Scalar] = []
        position += 1
        while position < source.count {
            let scalar = source[position]
            position += 1
            if scalar == quote { return String(scalars) }
            guard scalar == "\\", position < source.count else {
                scalars.append(scalar)
                continue
            }
            scalars.append(Self.escapes[source[position]] ?? source[position])
            position += 1
        }
        throw TemplateError.syntax("a text has no end")
    }

    private static let escapes: [Unicode.Scalar: Unicode.Scalar] = ["n": "\n", "t": "\t", "r": "\r"]
}
