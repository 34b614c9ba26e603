/// Mistakes of the arguments of a call: each is the program, the words of CPython,
/// the line and the columns of the caret (characters from 0).
let mistakesInArguments: [Mistake] = [
    Mistake("f(a b)", "invalid syntax. Perhaps you forgot a comma?", line: 1, columns: 2..<5),
    Mistake("class A(x for x in y): pass", "invalid syntax", line: 1, columns: 10..<13),
    Mistake("f(a=1, b)", "positional argument follows keyword argument", line: 1, columns: 8..<9),
    Mistake("f(**k, b)", "positional argument follows keyword argument unpacking", line: 1, columns: 8..<9),
    Mistake("f(**k, *b)", "iterable argument unpacking follows keyword argument unpacking", line: 1, columns: 7..<8),
    Mistake("f(a=1, a=2)", "keyword argument repeated: a", line: 1, columns: 7..<10),
    Mistake("f(x for x in y, 1)", "Generator expression must be parenthesized", line: 1, columns: 2..<14),
    Mistake("f(1, x for x in y)", "Generator expression must be parenthesized", line: 1, columns: 5..<17),
    Mistake(
        "f(a=x for x in y)",
        "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
        line: 1, columns: 2..<4),
    Mistake("f(a=b:=1)", "invalid syntax", line: 1, columns: 5..<7),
    Mistake("f(a if b)", "expected 'else' after 'if' expression", line: 1, columns: 2..<8),
    Mistake("f(,)", "invalid syntax", line: 1, columns: 2..<3),
    Mistake(
        "foo(x,    y for y in range(3) for z in range(2) if z    , p)",
        "Generator expression must be parenthesized",
        line: 1, columns: 10..<52),
    Mistake("f(1 2, 3)", "invalid syntax. Perhaps you forgot a comma?", line: 1, columns: 2..<5),
    Mistake("f(a, b c)", "invalid syntax. Perhaps you forgot a comma?", line: 1, columns: 5..<8),
    Mistake("f(lambda x: 1 2)", "invalid syntax. Perhaps you forgot a comma?", line: 1, columns: 12..<15),
    Mistake("f(a, b for b in c, d)", "Generator expression must be parenthesized", line: 1, columns: 5..<17),
    Mistake("class A(B=1, C): pass", "positional argument follows keyword argument", line: 1, columns: 14..<15),
]
