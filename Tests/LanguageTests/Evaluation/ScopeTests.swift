import Testing

import Language

/// Scopes, with what CPython 3.11 prints.
@Suite struct ScopeTests {
    @Test("class bodies, globals and builtins resolve as in CPython")
    func scopes() throws {
        let program = #"""
            x = "global"
            class A:
                x = "class"
                y = x
                def m(self): return x
                z = [x for _ in range(1)]
            print(A.y, A().m(), A.z)
            def f():
                x = "local"
                class B:
                    y = x
                    def g(self): return x
                return B.y, B().g()
            print(f())
            def shadow():
                len = lambda v: "mine"
                return len([])
            print(shadow(), len([1]))
            del x
            try: x
            except NameError as e: print(e)
            x = 1
            def g():
                global new
                new = 5
            g(); print(new)
            def h(a):
                def k():
                    nonlocal a
                    a += 1
                    return a
                return k
            k = h(1); print(k(), k())
            def m():
                for i in range(2): pass
                return i
            print(m())
            def cls():
                class Inner:
                    v = 1
                    def get(self): return __class__.__name__
                return Inner().get()
            print(cls())
            print((lambda: (yield))().__class__.__name__)
            def default(a, b=x): return b
            x = 2
            print(default(0))
            """#
        let expected = #"""
            class global ['global']
            ('local', 'local')
            mine 1
            name 'x' is not defined
            5
            2 3
            1
            Inner
            generator
            1
            """#
        try Program.expect(program, prints: expected)
    }
}
