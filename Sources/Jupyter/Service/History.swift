import Glibc
import Synchronization

/// The lines that were run: those of this session in memory, those of earlier ones in a file.
///
///     history.append(line: 1, input: "1 + 1")
///     history.answer(HistoryQuery(.tail(count: 10)))   // [[session, 1, "1 + 1"]]
///
/// The file holds one JSON array a line: session id, line number, input. It is read at the first question only, and a
/// file that cannot be used is left alone: history never fails a cell.
package final class History: Sendable {
    private struct Entry {
        var session: Int
        var line: Int
        var input: String
        var output: String?
    }

    private struct State {
        var earlier: [Entry]?
        var present: [Entry] = []
        var isFileReady = false
    }

    private let file: String?
    private let sessionID: String
    private let state = Mutex(State())

    package init(file: String? = nil, sessionID: String = Outbox.randomID()) {
        self.file = file
        self.sessionID = sessionID
    }

    package func append(line: Int, input: String) {
        state.withLock { state in
            state.present.append(Entry(session: 0, line: line, input: input))
            guard let file else { return }
            if !state.isFileReady {
                HistoryFile.prepare(file)
                state.isFileReady = true
            }
            HistoryFile.append([.string(sessionID), .integer(line), .string(input)], to: file)
        }
    }

    package func setOutput(_ text: String, ofLine line: Int) {
        state.withLock { state in
            guard let index = state.present.lastIndex(where: { $0.line == line }) else { return }
            state.present[index].output = text
        }
    }
}

extension History {
    /// The lines a query chooses, each as the protocol lists it: session, line number, input or input and output.
    package func answer(_ query: HistoryQuery) -> [JSON] {
        state.withLock { state in
            let earlier = state.earlier ?? loadEarlier()
            state.earlier = earlier
            let session = (earlier.map(\.session).max() ?? 0) + 1
            let present = state.present.map { entry in
                var entry = entry
                entry.session = session
                return entry
            }
            let chosen = Self.choose(query.choice, from: earlier + present, presentSession: session)
            return chosen.map { Self.row($0, wantsOutput: query.wantsOutput) }
        }
    }

    private static func choose(
        _ choice: HistoryQuery.Choice, from entries: [Entry], presentSession: Int
    ) -> [Entry] {
        switch choice {
        case .tail(let count): return entries.suffix(count)
        case .range(let session, let start, let stop):
            let number = session > 0 ? session : presentSession.addingReportingOverflow(session).partialValue
            return entries.filter { $0.session == number && $0.line >= start && $0.line < stop ?? .max }
        case .search(let pattern, let count, let unique):
            var seen: Set<String> = []
            let matching = entries.reversed().filter {
                Glob.matches($0.input, pattern) && (!unique || seen.insert($0.input).inserted)
            }
            return matching.prefix(count ?? .max).reversed()
        }
    }

    private static func row(_ entry: Entry, wantsOutput: Bool) -> JSON {
        let input = JSON.string(entry.input)
        let text: JSON = wantsOutput ? [input, entry.output.map(JSON.string) ?? .null] : input
        return [.integer(entry.session), .integer(entry.line), text]
    }

    /// Sessions get numbers in the order in which they appear in the file.
    private func loadEarlier() -> [Entry] {
        guard let file else { return [] }
        var numbers: [String: Int] = [:]
        return HistoryFile.rows(of: file).compactMap { row in
            guard let fields = row.elements, fields.count == 3, let id = fields[0].string, id != sessionID,
                let line = fields[1].integer, let input = fields[2].string
            else { return nil }
            let number = numbers[id] ?? numbers.count + 1
            numbers[id] = number
            return Entry(session: number, line: line, input: input)
        }
    }
}
