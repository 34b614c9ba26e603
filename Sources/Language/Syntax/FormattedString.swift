/// Reads the contents of an f-string by the rules of Python 3.11: an expression holds no backslash, no comment and no
/// quote of the kind that ends the string.
struct FormattedString {
    private let literal: StringLiteral
    private let parser: Parser
    private let bytes: [UInt8]
    private let end: Int
    private var offset: Int

    init(_ literal: StringLiteral, parser: Parser) {
        self.literal = literal
        self.parser = parser
        bytes = literal.bytes
        offset = literal.body.lowerBound
        end = literal.body.upperBound
    }

    /// Text and fields up to the end of the string, or of the format specification that this is (`depth` above 0).
    mutating func pieces(depth: Int) throws(Parser.Failure) -> [FormattedPiece] {
        var pieces: [FormattedPiece] = []
        while true {
            pieces.append(.text(try text(depth: depth)))
            guard offset < end, bytes[offset] == Byte.leftBrace else { break }
            pieces += try field(depth: depth)
        }
        return pieces.joined
    }

    /// Text up to a field; at depth 0 doubled braces stand for single ones.
    private mutating func text(depth: Int) throws(Parser.Failure) -> String {
        var text = ""
        var start = offset
        while offset < end {
            let byte = bytes[offset]
            if byte == Byte.backslash, !literal.isRaw {
                skipEscape()
                continue
            }
            guard byte == Byte.leftBrace || byte == Byte.rightBrace else {
                offset += 1
                continue
            }
            guard depth == 0 else { break }
            if offset + 1 < end, bytes[offset + 1] == byte {
                text += try decoded(start..<(offset + 1))
                offset += 2
                start = offset
            } else if byte == Byte.rightBrace {
                throw error("single '}' is not allowed", at: offset, help: "write }} for a brace in the text")
            } else {
                break
            }
        }
        return text + (try decoded(start..<offset))
    }

    private mutating func skipEscape() {
        let isName = offset + 2 < end && bytes[offset + 1] == UInt8(ascii: "N") && bytes[offset + 2] == Byte.leftBrace
        if isName {
            offset = (bytes[offset..<end].firstIndex(of: Byte.rightBrace) ?? end - 1) + 1
        } else if offset + 1 < end, bytes[offset + 1] == Byte.leftBrace || bytes[offset + 1] == Byte.rightBrace {
            offset += 1
        } else {
            offset = min(offset + 2, end)
        }
    }

    private func decoded(_ range: Range<Int>) throws(Parser.Failure) -> String {
        try parser.lift { () throws(SyntaxError) in try literal.decoded(range) }
    }

    /// `{value=!r:format}`: the text of the debug form, and the field.
    private mutating func field(depth: Int) throws(Parser.Failure) -> [FormattedPiece] {
        let open = offset
        if depth >= 2 { throw error("expressions nested too deeply", at: offset) }
        offset += 1
        let start = offset
        try skipExpression()
        let value = try expression(start..<offset)
        let debugText = try debugText(from: start)
        var conversion = try conversion()
        var format: [FormattedPiece]?
        try expectMore()
        if bytes[offset] == Byte.colon {
            offset += 1
            try expectMore()
            format = try pieces(depth: depth + 1)
        }
        try expectMore()
        guard bytes[offset] == Byte.rightBrace else { throw error("expecting '}'", at: offset) }
        offset += 1
        if debugText != nil, conversion == nil, format == nil { conversion = .repr }
        let field = FormattedField(value: value, conversion: conversion, format: format, span: span(open..<offset))
        return (debugText.map { [.text($0)] } ?? []) + [.field(field)]
    }

    private func expectMore() throws(Parser.Failure) {
        if offset >= end { throw error("expecting '}'", at: offset) }
    }

