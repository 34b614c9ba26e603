import Testing

import Language

/// Hostile cells: programs that once ended the process or could not be stopped.
@Suite struct HostileCellTests {
    @Test(arguments: [
        "x[I():I()] = [1]", "del x[I():]", "x[I()::2] = [1]", "x[I()] = 1", "x[I()]", "x.pop(I())", "x.insert(I(), 1)",
    ])
    func anIndexMayClearTheListItIndexes(statement: String) {
        let program = """
            x = [1, 2, 3]
            class I:
                def __index__(self):
                    x.clear()
                    return 1
            try: \(statement)
            except (IndexError, ValueError): pass
            print(len(x) < 3)
            """
        #expect(printed(program) == "True")
    }

    @Test(arguments: ["x[I():I()] = b'x'", "x[1] = I()", "x[I()]"])
    func anIndexMayEmptyTheBytesItIndexes(statement: String) {
        let program = """
            x = bytearray(b"abc")
            class I:
                def __index__(self):
                    x[:] = b""
                    return 1
            try: \(statement)
            except (IndexError, ValueError): pass
            print(len(x) < 3)
            """
        #expect(printed(program) == "True")
    }

    @Test(arguments: [
        "import random; random.choices([1], k=10**15)", "import random; random.sample([1, 2], 1, counts=[10**15, 1])",
        "'a'.join(['b' * 10**6] * 10**6)", "'\\t'.expandtabs(2**40)", "('ab' * 1000).replace('', 'x' * 10**6)",
        "'a'.translate({97: 'x' * 10**6} | {98: 1}) * 10**6", "[0] * 2**62", "b'ab' * 2**62", "list(range(2**40))",
        "tuple(range(2**40))",
        "set(range(2**40))",
        "3 ** 10**8", "(1 << 2**24) * (1 << 2**24) * 2", "(1 << 2**25 - 2) // (3 << 2**24)", "bytes(2**62)",
        "x = 'a' * 2**30; x = x + x + x",
    ])
    func sizesBeyondTheLimitsAreMemoryErrors(statement: String) {
        #expect(error(of: statement)?.hasPrefix("MemoryError") == true)
    }

    @Test func theLargestStepEndsAnIslice() {
        #expect(printed("from itertools import islice; print(list(islice(range(10), 1, 9, 2**63 - 1)))") == "[1]")
    }

    @Test func aCounterGivesItsElementsOneByOne() {
        let program = """
            from collections import Counter
            elements = Counter({"a": 2, "b": 0, "c": 10**15}).elements()
            print([next(elements) for i in range(4)])
            """
        #expect(printed(program) == "['a', 'a', 'c', 'c']")
    }

    @Test(arguments: ["[x]", "(x,)", "{1: x}"])
    func theTextOfDeepContainersIsARecursionError(level: String) {
        let program = "x = ()\nfor i in range(100_000): x = \(level)\nrepr(x)"
        let expected = "RecursionError: maximum recursion depth exceeded while getting the repr of an object"
        #expect(error(of: program) == expected)
    }

    @Test func digitsBeyondTheLimitAreNotComputed() {
        #expect(error(of: "str(7 ** 1000000)")?.hasPrefix("ValueError: Exceeds the limit (4300 digits)") == true)
    }
}
