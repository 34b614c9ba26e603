/// Texts and complex numbers under a format specification.
extension FormatSpecification {
    /// Formats a text: only fill, alignment, width, a precision that cuts, and the type `s`.
    package func format(_ text: String) throws -> String {
        guard type == nil || type == "s" else { throw unknownType(for: "str") }
        if let sign {
            let word = sign == " " ? "Space" : "Sign"
            throw PythonError(.valueError, "\(word) not allowed in string format specifier")
        }
        if coercesNegativeZero {
            throw PythonError(.valueError, "Negative zero coercion (z) not allowed in string format specifier")
        }
        if isAlternate {
            throw PythonError(.valueError, "Alternate form (#) not allowed in string format specifier")
        }
        if align == "=" {
            throw PythonError(.valueError, "'=' alignment not allowed in string format specifier")
        }
        if let grouping { throw PythonError(.valueError, "Cannot specify '\(grouping)' with 's'.") }
        guard let precision, precision < text.utf8.count else { return try pad(text, standard: "<") }
        return try pad(String(text.unicodeScalars.prefix(precision)), standard: "<")
    }

    /// Formats a complex number: both parts under the same type, in brackets when no type was given.
    package func format(real: Double, imaginary: Double) throws -> String {
        if padsWithZeros {
            throw PythonError(.valueError, "Zero padding is not allowed in complex format specifier")
        }
        if align == "=" {
            throw PythonError(.valueError, "'=' alignment flag is not allowed in complex format specifier")
        }
        guard type != "%" else { throw unknownType(for: "complex") }
        var part = self
        (part.width, part.align, part.fill) = (0, nil, " ")
        let second =
            try part.complexPart(imaginary, alwaysSigned: !(type == nil && real == 0 && real.sign == .plus)) + "j"
        guard type == nil else { return try pad(part.complexPart(real) + second, standard: ">") }
        if real == 0 && real.sign == .plus { return try pad(second, standard: ">") }
        return try pad("(" + part.complexPart(real) + second + ")", standard: ">")
    }

    private func complexPart(_ value: Double, alwaysSigned: Bool = false) throws -> String {
        var part = self
        if alwaysSigned { part.sign = "+" }
        var text = try part.magnitude(value, typeName: "complex")
        if type == nil && text.hasSuffix(".0") { text.removeLast(2) }
        if type == "E" || type == "G" || type == "F" { text = text.uppercased() }
        let split = text.firstIndex { !$0.isNumber } ?? text.endIndex
        let isNegative = value.sign == .minus && !value.isNaN
        return try part.number(
            sign: part.signText(isNegative: isNegative), digits: text[..<split], rest: text[split...])
    }
}
