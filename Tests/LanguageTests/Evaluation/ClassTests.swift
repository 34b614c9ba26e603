import Testing

import Language

/// Classes, with what CPython 3.11 prints.
@Suite struct ClassTests {
    @Test("properties, descriptors and attribute hooks work")
    func classesAttributes() throws {
        let program = #"""
            class T:
                def __init__(self): self._c = 0
                @property
                def c(self):
                    "the c"
                    return self._c
                @c.setter
                def c(self, v): self._c = v * 2
                @c.deleter
                def c(self): self._c = -1
                @property
                def ro(self): return 1
                @staticmethod
                def s(x): return x + 1
                @classmethod
                def k(cls, x): return cls.__name__, x
                def __getattr__(self, name):
                    if name.startswith("dyn_"): return name[4:]
                    raise AttributeError(f"no {name}")
            t = T()
            t.c = 5
            print(t.c, T.c.__doc__, T.s(1), t.s(2), T.k(3), t.k(4), t.dyn_x)
            del t.c
            print(t.c)
            for f in [lambda: setattr(t, "ro", 3), lambda: t.other]:
                try:
                    f()
                except AttributeError as e:
                    print(e)
            class Typed:
                def __set_name__(self, owner, name): self.name = "_" + name
                def __get__(self, obj, owner):
                    return self if obj is None else getattr(obj, self.name, None)
                def __set__(self, obj, value):
                    if not isinstance(value, int): raise TypeError("int wanted")
                    setattr(obj, self.name, value)
            class P:
                x = Typed()
            p = P(); p.x = 3
            print(p.x, p.__dict__, type(P.x).__name__)
            try:
                p.x = "a"
            except TypeError as e: print(e)
            class Log:
                def __setattr__(self, n, v):
                    print("set", n)
                    super().__setattr__(n, v)
                def __getattribute__(self, n):
                    if n == "magic": return 42
                    return super().__getattribute__(n)
                def __delattr__(self, n):
                    print("del", n); object.__delattr__(self, n)
            l = Log(); l.a = 1
            print(l.a, l.magic); del l.a
            class Base:
                subs = []
                def __init_subclass__(cls, tag=None, **kw):
                    super().__init_subclass__(**kw)
                    cls.subs.append((cls.__name__, tag))
            class S1(Base, tag="x"): pass
            class S2(S1): pass
            print(Base.subs)
            class G:
                def __class_getitem__(cls, k): return f"G[{k}]"
            print(G[3])
            class N:
                def __new__(cls, x):
                    o = super().__new__(cls)
                    o.made = x
                    return o
                def __init__(self, x): self.init = x
            n = N(5); print(n.made, n.init)
            class Single:
                _i = None
                def __new__(cls):
                    if cls._i is None: cls._i = super().__new__(cls)
                    return cls._i
            print(Single() is Single())
            class Slots:
                __slots__ = ("a", "b")
            s = Slots(); s.a = 1; print(s.a)
            class Priv:
                def __init__(self): self.__x = 1
                def get(self): return self.__x
            print(Priv().get(), list(Priv().__dict__))
            """#
        let expected = #"""
            10 the c 2 3 ('T', 3) ('T', 4) x
            -1
            property 'ro' of 'T' object has no setter
            no other
            3 {'_x': 3} Typed
            int wanted
            set a
            1 42
            del a
            [('S1', 'x'), ('S2', None)]
            G[3]
            5 5
            True
            1
            1 ['_Priv__x']
            """#
        try Program.expect(program, prints: expected)
    }

    @Test("classes have attributes, methods and inheritance")
    func classesBasics() throws {
        let program = #"""
            class A:
                """Doc of A."""
                kind = "a"
                def __init__(self, x): self.x = x
                def show(self): return f"{type(self).__name__} {self.x} {self.kind}"
            class B(A):
                kind = "b"
                def __init__(self, x, y):
                    super().__init__(x)
                    self.y = y
                def show(self): return super().show() + f" {self.y}"
            b = B(1, 2)
            print(b.show(), A(3).show(), A.__doc__, B.__doc__)
            print(isinstance(b, A), issubclass(B, A), B.__mro__[1].__name__, b.__class__ is B)
            b.z = 5
            print(b.__dict__, hasattr(b, "w"), getattr(b, "w", "none"))
            del b.z
            try:
                b.z
            except AttributeError as e:
                print(e)
            A.kind = "changed"
            print(A(0).kind, b.kind)
            class D(B, A): pass
            print([c.__name__ for c in D.mro()])
            try:
                class E(A, B): pass
            except TypeError as e:
                print(e)
            class Counter:
                count = 0
                def __init__(self): Counter.count += 1
            for _ in range(4): Counter()
            print(Counter.count)
            print(A.show(b), B.show.__qualname__)
            x = object()
            print(type(x).__name__, type(A), type(type(A)))
            setattr(b, "q", 1); print(b.q); delattr(b, "q"); print(hasattr(b, "q"))
            try:
                A(1, 2)
            except TypeError as e: print(e)
            class Empty: pass
            try:
                Empty(1)
            except TypeError as e: print(e)
            """#
        let expected = #"""
            B 1 b 2 A 3 a Doc of A. None
            True True A True
            {'x': 1, 'y': 2, 'z': 5} False none
            'B' object has no attribute 'z'
            changed b
            ['D', 'B', 'A', 'object']
            Cannot create a consistent method resolution
            order (MRO) for bases A, B
            4
            B 1 b B.show
            object <class 'type'> <class 'type'>
            1
            False
            A.__init__() takes 2 positional arguments but 3 were given
            Empty() takes no arguments
            """#
        try Program.expect(program, prints: expected)
    }

    @Test("classes derive from built-in types")
    func classesNative() throws {
        let program = #"""
            class L(list):
                def __init__(self, *a):
                    super().__init__(a)
                    self.tag = "t"
                def first(self): return self[0]
                def __repr__(self): return "L" + super().__repr__()
            l = L(3, 1, 2)
            l.append(5); l.sort()
            print(l, l.first(), len(l), l.tag, isinstance(l, list), l == [1, 2, 3, 5], sum(l), [x for x in l])
            class D(dict):
                def __missing__(self, k): return k * 2
                def __getattr__(self, n):
                    try: return self[n]
                    except KeyError: raise AttributeError(n)
            d = D(a=1); d["b"] = 2
            print(d["zz"], d.a, d, sorted(d), len(d))
            class S(str):
                def shout(self): return self.upper() + "!"
            print(S("hi").shout(), S("a") + "b", len(S("abc")), S("x") == "x", {S("k"): 1}["k"])
            class I(int):
                def __add__(self, o): return "added"
            print(I(3) + 1, I(3) * 2, I(5) > 4, isinstance(I(1), int))
            class Tup(tuple):
                def __new__(cls, a, b): return super().__new__(cls, (a, b))
                @property
                def a(self): return self[0]
            t = Tup(1, 2); x, y = t
            print(t, t.a, x + y, t == (1, 2))
            class MyError(ValueError):
                def __init__(self, code, msg):
                    super().__init__(msg)
                    self.code = code
            try:
                raise MyError(7, "bad")
            except ValueError as e:
                print(type(e).__name__, e, e.code, e.args, repr(e))
            class E2(Exception):
                def __str__(self): return "custom"
            try: raise E2(1, 2)
            except E2 as e: print(e, e.args)
            """#
        let expected = #"""
            L[1, 2, 3, 5] 1 4 t True True 11 [1, 2, 3, 5]
            zzzz 1 {'a': 1, 'b': 2} ['a', 'b'] 2
            HI! ab 3 True 1
            added 6 True True
            (1, 2) 1 3 True
            MyError bad 7 ('bad',) MyError('bad')
            custom (1, 2)
            """#
        try Program.expect(program, prints: expected)
    }

    @Test("operators reach the methods of the data model")
    func classesOperators() throws {
        let program = #"""
            class V:
                def __init__(self, *c): self.c = list(c)
                def __add__(self, o):
                    if isinstance(o, V): return V(*[a + b for a, b in zip(self.c, o.c)])
                    return NotImplemented
                def __radd__(self, o): return ("radd", o)
                def __mul__(self, k): return V(*[a * k for a in self.c])
                __rmul__ = __mul__
                def __neg__(self): return V(*[-a for a in self.c])
                def __iadd__(self, o):
                    self.c = [a + 1 for a in self.c]
                    return self
                def __eq__(self, o): return isinstance(o, V) and self.c == o.c
                def __lt__(self, o): return len(self.c) < len(o.c)
                def __getitem__(self, i): return self.c[i]
                def __setitem__(self, i, v): self.c[i] = v
                def __delitem__(self, i): del self.c[i]
                def __len__(self): return len(self.c)
                def __contains__(self, x): return x in self.c
                def __iter__(self): return iter(self.c)
                def __call__(self, x): return x * 2
                def __bool__(self): return any(self.c)
                def __repr__(self): return f"V{tuple(self.c)}"
                def __matmul__(self, o): return sum(a * b for a, b in zip(self.c, o.c))
                def __abs__(self): return 7
                def __int__(self): return 3
                def __float__(self): return 2.5
                def __index__(self): return 1
                def __enter__(self): print("enter"); return self
                def __exit__(self, t, v, tb): print("exit", t.__name__ if t else None); return True
                def __format__(self, spec): return f"fmt[{spec}]"
                def __hash__(self): return 12
            v, w = V(1, 2), V(3, 4)
            print(v + w, 5 + v, v * 3, 3 * v, -v, v == V(1, 2), v != w, v < V(1, 2, 3), V(1, 2, 3) > v)
            v += w
            print(v, v[0], len(v), 3 in v, list(v), v(4), bool(V(0)), v @ w, abs(v), int(v), float(v), [10, 20][v])
            v[0] = 9; del v[1]
            print(v, f"{v:>3}", {v: 1}, hash(v))
            with v as q:
                print(q)
                1 / 0
            try:
                v + "x"
            except TypeError as e: print(e)
            try:
                v < 3
            except (TypeError, AttributeError) as e: print(type(e).__name__)
            class W(V):
                def __radd__(self, o): return "W first"
            print(v + W(1))
            try:
                v - 1
            except TypeError as e: print(e)
            try:
                v -= 1
            except TypeError as e: print(e)
            try:
                +v
            except TypeError as e: print(e)
            class NoHash:
                def __eq__(self, o): return True
            try:
                {NoHash()}
            except TypeError as e: print(e)
            """#
        let expected = #"""
            V(4, 6) ('radd', 5) V(3, 6) V(3, 6) V(-1, -2) True True True True
            V(2, 3) 2 2 True [2, 3] 8 False 18 7 3 2.5 20
            V(9,) fmt[>3] {V(9,): 1} 12
            enter
            V(9,)
            exit ZeroDivisionError
            unsupported operand type(s) for +: 'V' and 'str'
            AttributeError
            W first
            unsupported operand type(s) for -: 'V' and 'int'
            unsupported operand type(s) for -=: 'V' and 'int'
            bad operand type for unary +: 'V'
            unhashable type: 'NoHash'
            """#
        try Program.expect(program, prints: expected)
    }

    @Test func functionsOfModulesInAClassStayWhatTheyAre() throws {
        try Program.expect(
            """
            import math, operator
            class C:
                act, size, join = math.tanh, len, operator.add
                def plus(self): return self.join(1, 2)
            print(C().act(0.0), C().size("abc"), C().plus(), C.act(0.0))
            class D(dict):
                put = dict.__setitem__
            d = D()
            d.put("k", 1)
            print(d)
            """, prints: "0.0 3 3 0.0\n{'k': 1}")
    }

    @Test func objectTakesNothingToInitialize() throws {
        try Program.expect(
            """
            class O:
                def __init__(self, a): super().__init__(a)
            try: O(1)
            except TypeError as error: print(error)
            class P: pass
            class L(list): pass
            p = P()
            try: p.__class__ = L
            except TypeError as error: print(error)
            """,
            prints: """
                object.__init__() takes exactly one argument (the instance to initialize)
                __class__ assignment: 'L' object layout differs from 'P'
                """)
    }
}
