import Language
import Testing

/// Texts and tuples whose memory the next ones take: nothing of an ended one may be seen, and nothing that is held may end.
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
        @Test func someAreKeptButNotMany() {
            _ = printed(
                "for i in range(100000):\n    (str(i), i)\nrows = [(str(i), i) for i in range(100000)]\nrows = None\n")
            #expect(KeptObjects.count <= 4096)
        }
    #endif
}
