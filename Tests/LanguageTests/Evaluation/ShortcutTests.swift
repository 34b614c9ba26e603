import Testing

import Language

/// What the machine does without the long way must look like the long way; with what CPython 3.11 prints.
struct ShortcutTests {
    @Test func nativesOnListsDictsAndSetsActAsTheirMethods() throws {
        let program = #"""
            class L(list):
                def append(self, x): super().append(x * 2)
            values = [3, 1]
            values.append(values.pop()); values.append('z'); print(values, values.pop(), len(values))
            try: [].pop()
            except IndexError as error: print(error)
            mine = L(); mine.append(2); list.append(mine, 5); print(mine, len(mine), mine.pop())
            class D(dict):
                def get(self, key, default=None): return 'own'
            table = {'a': 1, (1, 'b'): 2, 3: 4}
            print(table.get('a'), table.get('x'), table.get('x', 7), table.get((1, 'b')), table.get(True), D().get(1))
            seen = set()
            for item in (1, 'a', (1, 2), 1, True, 1.0, (1, 2)): seen.add(item)
            print(len(seen), (1, 2) in seen, 1.0 in seen)
            try: seen.add([])
            except TypeError as error: print(error)
            """#
        let expected = #"""
            [3, 1] z 2
            pop from empty list
            [4] 2 5
            1 None 7 2 None own
            3 True True
            unhashable type: 'list'
            """#
        try Program.expect(program, prints: expected)
    }

    @Test func sumsAndLengthsActAsTheirFunctions() throws {
        let program = #"""
            class L(list):
                def __iter__(self): return iter([10, 20])
                def __len__(self): return 7
            print(sum([1, 2, 3]), sum([1, 2.5, 3]), sum([]), sum([True, 2]), sum([2**62, 2**62]), sum([0.1] * 10))
            print(sum([[1], [2]], []), sum(L([1])), len(L([1])), sum([1, 2], 3), sum((1, 2)), sum([1, 2j]))
            for wrong in (lambda: sum([1, 'a']), lambda: sum(['a']), lambda: len(3), lambda: sum(5)):
                try: wrong()
                except TypeError as error: print(error)
            x, y = None, 0
            print([v is None for v in (x, y, '', [])], [v is not None for v in (x, y)], 1 if x is None else 2)
            while x is None: x = 1
            if y is None or x is not None: print('one')
            """#
        let expected = #"""
            6 6.5 0 3 9223372036854775808 0.9999999999999999
            [1, 2] 30 7 6 3 (1+2j)
            unsupported operand type(s) for +: 'int' and 'str'
            unsupported operand type(s) for +: 'int' and 'str'
            object of type 'int' has no len()
            'int' object is not iterable
            [True, False, False, False] [False, True] 1
            one
            """#
        try Program.expect(program, prints: expected)
    }

    @Test func builtinsOfScalarsActAsEverywhereElse() throws {
        let program = #"""
            print(max(1, 2), min(3, 2, 1), max(1, 2.5), max(True, 0), max('a', 'b'), min([4, 3]))
            print(ord('a'), ord('\xe9'), chr(97), chr(233), len('\xe9a'), len((1,)), len({}))
            for call in (lambda: ord('ab'), lambda: ord(''), lambda: chr(-1), lambda: len(3), lambda: max(1)):
                try: call()
                except (TypeError, ValueError) as error: print(error)
            class A: pass
            class B(A): pass
            class Meta(type):
                def __instancecheck__(cls, value): return True
            class C(metaclass=Meta): pass
            print(isinstance(B(), A), isinstance(B(), B), isinstance(A(), B), isinstance(3, C))
            print(isinstance(A(), (int, A)))
            print(str(-120), str(99999999999999), str(100000000000000), str(-2**63))
            print(int(' 42 '), int('-7'), int('1_000'))
            """#
        let expected = #"""
            2 1 2.5 True b 3
            97 233 a é 2 1 0
            ord() expected a character, but string of length 2 found
            ord() expected a character, but string of length 0 found
            chr() arg not in range(0x110000)
            object of type 'int' has no len()
            'int' object is not iterable
            True True False True
            True
            -120 99999999999999 100000000000000 -9223372036854775808
            42 -7 1000
            """#
        try Program.expect(program, prints: expected)
    }

    @Test func keywordsAndDefaultsAreBoundAsInCPython() throws {
        let program = #"""
            def f(a, b=2, c=3): return a, b, c
            def g(a, /, b, *, c=9): return a, b, c
            print(f(1), f(1, 5), f(1, c=4), f(c=1, a=0), f(b=7, a=1), g(1, b=2), g(1, 2, c=3))
            f.__defaults__ = (20, 30); print(f(1), f(1, c=4))
            bad = [lambda: f(), lambda: f(b=1), lambda: f(1, a=2), lambda: f(1, d=2), lambda: f(1, 2, 3, 4)]
            for call in bad + [lambda: g(a=1, b=2)]:
                try: call()
                except TypeError as error: print(error)
            def gen(n, step=1):
                for i in range(0, n, step): yield i
            print(list(gen(3)), list(gen(5, step=2)))
            """#
        let expected = #"""
            (1, 2, 3) (1, 5, 3) (1, 2, 4) (0, 2, 1) (1, 7, 3) (1, 2, 9) (1, 2, 3)
            (1, 20, 30) (1, 20, 4)
            f() missing 1 required positional argument: 'a'
            f() missing 1 required positional argument: 'a'
            f() got multiple values for argument 'a'
            f() got an unexpected keyword argument 'd'
            f() takes from 1 to 3 positional arguments but 4 were given
            g() got some positional-only arguments passed as keyword arguments: 'a'
            [0, 1, 2] [0, 2, 4]
            """#
        try Program.expect(program, prints: expected)
    }

    @Test func generatorsThatYieldFromEachOther() throws {
        let program = #"""
            def inner():
                try:
                    got = yield 1
                    print('got', got)
                    yield 2
                except KeyError as error:
                    print('caught', error)
                    yield 3
                return 'done'
            def middle():
                result = yield from inner()
                print('middle', result)
                return result.upper()
            def outer():
                result = yield from middle()
                yield result
            print(list(outer()))
            g = outer(); print(next(g), g.send('x'), next(g))
            g = outer(); print(next(g), g.throw(KeyError('k')), next(g))
            g = outer(); next(g); g.close(); print(list(g))
            def failing():
                yield 1
                raise ValueError('inside')
            def guard():
                try: yield from failing()
                except ValueError as error: yield str(error)
            print(list(guard()))
            def stops():
                yield 1
                raise StopIteration('early')
            def passes(): yield from stops()
            try: print(list(passes()))
            except RuntimeError as error: print(error, repr(error.__cause__))
            def deep(n):
                if n: yield from deep(n - 1)
                yield n
            print(sum(deep(50)), sorted(deep(5), reverse=True))
            def shared(it): yield from it
            it = inner(); print(next(it), next(shared(it)))
            """#
        let expected = #"""
            got None
            middle done
            [1, 2, 'DONE']
            got x
            middle done
            1 2 DONE
            caught 'k'
            middle done
            1 3 DONE
            []
            [1, 'inside']
            generator raised StopIteration StopIteration('early')
            1275 [5, 4, 3, 2, 1, 0]
            got None
            1 2
            """#
        try Program.expect(program, prints: expected)
    }

    @Test func contextMethodsOfUsersRunInOrder() throws {
        let program = #"""
            class Guard:
                def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
                def __enter__(self): print('enter', self.name); return self.name
                def __exit__(self, kind, error, trace):
                    print('exit', self.name, kind and kind.__name__, error, trace is None)
                    return self.swallow
            with Guard('a') as a, Guard('b') as b: print(a, b)
            with Guard('c', True): raise KeyError('lost')
            try:
                with Guard('d', []): raise ValueError('kept')
            except ValueError as error: print('kept', error)
            def leave():
                for i in range(3):
                    with Guard(i):
                        if i == 1: return i
                        continue
            print(leave())
            class Bad(Guard):
                def __exit__(self, *rest): raise OSError('in exit')
            try:
                with Bad('e'): raise ValueError('first')
            except OSError as error: print(error, repr(error.__context__))
            class Picky:
                def __enter__(self): return self
                def __exit__(self, a, b, c): return self
                def __bool__(self): raise RuntimeError('no truth')
            try:
                with Picky(): raise ValueError('x')
            except RuntimeError as error: print(error)
            with Picky(): pass
            """#
        let expected = #"""
            enter a
            enter b
            a b
            exit b None None True
            exit a None None True
            enter c
            exit c KeyError 'lost' False
            enter d
            exit d ValueError kept False
            kept kept
            enter 0
            exit 0 None None True
            enter 1
            exit 1 None None True
            1
            enter e
            in exit ValueError('first')
            no truth
            """#
        try Program.expect(program, prints: expected)
    }

    @Test func exceptionsCrossFramesAndNativeCode() throws {
        let program = #"""
            class E(Exception):
                def __init__(self, value):
                    super().__init__(f'refused {value}')
                    self.value = value
            def check(value):
                if value % 2: raise E(value)
                return value
            seen = []
            for i in range(4):
                try: seen.append(check(i))
                except E as error: seen.append((error.value, str(error), error.args))
                finally: seen.append('f')
            print(seen)
            try: print(sorted([3, 1, 2], key=check))
            except E as error: print('sorted', error)
            try: {}['absent']
            except KeyError as error: print(repr(error))
            try: {1: 2}[(1, 2)]
            except LookupError as error: print(error.args)
            def again():
                try: check(1)
                except E:
                    try: raise
                    finally: print('cleanup')
            try: again()
            except E as error: print(error, error.__context__)
            try:
                try: check(3)
                except E as error: raise ValueError('second') from error
            except ValueError as error: print(repr(error.__cause__), error.__suppress_context__)
            def use(error): error.note = 1; return error.__dict__ if False else error.note
            a, b = E(1), E(2); use(a); print(hasattr(b, 'note'))
            try:
                try: raise E
                except TypeError as error: print(error)
            except Exception as error: print('outer', error)
            try: raise 3
            except TypeError as error: print(error)
            """#
        let expected = #"""
            [0, 'f', (1, 'refused 1', ('refused 1',)), 'f', 2, 'f', (3, 'refused 3', ('refused 3',)), 'f']
            sorted refused 3
            KeyError('absent')
            ((1, 2),)
            cleanup
            refused 1 None
            E('refused 3') True
            False
            E.__init__() missing 1 required positional argument: 'value'
            exceptions must derive from BaseException
            """#
        try Program.expect(program, prints: expected)
    }

    @Test func superMethodsFollowTheClass() throws {
        let program = #"""
            class A:
                def name(self): return 'A'
            class B(A):
                def name(self): return 'B' + super().name()
            class M(A):
                def name(self): return 'M' + super().name()
            class C(B, M):
                def name(self): return 'C' + super().name()
            print([x.name() for x in (C(), B(), C(), M(), B())])
            A.name = lambda self: 'changed'
            print([x.name() for x in (C(), B())])
            M.name = lambda self: 'm'
            print([x.name() for x in (C(), B())])
            class K:
                @classmethod
                def make(cls): return cls.__name__
                @property
                def size(self): return 5
            class S(K):
                @classmethod
                def make(cls): return 'S' + super().make()
                def total(self): return super().size + 1
            print(S.make(), S().total())
            class Missing(A):
                def other(self): return super().absent()
            try: Missing().other()
            except AttributeError as error: print(error)
            """#
        let expected = #"""
            ['CBMA', 'BA', 'CBMA', 'MA', 'BA']
            ['CBMchanged', 'Bchanged']
            ['CBm', 'Bchanged']
            SS 6
            'super' object has no attribute 'absent'
            """#
        try Program.expect(program, prints: expected)
    }

    @Test func shortAndLongTextsAreTheSameTexts() throws {
        let program = #"""
            parts = ['', 'a', 'abcdefgh', 'abcdefghi', 'abcdefghijklmno', 'abcdefghijklmnop']
            parts += ['h\xe9', 'h\xe9' * 9, 'a\0', 'b']
            print(sorted(parts, reverse=True) == list(reversed(sorted(parts))), sorted(parts)[:4])
            print(min(parts), max(parts))
            built = ''
            for letter in 'abcdefghijklmno': built += letter
            print({built: 1}['abcdefghijklmno'], hash(built) == hash('abcdefghijklmno'), built == 'abcdefghijklmno')
            long = 'x' * 40 + built; cut = long[40:]
            print(cut in {built}, cut[::-1][::-1] == built, cut[3], cut[-2:], cut[::4])
            print(f'{1}{"a"}{2.5:>8.2f}|{-3:05d}|{7:<4}|{123456:3}|{-2.5:.0f}|{0.125:.2f}|{-0.001:8.1f}|{99:x}|')
            print('%d %s %.3f %5d' % (-7, 'x', 2 / 3, 12), ','.join(['1'] * 9))
            print('-'.join(['h\xe9', 'a' * 15]), ''.join([]))
            print('a b  c'.split(), 'k: v'.partition(':'), '  \xe9 '.strip(), 'a,b,,c'.split(','))
            print('abc'.replace('b', '\xe9'))
            print('a' < 'b' < 'b\0' < 'c' < 'cc', 'Z' < 'a', 'zzzzzzzzz' > 'zzzzzzzz', '\xe9' > 'z' * 20)
            """#
        let expected = #"""
            True ['', 'a', 'a\x00', 'abcdefgh']
             héhéhéhéhéhéhéhéhé
            1 True True
            True True d no aeim
            1a    2.50|-0003|7   |123456|-2|0.12|    -0.0|63|
            -7 x 0.667    12 1,1,1,1,1,1,1,1,1
            hé-aaaaaaaaaaaaaaa 
            ['a', 'b', 'c'] ('k', ':', ' v') é ['a', 'b', '', 'c']
            aéc
            True True True True
            """#
        try Program.expect(program, prints: expected)
    }

    @Test func sortsOfEqualKeysKeepTheirOrder() throws {
        let program = #"""
            pairs = [(i * 7919 % 13, i) for i in range(200)]
            print(sorted(pairs)[:5], sorted(pairs, reverse=True)[:3])
            print([i for _, i in sorted(pairs, key=lambda p: p[0])][:8])
            print([i for _, i in sorted(pairs, key=lambda p: p[0], reverse=True)][:8])
            words = [f'word{i % 7}' + 'x' * (i % 3) for i in range(60)]
            order = sorted(range(60), key=lambda i: words[i]); print(order[:12])
            print(sorted(range(60), key=lambda i: words[i], reverse=True)[:6])
            print(sorted([2.5, -1.0, 2.5, 0.0]), sorted(['b', 'a\0', 'a', 'B']), sorted([(1, 'a'), (1, 'B'), (0, 'z')]))
            print(sorted([True, 0, 2]))
            print(sorted([3, 1, 2], key=lambda v: (v % 2, v)), sorted([(1, 2, 3), (1, 2)]), sorted([(1, 2), (1, True)]))
            """#
        let expected = #"""
            [(0, 0), (0, 13), (0, 26), (0, 39), (0, 52)] [(12, 188), (12, 175), (12, 162)]
            [0, 13, 26, 39, 52, 65, 78, 91]
            [6, 19, 32, 45, 58, 71, 84, 97]
            [0, 21, 42, 7, 28, 49, 14, 35, 56, 15, 36, 57]
            [20, 41, 13, 34, 55, 6]
            [-1.0, 0.0, 2.5, 2.5] ['B', 'a', 'a\x00', 'b'] [(0, 'z'), (1, 'B'), (1, 'a')]
            [0, True, 2]
            [2, 1, 3] [(1, 2), (1, 2, 3)] [(1, True), (1, 2)]
            """#
        try Program.expect(program, prints: expected)
    }
}
