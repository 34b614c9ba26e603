import Testing

/// The smaller modules of Python's library, as CPython 3.11 answers.
@Suite struct LibrarySourceTests {
    @Test(
        "Modules answer as CPython's do",
        arguments: [
            (
                "ast", "ast.literal_eval(\"{'a': [1, -2.5, None], 'b': (1+2j,)}\")",
                "{'a': [1, -2.5, None], 'b': ((1+2j),)}"
            ),
            ("difflib", "difflib.get_close_matches('appel', ['ape', 'apple', 'peach'])", "['apple', 'ape']"),
            ("difflib", "difflib.SequenceMatcher(None, 'abcd', 'bcde').ratio()", "0.75"),
            ("html", "html.escape('<a>'), html.unescape('&lt;&eacute;&#39;')", "('&lt;a&gt;', \"<é'\")"),
            ("urllib.parse", "urllib.parse.urlencode({'a': 1, 'b': 'x y'})", "'a=1&b=x+y'"),
            ("urllib.parse", "urllib.parse.urljoin('http://a/b/c', '../d')", "'http://a/d'"),
            ("unicodedata", "unicodedata.normalize('NFKD', 'ﬁé').encode('ascii', 'ignore')", "b'fie'"),
            (
                "unicodedata", "unicodedata.name('é'), unicodedata.category('A')",
                "('LATIN SMALL LETTER E WITH ACUTE', 'Lu')"
            ),
            ("array", "array.array('i', [1, 2]) + array.array('i', [3])", "array('i', [1, 2, 3])"),
            ("base64", "base64.urlsafe_b64encode(b'\\xff\\xfe'), base64.b32encode(b'abc')", "(b'__4=', b'MFRGG===')"),
            ("uuid", "uuid.uuid5(uuid.NAMESPACE_DNS, 'a')", "UUID('4f3f2898-69e3-5a0d-820a-c4e87987dbce')"),
            ("binascii", "binascii.crc32(b'hello'), binascii.hexlify(b'ab')", "(907060870, b'6162')"),
            ("colorsys", "colorsys.hsv_to_rgb(0.5, 1, 1)", "(0.0, 1.0, 1)"),
            ("graphlib", "list(graphlib.TopologicalSorter({'b': {'a'}}).static_order())", "['a', 'b']"),
            ("statistics", "statistics.NormalDist(100, 15).cdf(115)", "0.8413447460685429"),
            ("time", "time.strptime('2020-01-02', '%Y-%m-%d').tm_yday", "2"),
            ("collections", "collections.Counter('ab') <= collections.Counter('aab')", "True"),
            (
                "operator", "operator.itemgetter(1, 'a'), operator.indexOf([5, 6], 6)",
                "(operator.itemgetter(1, 'a'), 1)"
            ),
            (
                "typing", "typing.Union[int, typing.Union[str, int]], int | str == str | int",
                "(typing.Union[int, str], True)"
            ),
            (
                "math", "math.comb(10**400, 0), math.hypot(1, 2, 3), math.lgamma(5)",
                "(1, 3.7416573867739413, 3.178053830347945)"
            ),
        ])
    func modules(name: String, expression: String, expected: String) {
        #expect(printed("import \(name)\nprint(repr((\(expression))))") == expected)
    }

    @Test func literalsAreReadAndNothingElse() {
        for text in ["f(1)", "x", "1 + 2", "[x for x in y]", "__import__('os')"] {
            #expect(error(of: "import ast\nast.literal_eval(\"\(text)\")")?.hasPrefix("ValueError") == true, "\(text)")
        }
    }

    @Test func awareAndNaiveTimesAreNotCompared() {
        let program = "from datetime import *\ndatetime(2024, 1, 1) < datetime.now(timezone.utc)"
        #expect(error(of: program) == "TypeError: can't compare offset-naive and offset-aware datetimes")
    }
}
