import Language
import Testing

/// A wrong program, and what CPython 3.11 says about it. The columns count characters from 0; where CPython gives no end,
/// points into a string as a whole, or at the end of a wrongly indented line, they are ours.
struct Mistake: Sendable, CustomTestStringConvertible {
    let program: String
    let message: String
    let line: Int
    let columns: Range<Int>
    let kind: SyntaxError.Kind

    init(
        _ program: String, _ message: String, line: Int, columns: Range<Int>, _ kind: SyntaxError.Kind = .syntax
    ) {
        self.program = program
        self.message = message
        self.line = line
        self.columns = columns
        self.kind = kind
    }

    var testDescription: String { program.debugDescription }
}

private let allMistakes =
    mistakesInLayouts + mistakesInBrackets + mistakesInLiterals + mistakesInAssignments + mistakesInArguments
    + mistakesInParameters + mistakesInStatements + mistakesInDisplays + mistakesInScopes + mistakesInPatterns
    + mistakesInFormattedStrings

/// The error of a program that is wrong.
func syntaxError(in program: String, reportsIncomplete: Bool = false) -> SyntaxError? {
    do {
        _ = try Parser.parse(Source(name: "<test>", text: program), reportsIncomplete: reportsIncomplete)
        return nil
    } catch {
        return error
    }
}

@Suite("Syntax errors have CPython's words and point at the words that caused them")
struct SyntaxErrorTests {
    @Test("Each mistake of the table has its message, its line and its columns", arguments: allMistakes)
    func mistake(_ mistake: Mistake) throws {
        let error = try #require(syntaxError(in: mistake.program))
        let source = Source(name: "<test>", text: mistake.program)
        let start = source.characterColumn(
            line: Int(error.span.startLine), byteColumn: Int(error.span.startColumn))
        let end = source.characterColumn(line: Int(error.span.endLine), byteColumn: Int(error.span.endColumn))
        #expect(error.kind == mistake.kind)
        #expect(error.message == mistake.message)
        #expect(Int(error.span.startLine) == mistake.line)
        #expect(start == mistake.columns.lowerBound)
        #expect(end == mistake.columns.upperBound)
    }

    @Test("A cell that ends inside a bracket is incomplete for a notebook, and an open bracket for a file")
    func openBracket() {
        let cell = "# a comment\nprint((1, 2)\n"
        #expect(syntaxError(in: cell, reportsIncomplete: true)?.message == "incomplete input")
        #expect(syntaxError(in: cell, reportsIncomplete: true)?.span.startLine == 2)
        #expect(syntaxError(in: cell)?.message == "'(' was never closed")
    }

    @Test("The help line says where the bracket of an incomplete cell was opened")
    func helpOnIncompleteInput() {
        let error = syntaxError(in: "x = [1,\n     2\n", reportsIncomplete: true)
        #expect(error?.help == "'[' was never closed: it was opened on line 1")
    }

    @Test("The help line names the statement that lacks its colon")
    func helpOnMissingColon() {
        #expect(syntaxError(in: "if x\n  y")?.help == "the line that begins with `if` must end with a colon")
    }

    @Test("async and await are refused by name")
    func asynchronousCode() {
        #expect(syntaxError(in: "async def f(): pass")?.message == "'async' is not supported")
        #expect(syntaxError(in: "x = await f()")?.message == "'await' is not supported")
        #expect(syntaxError(in: "[x async for x in y]")?.message == "'async' is not supported")
    }

    @Test("A magic that was not rewritten is invalid syntax with advice")
    func magics() {
        let error = syntaxError(in: "%time f()")
        #expect(error?.message == "invalid syntax")
        #expect(error?.help == "a magic or a shell command must be the first thing on its line")
        #expect(syntaxError(in: "!ls")?.message == "invalid syntax")
        #expect(syntaxError(in: "print?")?.message == "invalid syntax")
    }

    @Test("A NUL in the source is refused")
    func nul() {
        #expect(syntaxError(in: "a\u{0}b")?.message == "source code string cannot contain null bytes")
    }
}
