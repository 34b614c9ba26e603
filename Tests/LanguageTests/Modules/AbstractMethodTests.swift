import Testing

/// Classes that derive from those of `collections.abc`, with what CPython 3.11 prints.
struct AbstractMethodTests {
    @Test func mappingsGetTheirMethods() {
        let program = #"""
            from collections.abc import MutableMapping, Mapping, Iterable
            class M(MutableMapping):
                def __init__(self): self.d = {}
                def __getitem__(self, k): return self.d[k]
                def __setitem__(self, k, v): self.d[k] = v
                def __delitem__(self, k): del self.d[k]
                def __iter__(self): return iter(self.d)
                def __len__(self): return len(self.d)
            m = M(); m["a"] = 1; m.update(b=2)
            print(dict(m), m.get("c"), "a" in m, list(m.items()), m.setdefault("z", 5), m.pop("a"), len(m), m == {"b": 2, "z": 5})
            print(isinstance(m, Mapping), isinstance(m, Iterable), issubclass(M, MutableMapping), [c.__name__ for c in M.__mro__][:2])
            """#
        #expect(
            printed(program)
                == "{'a': 1, 'b': 2} None True [('a', 1), ('b', 2)] 5 1 2 True\nTrue True True ['M', 'MutableMapping']")
    }

    @Test func sequencesGetTheirMethods() {
        let program = #"""
            from collections.abc import Sequence
            class S(Sequence):
                def __getitem__(self, i): return [10, 20, 30][i]
                def __len__(self): return 3
            s = S()
            print(list(s), 20 in s, s.index(30), s.count(10), list(reversed(s)), isinstance(s, Sequence), s[1:])
            """#
        #expect(printed(program) == "[10, 20, 30] True 2 1 [30, 20, 10] True [20, 30]")
    }

    @Test func missingMethodsAreNamed() {
        #expect(
            error(of: "from collections.abc import Sequence\nclass S(Sequence):\n    def __len__(self): return 1\nS()")
                == "TypeError: Can't instantiate abstract class S with abstract method __getitem__")
    }

    @Test func iteratorsAndSetsWork() {
        let program = #"""
            from collections.abc import Iterator, Set
            class Up(Iterator):
                n = 0
                def __next__(self):
                    self.n += 1
                    if self.n > 3: raise StopIteration
                    return self.n
            class L(Set):
                def __init__(self, it): self.e = list(dict.fromkeys(it))
                def __iter__(self): return iter(self.e)
                def __contains__(self, v): return v in self.e
                def __len__(self): return len(self.e)
            print(list(Up()), list(L("abc") & L("bcd")), L("ab") <= L("abc"), list(L("ab") | {"z"}), L([1]) == {1})
            """#
        #expect(printed(program) == "[1, 2, 3] ['b', 'c'] True ['a', 'b', 'z'] True")
    }
}
