import Testing

import Language

/// Statements, with what CPython 3.11 prints.
@Suite struct StatementTests {
    @Test("loops, else, conditions and comprehensions")
    func statementsLoops() throws {
        let program = #"""
            for i in range(3):
                if i == 5: break
            else: print("else")
            while True:
                break
            else: print("never")
            n = 0
            while n < 3: n += 1
            else: print("done", n)
            print([i for i in range(10) if i % 2 if i > 3], [[j for j in range(i)] for i in range(3)], {i % 3 for i in range(9)})
            print({k: v for k, v in zip("abc", range(3))}, [(i, j) for i in range(3) for j in range(i)], sum(i * i for i in range(4)))
            x = "outer"
            print([x for x in range(2)], x)
            print(1 < 2 < 3, 1 < 3 < 2, 1 == 1 != 2, not 0, 1 and 2, 0 or "d", None is None, 3 in [1, 2, 3], 4 not in (1,))
            def noisy(v): print("n", v, end=";"); return v
            print(noisy(0) and noisy(1), noisy(1) or noisy(2), noisy(1) < noisy(0) < noisy(5))
            print("yes" if [] else "no", [a if a else -1 for a in (0, 1)])
            m = [[1, 2], [3, 4]]
            print([r[0] for r in m], [v for r in m for v in r], list(map(lambda q: q + 1, [1, 2])))
            class K:
                base = 3
                items = [i * 2 for i in range(base)]
            print(K.items)
            def f():
                fs = [lambda: i for i in range(3)]
                return [g() for g in fs]
            print(f())
            t = 0
            for i in range(3):
                for j in range(3):
                    if j == 2: continue
                    if i == 2: break
                    t += 10 * i + j
            print(t, i, j)
            for i in [1, 2, 3][::-1]: print(i, end=" ")
            for i in range(10, 0, -3): print(i, end=",")
            print()
            d = {"a": 1, "b": 2}
            for k in d: print(k, d[k], end=" ")
            for k, v in d.items(): print(k, v, end=" ")
            for i, c in enumerate("xy", 1): print(i, c, end=" ")
            print()
            s = 0
            i = 0
            while True:
                i += 1
                if i > 10: break
                if i % 2: continue
                s += i
            print(s)
            it = iter([1, 2, 3])
            for a in it:
                for b in it: print(a, b)
            """#
        let expected = #"""
            else
            done 3
            [5, 7, 9] [[], [0], [0, 1]] {0, 1, 2}
            {'a': 0, 'b': 1, 'c': 2} [(1, 0), (2, 0), (2, 1)] 14
            [0, 1] outer
            True False True True 2 d True True True
            n 0;n 1;n 1;n 0;0 1 False
            no [-1, 1]
            [1, 3] [1, 2, 3, 4] [2, 3]
            [0, 2, 4]
            [2, 2, 2]
            22 2 0
            3 2 1 10,7,4,1,
            a 1 b 2 a 1 b 2 1 x 2 y 
            30
            1 2
            1 3
            """#
        try Program.expect(program, prints: expected)
    }

    @Test("match tests patterns in order and binds names")
    func statementsMatch() throws {
        let program = #"""
            class P:
                __match_args__ = ("x", "y")
                def __init__(self, x, y): self.x, self.y = x, y
            class Color:
                RED = 1
            def f(v):
                match v:
                    case 0: return "zero"
                    case -1 | 1.5: return "number"
                    case "a" | "b" as s: return f"letter {s}"
                    case True: return "true"
                    case None: return "none"
                    case []: return "empty"
                    case [x]: return f"one {x}"
                    case [x, y] if x == y: return f"pair {x}"
                    case [1, *rest]: return f"rest {rest}"
                    case (a, b, *_): return f"many {a} {b}"
                    case {"type": "t", "v": v2, **kw}: return f"map {v2} {kw}"
                    case {"k": [p, q]}: return f"nested {p} {q}"
                    case P(0, y=yy): return f"P zero {yy}"
                    case P(x=px, y=py): return f"P {px} {py}"
                    case str(): return "str"
                    case int(n) if n > 100: return f"big {n}"
                    case Color.RED: return "red"
                    case _: return "other"
            for v in [0, -1, 1.5, "a", True, None, [], [7], [2, 2], [1, 2, 3], (5, 6, 7), {"type": "t", "v": 1, "z": 2}, {"k": [1, 2]},
                      P(0, 3), P(1, 2), "zz", 500, 1, 7.5, {}]:
                print(f(v))
            """#
        let expected = #"""
            zero
            number
            number
            letter a
            true
            none
            empty
            one 7
            pair 2
            rest [2, 3]
            many 5 6
            map 1 {'z': 2}
            nested 1 2
            P zero 3
            P 1 2
            str
            big 500
            red
            other
            other
            """#
        try Program.expect(program, prints: expected)
    }

    @Test("assignment unpacks everywhere")
    func statementsUnpacking() throws {
        let program = #"""
            a, b = 1, 2
            a, b = b, a
            (c, [d, e]), f = (3, [4, 5]), 6
            g, *h, i = range(5)
            *j, = "ab"
            k = l = []
            l.append(1)
            print(a, b, c, d, e, f, g, h, i, j, k)
            m, (n, *o) = 1, "xyz"
            print(m, n, o, [*h, *"qr"], (*h, 0), {**{"a": 1}, "b": 2}, {*h})
            for x, (y, z) in [(1, (2, 3)), (4, (5, 6))]: print(x + y + z, end=" ")
            print()
            d = {}
            d["x"], d["y"] = 1, 2
            class O: pass
            o = O(); o.p, o.q = 3, 4
            print(d, o.p, o.q)
            n = 5; n += 1; n *= 2; n //= 5; n **= 3; n %= 5; n |= 8; n &= 12; n ^= 1; n <<= 2; n >>= 1; n -= 1
            print(n)
            lst = [1, 2, 3]; ref = lst; lst += [4]; print(ref); lst = lst + [5]; print(ref, lst)
            lst[0] += 10; lst[1:3] = [0]; del lst[-1]; print(lst)
            x = 3; x /= 2; print(x)
            i = 0
            arr = [0, 0, 0]
            i, arr[i] = 1, 9
            print(i, arr)
            if (w := len(arr)) > 2: print("walrus", w)
            print([y := 1, y + 1], y, [last := v for v in range(3)], last)
            def fn():
                total = 0
                for q, r in zip([1, 2], [3, 4]): total += q * r
                return total
            print(fn())
            t = 1,
            print(t, type(t).__name__, (), (1), 1 if t else 2)
            """#
        let expected = #"""
            2 1 3 4 5 6 0 [1, 2, 3] 4 ['a', 'b'] [1]
            1 x ['y', 'z'] [1, 2, 3, 'q', 'r'] (1, 2, 3, 0) {'a': 1, 'b': 2} {1, 2, 3}
            6 15 
            {'x': 1, 'y': 2} 3 4
            17
            [1, 2, 3, 4]
            [1, 2, 3, 4] [1, 2, 3, 4, 5]
            [11, 0, 4]
            1.5
            1 [0, 9, 0]
            walrus 3
            [1, 2] 1 [0, 1, 2] 2
            11
            (1,) tuple () 1 1
            """#
        try Program.expect(program, prints: expected)
    }
}
