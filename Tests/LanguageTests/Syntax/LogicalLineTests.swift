import Language
import Testing

@Suite("Logical lines begin where a magic may stand")
struct LogicalLineTests {
    /// The first and last line of each logical line.
    private func lines(_ text: String) -> [ClosedRange<Int>] {
        LogicalLine.lines(of: Source(name: "<test>", text: text)).map(\.lines)
    }

    @Test("A bracket, a triple-quoted string and a backslash hold lines together")
    func joinedLines() {
        #expect(lines("x = [\n%a\n]\ny") == [1...3, 4...4])
        #expect(lines("s = '''\n%time\n!ls'''\ny") == [1...3, 4...4])
        #expect(lines("x = 1 + \\\n%a\ny") == [1...2, 3...3])
    }

    @Test("Quotes and brackets in a magic or a comment mean nothing")
    func commands() {
        #expect(lines("!echo it's (\nx = 1") == [1...1, 2...2])
        #expect(lines("%time f(\nx") == [1...1, 2...2])
        #expect(lines("x # it's (\ny") == [1...1, 2...2])
        #expect(lines("!ls \\\n -l\nx") == [1...2, 3...3])
    }

    @Test("An unterminated string ends with its line")
    func unterminatedString() {
        #expect(lines("x = 'abc\n%time y") == [1...1, 2...2])
    }

    @Test("A line knows its indentation and its bytes")
    func indentation() {
        let source = Source(name: "<test>", text: "if x:\r\n    %time y\r\n")
        let lines = LogicalLine.lines(of: source)
        #expect(lines.map(\.indent) == [0, 4])
        #expect(lines.map(\.bytes) == [0..<5, 7..<18])
    }

    @Test("A cell that ends inside a string or a bracket has its last logical line to the end")
    func openEnd() {
        #expect(lines("x = '''a\nb") == [1...2])
        #expect(lines("x = (a\n\nb") == [1...3])
    }
}
