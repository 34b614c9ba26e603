import Language
import Testing

/// Texts, tuples and short lists whose memory the next ones take: nothing of an ended one may be seen, and nothing that is held may end.
struct KeptObjectTests {
    @Test func contentsOfEndedObjectsAreNeverSeen() {
        let program = #"""
            def churn(count):
                seen = []
                for i in range(count):
                    text = str(i) + "é" * (i % 3)
                    pair = (text, i)
                    long = text * 20
                    if i % 500 == 0: seen.append((pair, long[:3], len(long), {text: i}, hash(text) == hash(str(i) + "é" * (i % 3))))
                    text = long = pair = None
                return seen
            print(churn(3000))
            print([len(t) for t in [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)]], tuple([]), ("a",) + ())
            """#
        let expected =
            "[(('0', 0), '000', 20, {'0': 0}, True), (('500éé', 500), '500', 100, {'500éé': 500}, True), "
            + "(('1000é', 1000), '100', 100, {'1000é': 1000}, True), (('1500', 1500), '150', 80, {'1500': 1500}, True), "
            + "(('2000éé', 2000), '200', 120, {'2000éé': 2000}, True), (('2500é', 2500), '250', 100, {'2500é': 2500}, True)]\n"
            + "[0, 1, 2, 3, 4] () ('a',)"
        #expect(printed(program) == expected)
    }

    @Test func listsInTheMemoryOfEndedOnesAreLikeNewOnes() {
        let program = #"""
            def churn(count):
                kept = []
                for i in range(count):
                    short = [i, str(i), None][:i % 4]
                    grown = []
                    for j in range(i % 23): grown.append(j)
                    parts = "a,bb,ccc".split(",")
                    mixed = [short, (i, [i])]
                    if i % 700 == 3: kept.append((short, grown[-2:], parts, mixed, [], list(short), short[::-1]))
                    parts.append(i); parts.pop(); short = grown = parts = mixed = None
                return kept
            for row in churn(2200): print(row)
            one = [1, 2]; other = one; one = None
            for i in range(50): [i, i]
            print(other, [[]] * 2, [x for x in "ab"], sorted([3, 1]), [*range(20)][18:])
            """#
        #expect(
            printed(program) == #"""
                ([3, '3', None], [1, 2], ['a', 'bb', 'ccc'], [[3, '3', None], (3, [3])], [], [3, '3', None], [None, '3', 3])
                ([703, '703', None], [11, 12], ['a', 'bb', 'ccc'], [[703, '703', None], (703, [703])], [], [703, '703', None], [None, '703', 703])
                ([1403, '1403', None], [], ['a', 'bb', 'ccc'], [[1403, '1403', None], (1403, [1403])], [], [1403, '1403', None], [None, '1403', 1403])
                ([2103, '2103', None], [8, 9], ['a', 'bb', 'ccc'], [[2103, '2103', None], (2103, [2103])], [], [2103, '2103', None], [None, '2103', 2103])
                [1, 2] [[], []] ['a', 'b'] [1, 3] [18, 19]
                """#)
    }

    @Test func textsThatAreTheirOwnResultsKeepTheirReferences() {
        let program = #"""
            def run(count):
                short, long, row = "abc", "a long text without end " * 3, ["abc", "x" * 40]
                pair = (short, long)
                for i in range(count):
                    c = short[:]; c = long[0:]; c = long[-1:]; c = short[:1]; c = pair[:]; c = row[:]
                    c = long.strip("!"); c = short.strip(); c = long.replace("!", ""); c = str(short); c = f"{long}"
                    c = short + ""; c = "" + long; c, m, e = long.partition("!"); c = "".join([long]); c = long.split("!")[0]
                    c = "%s" % long; c = min(short, long); c = row.pop(); row.append(c); x, y = pair; c = x or y
                return short, long == "a long text without end " * 3, row, pair == (short, long), c
            print(run(20000))
            """#
        #expect(printed(program) == "('abc', True, ['abc', '\(String(repeating: "x", count: 40))'], True, 'abc')")
    }

    @Test func whatATupleHoldsEndsWithIt() {
        let program = #"""
            class R:
                def __init__(self, name): self.name = name
                def __del__(self): print("end of", self.name)
            pair = (R("a"), "text")
            first, second = pair
            pair = None
            print(second)
            first = None
            print("after")
            nested = ((1, "b"), (2, (R("c"),)))
            nested = None
            print("done")
            """#
        #expect(printed(program) == "text\nend of a\nafter\nend of c\ndone")
    }

    @Test func deepTuplesEndWithoutRecursion() {
        let program = #"""
            deep, texts = (), "x"
            for i in range(200000):
                deep = (deep, texts, i)
            deep = None
            row = [("t" + str(i), (i, [i])) for i in range(5000)]
            row = None
            print("still here")
            """#
        #expect(printed(program) == "still here")
    }

    @Test func instancesOfClassesThatDeriveFromThemEndAsTheyDid() {
        let program = #"""
            class Name(str):
                pass
            class Pair(tuple):
                pass
            for i in range(100):
                name, pair = Name("n" + str(i)), Pair((i, str(i)))
                name.note = pair.note = [i]
                held = (name, pair)
                name = pair = None
            print(held, held[0].note, type(held[0]).__name__, str(7) + "x", (1, 2))
            """#
        #expect(printed(program) == "('n99', (99, '99')) [99] Name 7x (1, 2)")
    }

    #if !DEBUG
        @Test func endedTextsAreKeptAndTheNextOnesTakeTheirMemory() throws {
            let evaluator = Evaluator()
            func run(_ program: String) throws {
                _ = try evaluator.run(Source(cell: 1, text: program), in: evaluator.main.namespace)
            }
            try run("for i in range(100000):\n    (str(i), i)\ntexts = [str(i) for i in range(200000)]\ntexts = None\n")
            let kept = KeptObjects.count
            #expect(kept > 199_000)
            try run("texts = [str(i) for i in range(150000)]")
            #expect(KeptObjects.count < kept - 149_000)
        }

        @Test func textsThatSwiftEndsComeBackToTheirSlab() {
            let before = KeptObjects.slabCount
            for round in 0..<2000 {
                var texts = (0..<2000).map { Text.decimal(round + $0) }
                #expect(texts.removeLast().string == String(round + 1999))
            }
            #expect(KeptObjects.slabCount <= before + 3)
        }
    #endif
}
