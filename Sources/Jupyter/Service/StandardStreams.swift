import Glibc
import Synchronization

/// Takes what C libraries and child processes write to descriptors 1 and 2, and publishes it with the cell's output.
///
///     write(1, "hello") ─► pipe ─► collect() ─► stream message of the cell that runs
///
/// The pipes are emptied by the thread that owns the sockets, which never waits for a cell, so a child that writes a
/// lot cannot block; and by the cell thread before each of its own outputs, so that the order is kept.
final class StandardStreams: Sendable {
    private struct Pipe {
        let stream: OutputStream
        let reader: Int32
        /// Bytes of a character that is not whole yet.
        var rest: [UInt8] = []
    }

    private struct State {
        var pipes: [Pipe]
        var parent = Message.noParent
    }

    /// The descriptors to poll.
    let readers: [Int32]
    /// The original standard error, for the kernel's own log.
    let log: Int32
    private let state: Mutex<State>
    private let outbox: Outbox

    /// Redirects the descriptors of this process; there can be only one such object.
    init(outbox: Outbox) throws(KernelError) {
        self.outbox = outbox
        log = dup(STDERR_FILENO)
        _ = fcntl(log, F_SETFD, FD_CLOEXEC)
        let output = Pipe(stream: .stdout, reader: try Self.redirect(STDOUT_FILENO))
        let error = Pipe(stream: .stderr, reader: try Self.redirect(STDERR_FILENO))
        readers = [output.reader, error.reader]
        state = Mutex(State(pipes: [output, error]))
        LastWords.install(pipe: error.reader, log: log)
    }

    private static func redirect(_ descriptor: Int32) throws(KernelError) -> Int32 {
        let pipe = try WakePipe.descriptors()
        _ = fcntl(pipe.reader, F_SETFL, O_NONBLOCK)
        guard dup2(pipe.writer, descriptor) >= 0 else {
            throw .resourcesExhausted(reason: String(cString: strerror(errno)))
        }
        close(pipe.writer)
        return pipe.reader
    }

    /// From now on text belongs to this request.
    func setParent(_ parent: [UInt8]) {
        collect()
        state.withLock { $0.parent = parent }
    }

    /// Pushes the C library's buffers into the pipes; may block until the other thread has read them.
    func flushBuffers() {
        fflush(nil)
        collect()
    }

    /// Publishes what the pipes hold.
    func collect() {
        state.withLock { state in
            for index in state.pipes.indices {
                while let text = Self.read(&state.pipes[index]) {
                    outbox.write(text, to: state.pipes[index].stream, parent: state.parent)
                }
            }
        }
    }

    private static func read(_ pipe: inout Pipe) -> String? {
        let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            count = max(0, Glibc.read(pipe.reader, buffer.baseAddress, buffer.count))
        }
        guard !bytes.isEmpty else { return nil }
        let whole = pipe.rest + bytes
        let end = endOfLastCharacter(in: whole)
        pipe.rest = Array(whole[end...])
        return String(decoding: whole[..<end], as: UTF8.self)
    }

    /// Where to cut so that no UTF-8 sequence is divided.
    private static func endOfLastCharacter(in bytes: [UInt8]) -> Int {
        for back in 1...4 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            if byte & 0b1100_0000 == 0b1000_0000 { continue }
            let length = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            return length > back ? bytes.count - back : bytes.count
        }
        return bytes.count
    }
}
