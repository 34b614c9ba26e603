import Language
import Testing

struct RegularExpressionTests {
    @Test(arguments: [
        (#"re.findall(r'(\w)(\d)', 'a1b2')"#, "[('a', '1'), ('b', '2')]"),
        (#"re.sub(r'h\.(\d+)', r'layer\1', 'h.3.attn')"#, "layer3.attn"),
        (#"re.split(r'(,)\s*', 'a, b')"#, "['a', ',', 'b']"),
        (#"re.findall(r'(?<=a)b|c(?!d)', 'ab cb c cd')"#, "['b', 'c', 'c']"),
        (#"re.sub('x*', '-', 'abxd')"#, "-a-b--d-"),
        (#"re.search(r'(?P<year>\d{4})', 'in 2024')['year']"#, "2024"),
        (#"re.findall(r'(?i)straße', 'STRAßE')"#, "['STRAßE']"),
        (#"re.fullmatch(r'(a|b)*c', 'ab' * 20000 + 'c').end()"#, "40001"),
    ])
    func matchesAsCPython(expression: String, expected: String) throws {
        #expect(printed("import re\nprint(\(expression))") == expected + "")
    }

    @Test(arguments: [
        ("(", "error: missing ), unterminated subpattern at position 0"),
        ("a**", "error: multiple repeat at position 2"),
        (#"\\q"#, #"error: bad escape \q at position 0"#),
        ("(?<=a+)b", "error: look-behind requires fixed-width pattern"),
        (#"\\1"#, "error: invalid group reference 1 at position 1"),
    ])
    func brokenPatternsAreExplained(pattern: String, expected: String) {
        #expect(error(of: "import re\nre.compile('\(pattern)')") == expected)
    }

    @Test func anEndlessMatchCanBeInterrupted() throws {
        let evaluator = Evaluator()
        evaluator.interrupt.raise()
        let source = Source(cell: 1, text: "import re\nre.match('(a|a)*b', 'a' * 60)")
        #expect(throws: PythonError.self) { try evaluator.run(source, in: evaluator.main.namespace) }
    }
}
