/// The wait of a cell for a line that the user types.
///
///     cell thread: ask { send input_request } ──wait──► "Ada"       IO thread: answer("Ada") or interrupt()
final class Conversation: Sendable {
    private enum State {
        case silent, waiting, interrupted
        case answered(String)
    }

    private let state = Monitor(State.silent)

    /// Sends the question and waits; an answer that came before it is stale and forgotten.
    func ask(_ send: () -> Void) throws(InputError) -> String {
        state.update { $0 = .waiting }
        send()
        let answer: Result<String, InputError> = state.wait { state in
            switch state {
            case .waiting, .silent: return nil
            case .interrupted: return .failure(.interrupted)
            // A front end sends the end-of-transmission character for Control-D.
            case .answered("\u{4}"): return .failure(.endOfFile)
            case .answered(let line): return .success(line)
            }
        }
        state.update { $0 = .silent }
        return try answer.get()
    }

    func answer(_ line: String) {
        state.update { if case .waiting = $0 { $0 = .answered(line) } }
    }

    func interrupt() {
        state.update { if case .waiting = $0 { $0 = .interrupted } }
    }
}
