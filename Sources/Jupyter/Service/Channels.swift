import CZeroMQ
import Glibc

/// The sockets of a kernel, and the passage between frames and messages. One thread owns it.
///
///     for arrival in channels.wait(milliseconds: 50) { … }
///     channels.send(parcel)
final class Channels {
    /// What woke the thread.
    enum Arrival {
        case message(Message, Channel)
        /// A client subscribed to this prefix of topics.
        case subscription([UInt8])
        case wake(Set<WakePipe.Reason>)
        case standardStreams
    }

    /// Messages of one channel handled in a row, before the others get their turn.
    private static let mostInARow = 64

    private let sockets: [(channel: Channel, socket: Socket)]
    private let signature: Signature
    private var replays = ReplayMemory()
    private let wakePipe: WakePipe

    /// Binds control, shell, stdin and iopub.
    init(_ connection: ConnectionFile, in context: Context, wakePipe: WakePipe) throws(KernelError) {
        signature = try Signature(key: connection.key)
        self.wakePipe = wakePipe
        var sockets: [(channel: Channel, socket: Socket)] = []
        for channel in [Channel.control, .shell, .stdin, .iopub] {
            let socket = try Socket(channel == .iopub ? .publisher : .router, in: context)
            try socket.bind(channel, of: connection)
            sockets.append((channel, socket))
        }
        self.sockets = sockets
    }

    func close() { for entry in sockets { entry.socket.close() } }

    /// Waits until something comes, also to these descriptors, or for so long.
    func wait(milliseconds: Int, streamReaders: [Int32]) -> [Arrival] {
        var items = sockets.map {
            zmq_pollitem_t(socket: $0.socket.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)
        }
        for descriptor in [wakePipe.reader] + streamReaders {
            items.append(zmq_pollitem_t(socket: nil, fd: descriptor, events: Int16(ZMQ_POLLIN), revents: 0))
        }
        guard zmq_poll(&items, Int32(items.count), milliseconds) > 0 else { return [] }
        var arrivals: [Arrival] = []
        if items[sockets.count].revents != 0 { arrivals.append(.wake(wakePipe.receive())) }
        if items[(sockets.count + 1)...].contains(where: { $0.revents != 0 }) { arrivals.append(.standardStreams) }
        for (item, entry) in zip(items, sockets) where item.revents != 0 { arrivals += receive(entry) }
        return arrivals
    }

    private func receive(_ entry: (channel: Channel, socket: Socket)) -> [Arrival] {
        var arrivals: [Arrival] = []
        for _ in 0..<Self.mostInARow {
            guard let frames = entry.socket.receive() else { break }
            if entry.channel == .iopub {
                // The first byte is 1 for a subscription and 0 for its end.
                if let frame = frames.first, frame.first == 1 {
                    arrivals.append(.subscription(Array(frame.dropFirst())))
                }
            } else if let message = message(from: frames) {
                arrivals.append(.message(message, entry.channel))
            }
        }
        return arrivals
    }

    /// Reads a message, or drops it: wrong frames, a wrong or repeated signature, no JSON.
    private func message(from frames: [[UInt8]]) -> Message? {
        guard let frames = Frames(splitting: frames), signature.accepts(frames), replays.isNew(frames.signature),
            let header = Header(parsing: frames.body[0]), let content = try? JSON(parsing: frames.body[3]),
            content.members != nil
        else { return nil }
        return Message(identities: frames.identities, header: header, content: content)
    }

    func send(_ parcel: Outbox.Parcel) {
        let message = parcel.message
        let body = [message.header.bytes, message.parent, Message.noParent, message.content.bytes]
        let frames = Frames(
            identities: message.identities, signature: signature.signature(of: body), body: body)
        sockets.first { $0.channel == parcel.channel }?.socket.send(frames.joined)
    }
}

extension Socket {
    /// Binds for a channel; a restart reuses the ports of a process that may not be quite gone, so it tries for 3 s.
    func bind(_ channel: Channel, of connection: ConnectionFile) throws(KernelError) {
        let address = connection.address(of: channel)
        for _ in 0..<60 {
            guard let code = bind(address) else { return }
            guard code == EADDRINUSE else {
                throw .cannotBind(channel: channel, address: address, reason: String(cString: zmq_strerror(code)))
            }
            usleep(50_000)
        }
        throw .addressInUse(channel: channel, address: address)
    }
}
