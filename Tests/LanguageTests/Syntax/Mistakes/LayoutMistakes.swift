/// Mistakes of indentation, tabs and missing blocks: each is the program, the words of CPython,
/// the line and the columns of the caret (characters from 0).
let mistakesInLayouts: [Mistake] = [
    Mistake(
        "with a:\npass",
        "expected an indented block after 'with' statement on line 1",
        line: 2, columns: 0..<4, .indentation),
    Mistake(
        "while x:\npass",
        "expected an indented block after 'while' statement on line 1",
        line: 2, columns: 0..<4, .indentation),
    Mistake(
        "class A:\npass",
        "expected an indented block after class definition on line 1",
        line: 2, columns: 0..<4, .indentation),
    Mistake(
        "if x:\n  a\n b",
        "unindent does not match any outer indentation level",
        line: 3, columns: 0..<2, .indentation),
    Mistake("if x:\n  a\n    b", "unexpected indent", line: 3, columns: 0..<4, .indentation),
    Mistake("  a", "unexpected indent", line: 1, columns: 0..<2, .indentation),
    Mistake("a\n  b", "unexpected indent", line: 2, columns: 0..<2, .indentation),
    Mistake(
        "if x:\n\ta\n        b",
        "inconsistent use of tabs and spaces in indentation",
        line: 3, columns: 0..<9, .tab),
    Mistake(
        "if x:\n        a\n\tb",
        "inconsistent use of tabs and spaces in indentation",
        line: 3, columns: 0..<2, .tab),
    Mistake(
        "if x:\na",
        "expected an indented block after 'if' statement on line 1",
        line: 2, columns: 0..<1, .indentation),
    Mistake(
        "for x in y:\na",
        "expected an indented block after 'for' statement on line 1",
        line: 2, columns: 0..<1, .indentation),
    Mistake(
        "def f():\n\n\n# c\na",
        "expected an indented block after function definition on line 1",
        line: 5, columns: 0..<1, .indentation),
    Mistake(
        "if x:\n",
        "expected an indented block after 'if' statement on line 1",
        line: 1, columns: 5..<5, .indentation),
    Mistake(
        "if x:\n  # comment\n",
        "expected an indented block after 'if' statement on line 1",
        line: 2, columns: 11..<11, .indentation),
    Mistake(
        "if x: pass\nelif y:\nz",
        "expected an indented block after 'elif' statement on line 2",
        line: 3, columns: 0..<1, .indentation),
    Mistake(
        "if x: pass\nelse:\nz",
        "expected an indented block after 'else' statement on line 2",
        line: 3, columns: 0..<1, .indentation),
    Mistake(
        "try:\nx",
        "expected an indented block after 'try' statement on line 1",
        line: 2, columns: 0..<1, .indentation),
    Mistake(
        "try:\n x\nfinally:\ny",
        "expected an indented block after 'finally' statement on line 3",
        line: 4, columns: 0..<1, .indentation),
    Mistake(
        "try:\n x\nexcept A:\ny",
        "expected an indented block after 'except' statement on line 3",
        line: 4, columns: 0..<1, .indentation),
    Mistake(
        "try:\n x\nexcept:\ny",
        "expected an indented block after 'except' statement on line 3",
        line: 4, columns: 0..<1, .indentation),
    Mistake(
        "try:\n x\nexcept* A:\ny",
        "expected an indented block after 'except*' statement on line 3",
        line: 4, columns: 0..<1, .indentation),
    Mistake(
        "with a:\nb",
        "expected an indented block after 'with' statement on line 1",
        line: 2, columns: 0..<1, .indentation),
    Mistake("a = 1;b = 2\n c = 3", "unexpected indent", line: 2, columns: 0..<1, .indentation),
    Mistake(
        "def f():\n    x = 1\n  y = 2",
        "unindent does not match any outer indentation level",
        line: 3, columns: 0..<7, .indentation),
    Mistake(
        "def f():\n    if x:\n        y\n      z\n",
        "unindent does not match any outer indentation level",
        line: 4, columns: 0..<7, .indentation),
    Mistake(
        "def f(x):\nreturn x",
        "expected an indented block after function definition on line 1",
        line: 2, columns: 0..<6, .indentation),
]
