import Glibc
import Synchronization

/// A kernel without its sockets: requests come in, replies and publications go to the outbox, cells run on a thread.
///
///     receive(message) ─┬─► answered at once: kernel_info, is_complete, history, interrupt, shutdown …
///                       └─► WorkQueue ─► CellRunner: execute; complete and inspect, when no cell runs
///
/// A question about code that waits behind a running cell is answered after a moment from what the executor kept aside,
/// so that completion works while a model trains.
package final class Kernel: Sendable {
    /// How long a question may wait for the cell before it.
    static let patience = Duration.milliseconds(50)

    package let outbox: Outbox
    let executor: any CellExecutor
    let history: History
    let queue = WorkQueue()
    let conversation = Conversation()
    let activity = Mutex(Activity())
    private let usage = Usage()
    private let ports: [Channel: Int]
    private let ending = Mutex<Bool?>(nil)

    /// What the cell thread does now, and which cells to refuse because of a failure just before.
    struct Activity {
        var runningCell: Message?
        var refusal: Refusal?
        /// Cells to answer as aborted once the failed one is answered.
        var refused: [(request: Message, channel: Channel)] = []
        var latestArrival = ContinuousClock.now
    }

    package init(
        executor: any CellExecutor, outbox: Outbox, history: History = History(), ports: [Channel: Int] = [:]
    ) {
        self.executor = executor
        self.outbox = outbox
        self.history = history
        self.ports = ports
    }

    /// Whether a restart follows, once shutdown was asked for; nil before that.
    package var isEnding: Bool? { ending.withLock { $0 } }

    /// Ends the kernel because a cell asked for it, when the last messages had the time to go out.
    func endSoon() {
        usleep(100_000)
        ending.withLock { $0 = false }
    }

    /// Handles one message; never waits for a cell.
    package func receive(_ message: Message, on channel: Channel) {
        let request: Request
        do {
            request = try Request(type: message.header.type, content: message.content)
        } catch {
            return refuse(message, on: channel, because: error)
        }
        handle(request, from: message, on: channel)
    }

    private func handle(_ request: Request, from message: Message, on channel: Channel) {
        switch request {
        case .execute(let execution): enqueue(execution, message, channel)
        case .complete(let code, let cursor): ask(.complete(code: code, cursor: cursor), message, channel)
        case .inspect(let code, let cursor, let detail):
            ask(.inspect(code: code, cursor: cursor, detail: detail), message, channel)
        case .inputReply(let value): if channel == .stdin { conversation.answer(value) }
        case .commMessage, .commClose: bracket(message) {}
        case .commOpen(let id):
            bracket(message) { outbox.publish(.commClose(id: id), parent: message.header.bytes) }
        case .kernelInfo, .isComplete, .history, .commInfo, .interrupt, .shutdown, .usage, .connect, .debug:
            let query = WorkQueue.Query(
                question: .other(request), request: message, channel: channel, deadline: .now + Self.patience)
            if channel == .shell, request.waitsItsTurn, queue.appendBehindQueries(query) { return }
            answer(request, from: message, on: channel)
        }
        if case .shutdown(let restart) = request {
            outbox.publish(.shutdown(restart: restart), parent: message.header.bytes)
            ending.withLock { $0 = restart }
        }
    }

    private func answer(_ request: Request, from message: Message, on channel: Channel) {
        guard let reply = reply(to: request) else { return }
        bracket(message) { outbox.reply(reply, to: message, on: channel) }
    }

    /// The answers that need no cell thread.
    private func reply(to request: Request) -> Reply? {
        switch request {
        case .kernelInfo: return .kernelInfo(executor.identity)
        case .isComplete(let code): return .isComplete(executor.completeness(of: code))
        case .history(let query): return .history(history.answer(query))
        case .commInfo: return .commInfo
        case .interrupt:
            interrupt()
            return .interrupt
        case .shutdown(let restart): return .shutdown(restart: restart)
        case .usage: return .usage(usage.content())
        case .connect: return .connect(ports: ports)
        case .debug(let command, let sequence): return .debug(command: command, sequence: sequence)
        case .execute, .complete, .inspect, .inputReply, .commOpen, .commMessage, .commClose: return nil
        }
    }

    private func refuse(_ message: Message, on channel: Channel, because reason: Request.Malformed) {
        let type = message.header.type
        switch reason {
        case .unknownType: break
        case .missing(let field): fail("\(type) has no field \"\(field)\"")
        case .wrongType(let field, let expected): fail("field \"\(field)\" of \(type) is not \(expected)")
        }
        func fail(_ text: String) {
            guard type.hasSuffix("_request") else { return }
            bracket(message) { outbox.reply(.failure(request: type, message: text), to: message, on: channel) }
        }
    }

    /// Ends the running cell soon; does nothing between cells.
    package func interrupt() {
        activity.withLock { activity in
            guard activity.runningCell != nil else { return }
            executor.interrupt()
            conversation.interrupt()
        }
    }
}

