import Testing

import Jupyter

@Suite struct KernelTests {
    private let kernel: Loopback

    init() throws { kernel = try Loopback(executor: EchoExecutor()) }

    @Test func aCellIsAnsweredFromBusyToIdle() {
        let exchange = kernel.execute("hello")
        #expect(exchange.reply["status"] == "ok")
        #expect(exchange.reply["execution_count"] == 1)
        #expect(exchange.types == ["status", "execute_input", "execute_result", "status"])
        #expect(exchange.contents("execute_result").first?["data"] == ["text/plain": "hello"])
        #expect(exchange.contents("status").map { $0["execution_state"] } == ["busy", "idle"])
    }

    @Test func printedTextComesBeforeIdle() {
        let exchange = kernel.execute("print hello, world")
        #expect(exchange.types == ["status", "execute_input", "stream", "status"])
        #expect(exchange.text() == "hello, world\n")
    }

    @Test func anErrorIsPublishedOnceAndReplied() {
        let exchange = kernel.execute("error boom")
        #expect(exchange.types == ["status", "execute_input", "error", "status"])
        #expect(exchange.reply["ename"] == "EchoError")
        #expect(exchange.reply["evalue"] == "boom")
        #expect(exchange.reply["traceback"] == ["EchoError: boom"])
    }

    @Test func anErrorAbortsTheCellsBehindIt() {
        let requests = ["error boom", "a", "b"].map { kernel.send("execute_request", ["code": .string($0)]) }
        let statuses = requests.map { kernel.answer(to: $0).reply["status"] }
        #expect(statuses == ["error", "aborted", "aborted"])
        #expect(kernel.execute("c").reply["status"] == "ok")
    }

    @Test func anErrorAbortsAWholeBurst() {
        let first = kernel.send("execute_request", ["code": "error boom"])
        let burst = (0..<100).map { kernel.send("execute_request", ["code": .string("\($0)")]) }
        #expect(kernel.answer(to: first).reply["status"] == "error")
        #expect(burst.allSatisfy { kernel.answer(to: $0).reply["status"] == "aborted" })
    }

    @Test func aCellSentAtOnceAfterTheErrorWasSeenIsRun() {
        for _ in 0..<50 {
            #expect(kernel.execute("error boom").reply["status"] == "error")
            #expect(kernel.execute("a").reply["status"] == "ok")
        }
    }

    @Test func anErrorAbortsNothingWhenToldSo() {
        let first = kernel.send("execute_request", ["code": "error boom", "stop_on_error": false])
        let second = kernel.send("execute_request", ["code": "a"])
        #expect(kernel.answer(to: first).reply["status"] == "error")
        #expect(kernel.answer(to: second).reply["status"] == "ok")
    }

    @Test func aSilentCellShowsAndCountsNothing() {
        let exchange = kernel.execute("hello", ["silent": true])
        #expect(exchange.types == ["status", "status"])
        #expect(kernel.execute("a").reply["execution_count"] == 1)
    }

    @Test func aCellOutsideTheHistoryShowsButDoesNotCount() {
        #expect(kernel.execute("a", ["store_history": false]).types.contains("execute_result"))
        #expect(kernel.execute("b").reply["execution_count"] == 1)
        #expect(kernel.execute("c").reply["execution_count"] == 2)
    }

    @Test func expressionsAreEvaluatedAfterTheCell() {
        let exchange = kernel.execute("", ["user_expressions": ["good": "x", "bad": "error no"]])
        #expect(exchange.reply["user_expressions"]?["good"]?["data"] == ["text/plain": "x"])
        #expect(exchange.reply["user_expressions"]?["bad"]?["ename"] == "EchoError")
    }

    @Test func aDisplayCanBeUpdated() {
        let exchange = kernel.execute("display x")
        #expect(exchange.contents("display_data").first?["transient"] == ["display_id": "echo"])
        #expect(exchange.contents("update_display_data").first?["data"] == ["text/plain": "x again"])
    }

    @Test func aQuestionToTheUserWaitsForTheAnswer() {
        let request = kernel.send("execute_request", ["code": "input name", "allow_stdin": true])
        #expect(kernel.awaitInputRequest())
        _ = kernel.send("input_reply", ["value": "Ada"], on: .stdin)
        #expect(kernel.answer(to: request).contents("execute_result").first?["data"] == ["text/plain": "Ada"])
    }

    @Test func aQuestionThatMayNotBeAskedFailsAtOnce() {
        #expect(kernel.execute("input name").reply["ename"] == "EOFError")
    }

