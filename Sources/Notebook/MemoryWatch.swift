import Jupyter
import Tensors

/// Stops a cell that is about to use up the machine's memory, before the system ends the process.
///
///     rows = []
///     while True: rows.append([0] * 1000)    # MemoryError, and the session goes on
///
/// It looks every 50 ms while a cell runs. Large tensors are checked when they are made; this is for what grows in small pieces.
package final class MemoryWatch: Sendable {
    private enum State { case idle, cellRuns, ended }

    private let state = Monitor(State.idle)

    /// A cell that has taken less than this is not the one to stop.
    static let growth = 64 << 20

    package init(
        available: @escaping @Sendable () -> Int = { AvailableMemory.bytes },
        resident: @escaping @Sendable () -> Int = { AvailableMemory.residentBytes },
        stop: @escaping @Sendable () -> Void
    ) {
        let state = state
        // Without a thread cells run as they would without a watch.
        try? DeepThread.start("memory watch") {
            while state.wait(for: { $0 == .idle ? nil : $0 }) == .cellRuns {
                MemoryWatch.watchCell(state, available, resident, stop)
            }
        }
    }

    deinit { state.update { $0 = .ended } }

    package func cellBegins() { state.update { $0 = .cellRuns } }
    package func cellEnds() { state.update { $0 = .idle } }

    /// Returns when the cell has ended.
    private static func watchCell(
        _ state: Monitor<State>, _ available: () -> Int, _ resident: () -> Int, _ stop: () -> Void
    ) {
        var atFirst: Int?
        while state.wait(milliseconds: 50, for: { $0 == .cellRuns ? nil : true }) == nil {
            guard available() < AvailableMemory.reserve else { continue }
            Allocator.trim()
            let now = resident()
            if let atFirst, now > atFirst + growth, available() < AvailableMemory.reserve {
                // A cell that has just ended takes no stop with it into the next.
                state.update { if $0 == .cellRuns { stop() } }
            }
            atFirst = atFirst ?? now
        }
    }
}
