/// Numbers that look random and are the same in every run (splitmix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// A number below a count, 0 when the count is 0.
    mutating func below(_ count: Int) -> Int { count > 0 ? Int(next() % UInt64(count)) : 0 }
}

/// Spoils programs: bytes are lost, doubled and changed, words and values change places.
enum ProgramMutation {
    /// One to four faults anywhere in the text of one of the programs.
    static func spoiled(_ programs: [String], using generator: inout SeededGenerator) -> String {
        var bytes = Array(programs[generator.below(programs.count)].utf8)
        for _ in 0...generator.below(4) {
            let place = generator.below(bytes.count + 1)
            let end = min(bytes.count, place + generator.below(12))
            switch generator.below(5) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 2: bytes.insert(contentsOf: fragments[generator.below(fragments.count)].utf8, at: place)
            case 3: bytes.removeSubrange(place...)
            default: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: generator.next()) }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same program with some of its words replaced by words of others and by values of every kind: most such
    /// programs can be read, and do what nobody meant.
    static func rearranged(_ programs: [String], using generator: inout SeededGenerator) -> String {
        var pieces = words(of: programs[generator.below(programs.count)])
        let other = words(of: programs[generator.below(programs.count)]).filter { $0.first.map(isWordStart) ?? false }
        let places = pieces.indices.filter { pieces[$0].first.map(isWordStart) ?? false }
        for _ in 0...generator.below(4) where !places.isEmpty {
            let place = places[generator.below(places.count)]
            pieces[place] =
                generator.below(2) == 0 || other.isEmpty
                ? values[generator.below(values.count)] : other[generator.below(other.count)]
        }
        return pieces.joined()
    }

    private static func isWordStart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }

    /// Names and numbers apart from everything between them.
    private static func words(of program: String) -> [String] {
        var pieces: [String] = []
        for character in program {
            if isWordStart(character), let last = pieces.last?.last, isWordStart(last) {
                pieces[pieces.count - 1].append(character)
            } else {
                pieces.append(String(character))
            }
        }
        return pieces
    }

    private static let values = [
        "None", "True", "0", "-1", "1", "10**30", "1e308", "-0.0", "float('nan')", "1j", "''", "'é'", "b'\\xff'", "()",
        "[]", "{}", "set()", "range(3)", "slice(None)", "...", "print", "int", "type", "object", "len", "lambda: 0",
        "(x for x in 'ab')", "ValueError", "2**63", "-2**63", "10**4", "[1, 2]", "{'a': 1}",
        "self", "super()", "__name__", "iter([1])", "map(str, [1])", "zip('ab', [1])", "Exception()", "NotImplemented",
    ]

    private static let fragments = [
        "(", ")", "[", "]", "{", "}", "'", "\"", "'''", "\\", "\n", "\n    ", "\t", ":", ":=", "=", "==", ",", ".", "*",
        "**",
        "f'{", "!r", "}}", "#", " if ", " else ", " for ", " in ", " not ", "lambda ", "yield ", "def f(", "class ",
        "match x:\n case ", "0x", "1e", "1_", "é", "€", "\u{0}", "\r", "@", "->", "...", "print ", "async ", "await ",
    ]
}
