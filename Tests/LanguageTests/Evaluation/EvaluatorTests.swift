import Testing

import Language

/// The evaluator as the floors above use it.
@Suite struct EvaluatorTests {
    @Test("a cell gives the value of its last expression, unless a semicolon hides it")
    func lastExpression() {
        #expect(Program.run(["1 + 1"]).result == "2")
        #expect(Program.run(["x = 1"]).result == nil)
        #expect(Program.run(["1 + 1;"]).result == nil)
    }

    @Test("globals live from cell to cell, through errors, deletion and redefinition")
    func globals() {
        let outcome = Program.run(["x = 1\ndef f(): return x", "y = 2\n1 / 0", "x = 5", "del y", "x = 6; f()"])
        #expect(outcome.result == "6")
        #expect(Program.run(["y = 1", "del y", "y"]).error == "NameError: name 'y' is not defined")
    }

    @Test("an error points at the sub-expression that failed, in every frame")
    func spans() {
        let outcome = Program.run(["def f(a):\n    return a + [1][a * 2]\n", "x = 3 * f(1)"])
        #expect(outcome.places == ["f(1)", "[1][a * 2]"])
        #expect(outcome.error == "IndexError: list index out of range")
    }

    @Test("misspelt names and attributes get a suggestion")
    func suggestions() {
        #expect(Program.run(["lenght = 1\nprint(lenghth)"]).help == "did you mean 'lenght'?")
        #expect(Program.run(["[].apend(1)"]).help == "did you mean 'append'?")
    }

    @Test("native code calls functions and may be called back")
    func nativeCalls() {
        let outcome = Program.run(["twice(lambda v: v + 1, 5)"]) { evaluator in
            evaluator.builtins["twice"] = .object(
                NativeFunction("twice", "(f, x, /)") { arguments, evaluator in
                    try evaluator.call(arguments[0], [try evaluator.call(arguments[0], [arguments[1]])])
                })
        }
        #expect(outcome.result == "7")
    }

    @Test("a native function sees which words called it")
    func currentSpan() {
        let outcome = Program.run(["x = [where(), 2]"]) { evaluator in
            evaluator.builtins["where"] = .object(
                NativeFunction("where", "()") { _, evaluator in
                    let place = evaluator.currentPlace
                    evaluator.output.write(place.map { $0.source.text(of: $0.span) } ?? "nowhere", to: .standardOutput)
                    return .none
                })
        }
        #expect(outcome.output == "where()")
    }

    @Test("an object that records calls takes over interceptable functions")
    func interception() {
        final class Recorder: Object {
            override var interceptsCalls: Bool { true }
            override func intercept(
                call function: Object, _ arguments: borrowing Arguments, _ evaluator: Evaluator
            ) throws -> Value {
                Value("recorded \(arguments.count)")
            }
        }
        let outcome = Program.run(["[f(1), f([2, recorder]), f(x=recorder)]"]) { evaluator in
            evaluator.builtins["f"] = .object(
                NativeFunction("f", "(x)", isInterceptable: true) { _, _ in .int(0) })
            evaluator.builtins["recorder"] = .object(Recorder())
        }
        #expect(outcome.result == "[0, 'recorded 1', 'recorded 0']")
    }

    @Test("an interrupt ends an endless loop with KeyboardInterrupt, and finally blocks run")
    func interrupt() {
        let outcome = Program.run(["try:\n    while True: stop()\nfinally:\n    print('done')"]) { evaluator in
            evaluator.builtins["stop"] = .object(
                NativeFunction("stop", "()") { _, evaluator in
                    evaluator.interrupt.raise()
                    return .none
                })
        }
        #expect(outcome.error == "KeyboardInterrupt: ")
        #expect(outcome.output == "done")
    }

    @Test("a program that used up its steps cannot catch that")
    func stepLimit() {
        let outcome = Program.run(["while True:\n    try:\n        while True: pass\n    except BaseException: pass"]) {
            $0.stepsLeft = 10_000
        }
        #expect(outcome.error?.hasPrefix("KeyboardInterrupt") == true)
    }

    @Test("branches and loops know the names that they assign")
    func regions() throws {
        let text = "if a:\n    x = 1\nelse:\n    y = 2\nfor i in r:\n    s += i\nwhile c: n = 1"
        let evaluator = Evaluator()
        let code = try Compiler.compile(
            try Parser.parse(Source(cell: 1, text: text)), in: Namespace(), evaluator.builtins)
        #expect(code.regions.map(\.kind) == [.if, .for, .while])
        #expect(code.regions.map { $0.assignedNames.map(\.text) } == [["x"], ["i", "s"], ["n"]])
    }

    @Test("values take 16 bytes and lie in memory as the machine expects")
    func layout() {
        #expect(MemoryLayout<Value>.stride == 16)
        #expect(MemoryLayout<Instruction>.stride == 16)
        #expect(ValueLayout.isAsExpected)
    }
}
