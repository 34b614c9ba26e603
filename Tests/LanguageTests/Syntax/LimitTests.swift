import Language
import Testing

@Suite("A source of any depth gets an answer and never overflows the stack")
struct LimitTests {
    private func message(_ program: String) -> String? { syntaxError(in: program)?.message }

    private func repeated(_ text: String, _ tail: String = "") -> String {
        String(repeating: text, count: 20_000) + tail
    }

    @Test("200 brackets may be open, and not one more")
    func brackets() {
        #expect(message(String(repeating: "(", count: 200) + "1" + String(repeating: ")", count: 200)) == nil)
        #expect(message(repeated("(")) == "too many nested parentheses")
        #expect(message(repeated("[")) == "too many nested parentheses")
        #expect(message(repeated("{1:")) == "too many nested parentheses")
        #expect(message(repeated("f(")) == "too many nested parentheses")
        #expect(message(repeated("a[")) == "too many nested parentheses")
    }

    @Test("20,000 signs, nots, lambdas and conditions are a MemoryError")
    func prefixes() {
        for program in [
            repeated("-", "1"), repeated("not ", "x"), repeated("lambda: ", "x"), repeated("x if y else ", "z"),
            repeated("2 ** ", "2"), repeated("~-+", "1"),
        ] {
            #expect(syntaxError(in: program)?.kind == .memory)
        }
    }

    @Test("Chains of 20,000 attributes, calls, subscripts or sums are a RecursionError")
    func chains() {
        for program in [
            "a" + repeated(".b"), "a" + repeated("()"), "a" + repeated("[0]"), "1" + repeated(" + 1"),
            "1" + repeated(" * 1 + 1"),
        ] {
            #expect(syntaxError(in: program)?.kind == .recursion)
            #expect(message(program) == "maximum recursion depth exceeded during compilation")
        }
    }

    @Test("A chain of 900 is accepted")
    func longChain() {
        #expect(message("a" + String(repeating: ".b", count: 900)) == nil)
        #expect(message("1" + String(repeating: " + 1", count: 900)) == nil)
    }

    @Test("Chains that nest in brackets add up")
    func nestedChains() {
        var program = "a"
        for _ in 0..<20 { program = "(" + program + String(repeating: ".b", count: 100) + ")" }
        #expect(syntaxError(in: program)?.kind == .recursion)
    }

    @Test("100 levels of indentation are the limit")
    func indentation() {
        let lines = (0..<20_000).map { String(repeating: " ", count: $0 % 2_000) + "if x:" }
        #expect(message(lines.prefix(2_000).joined(separator: "\n")) == "too many levels of indentation")
    }

    @Test("Long flat programs are no problem")
    func flat() {
        #expect(message("if x: pass\n" + repeated("elif y: pass\n")) == nil)
        #expect(message("x = " + repeated("y = ", "1")) == nil)
        #expect(message("[" + repeated("1, ") + "]") == nil)
        #expect(message("x" + repeated(" < y")) == nil)
        #expect(message("x" + repeated(" and y")) == nil)
        #expect(message(repeated("'a' ")) == nil)
        #expect(message("[x" + repeated(" for x in y") + "]") == nil)
        #expect(message(repeated("x = 1\n")) == nil)
        #expect(message("f(" + repeated("a.b, ") + ")") == nil)
    }

    @Test("Patterns and f-strings nest no deeper than anything else")
    func patterns() {
        #expect(message("match x:\n case " + repeated("(") + "\n") == "too many nested parentheses")
        #expect(message("match x:\n case a" + repeated(".b") + ": pass") != nil)
        #expect(message("f'" + repeated("{") + "'") == nil)
        #expect(message("f'{" + repeated("(") + "}'") == "f-string: too many nested parenthesis")
    }

    @Test("A wrong program of many brackets is diagnosed quickly")
    func wrongAndDeep() {
        let depth = 150
        for open in ["f(a b, ", "[x y, ", "{x: ", "(x := ", "(a if b if c, ", "print [", "a[b = "] {
            let program = String(repeating: open, count: depth) + "1 2 3"
            let duration = ContinuousClock().measure { _ = syntaxError(in: program) }
            #expect(duration < .seconds(20))
        }
    }
}
