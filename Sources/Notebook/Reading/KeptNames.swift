import Synchronization

/// The names that a cell could see when it began.
///
/// Completion offers them while the cell runs: then it is asked on another thread, which may not touch values.
final class KeptNames: Sendable {
    private let names = Mutex<[String]>([])

    func keep(_ visible: [String]) { names.withLock { $0 = visible } }

    var all: [String] { names.withLock { $0 } }
}
