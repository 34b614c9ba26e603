/// Mistakes of lists, sets, dicts and comprehensions: each is the program, the words of CPython,
/// the line and the columns of the caret (characters from 0).
let mistakesInDisplays: [Mistake] = [
    Mistake("[1 2]", "invalid syntax. Perhaps you forgot a comma?", line: 1, columns: 1..<4),
    Mistake("{1 2}", "invalid syntax. Perhaps you forgot a comma?", line: 1, columns: 1..<4),
    Mistake("{1:2, 3}", "':' expected after dictionary key", line: 1, columns: 6..<7),
    Mistake("{1:}", "expression expected after dictionary key and ':'", line: 1, columns: 2..<3),
    Mistake("{**a for b in c}", "dict unpacking cannot be used in dict comprehension", line: 1, columns: 1..<3),
    Mistake("[*a for a in b]", "iterable unpacking cannot be used in comprehension", line: 1, columns: 1..<3),
    Mistake(
        "[a, b for a in b]",
        "did you forget parentheses around the comprehension target?",
        line: 1, columns: 1..<5),
    Mistake("(a, b for a in b)", "invalid syntax", line: 1, columns: 6..<9),
    Mistake("[x for a := 1 in c]", "invalid syntax", line: 1, columns: 9..<11),
    Mistake("(,)", "invalid syntax", line: 1, columns: 1..<2),
    Mistake("[,]", "invalid syntax", line: 1, columns: 1..<2),
    Mistake("{,}", "invalid syntax", line: 1, columns: 1..<2),
    Mistake(
        "(x, y, z=3, d, e)",
        "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
        line: 1, columns: 7..<10),
    Mistake(
        "[x, y, z=3, d, e]",
        "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
        line: 1, columns: 7..<10),
    Mistake("[z=3]", "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", line: 1, columns: 1..<4),
    Mistake("{x, y, z=3}", "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", line: 1, columns: 7..<10),
    Mistake("{a b: c}", "invalid syntax. Perhaps you forgot a comma?", line: 1, columns: 1..<4),
    Mistake("{a: b c}", "invalid syntax. Perhaps you forgot a comma?", line: 1, columns: 4..<7),
    Mistake("x = [i if i for i in range(3)]", "expected 'else' after 'if' expression", line: 1, columns: 5..<11),
    Mistake("x = {a: b, c}", "':' expected after dictionary key", line: 1, columns: 11..<12),
]
