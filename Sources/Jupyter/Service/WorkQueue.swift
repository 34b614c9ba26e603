/// What the cell thread has to do, first come, first served.
///
///     queue.append(.answer(completion))
///     queue.appendBehindQueries(kernelInfo)   // true: clients expect answers in the order of their requests
final class WorkQueue: Sendable {
    /// A question, answered between cells; or by another thread when it has waited past its deadline behind a cell.
    struct Query: Sendable {
        enum Question: Sendable {
            case complete(code: String, cursor: Int)
            case inspect(code: String, cursor: Int, detail: Int)
            /// One that needs no cell thread, sent after one that does.
            case other(Request)
        }

        var question: Question
        var request: Message
        var channel: Channel
        var deadline: ContinuousClock.Instant
    }

    enum Work: Sendable {
        case execute(Request.Execution, request: Message, channel: Channel)
        case answer(Query)
        case stop
    }

    /// What the cell thread does just now.
    private enum Present { case nothing, cell, answer }

    private struct State {
        var works: [Work] = []
        var present = Present.nothing
    }

    private let state = Monitor(State())

    func append(_ work: Work) { state.update { $0.works.append(work) } }

    /// Appends a question if another one waits or is being answered; false when it can be answered at once.
    func appendBehindQueries(_ query: Query) -> Bool {
        state.update { state in
            guard state.present == .answer || state.works.contains(where: { $0.query != nil }) else { return false }
            state.works.append(.answer(query))
            return true
        }
    }

    /// Waits for work; the work taken before is done.
    func next() -> Work {
        state.update { $0.present = .nothing }
        return state.wait { state in
            guard !state.works.isEmpty else { return nil }
            let work = state.works.removeFirst()
            state.present = work.query == nil ? .cell : .answer
            return work
        }
    }

    /// Takes out the cells that wait, so that they can be answered as aborted.
    func removeCells() -> [(request: Message, channel: Channel)] {
        state.update { state in
            let cells = state.works.compactMap { work -> (request: Message, channel: Channel)? in
                if case .execute(_, let request, let channel) = work { (request, channel) } else { nil }
            }
            state.works.removeAll { if case .execute = $0 { true } else { false } }
            return cells
        }
    }

    /// Takes out the questions that have waited too long behind a cell.
    func removeQueries(overdueAt now: ContinuousClock.Instant) -> [Query] {
        state.update { state in
            // Between cells the cell thread answers soon, in order, and the executor is its own.
            guard state.present == .cell else { return [] }
            let overdue = state.works.compactMap(\.query).filter { $0.deadline <= now }
            if !overdue.isEmpty { state.works.removeAll { ($0.query?.deadline).map { $0 <= now } ?? false } }
            return overdue
        }
    }

    /// When the first question that waits behind a cell becomes overdue.
    var deadline: ContinuousClock.Instant? {
        state.update { state in
            state.present == .cell ? state.works.lazy.compactMap { $0.query?.deadline }.min() : nil
        }
    }
}

extension WorkQueue.Work {
    fileprivate var query: WorkQueue.Query? { if case .answer(let query) = self { query } else { nil } }
}
