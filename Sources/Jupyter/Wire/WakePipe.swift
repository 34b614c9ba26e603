import Glibc

/// Wakes the thread that waits on the sockets, from another thread or from a signal handler.
///
///     pipe.send(.interrupt)
///     pipe.receive()            // [.interrupt]
package final class WakePipe: Sendable {
    /// Why the thread was woken.
    package enum Reason: UInt8 {
        case outbox, interrupt, finished
    }

    package let reader: Int32
    let writer: Int32

    package init() throws(KernelError) {
        let pipe = try Self.descriptors()
        reader = pipe.reader
        writer = pipe.writer
        // A full pipe means that the thread is awake already.
        _ = fcntl(reader, F_SETFL, O_NONBLOCK)
        _ = fcntl(writer, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(reader)
        close(writer)
    }

    func send(_ reason: Reason) {
        var byte = reason.rawValue
        write(writer, &byte, 1)
    }

    package func receive() -> Set<Reason> {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(reader, &bytes, bytes.count)
        return Set(bytes.prefix(max(0, count)).compactMap(Reason.init))
    }

    /// A pipe that child processes do not inherit.
    static func descriptors() throws(KernelError) -> (reader: Int32, writer: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .resourcesExhausted(reason: String(cString: strerror(errno))) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
