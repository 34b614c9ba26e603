import Testing

import Language

/// Recursion, with what CPython 3.11 prints.
@Suite struct RecursionTests {
    @Test("deep recursion raises RecursionError and leaves the evaluator usable")
    func recursion() throws {
        let program = #"""
            def f(n): return 0 if n == 0 else 1 + f(n - 1)
            print(f(900))
            def inf(): return inf()
            try: inf()
            except RecursionError as e: print(e)
            class R:
                def __repr__(self): return repr(self)
            try: repr(R())
            except RecursionError as e: print(str(e)[:32])
            class E:
                def __eq__(self, o): return self == o
            try: E() == 1
            except RecursionError as e: print(str(e)[:32])
            class G:
                def __getattr__(self, n): return getattr(self, n + "x")
            try: G().a
            except RecursionError as e: print(str(e)[:32])
            print(f(900))
            """#
        let expected = #"""
            900
            maximum recursion depth exceeded
            maximum recursion depth exceeded
            maximum recursion depth exceeded
            maximum recursion depth exceeded
            900
            """#
        try Program.expect(program, prints: expected)
    }
}
