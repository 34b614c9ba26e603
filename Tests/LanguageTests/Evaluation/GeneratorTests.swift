import Testing

import Language

/// Generators, with what CPython 3.11 prints.
@Suite struct GeneratorTests {
    @Test("generators suspend, receive values, delegate and close")
    func generatorsAll() throws {
        let program = #"""
            def g():
                x = yield 1
                print("got", x)
                try:
                    y = yield 2
                except ValueError as e:
                    print("caught", e)
                    y = "recovered"
                finally:
                    print("cleanup")
                yield y
                return "end"
            it = g()
            print(next(it), it.send("a"), it.throw(ValueError("boom")))
            try:
                next(it)
            except StopIteration as s:
                print("value", s.value)
            print(list(it))
            def outer():
                r = yield from inner()
                print("inner returned", r)
                yield from [10, 20]
                yield from (i * i for i in range(3))
            def inner():
                s = yield "i1"
                print("sent", s)
                yield "i2"
                return 99
            o = outer()
            print(next(o), o.send("S"), list(o))
            def closing():
                try:
                    yield 1
                    yield 2
                finally:
                    print("closed")
            c = closing(); next(c); c.close()
            print(list(c))
            def fib():
                a, b = 0, 1
                while True:
                    yield a
                    a, b = b, a + b
            out = []
            for v in fib():
                if v > 50: break
                out.append(v)
            print(out, sum(x for x in range(5)), max((len(w) for w in ["a", "bbb"]), default=0))
            def countdown(n):
                while n: 
                    yield n
                    n -= 1
            print([*countdown(3)], {*countdown(2)}, dict(zip("ab", countdown(2))), tuple(countdown(4)))
            class Tree:
                def __init__(self, v, kids=()): self.v, self.kids = v, kids
                def __iter__(self):
                    yield self.v
                    for k in self.kids: yield from k
            print(list(Tree(1, [Tree(2, [Tree(3)]), Tree(4)])))
            def bad():
                raise StopIteration("x")
                yield
            try: next(bad())
            except RuntimeError as e: print(e)
            g2 = (x for x in [1])
            print(next(g2), next(g2, "done"))
            def lazy(xs):
                for x in xs:
                    if x < 0: return
                    yield x
            print(list(lazy([1, 2, -1, 3])))
            gen = g()
            try: gen.send(1)
            except TypeError as e: print(e)
            def swap():
                a = yield
                while True: a = yield a * 2
            s = swap(); next(s); print(s.send(3), s.send(4))
            def running():
                yield next(me)
            me = running()
            try: next(me)
            except ValueError as e: print(e)
            """#
        let expected = #"""
            got a
            caught boom
            cleanup
            1 2 recovered
            value end
            []
            sent S
            inner returned 99
            i1 i2 [10, 20, 0, 1, 4]
            closed
            []
            [0, 1, 1, 2, 3, 5, 8, 13, 21, 34] 10 3
            [3, 2, 1] {1, 2} {'a': 2, 'b': 1} (4, 3, 2, 1)
            [1, 2, 3, 4]
            generator raised StopIteration
            1 done
            [1, 2]
            can't send non-None value to a just-started generator
            6 8
            generator already executing
            """#
        try Program.expect(program, prints: expected)
    }
}
