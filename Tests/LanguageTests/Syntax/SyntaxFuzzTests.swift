import Glibc
import Language
import Testing

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
            let program = ProgramMutation.spoiled(fuzzPrograms, using: &generator)
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
}
