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

    @Test func linesOfCommandsAreAnSList() {
        #expect(
            Session.result(
                "x = !printf 'b 2\\na 10\\n'",
                "(x, x.n, x.s, x.l == x, x.fields(0), x.grep('^a'))")
                == #"(['b 2', 'a 10'], 'b 2\na 10', 'b 2 a 10', True, ['b', 'a'], ['a 10'])"#)
        #expect(Session.result("x = !echo /", "x.p") == "[PosixPath('/')]")
    }

    @Test func measuredTimesCanBeKept() {
        #expect(
            Session.result(
                "t = %timeit -o -q -n 3 -r 2 1 + 1",
                "(t.loops, t.repeat, len(t.all_runs), t.best <= t.average <= t.worst, repr(t)[:16])")
                == "(3, 2, 2, True, '<TimeitResult : ')")
    }

    @Test func magicsAloneInTheirCellNeedNoPercentSign() {
        #expect(Session.result("cd -q .", "import os", "here = %pwd", "here == os.getcwd()") == "True")
        #expect(Session.result("x = 1", "who_ls int") == "['x']")
        #expect(Session.result("time 1 + 1") == "2")
        #expect(Session.result("pwd = 3", "pwd") == "3")
        #expect(Session.result("time(1)") == "NameError: name 'time' is not defined")
        let error = Session.bundle(["x = 1\npip install torch"])?.text ?? ""
        #expect(error.contains("did you mean '%pip install torch'?"))
    }

    @Test func whatPythonCanReadIsNoMagic() {
        #expect(Session.result("hist , edges = (1, 2)", "edges") == "2")
        #expect(Session.result("time : float = 2.5", "time") == "2.5")
        #expect(Session.result("run if False else 3") == "3")
        #expect(Session.result("cd , = [1]", "cd") == "1")
        #expect(Session.result("cd /tmp", "import os; os.getcwd()") == "'/tmp'")
    }

    @Test func notebooksRunInTheNotebook() {
        let write = """
            import json, tempfile
            folder = tempfile.mkdtemp()
            cells = [{'cell_type': 'markdown', 'source': '# x'},
                     {'cell_type': 'code', 'source': ['a = 1\\n', 'b = !echo hi']},
                     {'cell_type': 'code', 'source': 'a += 1\\na'}]
            with open(folder + '/n.ipynb', 'w') as file: json.dump({'cells': cells}, file)
            """
        #expect(Session.result(write, "%run {folder}/n.ipynb", "(a, b)") == "(2, ['hi'])")
        #expect(Session.result("%run nowhere.py") == "Exception: File `'nowhere.py'` not found.")
    }
}
