import Language
import Testing

@Suite("An expression is written as Python's ast.unparse writes it")
struct ExpressionTextTests {
    /// Expressions that are already in the form in which they are written.
    static let canonical = [
        "f(a, *b, c=1, **d)", "a.b[c:d, ::2, ...]", "(a + b) * c - -d ** e", "not a and (b or c)",
        "a < b <= c is not d",
        "(a, b)", "(a,)", "()", "[a, *b]", "{a, b}", "{a: b, **c}", "{}", "[x for x in y if z for w in x]",
        "{k: v for k, v in d}", "(x for x in y)", "lambda a, /, b=1, *c, d, **e: a", "a if b else c",
        "(lambda: a)()", "(x := 3) + 1", "'it\\'s \"so\"'", "b'\\x00'", "f'{a!r:>{width}} {{}}'", "Optional[Tensor]",
        "dict[str, int]", "1.5", "2j", "0xFF", "(1).real", "a ** (b ** c)", "(a ** b) ** c", "a @ b // c % d",
        "f((yield))", "None", "(a if b else c) if d else e",
    ]

    private func text(_ program: String) throws -> String {
        try Parser.parseExpression(Source(name: "<test>", text: program)).text
    }

    @Test("What is written reads as the same text again", arguments: canonical)
    func roundTrip(_ program: String) throws {
        let once = try text(program)
        #expect(try text(once) == once)
    }

    @Test("Blanks are set as Python sets them")
    func blanks() throws {
        #expect(try text("f(a,b  ,*c)") == "f(a, b, *c)")
        #expect(try text("x[1:2,:]") == "x[1:2, :]")
        #expect(try text("[ x for x in y ]") == "[x for x in y]")
    }

    @Test("Parentheses stand only where the tree needs them")
    func parentheses() throws {
        #expect(try text("((a)) + ((b) * c)") == "a + b * c")
        #expect(try text("(a + b) * c") == "(a + b) * c")
        #expect(try text("a - (b - c)") == "a - (b - c)")
        #expect(try text("(-a) ** b") == "(-a) ** b")
    }
}
