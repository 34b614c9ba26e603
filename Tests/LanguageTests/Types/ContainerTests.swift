import Language
import Testing

struct ContainerTests {
    @Test func slicesCanBeReplacedAndRemoved() throws {
        #expect(printed("x = [1,2,3,4,5]; x[1:3] = ['a']; del x[::2]; print(x)") == "['a', 5]")
    }

    @Test func sortingIsStableInBothDirections() throws {
        let program = "x = [(1,'b'),(0,'a'),(1,'a')]; print(sorted(x, key=lambda p: p[0], reverse=True))"
        #expect(printed(program) == "[(1, 'b'), (1, 'a'), (0, 'a')]")
    }

    @Test func aListInsideItselfPrintsDots() throws {
        #expect(
            printed("x = [1]; x.append(x); print(x); d = {}; d['d'] = d; print(d)") == "[1, [...]]\n{'d': {...}}")
    }

    @Test func dictsKeepTheOrderOfInsertion() throws {
        let program =
            "d = {i: i for i in range(50)}; [d.pop(i) for i in range(0, 50, 2)]; d[0] = 'n'; print(list(d)[:3], list(d)[-1], len(d))"
        #expect(printed(program) == "[1, 3, 5] 0 26")
    }

    @Test func equalKeysOfDifferentKindsAreOneKey() throws {
        #expect(printed("print({1: 'a', True: 'b', 1.0: 'c'})") == "{1: 'c'}")
    }

    @Test func setsOfNumbersPrintInCPythonsOrder() throws {
        #expect(
            printed("print(set([10, 20, 30, 40, 50]), set(range(20, 0, -3)))")
                == "{40, 10, 50, 20, 30} {2, 5, 8, 11, 14, 17, 20}")
    }

    @Test(arguments: [
        ("[1][5]", "IndexError: list index out of range"),
        ("{}['a']", "KeyError: 'a'"),
        ("{[]: 1}", "TypeError: unhashable type: 'list'"),
        ("[].pop()", "IndexError: pop from empty list"),
        ("[1, 'a'].sort()", "TypeError: '<' not supported between instances of 'str' and 'int'"),
        ("for k in (d := {1: 1}): d[2] = 2", "RuntimeError: dictionary changed size during iteration"),
        ("[0] * 10**12", "MemoryError: "),
    ])
    func mistakesHaveCPythonsWords(program: String, expected: String) {
        #expect(error(of: program) == expected)
    }
}
