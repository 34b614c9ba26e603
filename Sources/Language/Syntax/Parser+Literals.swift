/// The values of numbers and strings.
extension Parser {
    /// Python refuses to read longer decimal integers.
    private static let maximumDigits = 4300

    func number(_ token: Token) throws(Failure) -> Constant {
        let text = text(of: token).filter { $0 != "_" }.lowercased()
        for (prefix, base) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
            return .integer(digits: text.dropFirst(2).uppercased(), base: base)
        }
        if text.hasSuffix("j") { return .imaginary(Double(text.dropLast()) ?? Double(text.dropLast() + "0") ?? 0) }
        if text.contains(where: { $0 == "." || $0 == "e" }) {
            return .float(decimal(text))
        }
        if text.count > Parser.maximumDigits { throw .error(tooManyDigits(text.count, at: token.span)) }
        return .integer(digits: text, base: 10)
    }

    /// Swift reads neither `.5` nor `5.`; Python reads both.
    private func decimal(_ text: String) -> Double {
        var text = text
        if text.hasPrefix(".") { text = "0" + text }
        text = text.replacing(".e", with: ".0e")
        if text.hasSuffix(".") { text += "0" }
        return Double(text) ?? .infinity
    }

    private func tooManyDigits(_ count: Int, at span: Span) -> SyntaxError {
        SyntaxError(
            "Exceeds the limit (\(Parser.maximumDigits) digits) for integer string conversion: value has \(count) "
                + "digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge "
                + "integer literals to avoid decimal conversion limits.",
            at: span)
    }

    /// One or more adjacent string literals, joined.
    func strings() throws(Failure) -> Expression {
        let start = current.span
        var literals: [StringLiteral] = []
        while kind == .string {
            literals.append(StringLiteral(current, in: scanner.bytes))
            index += 1
        }
        guard let first = literals.first, scanError == nil else { throw .mismatch }
        if let other = literals.first(where: { $0.isBytes != first.isBytes }) {
            throw .error(SyntaxError("cannot mix bytes and nonbytes literals", at: start.extended(to: other.span)))
        }
        return first.isBytes ? try bytes(literals, from: start) : try text(literals, from: start)
    }

    private func bytes(_ literals: [StringLiteral], from start: Span) throws(Failure) -> Expression {
        var bytes: [UInt8] = []
        for literal in literals { bytes += try lift { () throws(SyntaxError) in try literal.decodedBytes() } }
        return Expression(.constant(.bytes(bytes)), span(from: start))
    }

    private func text(_ literals: [StringLiteral], from start: Span) throws(Failure) -> Expression {
        var pieces: [FormattedPiece] = []
        for literal in literals {
            if literal.isFormatted {
                var reader = FormattedString(literal, parser: self)
                pieces += try reader.pieces(depth: 0)
            } else {
                pieces.append(.text(try lift { () throws(SyntaxError) in try literal.decoded() }))
            }
        }
        return string(pieces.joined, isFormatted: literals.contains { $0.isFormatted }, from: start)
    }

    private func string(_ pieces: [FormattedPiece], isFormatted: Bool, from start: Span) -> Expression {
        if isFormatted { return Expression(.formattedString(pieces), span(from: start)) }
        guard case .text(let text)? = pieces.first else {
            return Expression(.constant(.string("")), span(from: start))
        }
        return Expression(.constant(.string(text)), span(from: start))
    }

    /// Makes an error of the scanner or of a literal final.
    func lift<Result>(_ body: () throws(SyntaxError) -> Result) throws(Failure) -> Result {
        do {
            return try body()
        } catch {
            throw .error(error)
        }
    }
}

extension [FormattedPiece] {
    /// Adjacent texts made one; empty ones left out.
    var joined: [FormattedPiece] {
        var result: [FormattedPiece] = []
        for piece in self {
            guard case .text(let text) = piece else {
                result.append(piece)
                continue
            }
            if text.isEmpty { continue }
            if case .text(let before)? = result.last {
                result[result.count - 1] = .text(before + text)
            } else {
                result.append(piece)
            }
        }
        return result
    }
}
