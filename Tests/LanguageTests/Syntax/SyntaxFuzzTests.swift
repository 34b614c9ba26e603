import Glibc
import Language
import Testing

/// Numbers that look random and are the same in every run (splitmix64).
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

@Suite("Programs with random faults are read without a crash or a hang")
struct SyntaxFuzzTests {
    /// 3,000 programs, or as many as the environment variable SYNTAX_FUZZ says.
    static let count = getenv("SYNTAX_FUZZ").flatMap { Int(String(cString: $0)) } ?? 3_000

    @Test("The programs are right before they are spoiled", arguments: fuzzPrograms)
    func rightPrograms(_ program: String) {
        #expect(syntaxError(in: program) == nil)
    }

    @Test("Each mutated program gives a tree or an error whose span lies in the source")
    func mutatedPrograms() {
        var generator = SeededGenerator(state: 20_240_601)
        var wrong = 0
        for _ in 0..<SyntaxFuzzTests.count {
            let program = mutated(using: &generator)
            let source = Source(name: "<fuzz>", text: program)
            _ = LogicalLine.lines(of: source)
            _ = Completeness(of: program)
            guard let error = syntaxError(in: program, reportsIncomplete: generator.next() & 1 == 0) else { continue }
            wrong += 1
            #expect(error.span.startOffset >= 0)
            #expect(Int(error.span.endOffset) <= source.bytes.count + 1, "\(program.debugDescription) \(error)")
            #expect(Int(error.span.startLine) <= source.lineCount)
        }
        #expect(wrong > SyntaxFuzzTests.count / 2)
    }

    private func mutated(using generator: inout SeededGenerator) -> String {
        var bytes = Array(fuzzPrograms[Int(generator.next() % UInt64(fuzzPrograms.count))].utf8)
        for _ in 0...Int(generator.next() % 4) {
            let place = Int(generator.next() % UInt64(bytes.count + 1))
            let end = min(bytes.count, place + Int(generator.next() % 12))
            switch generator.next() % 5 {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 2: bytes.insert(contentsOf: fragments[Int(generator.next() % UInt64(fragments.count))].utf8, at: place)
            case 3: bytes.removeSubrange(place...)
            default: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: generator.next()) }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private let fragments = [
        "(", ")", "[", "]", "{", "}", "'", "\"", "'''", "\\", "\n", "\n    ", "\t", ":", ":=", "=", "==", ",", ".", "*",
        "**",
        "f'{", "!r", "}}", "#", " if ", " else ", " for ", " in ", " not ", "lambda ", "yield ", "def f(", "class ",
        "match x:\n case ", "0x", "1e", "1_", "é", "€", "\u{0}", "\r", "@", "->", "...", "print ", "async ", "await ",
    ]
}
