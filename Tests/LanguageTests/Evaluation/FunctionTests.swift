import Testing

import Language

/// Functions, with what CPython 3.11 prints.
@Suite struct FunctionTests {
    @Test("closures share variables, nonlocal and global rebind them")
    func functionsClosures() throws {
        let program = #"""
            def counter():
                n = 0
                def inc(by=1):
                    nonlocal n
                    n += by
                    return n
                def get(): return n
                return inc, get
            inc, get = counter()
            inc(); inc(5)
            print(get())
            fs = [lambda i=i: i for i in range(3)] + [lambda: i for i in range(3)]
            print([f() for f in fs])
            total = 0
            def add(x):
                global total
                total += x
            add(3); add(4)
            print(total)
            def outer(x):
                def mid():
                    def inner():
                        return x + y
                    return inner
                y = 10
                return mid()
            print(outer(1)())
            def rec(n):
                def fact(k): return 1 if k <= 1 else k * fact(k - 1)
                return fact(n)
            print(rec(20), rec(25))
            def unbound():
                try:
                    print(v)
                except UnboundLocalError as e:
                    print(e)
                v = 1
            unbound()
            def free():
                def use(): return late
                try:
                    use()
                except NameError as e:
                    print(e)
                late = 1
                return use()
            print(free())
            def deleted():
                x = 1
                del x
                try:
                    x
                except UnboundLocalError as e:
                    return str(e)
            print(deleted())
            """#
        let expected = #"""
            6
            [0, 1, 2, 2, 2, 2]
            7
            11
            2432902008176640000 15511210043330985984000000
            cannot access local variable 'v' where it is not associated with a value
            cannot access free variable 'late' where it is not associated with a value in enclosing scope
            1
            cannot access local variable 'x' where it is not associated with a value
            """#
        try Program.expect(program, prints: expected)
    }

    @Test("decorators apply from the inside out")
    func functionsDecorators() throws {
        let program = #"""
            def tag(name):
                def wrap(f):
                    def inner(*a, **k):
                        return f"<{name}>" + f(*a, **k) + f"</{name}>"
                    return inner
                return wrap
            @tag("b")
            @tag("i")
            def hello(who): return "hi " + who
            print(hello("you"))
            def plain(f):
                f.marked = True
                return f
            @plain
            def k(): pass
            print(k.marked, k.__name__, k.__qualname__)
            class Registry:
                items = []
                @classmethod
                def add(cls, f):
                    cls.items.append(f.__name__)
                    return f
            @Registry.add
            def one(): pass
            print(Registry.items)
            """#
        let expected = #"""
            <b><i>hi you</i></b>
            True k k
            ['one']
            """#
        try Program.expect(program, prints: expected)
    }

    @Test("calls that do not fit fail in CPython's words")
    func functionsErrors() throws {
        let program = #"""
            def f(a, b): pass
            def g(a, *, k): pass
            def h(a, b=1): pass
            def p(a, /): pass
            class C:
                def m(self, x): pass
                def __init__(self, q): pass
            for call in [lambda: f(1), lambda: f(), lambda: f(1, 2, 3), lambda: f(1, 2, c=3), lambda: f(1, a=2), lambda: g(1),
                         lambda: h(), lambda: h(1, 2, 3), lambda: p(a=1), lambda: C(), lambda: C(1).m(), lambda: C(1).m(1, 2),
                         lambda: f(*1), lambda: f(**1), lambda: f(1, **{"b": 2, 3: 4}), lambda: (1)(), lambda: len(), lambda: None()]:
                try:
                    call()
                except TypeError as e:
                    print(e)
            """#
        let expected = #"""
            f() missing 1 required positional argument: 'b'
            f() missing 2 required positional arguments: 'a' and 'b'
            f() takes 2 positional arguments but 3 were given
            f() got an unexpected keyword argument 'c'
            f() got multiple values for argument 'a'
            g() missing 1 required keyword-only argument: 'k'
            h() missing 1 required positional argument: 'a'
            h() takes from 1 to 2 positional arguments but 3 were given
            p() got some positional-only arguments passed as keyword arguments: 'a'
            C.__init__() missing 1 required positional argument: 'q'
            C.m() missing 1 required positional argument: 'x'
            C.m() takes 2 positional arguments but 3 were given
            __main__.f() argument after * must be an iterable, not int
            __main__.f() argument after ** must be a mapping, not int
            keywords must be strings
            'int' object is not callable
            len() takes exactly one argument (0 given)
            'NoneType' object is not callable
            """#
        try Program.expect(program, prints: expected)
    }

    @Test("every kind of parameter binds as in CPython")
    func functionsParameters() throws {
        let program = #"""
            def f(a, b=2, /, c=3, *args, d, e=5, **kw):
                return a, b, c, args, d, e, kw
            print(f(1, d=4))
            print(f(1, 2, 3, 4, 5, d=6, z=7))
            print(f(*[1, 2], **{"c": 3, "d": 4}))
            def g(x, y=[]):
                y.append(x)
                return y
            print(g(1), g(2))
            print((lambda x, *y, z=1: (x, y, z))(1, 2, 3, z=4))
            def h(*, k): return k
            print(h(k=1))
            """#
        let expected = #"""
            (1, 2, 3, (), 4, 5, {})
            (1, 2, 3, (4, 5), 6, 5, {'z': 7})
            (1, 2, 3, (), 4, 5, {})
            [1, 2] [1, 2]
            (1, (2, 3), 4)
            1
            """#
        try Program.expect(program, prints: expected)
    }

    @Test("keywords and defaults are bound as the function has them at the time of the call")
    func keywordsAndDefaults() throws {
        let program = #"""
            def plain(a, b=2, c=3): return a, b, c
            print(plain(1), plain(1, c=9), plain(c=1, a=2), plain(b=1, a=0, c=4))
            for call in (lambda: plain(), lambda: plain(1, a=2), lambda: plain(1, z=2), lambda: plain(1, 2, 3, 4)):
                try: call()
                except TypeError as e: print(e)
            plain.__defaults__ = (7, 8)
            print(plain(1), plain(1, c=0), plain.__defaults__)
            plain.__defaults__ = None
            try: plain(1, c=2)
            except TypeError as e: print(e)
            """#
        let expected = #"""
            (1, 2, 3) (1, 2, 9) (2, 2, 1) (0, 1, 4)
            plain() missing 1 required positional argument: 'a'
            plain() got multiple values for argument 'a'
            plain() got an unexpected keyword argument 'z'
            plain() takes from 1 to 3 positional arguments but 4 were given
            (1, 7, 8) (1, 7, 0) (7, 8)
            plain() missing 1 required positional argument: 'b'
            """#
        try Program.expect(program, prints: expected)
    }
}
