/// What the cell thread has to do, first come, first served.
final class WorkQueue: Sendable {
    /// A question about code, answered between cells; or by another thread when it has waited past its deadline.
    struct Query: Sendable {
        enum Question: Sendable {
            case complete(code: String, cursor: Int)
            case inspect(code: String, cursor: Int, detail: Int)
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

    private let state = Monitor<[Work]>([])

    func append(_ work: Work) { state.update { $0.append(work) } }

    /// Waits for work.
    func next() -> Work { state.wait { $0.isEmpty ? nil : $0.removeFirst() } }

    /// Takes out the cells that wait, so that they can be answered as aborted.
    func removeCells() -> [(request: Message, channel: Channel)] {
        state.update { works in
            let cells = works.compactMap { work -> (request: Message, channel: Channel)? in
                if case .execute(_, let request, let channel) = work { (request, channel) } else { nil }
            }
            works.removeAll { if case .execute = $0 { true } else { false } }
            return cells
        }
    }

    /// Takes out the questions that have waited too long behind a cell.
    func removeQueries(overdueAt now: ContinuousClock.Instant) -> [Query] {
        state.update { works in
            let overdue = works.compactMap(\.query).filter { $0.deadline <= now }
            if !overdue.isEmpty { works.removeAll { ($0.query?.deadline).map { $0 <= now } ?? false } }
            return overdue
        }
    }

    /// When the first waiting question becomes overdue.
    var deadline: ContinuousClock.Instant? {
        state.update { $0.lazy.compactMap { $0.query?.deadline }.min() }
    }
}

extension WorkQueue.Work {
    fileprivate var query: WorkQueue.Query? { if case .answer(let query) = self { query } else { nil } }
}
