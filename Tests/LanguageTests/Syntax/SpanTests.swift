import Language
import Testing

/// The spans of an expression and of all that is inside of it.
private func spans(of expression: Expression) -> [Span] {
    var found = [expression.span]
    if case .call(_, let arguments) = expression.kind {
        found += arguments.filter { $0.kind == .starred }.map(\.span)
    }
    for child in expression.children { found += spans(of: child) }
    return found
}

@Suite("Spans are those of Python's ast")
struct SpanTests {
    /// Programs, and "line:column-line:column" of every expression inside, in bytes, sorted.
    static let expressions: [(String, String)] = [
        ("x + 1", "1:0-1:1 1:0-1:5 1:4-1:5"),
        ("(a) + (b)", "1:0-1:9 1:1-1:2 1:7-1:8"),
        ("f(x, *args, k=1, **kw)", "1:0-1:1 1:0-1:22 1:2-1:3 1:5-1:10 1:6-1:10 1:14-1:15 1:19-1:21"),
        (
            "a.b[c:d, ::2](e)",
            "1:0-1:1 1:0-1:3 1:0-1:13 1:0-1:16 1:4-1:5 1:4-1:7 1:4-1:12 1:6-1:7 1:9-1:12 1:11-1:12 1:14-1:15"
        ),
        ("(a, b)", "1:0-1:6 1:1-1:2 1:4-1:5"),
        ("a, b,", "1:0-1:1 1:0-1:5 1:3-1:4"),
        ("not a < b <= c", "1:0-1:14 1:4-1:5 1:4-1:14 1:8-1:9 1:13-1:14"),
        ("[x for x in y if z]", "1:0-1:19 1:1-1:2 1:7-1:8 1:12-1:13 1:17-1:18"),
        ("{k: v, **w}", "1:0-1:11 1:1-1:2 1:4-1:5 1:9-1:10"),
        ("{*a, b}", "1:0-1:7 1:1-1:3 1:2-1:3 1:5-1:6"),
        ("lambda x, *, y=1: x", "1:0-1:19 1:15-1:16 1:18-1:19"),
        ("a if b else c", "1:0-1:1 1:0-1:13 1:5-1:6 1:12-1:13"),
        ("'é' + ü", "1:0-1:4 1:0-1:9 1:7-1:9"),
        ("f(\n  a,\n  b)", "1:0-1:1 1:0-3:4 2:2-2:3 3:2-3:3"),
        ("(yield_ := 3)", "1:1-1:12 1:11-1:12"),
        ("-x ** -y", "1:0-1:8 1:1-1:2 1:1-1:8 1:6-1:8 1:7-1:8"),
        ("f(x for x in y)", "1:0-1:1 1:0-1:15 1:1-1:15 1:2-1:3 1:8-1:9 1:13-1:14"),
        ("'a' 'b'", "1:0-1:7"),
        ("... if None else 0x1F", "1:0-1:3 1:0-1:21 1:7-1:11 1:17-1:21"),
        ("a[b][c].d", "1:0-1:1 1:0-1:4 1:0-1:7 1:0-1:9 1:2-1:3 1:5-1:6"),
        ("a[*b]", "1:0-1:1 1:0-1:5 1:2-1:4 1:3-1:4"),
    ]

    @Test("Every expression in a program has the span that Python gives it", arguments: expressions)
    func expression(_ program: String, _ expected: String) throws {
        let tree = try Parser.parse(Source(cell: 1, text: program))
        let found = Set(spans(of: try #require(tree.lastExpression)))
        let sorted = found.sorted {
            ($0.startLine, $0.startColumn, $0.endLine, $0.endColumn)
                < ($1.startLine, $1.startColumn, $1.endLine, $1.endColumn)
        }
        let text = sorted.map { "\($0.startLine):\($0.startColumn)-\($0.endLine):\($0.endColumn)" }
        #expect(text.joined(separator: " ") == expected)
    }

    @Test("A compound statement reaches from its keyword to the end of its last statement")
    func compoundStatement() throws {
        let source = Source(cell: 1, text: "@dec\ndef f(a):\n    if a:\n        return 1\n\n\nx = 2\n")
        let tree = try Parser.parse(source)
        let function = try #require(tree.statements.first)
        #expect(source.text(of: function.span) == "def f(a):\n    if a:\n        return 1")
        #expect(function.span.startLine == 2)
        #expect(function.span.endLine == 4)
        #expect(tree.statements.last?.span.startLine == 7)
    }

    @Test("The names in an f-string have spans inside the string")
    func formattedString() throws {
        let source = Source(cell: 1, text: "x = f\"{a} and {b.c:>{width}}\"")
        let tree = try Parser.parse(source)
        guard case .assignment(_, let value)? = tree.statements.first?.kind else {
            Issue.record("not an assignment")
            return
        }
        #expect(value.children.map { source.text(of: $0.span) } == ["a", "b.c", "width"])
    }

    @Test("A span covers the bytes of its text")
    func text() throws {
        let source = Source(cell: 1, text: "é = ü + 1")
        guard case .assignment(_, let value)? = try Parser.parse(source).statements.first?.kind else {
            Issue.record("not an assignment")
            return
        }
        #expect(source.text(of: value.span) == "ü + 1")
        #expect(value.span.startColumn == 5)
        #expect(source.characterColumn(line: 1, byteColumn: 5) == 4)
    }
}
