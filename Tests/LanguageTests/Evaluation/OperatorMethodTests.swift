import Testing

import Language

/// Methods of operators, which run in frames of their own; with what CPython 3.11 prints.
struct OperatorMethodTests {
    @Test func notImplementedAsksTheOtherSide() throws {
        let program = """
            class A:
                def __add__(self, other): return NotImplemented
                def __eq__(self, other): return NotImplemented
                def __lt__(self, other): return NotImplemented
            class B:
                def __radd__(self, other): return 'radd'
                def __gt__(self, other): return 'gt'
            def add(x, y): return x + y
            a, b = A(), B()
            print(add(a, b), a == b, a == a, a < b, 'yes' if a < b else 'no')
            for text in ('a + 1', 'a < 1', 'a += 1'):
                try: exec(text)
                except TypeError as error: print(error)
            """
        let expected = """
            radd False True gt yes
            unsupported operand type(s) for +: 'A' and 'int'
            '<' not supported between instances of 'A' and 'int'
            unsupported operand type(s) for +=: 'A' and 'int'
            """
        #expect(printed(program) == expected)
    }

    @Test func aDerivedClassOnTheRightGoesFirst() throws {
        let program = """
            class A:
                def __add__(self, other): return 'A'
                def __lt__(self, other): return 'A<'
            class B(A):
                def __radd__(self, other): return 'B'
                def __gt__(self, other): return 'B>'
            print(A() + B(), A() + A(), A() < B(), B() < A())
            """
        #expect(printed(program) == "B A B> A<")
    }

    @Test func operandsKeepTheirValuesWhileAMethodRuns() throws {
        let program = """
            class V:
                def __init__(self, x): self.x = x
                def __add__(self, other):
                    self = V(self.x + other.x)
                    other = None
                    return self
                def __getitem__(self, key): return (self.x, key)
                def __eq__(self, other): return [] if other.x else [0]
            def total(values):
                result = V(0)
                for value in values: result = result + value
                result += V(100)
                return result.x
            v = V(1)
            print(total([V(1), V(2), v]), v.x, v[3], v['k'], (v + v)[0], v == V(0), 1 if v == v else 2)
            """
        #expect(printed(program) == "104 1 (1, 3) (1, 'k') (2, 0) [0] 2")
    }

    @Test func anErrorInAMethodNamesBothPlaces() throws {
        let program = """
            class A:
                def __add__(self, other): raise KeyError('inside')
            try: A() + 1
            except KeyError as error: print('caught', error)
            def f():
                for i in range(3):
                    try: A() + i
                    except KeyError: yield i
            print(list(f()))
            """
        #expect(printed(program) == "caught 'inside'\n[0, 1, 2]")
    }

    @Test func keywordsAndDefaultsFillParameters() throws {
        let program = """
            def f(a, b=2, c=3): return a, b, c
            print(f(1), f(1, c=5), f(b=1, a=0), f(*[1], **{'c': 9}))
            for call in ('f()', 'f(1, a=2)', 'f(1, d=2)', 'f(1, 2, 3, 4)'):
                try: eval(call)
                except TypeError as error: print(error)
            class P:
                def __init__(self, x, y=0): self.p = x, y
            print(P(1).p, P(1, 2).p, P(y=1, x=2).p)
            """
        let expected = """
            (1, 2, 3) (1, 2, 5) (0, 1, 3) (1, 2, 9)
            f() missing 1 required positional argument: 'a'
            f() got multiple values for argument 'a'
            f() got an unexpected keyword argument 'd'
            f() takes from 1 to 3 positional arguments but 4 were given
            (1, 0) (1, 2) (2, 1)
            """
        #expect(printed(program) == expected)
    }
}
