import BigInt

/// Integers and floats under a format specification, with CPython's words for what a specification may not ask.
extension FormatSpecification {
    /// Formats an integer: types `b c d e E f F g G n o x X %`.
    package func format(_ value: BigInt) throws -> String {
        switch type {
        case nil, "d", "n": return try formatInteger(value, radix: 10, prefix: "")
        case "b": return try formatInteger(value, radix: 2, prefix: "0b")
        case "o": return try formatInteger(value, radix: 8, prefix: "0o")
        case "x": return try formatInteger(value, radix: 16, prefix: "0x")
        case "X": return try formatInteger(value, radix: 16, prefix: "0X", uppercase: true)
        case "c": return try formatCharacter(value)
        case "e", "E", "f", "F", "g", "G", "%":
            let float = Double(value)
            guard float.isFinite else { throw PythonError(.overflowError, "int too large to convert to float") }
            return try format(float)
        default: throw unknownType(for: "int")
        }
    }

    private func formatInteger(_ value: BigInt, radix: Int, prefix: String, uppercase: Bool = false) throws -> String {
        try checkInteger()
        let plain =
            try radix == 10
            ? IntegerText.decimal(BigInt(value.magnitude)) : IntegerText.digits(value.magnitude, radix: radix)
        let digits = uppercase ? plain.uppercased() : plain
        return try number(
            sign: signText(isNegative: value.sign == .minus), prefix: isAlternate ? prefix : "",
            digits: digits[...], groupSize: radix == 10 ? 3 : 4)
    }

    private func formatCharacter(_ value: BigInt) throws -> String {
        try checkInteger()
        guard sign == nil else {
            throw PythonError(.valueError, "Sign not allowed with integer format specifier 'c'")
        }
        guard !isAlternate else {
            throw PythonError(.valueError, "Alternate form (#) not allowed with integer format specifier 'c'")
        }
        guard value >= 0, value < 0x110000 else {
            throw PythonError(.overflowError, "%c arg not in range(0x110000)")
        }
        return try pad(String(Unicode.Scalar(UInt32(value)) ?? "\u{FFFD}"), standard: ">")
    }

    private func checkInteger() throws {
        guard precision == nil else {
            throw PythonError(.valueError, "Precision not allowed in integer format specifier")
        }
        guard !coercesNegativeZero else {
            throw PythonError(.valueError, "Negative zero coercion (z) not allowed in integer format specifier")
        }
    }

    /// Formats a float: types `e E f F g G n %`, or none (as `repr`, with at least one digit after the point).
    package func format(_ value: Double) throws -> String {
        var text = try magnitude(value, typeName: "float")
        let isZero =
            coercesNegativeZero && text.utf8.allSatisfy { !(UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
        let isNegative = value.sign == .minus && !value.isNaN && !isZero
        if type == "E" || type == "G" || type == "F" { text = text.uppercased() }
        let split = text.firstIndex { !$0.isNumber } ?? text.endIndex
        guard value.isFinite else { return try number(sign: signText(isNegative: isNegative), digits: text[...]) }
        return try number(sign: signText(isNegative: isNegative), digits: text[..<split], rest: text[split...])
    }

    /// The text of a float's absolute value under the type and the precision.
    func magnitude(_ value: Double, typeName: String) throws -> String {
        if let precision, precision > Int(Int32.max) { throw PythonError(.valueError, "precision too big") }
        if let precision, precision > 1 << 24 { throw PythonError(.memoryError, "") }
        let magnitude = Swift.abs(value)
        let flag = isAlternate ? "#" : ""
        guard value.isFinite else {
            guard type.map({ "eEfFgGn%".unicodeScalars.contains($0) }) ?? true else { throw unknownType(for: typeName) }
            return (value.isNaN ? "nan" : "inf") + (type == "%" ? "%" : "")
        }
        switch type {
        case nil:
            guard let precision else {
                return FloatDigits(shortest: magnitude).layout(fixedLimit: 16, alternate: isAlternate)
            }
            let digits = FloatDigits(magnitude, significant: precision)
            return digits.layout(fixedLimit: max(precision, 1) - 1, alternate: isAlternate)
        case "e", "E": return FloatDigits.printed("%\(flag).*e", magnitude, precision: precision ?? 6)
        case "f", "F": return FloatDigits.printed("%\(flag).*f", magnitude, precision: precision ?? 6)
        case "g", "G", "n": return FloatDigits.printed("%\(flag).*g", magnitude, precision: precision ?? 6)
        case "%": return FloatDigits.printed("%\(flag).*f", magnitude * 100, precision: precision ?? 6) + "%"
        default: throw unknownType(for: typeName)
        }
    }

    func unknownType(for typeName: String) -> PythonError {
        PythonError(
            .valueError, "Unknown format code '\(type.map { String($0) } ?? "")' for object of type '\(typeName)'")
    }
}