    @Test func aQuestionCanBeInterrupted() {
        let request = kernel.send("execute_request", ["code": "input name", "allow_stdin": true])
        #expect(kernel.awaitInputRequest())
        #expect(kernel.ask("interrupt_request", on: .control).reply["status"] == "ok")
        #expect(kernel.answer(to: request).reply["ename"] == "KeyboardInterrupt")
    }

    @Test func completionIsAnsweredWhileACellRuns() {
        let running = kernel.send("execute_request", ["code": "wait"])
        let exchange = kernel.ask("complete_request", ["code": "pri", "cursor_pos": 3])
        #expect(exchange.reply["matches"] == ["print"])
        _ = kernel.ask("interrupt_request", on: .control)
        #expect(kernel.answer(to: running).reply["ename"] == "KeyboardInterrupt")
    }

    @Test func aQuickQuestionBehindASlowOneIsAnsweredSecond() throws {
        let executor = ThoughtfulExecutor()
        let kernel = try Loopback(executor: executor)
        let completion = kernel.send("complete_request", ["code": "pri", "cursor_pos": 3])
        let quick = kernel.send("comm_info_request")
        executor.think()
        _ = kernel.answer(to: completion)
        _ = kernel.answer(to: quick)
        #expect(kernel.replies == ["complete_reply", "comm_info_reply"])
    }

    @Test func questionsBehindARunningCellKeepTheirOrder() {
        let running = kernel.send("execute_request", ["code": "wait"])
        let completion = kernel.send("complete_request", ["code": "pri", "cursor_pos": 3])
        let quick = kernel.send("comm_info_request")
        _ = kernel.answer(to: completion)
        _ = kernel.answer(to: quick)
        #expect(kernel.replies == ["complete_reply", "comm_info_reply"])
        _ = kernel.ask("interrupt_request", on: .control)
        _ = kernel.answer(to: running)
    }

    @Test func aRunningCellSaysAgainThatItIsBusy() {
        let running = kernel.send("execute_request", ["code": "wait"])
        _ = kernel.ask("complete_request", ["code": "", "cursor_pos": 0])
        _ = kernel.ask("interrupt_request", on: .control)
        let states = kernel.answer(to: running).contents("status").compactMap { $0["execution_state"]?.string }
        #expect(states.first == "busy")
        #expect(states.count >= 3)
        #expect(states.last == "idle")
    }

    @Test func anInterruptBetweenCellsDoesNoHarm() {
        #expect(kernel.ask("interrupt_request", on: .control).reply["status"] == "ok")
        #expect(kernel.execute("a").reply["status"] == "ok")
    }

    @Test func aCommToAnUnknownTargetIsClosed() {
        let exchange = kernel.ask("comm_open", ["comm_id": "c", "target_name": "none", "data": [:]])
        #expect(exchange.types == ["status", "comm_close", "status"])
    }

    @Test func aMalformedRequestIsAnsweredWithItsFault() {
        let exchange = kernel.ask("execute_request", ["code": 5])
        #expect(exchange.reply["status"] == "error")
        #expect(exchange.reply["evalue"] == "field \"code\" of execute_request is not a string")
    }

    @Test func shutdownIsAnsweredAndEndsTheKernel() {
        #expect(kernel.ask("shutdown_request", ["restart": true], on: .control).reply["restart"] == true)
        #expect(kernel.kernel.isEnding == true)
    }

    @Test func theHistoryListsWhatWasRun() {
        for code in ["a", "b", "abc"] { _ = kernel.execute(code) }
        let reply = kernel.ask("history_request", ["hist_access_type": "tail", "n": 2]).reply
        #expect(reply["history"] == [[1, 2, "b"], [1, 3, "abc"]])
    }
}

/// An echo that completes nothing until it is told to think.
private final class ThoughtfulExecutor: CellExecutor {
    private let echo = EchoExecutor()
    private let isThinking = Monitor(false)

    func think() { isThinking.update { $0 = true } }

    var identity: KernelIdentity { echo.identity }
    func execute(_ cell: Cell, output: any CellOutput) -> CellResult { echo.execute(cell, output: output) }
    func evaluate(_ expression: String, output: any CellOutput) -> CellResult {
        echo.evaluate(expression, output: output)
    }
    func interrupt() { echo.interrupt() }
    func complete(_ code: String, cursor: Int, whileRunning: Bool) -> Completion {
        isThinking.wait { $0 ? () : nil }
        return echo.complete(code, cursor: cursor, whileRunning: whileRunning)
    }
    func inspect(_ code: String, cursor: Int, detail: Int, whileRunning: Bool) -> MIMEBundle? {
        echo.inspect(code, cursor: cursor, detail: detail, whileRunning: whileRunning)
    }
    func completeness(of code: String) -> Completeness { echo.completeness(of: code) }
    func shutdown() { echo.shutdown() }
}
