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
}
