/// Backslash escapes and bracketed sets.
extension PatternParser {
    /// An escape outside of a set.
    mutating func escape(startedAt start: Int) throws -> PatternNode {
        guard let scalar = peek() else { throw error("bad escape (end of pattern)", at: start) }
        if let kind = category(scalar) {
            position += 1
            return .set(kind)
        }
        switch scalar {
        case "A": return assertion(.textStart)
        case "Z": return assertion(.textEnd)
        case "b": return assertion(.wordBoundary(asciiOnly: asciiOnly))
        case "B": return assertion(.noWordBoundary(asciiOnly: asciiOnly))
        case "1"..."9": return try backreferenceOrOctal(startedAt: start)
        default: return literal(try escapedValue(startedAt: start))
        }
    }

    private mutating func assertion(_ kind: PatternAssertion) -> PatternNode {
        position += 1
        return .assertion(kind)
    }

    private func category(_ scalar: Unicode.Scalar) -> CharacterClass? {
        switch scalar {
        case "d": CharacterClass(.digit, isNegated: false, asciiOnly: asciiOnly)
        case "D": CharacterClass(.digit, isNegated: true, asciiOnly: asciiOnly)
        case "s": CharacterClass(.space, isNegated: false, asciiOnly: asciiOnly)
        case "S": CharacterClass(.space, isNegated: true, asciiOnly: asciiOnly)
        case "w": CharacterClass(.word, isNegated: false, asciiOnly: asciiOnly)
        case "W": CharacterClass(.word, isNegated: true, asciiOnly: asciiOnly)
        default: nil
        }
    }

    private mutating func backreferenceOrOctal(startedAt start: Int) throws -> PatternNode {
        let digits = (0..<3).prefix { peek($0)?.isASCII == true && peek($0)?.decimalValue != nil }
            .compactMap { peek($0)?.decimalValue }
        if digits.count == 3, digits.allSatisfy({ $0 < 8 }), digits[0] < 4 {
            position += 3
            return literal(UInt32(digits[0] * 64 + digits[1] * 8 + digits[2]))
        }
        let used = digits.prefix(2)
        let index = used.reduce(0) { $0 * 10 + $1 }
        position += used.count
        guard index <= groupCount else { throw error("invalid group reference \(index)", at: start + 1) }
        guard !openGroups.contains(index) else { throw error("cannot refer to an open group", at: start) }
        return .backreference(index, ignoresCase: ignoresCase)
    }

    /// The code point that an escape stands for: `\n`, `\x41`, `\u00e9`, `\.`.
    private mutating func escapedValue(startedAt start: Int) throws -> UInt32 {
        guard let scalar = peek() else { throw error("bad escape (end of pattern)", at: start) }
        position += 1
        switch scalar {
        case "n": return 10
        case "t": return 9
        case "r": return 13
        case "f": return 12
        case "v": return 11
        case "a": return 7
        case "0": return octal()
        case "x": return try hexadecimal(digits: 2, startedAt: start)
        case "u": return try hexadecimal(digits: 4, startedAt: start)
        case "U": return try hexadecimal(digits: 8, startedAt: start)
        default:
            guard !(scalar.isASCII && scalar.isAlphanumeric) else { throw error("bad escape \\\(scalar)", at: start) }
            return scalar.value
        }
    }

    private mutating func octal() -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<2 {
            guard let scalar = peek(), ("0"..."7").contains(scalar) else { break }
            value = value * 8 + scalar.value - 0x30
            position += 1
        }
        return value
    }

    private mutating func hexadecimal(digits: Int, startedAt start: Int) throws -> UInt32 {
        let begin = position
        while position - begin < digits, let scalar = peek(), scalar.properties.isASCIIHexDigit { position += 1 }
        guard position - begin == digits, let value = UInt32(text(begin..<position), radix: 16),
            Unicode.Scalar(value) != nil
        else { throw error("incomplete escape \(text(start..<position))", at: start) }
        return value
    }

    /// A set, after its opening bracket.
    mutating func set(openedAt start: Int) throws -> CharacterClass {
        var result = CharacterClass()
        result.isNegated = take("^")
        result.ignoresCase = ignoresCase
        result.asciiOnly = asciiOnly
        var isFirst = true
        while isFirst || peek() != "]" {
            guard peek() != nil else { throw error("unterminated character set", at: start) }
            isFirst = false
            try member(of: &result, openedAt: start)
        }
        position += 1
        return result
    }

    /// One character, class or range of a set.
    private mutating func member(of result: inout CharacterClass, openedAt start: Int) throws {
        let memberStart = position
        let low = try setValue(openedAt: start)
        guard peek() == "-", let end = peek(1), end != "]" else {
            if peek() == "-", peek(1) == nil { throw error("unterminated character set", at: start) }
            add(low, to: &result)
            return
        }
        position += 1
        let high = try setValue(openedAt: start)
        guard case .value(let first) = low, case .value(let last) = high, first <= last else {
            throw error("bad character range \(text(memberStart..<position))", at: memberStart)
        }
        result.ranges.append(first...last)
    }

    private enum SetMember {
        case value(UInt32)
        case category(CharacterClass)
    }

    private func add(_ member: SetMember, to result: inout CharacterClass) {
        switch member {
        case .value(let value): result.ranges.append(value...value)
        case .category(let kind): result.kinds += kind.kinds
        }
    }

    private mutating func setValue(openedAt start: Int) throws -> SetMember {
        guard let scalar = peek() else { throw error("unterminated character set", at: start) }
        position += 1
        guard scalar == "\\" else { return .value(scalar.value) }
        guard let escaped = peek() else { throw error("bad escape (end of pattern)", at: position - 1) }
        if let kind = category(escaped) {
            position += 1
            return .category(kind)
        }
        if escaped == "b" {
            position += 1
            return .value(8)
        }
        if ("1"..."7").contains(escaped) { return .value(octal(leading: true)) }
        return .value(try escapedValue(startedAt: position - 1))
    }

    private mutating func octal(leading: Bool) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<3 {
            guard let scalar = peek(), ("0"..."7").contains(scalar) else { break }
            value = value * 8 + scalar.value - 0x30
            position += 1
        }
        return value
    }
}
