/// Runs the cells of a kernel one after another, on a thread of its own.
///
///     busy ─► execute_input ─► the cell's outputs ─► result or error ─► execute_reply ─► idle
final class CellRunner: @unchecked Sendable {
    // Everything here is touched by the cell thread only, but for the reference to the kernel.
    private let kernel: Kernel
    private let streams: StandardStreams?
    private let stopped = Monitor(false)
    private var executionCount = 0

    init(kernel: Kernel, streams: StandardStreams? = nil) {
        self.kernel = kernel
        self.streams = streams
    }

    func start() throws(KernelError) {
        try DeepThread.start("cells") { self.run() }
    }

    private func run() {
        while true {
            switch kernel.queue.next() {
            case .execute(let execution, let request, let channel): execute(execution, request, channel)
            case .answer(let query): kernel.answer(query, whileRunning: false)
            case .stop:
                kernel.executor.shutdown()
                stopped.update { $0 = true }
                return
            }
        }
    }

    /// Lets the executor clean up, unless a cell is running that may never end.
    func stop() {
        guard kernel.activity.withLock({ $0.runningCell == nil }) else { return }
        kernel.queue.append(.stop)
        _ = stopped.wait(milliseconds: 500) { $0 ? () : nil }
    }

    private func execute(_ execution: Request.Execution, _ request: Message, _ channel: Channel) {
        begin(request)
        let output = RequestOutput(
            request: request, allowsInput: execution.allowsInput, outbox: kernel.outbox,
            conversation: kernel.conversation, collect: { [streams] in streams?.collect() })
        let cell = nextCell(execution)
        if !cell.isSilent {
            output.publish(.executeInput(code: cell.source, executionCount: cell.executionCount))
        }
        let result = kernel.executor.execute(cell, output: output)
        streams?.flushBuffers()
        if result.isError, execution.stopsOnError { kernel.refuseWaitingCells() }
        publish(result, of: cell, output)
        let expressions = evaluate(execution.expressions, after: result, output)
        let reply = Reply.execute(
            result, executionCount: cell.executionCount, expressions: expressions, pages: output.pages,
            asksExit: output.asksExit)
        end(request, channel, reply)
        if output.asksExit { kernel.endSoon() }
    }

    private func begin(_ request: Message) {
        kernel.activity.withLock { $0.runningCell = request }
        streams?.setParent(request.header.bytes)
        kernel.outbox.publish(.status(.busy), parent: request.header.bytes)
    }

    private func nextCell(_ execution: Request.Execution) -> Cell {
        let number = execution.isSilent ? executionCount : executionCount + 1
        if execution.storesHistory {
            executionCount = number
            kernel.history.append(line: number, input: execution.code)
        }
        return Cell(
            execution.code, executionCount: number, isSilent: execution.isSilent,
            storesHistory: execution.storesHistory, allowsInput: execution.allowsInput)
    }

    private func publish(_ result: CellResult, of cell: Cell, _ output: RequestOutput) {
        switch result {
        case .ok(let bundle?) where !cell.isSilent:
            output.publish(.executeResult(bundle, executionCount: cell.executionCount))
            if cell.storesHistory, let text = bundle.text {
                kernel.history.setOutput(text, ofLine: cell.executionCount)
            }
        case .ok: output.flush()
        case .error(let error): output.publish(.error(error))
        case .aborted: break
        }
    }

    private func evaluate(_ expressions: [JSON.Member], after result: CellResult, _ output: RequestOutput) -> JSON {
        guard case .ok = result else { return [:] }
        let values = expressions.map { expression -> JSON.Member in
            let result = kernel.executor.evaluate(expression.value.string ?? "", output: output)
            return JSON.Member(expression.name, result.expressionContent)
        }
        streams?.flushBuffers()
        output.flush()
        return .object(values)
    }

    /// Sends the reply and then, as the last word on this request, idle; then it answers the cells that it stopped.
    private func end(_ request: Message, _ channel: Channel, _ reply: Reply) {
        let refused = kernel.activity.withLock { activity in
            activity.runningCell = nil
            kernel.outbox.reply(reply, to: request, on: channel)
            kernel.outbox.publish(.status(.idle), parent: request.header.bytes)
            defer { activity.refused = [] }
            return activity.refused
        }
        for cell in refused { kernel.abort(cell.request, cell.channel) }
    }
}

extension CellResult {
    fileprivate var isError: Bool { if case .error = self { true } else { false } }

    /// The entry of `user_expressions` in the reply.
    fileprivate var expressionContent: JSON {
        switch self {
        case .ok(let bundle):
            ["status": "ok", "data": bundle?.data ?? [:], "metadata": bundle?.metadata ?? [:]]
        case .error(let error): error.content
        case .aborted: CellError(name: "KeyboardInterrupt", message: "", traceback: []).content
        }
    }
}
