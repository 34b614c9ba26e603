import Testing

import Language

/// Raising and catching, with what CPython 3.11 prints.
@Suite struct ErrorFlowTests {
    @Test("try, except, else and finally run in CPython's order")
    func errorsFlow() throws {
        let program = #"""
            def f(k):
                log = []
                try:
                    log.append("try")
                    if k == 1: raise ValueError("v")
                    if k == 2: raise KeyError("k")
                    if k == 3: return log + ["returned"]
                except ValueError as e:
                    log.append(f"value {e}")
                except (KeyError, IndexError) as e:
                    log.append(f"key {e}")
                else:
                    log.append("else")
                finally:
                    log.append("finally")
                return log
            for k in range(4): print(f(k))
            def g():
                for i in range(5):
                    try:
                        if i == 1: continue
                        if i == 3: break
                        print("body", i)
                    finally:
                        print("fin", i)
                else:
                    print("no break")
            g()
            def h():
                try:
                    return "try"
                finally:
                    print("before return")
            print(h())
            def override():
                try:
                    raise ValueError
                finally:
                    return "swallowed"
            print(override())
            def chain():
                try:
                    try:
                        1 / 0
                    except ZeroDivisionError as e:
                        raise RuntimeError("outer") from e
                except RuntimeError as r:
                    return repr(r.__cause__), r.__suppress_context__
            print(chain())
            def context():
                try:
                    try: {}["x"]
                    except KeyError: raise TypeError("second")
                except TypeError as t:
                    return repr(t.__context__), t.__cause__
            print(context())
            def reraise():
                try:
                    try: [][1]
                    except IndexError:
                        print("again")
                        raise
                except IndexError as e: return e.args
            print(reraise())
            try:
                try: raise ValueError("inner")
                finally: print("cleanup")
            except ValueError as e: print(e)
            try: raise KeyError
            except LookupError as e: print(repr(e))
            try: raise "text"
            except TypeError as e: print(e)
            try: raise
            except RuntimeError as e: print(e)
            def nested():
                while True:
                    try:
                        try: return 1
                        finally: print("a")
                    finally: print("b")
            print(nested())
            try:
                e = 5
                raise ValueError("x")
            except ValueError as e: pass
            try: print(e)
            except NameError as n: print(n)
            class Ctx:
                def __init__(self, n, swallow=False): self.n, self.swallow = n, swallow
                def __enter__(self): print("enter", self.n); return self.n
                def __exit__(self, t, v, tb): print("exit", self.n, t and t.__name__); return self.swallow
            with Ctx("a") as a, Ctx("b") as b: print(a, b)
            with Ctx("s", True): raise ValueError
            def early():
                with Ctx("r"): return "r"
            print(early())
            for i in range(2):
                with Ctx(i):
                    if i == 0: continue
                    break
            try:
                with Ctx("x"): raise KeyError("z")
            except KeyError as k: print("after", k)
            try:
                assert 1 == 2, "message"
            except AssertionError as e: print(repr(e))
            try:
                assert []
            except AssertionError as e: print(repr(e))
            try:
                with 5: pass
            except TypeError as e: print(e)
            def deep():
                try:
                    raise ValueError(1)
                except ValueError:
                    try:
                        raise KeyError(2)
                    except KeyError as k:
                        return repr(k.__context__)
            print(deep())
            try:
                try: raise ValueError("a")
                except ValueError as v: raise v from None
            except ValueError as w: print(w.__cause__, w.__suppress_context__)
            """#
        let expected = #"""
            ['try', 'else', 'finally']
            ['try', 'value v', 'finally']
            ['try', "key 'k'", 'finally']
            ['try', 'returned']
            body 0
            fin 0
            fin 1
            body 2
            fin 2
            fin 3
            before return
            try
            swallowed
            ("ZeroDivisionError('division by zero')", True)
            ("KeyError('x')", None)
            again
            ('list index out of range',)
            cleanup
            inner
            KeyError()
            exceptions must derive from BaseException
            No active exception to reraise
            a
            b
            1
            name 'e' is not defined
            enter a
            enter b
            a b
            exit b None
            exit a None
            enter s
            exit s ValueError
            enter r
            exit r None
            r
            enter 0
            exit 0 None
            enter 1
            exit 1 None
            enter x
            exit x KeyError
            after 'z'
            AssertionError('message')
            AssertionError()
            'int' object does not support the context manager protocol
            ValueError(1)
            None True
            """#
        try Program.expect(program, prints: expected)
    }

    @Test func exceptionsOfClassesWithoutAnInitKeepTheirArguments() throws {
        try Program.expect(
            """
            class Refused(ValueError): pass
            class Stopped(StopIteration): pass
            class Named(Refused):
                def __init__(self, name):
                    super().__init__(f"no {name}")
                    self.name = name
                    self.name = self.name.upper()
            print(repr(Refused()), repr(Refused("a")), Refused("a", 1).args, Stopped(3).value, repr(Refused(None)))
            error = Named("x")
            print(error, error.args, error.name, error.__dict__)
            error.other = 1
            print(error.name, error.other)
            """,
            prints: """
                Refused() Refused('a') ('a', 1) 3 Refused(None)
                no x ('no x',) X {'name': 'X'}
                X 1
                """)
    }

    @Test func contextManagersWhoseClassChangesAreCalledAsTheyAreNow() throws {
        try Program.expect(
            """
            class Guard:
                def __enter__(self): return 1
                def __exit__(self, kind, error, traceback): return True
            def run():
                with Guard() as value:
                    raise KeyError(value)
                return value
            print(run())
            Guard.__enter__ = lambda self: 2
            print(run())
            Guard.__exit__ = lambda self, *details: print(details[1])
            try: run()
            except KeyError as error: print("out", error)
            del Guard.__exit__
            try: run()
            except TypeError as error: print(error)
            """,
            prints: """
                1
                2
                2
                out 2
                'Guard' object does not support the context manager protocol (missed __exit__ method)
                """)
    }

    @Test func tracebacksOfOneToFiveFramesNameThemAll() throws {
        try Program.expect(
            """
            import traceback
            def fall(depth):
                if depth == 0: raise KeyError(depth)
                fall(depth - 1)
            for depth in range(5):
                try: fall(depth)
                except KeyError as error:
                    names = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
                    print(len(names), names[0], names[-1])
            """,
            prints: """
                2 <module> fall
                3 <module> fall
                4 <module> fall
                5 <module> fall
                6 <module> fall
                """)
    }

    @Test func fieldsOfSystemExceptionsFollowWhatInitIsCalledWith() throws {
        try Program.expect(
            """
            class T(OSError):
                def __init__(self, a): super().__init__(2, a)
            class S(StopIteration):
                def __init__(self): super().__init__(5)
            class E(SystemExit):
                def __init__(self): super().__init__(3)
            class I(ImportError):
                def __init__(self): super().__init__("m", name="n")
            print(T("zz").errno, T("zz"), S().value, E().code, I().msg, I().name, OSError("x").errno)
            for make in (lambda: Exception(a=1), lambda: ValueError("x", name="n"), lambda: I.__bases__[0]("m", other=1)):
                try: make()
                except TypeError as error: print(type(error).__name__)
            try: raise OSError(2, "No such file or directory", "f")
            except FileNotFoundError as error: print(error, error.args, error.filename)
            """,
            prints: """
                2 [Errno 2] zz 5 3 m n None
                TypeError
                TypeError
                TypeError
                [Errno 2] No such file or directory: 'f' (2, 'No such file or directory') f
                """)
    }

    @Test func attributesGivenToExceptionsAreInTheirDict() throws {
        try Program.expect(
            """
            import copy, pickle
            class E(Exception): pass
            error = E("text")
            error.a = 1
            error.b = 2
            error.__dict__.update(c=3)
            print(vars(error), error.c, copy.copy(error).a, pickle.loads(pickle.dumps(error)).b)
            """, prints: "{'a': 1, 'b': 2, 'c': 3} 3 1 2")
    }
}
