import Testing

import Language

/// Generators that run inside the machine's loop: whoever asks for a value, they go on where they were, with what CPython
/// 3.11 prints.
struct ResumptionTests {
    @Test func aGeneratorThatRunsCannotBeResumedThroughAnotherOne() {
        let program = """
            def first():
                yield 0
                yield from again
            again = first()
            try: list(again)
            except ValueError as error: print(error)
            def second():
                yield 1
                try: next(me)
                except ValueError as error: print(error)
                yield 2
            me = second()
            print([value for value in me])
            """
        #expect(printed(program) == "generator already executing\ngenerator already executing\n[1, 2]")
    }

    @Test func whatIsHandledAroundADelegationIsTheContextInside() {
        let program = """
            def outer():
                try: raise ValueError(1)
                except ValueError: yield from inner()
            def inner():
                yield 1
                try: raise KeyError(2)
                except KeyError as error: print(repr(error.__context__))
            for value in outer(): print(value)
            """
        #expect(printed(program) == "1\nValueError(1)")
    }

    @Test func delegationThatNeverEndsIsARecursionError() {
        let program = """
            def deeper():
                yield 1
                yield from deeper()
            count = 0
            try:
                for _ in deeper(): count += 1
            except RecursionError as error: print(error, count > 100)
            def endless(): yield from endless()
            try: next(endless())
            except RecursionError: print('again')
            """
        #expect(printed(program) == "maximum recursion depth exceeded True\nagain")
    }

    @Test func nextAndSendGiveStopIterationWithTheResult() {
        let program = """
            def counting():
                got = yield 1
                print('got', got)
                return 'end'
            it = counting()
            print(next(it))
            try: it.send('x')
            except StopIteration as error: print(repr(error.value))
            print(next(it, 'standard'))
            try: next(it)
            except StopIteration as error: print(repr(error.value))
            try: counting().send(3)
            except TypeError as error: print(error)
            def raising():
                yield
                raise StopIteration(5)
            it = raising()
            next(it)
            try: next(it)
            except RuntimeError as error: print(error, repr(error.__cause__))
            print(next(value for value in [7]), next(counting()))
            """
        let expected = """
            1
            got x
            'end'
            standard
            None
            can't send non-None value to a just-started generator
            generator raised StopIteration StopIteration(5)
            7 1
            """
        #expect(printed(program) == expected)
    }

    @Test func sendReachesTheInnermostGenerator() {
        let program = """
            def inner():
                total = 0
                while True:
                    value = yield total
                    if value is None: return total
                    total += value
            def outer():
                while True: print('result', (yield from inner()))
            it = outer()
            next(it)
            print(it.send(1), it.send(2), it.send(None), it.send(5))
            """
        #expect(printed(program) == "result 3\n1 3 0 5")
    }

    @Test func anErrorInsideIsSeenByTheCallerOfNext() {
        let program = """
            def failing():
                yield 1
                raise KeyError('k')
            def through():
                try: yield from failing()
                except LookupError as error: yield repr(error)
            it = failing()
            next(it)
            try: next(it)
            except KeyError as error: print(error, error.__context__)
            print(list(through()), list(it))
            """
        #expect(printed(program) == "'k' None\n[1, \"KeyError('k')\"] []")
    }

    @Test func aSumOfAGeneratorIsThatOfAnyIterator() {
        let program = """
            def values(*given):
                for value in given: yield value
            def tree(depth):
                if depth:
                    yield from tree(depth - 1)
                    yield depth
                    yield from tree(depth - 1)
            class Money:
                def __init__(self, amount): self.amount = amount
                def __radd__(self, other): return Money(self.amount + getattr(other, 'amount', other))
                __add__ = __radd__
            print(sum(values(1, 2)), sum(values()), sum(values(1, 2.5, True)), sum(values(0.5, 1.5)))
            print(sum(values(2**63 - 1, 1, 2)), sum(tree(8)), sum(values(Money(1), 2, Money(3))).amount)
            print(sum(values([1], [2]), []), sum(values(1), 5), sum(values(1, 2), start=0.5))
            def echo():
                try: yield from [1, 2, 3]
                finally: print('closed')
            print(sum(echo()), sum(n * n for n in range(5) if n % 2))
            """
        let expected = """
            3 0 4.5 2.0
            9223372036854775810 502 6
            [1, 2] 6 3.5
            closed
            6 10
            """
        #expect(printed(program) == expected)
    }

    @Test func aSumThatFailsLeavesTheGeneratorWhereItWas() {
        let program = """
            def mixed():
                yield 1
                yield 'x'
                yield 3
            it = mixed()
            try: sum(it)
            except TypeError as error: print(error)
            print(list(it), sum(it))
            def failing():
                yield 1
                raise KeyError('k')
            def outer():
                try: yield from failing()
                except KeyError: yield 10
            try: sum(failing())
            except KeyError as error: print(repr(error), error.__traceback__.tb_next.tb_lineno)
            print(sum(outer()))
            def selfish():
                yield 1
                try: yield sum(me)
                except ValueError as error: print(error)
            me = selfish()
            print(sum(me))
            """
        let expected = """
            unsupported operand type(s) for +: 'int' and 'str'
            [3] 0
            KeyError('k') 11
            11
            generator already executing
            1
            """
        #expect(printed(program) == expected)
    }
}
