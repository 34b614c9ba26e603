import Dispatch
import Language
import Testing

/// Programs that would never end, or not soon: each can be interrupted wherever it is.
@Suite("A cell can be interrupted anywhere", .serialized)
struct InterruptTests {
    @Test(
        "Endless work of native code ends with KeyboardInterrupt",
        arguments: [
            "set(iter(range(2**62)))", "dict.fromkeys(iter(range(2**62)))", "sum(range(2**62))", "max(range(2**62))",
            "sorted(iter(range(2**62)))", "-1 in iter(range(2**62))", "' '.join(map(str, range(2**62)))",
            "import heapq\nfor x in heapq.merge(range(2**62)): pass", "import heapq\nlist(heapq.merge(range(2**62)))",
            "import itertools\nlist(zip(itertools.count(), itertools.count()))",
            "import itertools\nall(itertools.repeat(True))", "import itertools\nany(map(bool, itertools.repeat(0)))",
            "import itertools\nnext(filter(None, itertools.repeat(0)))",
            "import itertools\n[].extend(itertools.cycle([1]))",
            "import itertools, collections\ncollections.deque(itertools.count(), maxlen=1)",
            "import itertools, collections\ncollections.Counter(itertools.repeat(1))",
            "import itertools\nnext(itertools.islice(itertools.count(), 10**18, None))",
            "import itertools\nfor _ in itertools.groupby(itertools.repeat(1)): pass\nlist(itertools.permutations(range(20)))",
            "import itertools\n{}.update(zip(itertools.count(), itertools.count()))",
            "import functools, itertools\nfunctools.reduce(max, itertools.count())",
            "import itertools, statistics\nstatistics.mean(itertools.repeat(1))",
            "import itertools\n[*itertools.repeat(1)]", "import itertools\na, *b = itertools.repeat(1)",
            "import itertools\nprint(*itertools.repeat(1))", "import itertools\nbytes(itertools.repeat(1))",
            "import itertools\ndef f(): yield from itertools.repeat(1)\nsum(f())", "sum(1 for _ in iter(int, 1))",
            "def f():\n    while True: yield 1\nsum(f())",
            "import re\nre.match('(a*)*(b*)*c', 'a' * 60)", "list(iter(int, 1))", "sum(0 for _ in iter(int, 1))",
            "import time\ntime.sleep(10**6)", "while True: pass", "d = {}\nwhile True: d.update(d)",
            "class L:\n    def __getitem__(self, i): return i\nlist(L())",
        ])
    func endlessNativeWork(_ program: String) {
        let outcome = Program.run([program]) { evaluator in
            let interrupt = evaluator.interrupt
            DispatchQueue.global().asyncAfter(deadline: .now() + 0.4) { interrupt.raise() }
        }
        #expect(outcome.error?.hasPrefix("KeyboardInterrupt") == true, "\(outcome)")
    }

    @Test func aStopForMemoryIsOneMemoryError() {
        let program = """
            try:
                while True: pass
            except MemoryError as error:
                print(error)
            for _ in range(10): pass
            """
        let outcome = Program.run([program]) { evaluator in
            let interrupt = evaluator.interrupt
            DispatchQueue.global().asyncAfter(deadline: .now() + 0.4) { interrupt.raiseForMemory() }
        }
        #expect(outcome.output == "the machine's memory is nearly used up; the cell was stopped before that")
        #expect(outcome.error == nil)
    }

    @Test func deepTuplesAreFreedWithoutRecursion() {
        #expect(printed("t = ()\nfor _ in range(300_000): t = (t,)\ndel t\nprint('freed')") == "freed")
    }
}
