/// A set of code points in a pattern: `[a-z_]`, `\d`, `.`.
struct CharacterClass {
    /// The classes with a name of their own.
    enum Kind { case digit, space, word }

    var ranges: [ClosedRange<UInt32>] = []
    var kinds: [(kind: Kind, isNegated: Bool)] = []
    var isNegated = false
    var ignoresCase = false
    var asciiOnly = false
    /// Answers for code points below 128, filled by `prepared()`.
    private var bitmap: (UInt64, UInt64) = (0, 0)

    /// Every code point but those given.
    static func anything(but excluded: [ClosedRange<UInt32>] = []) -> CharacterClass {
        CharacterClass(ranges: excluded, isNegated: true)
    }

    init(ranges: [ClosedRange<UInt32>] = [], isNegated: Bool = false) {
        self.ranges = ranges
        self.isNegated = isNegated
    }

    init(_ kind: Kind, isNegated: Bool, asciiOnly: Bool) {
        kinds = [(kind, isNegated)]
        self.asciiOnly = asciiOnly
    }

    /// The same set with its answers for ASCII computed.
    func prepared() -> CharacterClass {
        var result = self
        result.bitmap = (0, 0)
        for value in UInt32(0)..<64 where search(value) { result.bitmap.0 |= 1 << UInt64(value) }
        for value in UInt32(64)..<128 where search(value) { result.bitmap.1 |= 1 << UInt64(value - 64) }
        return result
    }

    @inline(__always)
    func contains(_ value: UInt32) -> Bool {
        if value < 64 { return bitmap.0 >> UInt64(value) & 1 == 1 }
        if value < 128 { return bitmap.1 >> UInt64(value &- 64) & 1 == 1 }
        return search(value)
    }

    private func search(_ value: UInt32) -> Bool {
        var isMember = holds(value)
        if !isMember && ignoresCase {
            isMember = SimpleCase.variants(of: value).contains { holds($0) }
        }
        return isMember != isNegated
    }

    private func holds(_ value: UInt32) -> Bool {
        ranges.contains { $0.contains(value) }
            || kinds.contains { CharacterClass.matches(value, $0.kind, asciiOnly: asciiOnly) != $0.isNegated }
    }

    static func matches(_ value: UInt32, _ kind: Kind, asciiOnly: Bool) -> Bool {
        guard let scalar = Unicode.Scalar(value) else { return false }
        if value >= 128 && asciiOnly { return false }
        switch kind {
        case .digit: return scalar.isDecimalDigit
        case .space: return scalar.isPythonSpace && !(asciiOnly && (0x1C...0x1F).contains(value))
        case .word: return scalar == "_" || scalar.isAlphanumeric
        }
    }
}

/// Letter case as matching without case needs it: one code point to one code point.
enum SimpleCase {
    static func lower(_ value: UInt32) -> UInt32 {
        if value < 128 { return value &- 0x41 < 26 ? value | 0x20 : value }
        guard let scalar = Unicode.Scalar(value) else { return value }
        return single(scalar.properties.lowercaseMapping) ?? value
    }

    static func upper(_ value: UInt32) -> UInt32 {
        if value < 128 { return value &- 0x61 < 26 ? value & ~0x20 : value }
        guard let scalar = Unicode.Scalar(value) else { return value }
        return single(scalar.properties.uppercaseMapping) ?? value
    }

    static func variants(of value: UInt32) -> [UInt32] { [lower(value), upper(value), lower(upper(value))] }

    static func areEqual(_ first: UInt32, _ second: UInt32) -> Bool {
        first == second || lower(first) == lower(second) || (first > 127 && upper(first) == upper(second))
    }

    private static func single(_ mapping: String) -> UInt32? {
        mapping.unicodeScalars.count == 1 ? mapping.unicodeScalars.first?.value : nil
    }
}
