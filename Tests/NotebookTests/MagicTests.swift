import Testing

import Notebook

@Suite("Magics answer as in IPython")
struct MagicTests {
    @Test func unknownMagicsAreUsageErrors() {
        #expect(Session.result("%tiem 1") == "UsageError: Line magic function `%tiem` not found.")
        #expect(Session.result("%%nothing\n1") == "UsageError: Cell magic function `%%nothing` not found.")
        #expect(
            Session.result("%%who\n1")
                == "UsageError: Cell magic `%%who` not found (But line magic `%who` exists, did you mean that instead?)."
        )
    }

    @Test func resultsOfTimedCellsAreShown() {
        #expect(Session.result("%%time\nx = 2\nx + 1") == "3")
        #expect(Session.result("%time 1 + 1") == "2")
        #expect(Session.result("%timeit -n 1 -r 1 1 + 1") == nil)
    }

    @Test func capturedCellsKeepWhatTheyPrint() {
        #expect(Session.result("%%capture kept\nprint('hidden')", "kept.stdout") == #"'hidden\n'"#)
    }

    @Test func earlierResultsHaveNames() {
        #expect(Session.result("40 + 2", "_ + 1", "(_, __, _1, Out[2], In[1])") == "(43, 42, 42, 43, '40 + 2')")
        #expect(Session.result("for _ in range(3): pass", "7", "_") == "2")
    }

    @Test func commandsTakeValuesOfTheNotebook() {
        #expect(Session.result("word = 'hello'", "x = !echo {word} $word", "x") == "['hello hello']")
        #expect(Session.result("x = !pip install torch", "x[0][:18]") == "'Nothing to install'")
    }
}
