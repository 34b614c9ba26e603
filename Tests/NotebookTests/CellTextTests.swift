import Testing

import Notebook

struct CellTextTests {
    @Test func commandsAndMagicsBecomeCalls() {
        #expect(CellText("!ls -l").program == #"get_ipython().system("ls -l")"#)
        #expect(CellText("x = !ls").program == #"x = get_ipython().getoutput("ls")"#)
        #expect(CellText("%time f(1)").program == #"get_ipython().run_line_magic("time", "f(1)")"#)
        #expect(CellText("tensor?").program == #"get_ipython().show_help("tensor", 0)"#)
        #expect(CellText("%time?").program == #"get_ipython().show_help("%time", 0)"#)
        #expect(CellText("%%capture??").program == #"get_ipython().show_help("%%capture", 1)"#)
    }

    @Test func aCellMagicTakesTheRestOfTheCell() {
        #expect(CellText("%%time\na = 1\nb").program == #"get_ipython().run_cell_magic("time", "", "a = 1\nb")"#)
    }

    @Test func percentSignsInsideStringsAndBracketsStay() {
        let text = "x = [\n5\n%3\n]\ns = '''\n%time\n'''\ny = 7 % 2"
        #expect(CellText(text).program == text)
    }

    @Test func commandsInsideBlocksKeepTheirIndent() {
        #expect(CellText("if x:\n    !ls\ny").program == "if x:\n    get_ipython().system(\"ls\")\ny")
    }

    @Test func blankLinesMayStandBeforeACellMagic() {
        #expect(CellText("\n%%time\na").program == "\n" + #"get_ipython().run_cell_magic("time", "", "a")"#)
    }
}
