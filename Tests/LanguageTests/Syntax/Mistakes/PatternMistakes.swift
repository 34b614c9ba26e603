/// Mistakes of `match`: each is the program, the words of CPython,
/// the line and the columns of the caret (characters from 0).
let mistakesInPatterns: [Mistake] = [
    Mistake(
        "match x:\ncase 1: pass",
        "expected an indented block after 'match' statement on line 1",
        line: 2, columns: 0..<4, .indentation),
    Mistake(
        "match x:\n case 1:\n pass",
        "expected an indented block after 'case' statement on line 2",
        line: 3, columns: 1..<5, .indentation),
    Mistake("match x:\n case 1\n  pass", "expected ':'", line: 2, columns: 7..<7),
    Mistake("match x\n case 1: pass", "expected ':'", line: 1, columns: 7..<7),
    Mistake(
        "match x:\n case a | b: pass",
        "name capture 'a' makes remaining patterns unreachable",
        line: 2, columns: 6..<7),
    Mistake(
        "match x:\n case a: pass\n case b: pass",
        "name capture 'a' makes remaining patterns unreachable",
        line: 2, columns: 6..<7),
    Mistake(
        "match x:\n case _: pass\n case b: pass",
        "wildcard makes remaining patterns unreachable",
        line: 2, columns: 6..<7),
    Mistake("match x:\n case (a, a): pass", "multiple assignments to name 'a' in pattern", line: 2, columns: 10..<11),
    Mistake("match x:\n case [*a, *b]: pass", "multiple starred names in sequence pattern", line: 2, columns: 6..<14),
    Mistake("match x:\n case {**a, 'b': c}: pass", "invalid syntax", line: 2, columns: 12..<15),
    Mistake("match x:\n case {**_}: pass", "invalid syntax", line: 2, columns: 9..<10),
    Mistake(
        "match x:\n case {'a': 1, 'a': 2}: pass",
        "mapping pattern checks duplicate key ('a')",
        line: 2, columns: 6..<22),
    Mistake(
        "match x:\n case A(b=1, c): pass",
        "positional patterns follow keyword patterns",
        line: 2, columns: 13..<14),
    Mistake(
        "match x:\n case A(b=1, b=2): pass",
        "attribute name repeated in class pattern: b",
        line: 2, columns: 15..<16),
    Mistake("match x:\n case 1 as _: pass", "cannot use '_' as a target", line: 2, columns: 11..<12),
    Mistake("match x:\n case 1 as a.b: pass", "invalid syntax", line: 2, columns: 12..<13),
    Mistake("match x:\n case 1 as 2: pass", "invalid pattern target", line: 2, columns: 11..<12),
    Mistake("match x:\n case 1 + 2: pass", "imaginary number required in complex literal", line: 2, columns: 10..<11),
    Mistake("match x:\n case -1j + 2j: pass", "real number required in complex literal", line: 2, columns: 6..<9),
    Mistake(
        "match x:\n case f'a': pass",
        "patterns may only match literals and attribute lookups",
        line: 2, columns: 6..<10),
    Mistake(
        "match x:\n case (a | 1): pass",
        "name capture 'a' makes remaining patterns unreachable",
        line: 2, columns: 7..<8),
    Mistake(
        "match x:\n case a | a: pass",
        "name capture 'a' makes remaining patterns unreachable",
        line: 2, columns: 6..<7),
    Mistake(
        "match x:\n case (1 as a) | (2 as b): pass",
        "alternative patterns bind different names",
        line: 2, columns: 18..<24),
    Mistake("match x:\n  pass", "invalid syntax", line: 2, columns: 2..<6),
]
