import Language
import Testing

@Suite("A cell is complete, incomplete or invalid as IPython says")
struct CompletenessTests {
    @Test(
        "Complete cells",
        arguments: [
            "", "\n", "   ", "x = 1", "x = 1\n", "for i in x: print(i)", "for i in x:\n    print(i)\n",
            "def f():\n    return 1\n\n", "# only a comment", "x = '''a\nb'''", "f(1,\n  2)", "'''doc'''",
        ])
    func complete(_ cell: String) {
        #expect(Completeness(of: cell) == .complete)
    }

    @Test(
        "Incomplete cells propose the indentation of the next line",
        arguments: [
            ("for i in x:", 4), ("if x: # why", 4), ("class A:\n    def f(self):", 8), ("for i in x:\n    f(i)", 4),
            ("x = [1,", 0), ("def f():\n    x = (1,\n", 4), ("x = '''abc", 0), ("a = 1 + \\", 0), ("x[1:", 0),
            ("def f(a,\n      b):", 4), ("if x:\n    y\nelse:", 4), ("try:\n    x\n", 4), ("@decorator\n", 0),
            ("with a as b:\n\tpass", 4),
        ])
    func incomplete(_ cell: String, _ indent: Int) {
        #expect(Completeness(of: cell) == .incomplete(indent: indent))
    }

    @Test(
        "Invalid cells",
        arguments: ["x = ", "a)", "print('a'))", "x y", "'abc", "for i in x print(i)", "1abc", "return 1", "f(1=2)"])
    func invalid(_ cell: String) {
        #expect(Completeness(of: cell) == .invalid)
    }
}
