/// How a formatted text fills its width.
extension FormatSpecification {
    /// Pads a text to the width; `standard` is the side used when no alignment was given.
    func pad(_ text: String, standard: Unicode.Scalar) throws -> String {
        let missing = width - text.unicodeScalars.count
        guard missing > 0 else { return text }
        try SizeLimit.bytes(missing)
        let before: Int
        switch align ?? standard {
        case "<": before = 0
        case "^": before = missing / 2
        default: before = missing
        }
        return repeated(fill, before) + text + repeated(fill, missing - before)
    }

    /// Lays out a number: sign, prefix, digits grouped and padded between prefix and digits when asked, then the rest.
    func number(sign: String, prefix: String = "", digits: Substring, rest: Substring = "", groupSize: Int = 3) throws
        -> String
    {
        let padsInside = (align ?? (padsWithZeros ? "=" : ">")) == "="
        let fixed = sign.utf8.count + prefix.utf8.count + rest.utf8.count
        var body = String(digits)
        if let grouping {
            let zeroWidth = padsInside && fill == "0" ? width - fixed : 0
            body = try grouped(body, by: groupSize, separator: grouping, minimum: zeroWidth)
        }
        guard padsInside else { return try pad(sign + prefix + body + rest, standard: ">") }
        let missing = width - fixed - body.utf8.count
        try SizeLimit.bytes(missing)
        return sign + prefix + repeated(fill, max(missing, 0)) + body + rest
    }

    /// The sign that the specification shows for a number.
    func signText(isNegative: Bool) -> String {
        isNegative ? "-" : sign == "+" ? "+" : sign == " " ? " " : ""
    }

    /// Groups digits from the right, with leading zeros (grouped too) up to a minimum width.
    private func grouped(_ digits: String, by size: Int, separator: Unicode.Scalar, minimum: Int) throws -> String {
        guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "n") && $0 != UInt8(ascii: "i") }) else { return digits }
        try SizeLimit.bytes(minimum)
        var reversed: [UInt8] = []
        var source = Array(digits.utf8)[...]
        var count = 0
        while !source.isEmpty || reversed.count < minimum {
            if count > 0 && count % size == 0 { reversed.append(UInt8(ascii: separator)) }
            reversed.append(source.popLast() ?? UInt8(ascii: "0"))
            count += 1
        }
        return String(decoding: reversed.reversed(), as: UTF8.self)
    }

    private func repeated(_ scalar: Unicode.Scalar, _ count: Int) -> String {
        String(repeating: String(scalar), count: max(count, 0))
    }
}
