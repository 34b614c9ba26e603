import Testing

import Language

/// What instructions remember about attributes must not outlive a change; with what CPython 3.11 prints.
struct AttributeCacheTests {
    @Test func aClassValueIsReadAnewAfterItChanges() throws {
        let program = """
            class A: size = 1
            class B(A): pass
            def read(x): return x.size
            b = B()
            seen = [read(b), read(B)]
            A.size = 2; seen += [read(b), read(B)]
            B.size = 'own'; seen += [read(b), read(B)]
            b.size = None; seen += [read(b), read(B)]
            del b.size, B.size; seen += [read(b), read(B)]
            print(seen)
            """
        #expect(printed(program) == "[1, 1, 2, 2, 'own', 'own', None, 'own', 2, 2]")
    }

    @Test func aPropertyGivesWayWhenTheClassDropsIt() throws {
        let program = """
            class A:
                @property
                def name(self): return 'property'
            def read(x): return x.name
            a = A()
            seen = [read(a), read(a)]
            del A.name
            a.name = 'own'
            seen.append(read(a))
            A.name = property(lambda self: 'again')
            seen.append(read(a))
            print(seen)
            """
        #expect(printed(program) == "['property', 'property', 'own', 'again']")
    }

    @Test func aGetterThatFailsFallsBackToGetattr() throws {
        let program = """
            class A:
                @property
                def bad(self): raise ValueError('inside')
                def __getattr__(self, name): return name.upper()
            a = A()
            for _ in range(2):
                try: print(a.bad)
                except ValueError as error: print(error)
            print(a.other)
            """
        #expect(printed(program) == "inside\ninside\nOTHER")
    }

    @Test func staticAndClassMethodsAreFoundThroughInstanceAndClass() throws {
        let program = """
            class A:
                @staticmethod
                def plain(x): return x
                @classmethod
                def named(cls): return cls.__name__
                def own(self): return self
            class B(A): pass
            a, b = A(), B()
            for _ in range(2):
                print([x.plain(1) for x in (a, b, A, B)], [x.named() for x in (a, b, A, B)], B.own(7))
            """
        let line = "[1, 1, 1, 1] ['A', 'B', 'A', 'B'] 7"
        #expect(printed(program) == "\(line)\n\(line)")
    }

    @Test func aModuleAttributeIsReadAnew() throws {
        let program = """
            import math, string
            def read(m): return m.extra
            seen = []
            for m in (math, string, math):
                m.extra = len(seen)
                seen.append(read(m))
            math.extra = 'new'
            print(seen, read(math), read(string))
            """
        #expect(printed(program) == "[0, 1, 2] new 1")
    }

    @Test func aBuiltInThatAGlobalHidesComesBack() throws {
        let program = """
            def size(x): return len(x)
            seen = [size('abc')]
            len = lambda x: 'hidden'
            seen.append(size('abc'))
            del len
            seen.append(size('abc'))
            print(seen)
            """
        #expect(printed(program) == "[3, 'hidden', 3]")
    }

    @Test func aPlaceThatSeesTwoClassesInTurnKnowsBoth() {
        let program = """
            class A:
                def __init__(self): self.kind = 'A'
                def name(self): return 'a'
            class B(A):
                def __init__(self):
                    super().__init__()
                    self.kind += 'B'
                def name(self): return 'b'
            seen = []
            def look(x):
                x.mark = len(seen)
                seen.append(x.kind + x.name())
            for round in range(4):
                for kind in (A, B): look(kind())
                if round == 1: A.name = lambda self: 'new'
                if round == 2: B.kind = property(lambda self: 'K', lambda self, value: None)
            print(seen)
            """
        #expect(printed(program) == "['Aa', 'ABb', 'Aa', 'ABb', 'Anew', 'ABb', 'Anew', 'Kb']")
    }

    @Test func aCounterOfAClassIsItsOwn() {
        let program = """
            class A: count = 0
            class B(A): pass
            def add(kind): kind.count += 1
            for kind in (A, A, B, A, B): add(kind)
            print(A.count, B.count)
            A.count = 0.5; add(A)
            A.count = []
            try: add(A)
            except TypeError as error: print(error)
            A.count = 7; add(A)
            class M(type):
                def __setattr__(cls, name, value): print('set', name, value); super().__setattr__(name, value)
            class C(metaclass=M): count = 0
            add(C); add(C)
            print(A.count, B.count, C.count)
            """
        let expected = """
            3 4
            'int' object is not iterable
            set count 1
            set count 2
            8 4 2
            """
        #expect(printed(program) == expected)
    }

    @Test func fieldsOfExceptionsFollowTheirClass() {
        let program = """
            class E(Exception):
                def __init__(self, value): self.value = value
            class P(E):
                value = property(lambda self: 'property', lambda self, value: None)
            class G(E):
                def __getattr__(self, name): return 'asked ' + name
            def value(e): return e.value
            seen = [value(E(1)), value(P(2)), value(E(3)), value(G(4))]
            e, g = E(5), G(6)
            del e.value, g.value
            try: value(e)
            except AttributeError as error: seen.append(str(error))
            seen.append(value(g))
            E.value = 'class'
            seen += [value(e), value(E(7))]
            print(seen)
            """
        let expected = """
            [1, 'property', 3, 4, "'E' object has no attribute 'value'", 'asked value', 'class', 7]
            """
        #expect(printed(program) == expected)
    }

    @Test func instancesAreTestedAnewWhenAClassIsRegistered() {
        let program = """
            from abc import ABC
            class Base(ABC): pass
            class Derived(Base): pass
            class Other: pass
            def test(x, kind): return isinstance(x, kind)
            seen = [test(Other(), Base), test(Derived(), Base), test(Base(), Derived)]
            Base.register(Other)
            seen += [test(Other(), Base), test(Other(), Derived)]
            class Plain: pass
            class Fake:
                __class__ = property(lambda self: Plain)
            seen += [test(Other(), Plain), test(Fake(), Plain), test(Plain(), Fake)]
            print(seen)
            """
        #expect(printed(program) == "[False, True, False, True, False, False, True, False]")
    }
}