extension Kernel {
    /// Puts what is done for a request between the statuses busy and idle.
    /// Front ends show the latest status of any request, so a cell that still runs says again that it is busy.
    func bracket(_ request: Message, _ body: () -> Void) {
        outbox.publish(.status(.busy), parent: request.header.bytes)
        body()
        outbox.publish(.status(.idle), parent: request.header.bytes)
        activity.withLock { activity in
            guard let cell = activity.runningCell else { return }
            outbox.publish(.status(.busy), parent: cell.header.bytes)
        }
    }

    private func enqueue(_ execution: Request.Execution, _ message: Message, _ channel: Channel) {
        let isRefusedNow = activity.withLock { activity in
            activity.latestArrival = .now
            guard activity.refusal?.covers(message) ?? false else {
                queue.append(.execute(execution, request: message, channel: channel))
                return false
            }
            guard activity.runningCell != nil else { return true }
            activity.refused.append((message, channel))
            return false
        }
        if isRefusedNow { abort(message, channel) }
    }

    /// Takes the cells behind a failed one out, before its error is told: what comes later may be an answer to it.
    func refuseWaitingCells() {
        let end = ContinuousClock.now + Refusal.longestWait
        while case let now = ContinuousClock.now, now < end,
            now - activity.withLock({ $0.latestArrival }) < Refusal.quiet
        {
            usleep(1000)
        }
        activity.withLock { activity in
            activity.refused += queue.removeCells()
            activity.refusal = Refusal(refused: activity.refused.map(\.request))
        }
    }

    func abort(_ message: Message, _ channel: Channel) {
        bracket(message) {
            let reply = Reply.execute(.aborted, executionCount: 0, expressions: [:], pages: [])
            outbox.reply(reply, to: message, on: channel)
        }
    }

    private func ask(_ question: WorkQueue.Query.Question, _ message: Message, _ channel: Channel) {
        let query = WorkQueue.Query(
            question: question, request: message, channel: channel, deadline: .now + Self.patience)
        queue.append(.answer(query))
    }

    func answer(_ query: WorkQueue.Query, whileRunning: Bool) {
        bracket(query.request) {
            let reply: Reply?
            switch query.question {
            case .complete(let code, let cursor):
                reply = .complete(executor.complete(code, cursor: cursor, whileRunning: whileRunning))
            case .inspect(let code, let cursor, let detail):
                reply = .inspect(
                    executor.inspect(code, cursor: cursor, detail: detail, whileRunning: whileRunning))
            case .other(let request): reply = self.reply(to: request)
            }
            if let reply { outbox.reply(reply, to: query.request, on: query.channel) }
        }
    }

    /// Answers the questions that have waited too long behind a cell.
    package func answerOverdueQueries(now: ContinuousClock.Instant = .now) {
        for query in queue.removeQueries(overdueAt: now) { answer(query, whileRunning: true) }
    }

    /// When there is something to do even if no message comes.
    package var deadline: ContinuousClock.Instant? {
        [outbox.deadline, queue.deadline].compactMap { $0 }.min()
    }
}

extension Request {
    /// Whether the answer may wait behind an earlier question; what ends or stops something never does.
    fileprivate var waitsItsTurn: Bool {
        switch self {
        case .kernelInfo, .isComplete, .history, .commInfo, .usage, .connect, .debug: true
        case .execute, .complete, .inspect, .inputReply, .interrupt, .shutdown, .commOpen, .commMessage, .commClose:
            false
        }
    }
}
