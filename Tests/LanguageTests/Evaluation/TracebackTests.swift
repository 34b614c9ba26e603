import Testing

/// Which frames an exception has passed, as `error.__traceback__` tells it; with what CPython 3.11 prints.
struct TracebackTests {
    private static let lines = #"""
        def lines(error):
            found, tb = [], error.__traceback__
            while tb:
                found.append((tb.tb_lineno, tb.tb_frame.f_code.co_name))
                tb = tb.tb_next
            return found

        """#

    @Test func eachRaiseOfOneExceptionAddsTheFrameOnceMore() {
        let program = #"""
            def raising():
                error = ValueError()
                for i in range(2):
                    try:
                        if i == 0: raise error
                        raise error
                    except ValueError: pass
                return error
            print(lines(raising()))
            """#
        #expect(printed(TracebackTests.lines + program) == "[(12, 'raising'), (11, 'raising')]")
    }

    @Test func bareRaiseAddsNothing() {
        let program = #"""
            class C:
                def fail(self): 1 / 0
            def outer():
                try: C().fail()
                except ZeroDivisionError: raise
            try: outer()
            except ZeroDivisionError as error: print(lines(error))
            """#
        #expect(printed(TracebackTests.lines + program) == "[(12, '<module>'), (10, 'outer'), (8, 'fail')]")
    }

    @Test func tracebackCanBeTakenAway() {
        let program = #"""
            try: 1 / 0
            except ZeroDivisionError as error:
                print(lines(error), lines(error.with_traceback(None)))
            """#
        #expect(printed(TracebackTests.lines + program) == "[(7, '<module>')] []")
    }

    @Test func stopIterationInGeneratorIsCauseAndContext() {
        let program = #"""
            def g():
                yield 1
                raise StopIteration(5)
            try: list(g())
            except RuntimeError as e: print(e.__suppress_context__, repr(e.__context__), repr(e.__cause__))
            """#
        #expect(printed(program) == "True StopIteration(5) StopIteration(5)")
    }

    @Test func throwAndCloseReachUsersIterators() {
        let program = #"""
            class It:
                def __iter__(self): return self
                def __next__(self): return 1
                def throw(self, error): print("throw", error); raise StopIteration(7)
                def close(self): print("close")
            def g():
                print((yield from It()))
                yield 2
            a = g(); next(a); print(a.throw(ValueError("x")))
            b = g(); next(b); b.close()
            """#
        #expect(printed(program) == "throw x\n7\n2\nclose")
    }
}
