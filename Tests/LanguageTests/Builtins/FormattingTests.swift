import Language
import Testing

struct FormattingTests {
    @Test(arguments: [
        ("f'{1234567.891:,.2f}'", "1,234,567.89"), ("f'{255:#010x}'", "0x000000ff"), ("f'{5:<05}'", "50000"),
        ("f'{1234:08,}'", "0,001,234"), ("f'{0.5:.1%}'", "50.0%"), ("f'{\"x\":*^5}'", "**x**"),
        ("f'{10.0:.2}'", "1e+01"), ("f'{-0.001:z.1f}'", "0.0"), ("f'{1+2j:.1f}'", "1.0+2.0j"),
        ("'%-5s|%06.2f|%+d' % ('a', 3.14159, 5)", "a    |003.14|+5"),
        ("'{0[k]} {1.real:>3}'.format({'k': 1}, 2)", "1   2"),
        ("'{:{w}.{p}f}'.format(3.14159, w=8, p=2)", "    3.14"),
    ])
    func specificationsLayOutAsCPython(expression: String, expected: String) throws {
        #expect(printed("print(\(expression))") == expected + "")
    }

    @Test(arguments: [
        ("format(1, 'q')", "ValueError: Unknown format code 'q' for object of type 'int'"),
        ("format('a', ',')", "ValueError: Cannot specify ',' with 's'."),
        ("format(1, 'qq')", "ValueError: Invalid format specifier 'qq' for object of type 'int'"),
        ("format([], '5')", "TypeError: unsupported format string passed to list.__format__"),
        ("'%d' % 'a'", "TypeError: %d format: a real number is required, not str"),
        ("'%s %s' % (1,)", "TypeError: not enough arguments for format string"),
        ("'{} {}'.format(1)", "IndexError: Replacement index 1 out of range for positional args tuple"),
        ("format(1.0, '.99999999999f')", "ValueError: precision too big"),
    ])
    func mistakesHaveCPythonsWords(program: String, expected: String) {
        #expect(error(of: program) == expected)
    }

    @Test func longResultsWrapAtSeventyNineColumns() throws {
        let evaluator = Evaluator()
        let numbers = Value((100..<130).map { .int($0) })
        let lines = try PrettyPrinter.text(numbers, evaluator).split(separator: "\n")
        #expect(lines.count == 30)
        #expect(lines.first == "[100,")
        #expect(lines.last == " 129]")
        #expect(try PrettyPrinter.text(Value([1, 2.5, "a"]), evaluator) == "[1, 2.5, 'a']")
    }
}
