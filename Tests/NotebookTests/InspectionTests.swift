import Testing

import Notebook

@Suite("Help says what is known of a name")
struct InspectionTests {
    private func help(_ code: String, detail: Int = 0, after cells: String...) -> String {
        (Session.answer(after: cells) { session in
            session.inspect(code, cursor: code.unicodeScalars.count, detail: detail, whileRunning: false)?.text
        } ?? nil) ?? ""
    }

    @Test func signatureSummaryAndSource() {
        let cell = "def doubled(x, times=2):\n    '''Twice as much.'''\n    return x * times"
        #expect(help("doubled", after: cell).hasPrefix("Signature:  doubled(x, times=2)\nDocstring:  Twice as much."))
        #expect(help("doubled", detail: 1, after: cell).hasSuffix("    return x * times\n"))
        #expect(help("doubled(1, ", after: cell).contains("doubled(x, times=2)"))
    }

    @Test func noCodeOfTheUserRunsForASignature() {
        let endless = "class F:\n    def __repr__(self):\n        while True: pass\ndef f(x=F(), *, y: int = 3): pass"
        #expect(help("f", after: endless).hasPrefix("Signature:  f(x=..., *, y=3)"))
        #expect(help("g", after: "def g(x: int = 3) -> str: pass").hasPrefix("Signature:  g(x: int = 3) -> str"))
    }

    @Test func valuesWithTheirLength() {
        #expect(help("words", after: "words = ['a', 'b']").contains("Value:      ['a', 'b']\nLength:     2"))
        #expect(help("nowhere") == "")
    }

    @Test func magics() { #expect(help("%timeit").hasPrefix("Magic:      %timeit\nSummary:    Runs code many times")) }

    @Test(
        "Every example runs and gives what it says", arguments: FunctionNotes.all.keys.sorted())
    func examples(_ name: String) throws {
        let note = try #require(FunctionNotes.all[name])
        #expect(Session.result("import torch", note.example) == note.result)
    }
}
