/// Mistakes of brackets that do not match: each is the program, the words of CPython,
/// the line and the columns of the caret (characters from 0).
let mistakesInBrackets: [Mistake] = [
    Mistake("from a import (b, c", "'(' was never closed", line: 1, columns: 14..<15),
    Mistake("x = [1, 2", "'[' was never closed", line: 1, columns: 4..<5),
    Mistake("x = {1: 2", "'{' was never closed", line: 1, columns: 4..<5),
    Mistake("x = (1, 2\ny = 3", "'(' was never closed", line: 1, columns: 4..<5),
    Mistake("foo(1, 2\nbar(3)\n", "'(' was never closed", line: 1, columns: 3..<4),
    Mistake("x = [1, 2\nfor i in x:\n  print(i)", "'[' was never closed", line: 1, columns: 4..<5),
    Mistake("a)", "unmatched ')'", line: 1, columns: 1..<2),
    Mistake("a]", "unmatched ']'", line: 1, columns: 1..<2),
    Mistake("(a]", "closing parenthesis ']' does not match opening parenthesis '('", line: 1, columns: 2..<3),
    Mistake(
        "(a\n]",
        "closing parenthesis ']' does not match opening parenthesis '(' on line 1",
        line: 2, columns: 0..<1),
    Mistake("{a)", "closing parenthesis ')' does not match opening parenthesis '{'", line: 1, columns: 2..<3),
    Mistake("x = )", "unmatched ')'", line: 1, columns: 4..<5),
    Mistake("def f(x, y=1, *args, z, w=2, **kw): pass\nf(1", "'(' was never closed", line: 2, columns: 1..<2),
    Mistake("print('a'))", "unmatched ')'", line: 1, columns: 10..<11),
    Mistake("l = [1,\n2,\n3\n", "'[' was never closed", line: 1, columns: 4..<5),
]
