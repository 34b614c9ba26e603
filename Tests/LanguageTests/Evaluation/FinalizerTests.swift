import Testing

/// `__del__`: what is called when an instance ends, with what CPython 3.11 prints.
struct FinalizerTests {
    private static let resource = #"""
        class R:
            def __init__(self, name): self.name = name
            def __del__(self): print("end of", self.name)

        """#

    @Test func lastReferenceThatGoesCallsIt() {
        let program = #"""
            r = R("a")
            other = r
            del r
            print("still there")
            other = None
            print("gone")
            """#
        #expect(printed(FinalizerTests.resource + program) == "still there\nend of a\ngone")
    }

    @Test func localsEndWithTheirFunction() {
        #expect(
            printed(FinalizerTests.resource + "def f():\n    r = R('b')\n    print('in f')\nf()\nprint('after')")
                == "in f\nend of b\nafter")
    }

    @Test func instanceCanBeKeptByItsEnd() {
        let program = #"""
            kept = []
            class K:
                def __init__(self): self.values = [1, 2, 3, 4, 5]; self.a = self.b = self.c = self.d = self.e = 0
                def __del__(self): kept.append(self)
            K(); print(len(kept), kept[0].values, kept[0].e)
            kept.clear(); print(kept)
            """#
        #expect(printed(program) == "1 [1, 2, 3, 4, 5] 0\n[]")
    }

    @Test func errorsInItGoNoFurther() {
        let program = "class E:\n    def __del__(self): 1 / 0\nE()\nprint('on')"
        #expect(printed(program) == "on")
    }

    @Test func manyEndInARow() {
        let program = #"""
            count = 0
            class N:
                def __init__(self, next): self.next = next
                def __del__(self):
                    global count
                    count += 1
            n = None
            for i in range(20000): n = N(n)
            n = None
            print("ended")
            print(count)
            """#
        #expect(printed(program) == "ended\n20000")
    }

    @Test func subclassesHaveItToo() {
        #expect(printed(FinalizerTests.resource + "class S(R): pass\nS('c')\nprint('x')") == "end of c\nx")
    }
}
