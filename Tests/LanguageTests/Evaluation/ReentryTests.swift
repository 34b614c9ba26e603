import Testing

/// User code that reaches back into what is at work, and edges of numbers; with what CPython 3.11 prints.
struct ReentryTests {
    @Test func generatorCannotGoOnWhileItsDelegateIsThrownInto() {
        let program = #"""
            def B():
                try: yield 1
                except ValueError:
                    try: a.send(None)
                    except ValueError as e: print("inner", e)
            def A():
                for i in [1, 2, 3]:
                    yield from B()
            a = A(); next(a)
            print(a.throw(ValueError()))
            """#
        #expect(printed(program) == "inner generator already executing\n1")
    }

    @Test func generatorCannotGoOnWhileItsDelegateIsClosed() {
        let program = #"""
            def B():
                try: yield 1
                finally:
                    try: a.send(None)
                    except ValueError as e: print("inner", e)
            def A():
                for i in [1, 2, 3]:
                    try: yield from B()
                    finally: print(i)
            a = A(); next(a); a.close(); print(list(a))
            """#
        #expect(printed(program) == "inner generator already executing\n1\n[]")
    }

    @Test func runningGeneratorCannotBeClosed() {
        let program = #"""
            def R():
                try: r.close()
                except ValueError as e: print(e)
                yield 1
            r = R(); print(list(r))
            """#
        #expect(printed(program) == "generator already executing\n[1]")
    }

    @Test func refusedFrameLeavesGeneratorWhereItWas() {
        let program = #"""
            import sys
            def g(lst):
                yield 1
                for q in lst: yield q
            def deep(n, it):
                if n == 0:
                    try:
                        for v in it: return v
                    except RecursionError: return 'rec'
                return deep(n - 1, it)
            limit = sys.getrecursionlimit()
            for n in range(limit - 3, limit):
                it = g([5, 6]); next(it)
                try: r = deep(n, it)
                except RecursionError: r = 'R'
                if r == 'rec':
                    deep(n, it); deep(n, it)
                    list(it)
            print('alive')
            """#
        #expect(printed(program) == "alive")
    }

    @Test func setThatComparisonUpdatesIsSearchedAgain() {
        let program = #"""
            class K:
                def __init__(s, h): s.h = h
                def __hash__(s): return s.h
                def __eq__(s, o):
                    s_.update(small)
                    return False
            s_ = set(range(1220)); s_.add(K(2000))
            for i in range(10, 1220): s_.discard(i)
            small = set(range(10))
            s_.add(K(2000)); print(len(s_))
            """#
        #expect(printed(program) == "12")
    }

    @Test func methodsOfSetLeaveFrozenSetsAlone() {
        let program = #"""
            f = frozenset([1]); d = {f: 'v'}
            for change in (set.add, set.discard):
                try: change(f, 1)
                except TypeError: print('refused')
            try: set.add(f, 2)
            except TypeError: print('refused')
            try: set.update(f, [2])
            except TypeError: print('refused')
            print(f, d.get(f))
            """#
        #expect(printed(program) == "refused\nrefused\nrefused\nrefused\nfrozenset({1}) v")
    }

    @Test func propertyFallsBackEachTime() {
        let program = #"""
            class C:
                @property
                def p(self): raise AttributeError('inner p')
                def __getattr__(self, n): return 'fallback ' + n
            c = C()
            for i in range(3): print(c.p)
            """#
        #expect(printed(program) == "fallback p\nfallback p\nfallback p")
    }

    @Test func largeNumbersAreNotCutOff() {
        let program = #"""
            import math
            print(math.comb(10**30, 2), math.perm(10**30, 2), math.comb(10**30, 10**30 - 1), math.comb(5, 2))
            try: print(list(enumerate([1, 2], 2**63 - 1)))
            except OverflowError: print('too large')
            print(list(enumerate([1], 2**63 - 1)))
            """#
        let expected = """
            499999999999999999999999999999500000000000000000000000000000 \
            999999999999999999999999999999000000000000000000000000000000 1000000000000000000000000000000 10
            too large
            [(9223372036854775807, 1)]
            """
        #expect(printed(program) == expected)
    }
}