    /// The source text of the debug form `{value = }`, up to the blanks after the equals sign.
    private mutating func debugText(from start: Int) throws(Parser.Failure) -> String? {
        guard bytes[offset] == Byte.equal else { return nil }
        offset += 1
        while offset < end, Byte.isSpace(bytes[offset]) { offset += 1 }
        try expectMore()
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func conversion() throws(Parser.Failure) -> FormattedField.Conversion? {
        guard bytes[offset] == Byte.exclamation else { return nil }
        offset += 1
        try expectMore()
        let letter = String(decoding: [bytes[offset]], as: UTF8.self)
        guard let conversion = FormattedField.Conversion(rawValue: letter) else {
            throw error("invalid conversion character: expected 's', 'r', or 'a'", at: offset)
        }
        offset += 1
        return conversion
    }

    /// Reads the expression of a field with a parser of its own, as if it stood in parentheses.
    private func expression(_ range: Range<Int>) throws(Parser.Failure) -> Expression {
        if bytes[range].allSatisfy(Byte.isSpace) { throw emptyExpression(range) }
        let position = parser.source.position(ofOffset: range.lowerBound)
        let scanner = Scanner(field: range, at: position, of: parser.scanner)
        let inner = Parser(scanner, inside: parser)
        do {
            return try inner.run(reportsIncomplete: false) { inner throws(Parser.Failure) in try inner.fieldValue() }
        } catch {
            let isFinal = inner.scanError == error || inner.literalError == error
            let error = isFinal ? error : prefixed(error)
            parser.literalError = error
            throw .error(error)
        }
    }

    private func emptyExpression(_ range: Range<Int>) -> Parser.Failure {
        let next = bytes[range.upperBound]
        if next == Byte.rightBrace { return error("empty expression not allowed", at: range.lowerBound) }
        return error("expression required before '\(Unicode.Scalar(next))'", at: range.upperBound)
    }

    private func prefixed(_ error: SyntaxError) -> SyntaxError {
        if error.message.hasPrefix("f-string") { return error }
        return SyntaxError(error.kind, "f-string: " + error.message, at: error.span, help: error.help)
    }

    func error(_ message: String, at place: Int, help: String? = nil) -> Parser.Failure {
        let place = min(place, end)
        return .error(SyntaxError("f-string: " + message, at: span(place..<min(place + 1, bytes.count)), help: help))
    }

    private func span(_ range: Range<Int>) -> Span {
        Span(
            parser.source.position(ofOffset: range.lowerBound), parser.source.position(ofOffset: range.upperBound))
    }
}

extension FormattedString {
    /// Goes to the `!`, `:`, `=` or `}` that ends the expression: one outside of its brackets and strings.
    private mutating func skipExpression() throws(Parser.Failure) {
        var open: [UInt8] = []
        while offset < end {
            let byte = bytes[offset]
            switch byte {
            case Byte.backslash: throw error("expression part cannot include a backslash", at: offset, isPart: true)
            case Byte.hash: throw error("expression part cannot include '#'", at: offset, isPart: true)
            case Byte.quote, Byte.doubleQuote:
                try skipString(byte)
                continue
            case _ where Byte.isOpening(byte):
                if open.count >= Scanner.maximumBrackets { throw error("too many nested parenthesis", at: offset) }
                open.append(byte)
            case _ where open.isEmpty && endsExpression(byte):
                if !isComparison(byte) { return }
                offset += 1
            case _ where Byte.isClosing(byte): try close(byte, &open)
            default: break
            }
            offset += 1
        }
        if let last = open.last { throw error("unmatched '\(Unicode.Scalar(last))'", at: offset) }
        throw error("expecting '}'", at: offset)
    }

    private func endsExpression(_ byte: UInt8) -> Bool {
        switch byte {
        case Byte.exclamation, Byte.colon, Byte.rightBrace, Byte.equal: true
        case Byte.less, Byte.greater: isComparison(byte)
        default: false
        }
    }

    /// Whether `!=`, `==`, `<=` or `>=` begins here.
    private func isComparison(_ byte: UInt8) -> Bool {
        byte != Byte.colon && byte != Byte.rightBrace && offset + 1 < end && bytes[offset + 1] == Byte.equal
    }

    private mutating func skipString(_ quote: UInt8) throws(Parser.Failure) {
        let start = offset
        let isTriple = offset + 2 < end && bytes[offset + 1] == quote && bytes[offset + 2] == quote
        let width = isTriple ? 3 : 1
        offset += width
        while offset < end {
            if bytes[offset] == Byte.backslash {
                throw error("expression part cannot include a backslash", at: offset, isPart: true)
            }
            let isClosed = (0..<width).allSatisfy { offset + $0 < end && bytes[offset + $0] == quote }
            if isClosed {
                offset += width
                return
            }
            offset += 1
        }
        throw error("unterminated string", at: start)
    }

    private func close(_ byte: UInt8, _ open: inout [UInt8]) throws(Parser.Failure) {
        let closing = Unicode.Scalar(byte)
        guard let opening = open.popLast() else { throw error("unmatched '\(closing)'", at: offset) }
        if Byte.closing(opening) == byte { return }
        let message =
            "closing parenthesis '\(closing)' does not match opening parenthesis '\(Unicode.Scalar(opening))'"
        throw error(message, at: offset)
    }

    /// Two messages of CPython have no colon after `f-string`.
    private func error(_ message: String, at place: Int, isPart: Bool) -> Parser.Failure {
        guard case .error(let error) = error(message, at: place) else { return .mismatch }
        return .error(SyntaxError("f-string " + message, at: error.span, help: "compute it before the string"))
    }
}

extension Parser {
    /// The whole expression of an f-string field: what can stand in parentheses.
    func fieldValue() throws(Failure) -> Expression {
        try parenthesized(from: current.span, until: .end)
    }
}
