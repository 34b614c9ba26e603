import Glibc
import Jupyter

/// Reads lines from standard input, and notices Control-C while it waits.
struct LinePrompt {
    /// What came instead of or as a line.
    enum Answer {
        case line(String)
        case interrupted, endOfFile
    }

    private let interrupts: WakePipe
    private var unread: [UInt8] = []
    private var isAtEnd = false

    init(interrupts: WakePipe) { self.interrupts = interrupts }

    mutating func readLine(_ prompt: String) -> Answer {
        show(prompt)
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                defer { unread.removeSubrange(...end) }
                return .line(String(decoding: unread[..<end], as: UTF8.self))
            }
            if isAtEnd {
                guard !unread.isEmpty else { return .endOfFile }
                defer { unread = [] }
                return .line(String(decoding: unread, as: UTF8.self))
            }
            guard waitForInput() else {
                show("\nKeyboardInterrupt\n")
                return .interrupted
            }
            readMore()
        }
    }

    /// False when the user interrupted instead.
    private func waitForInput() -> Bool {
        var items = [
            pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
            pollfd(fd: interrupts.reader, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            poll(&items, 2, -1)
            if items[1].revents != 0, interrupts.receive().contains(.interrupt) { return false }
            if items[0].revents != 0 { return true }
        }
    }

    private mutating func readMore() {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        unread += bytes.prefix(max(0, count))
        isAtEnd = count == 0 || (count < 0 && errno != EINTR)
    }

    private func show(_ text: String) {
        let bytes = Array(text.utf8)
        write(STDOUT_FILENO, bytes, bytes.count)
    }
}
