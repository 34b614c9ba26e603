/// Built-in functions and those of `math`.
extension FunctionNotes {
    static let builtins: [String: FunctionNote] = [
        "builtins.abs": FunctionNote("abs(-2.5)", gives: "2.5"),
        "builtins.all": FunctionNote("all(x > 0 for x in [1, 2])", gives: "True"),
        "builtins.any": FunctionNote("any([0, '', 3])", gives: "True"),
        "builtins.dict": FunctionNote("dict(a=1, b=2)", gives: "{'a': 1, 'b': 2}"),
        "builtins.divmod": FunctionNote(
            "divmod(17, 5)", gives: "(3, 2)", errors: "ZeroDivisionError when the second is 0"),
        "builtins.enumerate": FunctionNote(
            "list(enumerate(['a', 'b'], start=1))", gives: "[(1, 'a'), (2, 'b')]"),
        "builtins.filter": FunctionNote("list(filter(str.isdigit, ['1', 'a', '2']))", gives: "['1', '2']"),
        "builtins.float": FunctionNote("float('2.5')", gives: "2.5", errors: "ValueError when a text is no number"),
        "builtins.getattr": FunctionNote(
            "getattr('text', 'nowhere', 'absent')", gives: "'absent'",
            errors: "AttributeError when there is none and no default"),
        "builtins.int": FunctionNote("int('ff', 16)", gives: "255", errors: "ValueError when a text is no number"),
        "builtins.isinstance": FunctionNote("isinstance(3, (int, str))", gives: "True"),
        "builtins.len": FunctionNote("len({'a': 1, 'b': 2})", gives: "2", errors: "TypeError for what has no length"),
        "builtins.list": FunctionNote("list('abc')", gives: "['a', 'b', 'c']"),
        "builtins.map": FunctionNote("list(map(len, ['a', 'bcd']))", gives: "[1, 3]"),
        "builtins.max": FunctionNote(
            "max(['a', 'bcd'], key=len)", gives: "'bcd'", errors: "ValueError when there is nothing to compare"),
        "builtins.min": FunctionNote(
            "min([3, 1, 2])", gives: "1", errors: "ValueError when there is nothing to compare"),
        "builtins.range": FunctionNote("list(range(0, 10, 3))", gives: "[0, 3, 6, 9]"),
        "builtins.repr": FunctionNote("repr('a\\n')", gives: "\"'a\\\\n'\""),
        "builtins.reversed": FunctionNote("list(reversed([1, 2, 3]))", gives: "[3, 2, 1]"),
        "builtins.round": FunctionNote("round(3.14159, 2)", gives: "3.14"),
        "builtins.set": FunctionNote("set([1, 1, 2])", gives: "{1, 2}"),
        "builtins.sorted": FunctionNote(
            "sorted(['b', 'A', 'c'], key=str.lower, reverse=True)", gives: "['c', 'b', 'A']",
            errors: "TypeError when two cannot be compared"),
        "builtins.str": FunctionNote("str(2.5) + '!'", gives: "'2.5!'"),
        "builtins.sum": FunctionNote("sum([1, 2, 3], start=10)", gives: "16"),
        "builtins.tuple": FunctionNote("tuple([1, 2])", gives: "(1, 2)"),
        "builtins.zip": FunctionNote("list(zip('ab', [1, 2]))", gives: "[('a', 1), ('b', 2)]"),
        "math.ceil": FunctionNote("import math\nmath.ceil(2.1)", gives: "3"),
        "math.comb": FunctionNote("import math\nmath.comb(5, 2)", gives: "10"),
        "math.cos": FunctionNote("import math\nmath.cos(math.pi)", gives: "-1.0"),
        "math.exp": FunctionNote("import math\nmath.exp(0)", gives: "1.0", errors: "OverflowError beyond about 709"),
        "math.factorial": FunctionNote(
            "import math\nmath.factorial(5)", gives: "120", errors: "ValueError for negative numbers"),
        "math.floor": FunctionNote("import math\nmath.floor(-2.1)", gives: "-3"),
        "math.gcd": FunctionNote("import math\nmath.gcd(12, 18)", gives: "6"),
        "math.hypot": FunctionNote("import math\nmath.hypot(3, 4)", gives: "5.0"),
        "math.isclose": FunctionNote("import math\nmath.isclose(0.1 + 0.2, 0.3)", gives: "True"),
        "math.log": FunctionNote("import math\nmath.log(8, 2)", gives: "3.0", errors: "ValueError unless above 0"),
        "math.log2": FunctionNote("import math\nmath.log2(8)", gives: "3.0", errors: "ValueError unless above 0"),
        "math.prod": FunctionNote("import math\nmath.prod([2, 3, 4])", gives: "24"),
        "math.sin": FunctionNote("import math\nmath.sin(0)", gives: "0.0"),
        "math.sqrt": FunctionNote(
            "import math\nmath.sqrt(2)", gives: "1.4142135623730951", errors: "ValueError for negative numbers"),
    ]
}
