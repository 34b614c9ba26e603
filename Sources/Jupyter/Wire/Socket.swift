import CZeroMQ
import Glibc

/// A ZeroMQ socket, used by one thread only.
///
///     let shell = try Socket(.router, in: context)
///     while let frames = shell.receive() { … }     // nil when nothing waits
final class Socket {
    enum Role {
        case router
        /// Publishes to all, and hears who subscribes.
        case publisher
    }

    let handle: UnsafeMutableRawPointer

    init(_ role: Role, in context: Context) throws(KernelError) {
        let type =
            switch role {
            case .router: ZMQ_ROUTER
            case .publisher: ZMQ_XPUB
            }
        guard let handle = zmq_socket(context.handle, type) else { throw .resourcesExhausted(reason: Self.reason) }
        self.handle = handle
        // Replies that are on their way at the end still leave, but a peer that is gone holds nothing up.
        set(ZMQ_LINGER, 500)
        set(ZMQ_MAXMSGSIZE, Int64(1) << 31)
        switch role {
        case .router: set(ZMQ_ROUTER_HANDOVER, 1)
        case .publisher:
            // Each subscriber, not only the first of a topic, gets its welcome.
            set(ZMQ_XPUB_VERBOSE, 1)
            set(ZMQ_SNDHWM, 10_000)
        }
    }

    deinit { close() }

    private var isOpen = true

    func close() {
        guard isOpen else { return }
        isOpen = false
        zmq_close(handle)
    }

    private func set<Value: FixedWidthInteger>(_ option: Int32, _ value: Value) {
        var value = value
        zmq_setsockopt(handle, option, &value, MemoryLayout<Value>.size)
    }

    private func set(_ option: Int32, _ value: Int) { set(option, Int32(truncatingIfNeeded: value)) }

    /// Binds to an address; the error number when that fails.
    func bind(_ address: String) -> Int32? {
        zmq_bind(handle, address) == 0 ? nil : zmq_errno()
    }

    static var reason: String { String(cString: zmq_strerror(zmq_errno())) }

    /// All frames of one message; nil when none waits, or with `waiting` when the context ends.
    func receive(waiting: Bool = false) -> [[UInt8]]? {
        var frames: [[UInt8]] = []
        var part = zmq_msg_t()
        repeat {
            zmq_msg_init(&part)
            defer { zmq_msg_close(&part) }
            guard receive(&part, waiting: waiting) else { return nil }
            frames.append(Array(UnsafeRawBufferPointer(start: zmq_msg_data(&part), count: zmq_msg_size(&part))))
        } while zmq_msg_more(&part) != 0
        return frames
    }

    private func receive(_ part: inout zmq_msg_t, waiting: Bool) -> Bool {
        while zmq_msg_recv(&part, handle, waiting ? 0 : ZMQ_DONTWAIT) < 0 {
            guard zmq_errno() == EINTR else { return false }
        }
        return true
    }

    /// Sends a message whole, or drops it when its receiver is gone or does not read.
    func send(_ frames: [[UInt8]]) {
        for (index, frame) in frames.enumerated() {
            let more = index + 1 < frames.count ? ZMQ_SNDMORE : 0
            while zmq_send(handle, frame, frame.count, ZMQ_DONTWAIT | more) < 0 {
                guard zmq_errno() == EINTR else { return }
            }
        }
    }
}

/// The ZeroMQ machinery of this process.
final class Context: @unchecked Sendable {
    // The library allows a context to be used from any thread.
    let handle: UnsafeMutableRawPointer

    init() throws(KernelError) {
        guard let handle = zmq_ctx_new() else { throw .resourcesExhausted(reason: Socket.reason) }
        self.handle = handle
    }

    /// Ends all blocking calls, and waits until every socket is closed and what it held has left.
    func close() {
        while zmq_ctx_term(handle) < 0, zmq_errno() == EINTR {}
    }
}
