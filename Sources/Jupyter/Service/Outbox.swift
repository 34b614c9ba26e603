/// What waits to be sent, in order, from whichever thread; the thread that owns the sockets takes it out.
///
///     outbox.write("a", to: .stdout, parent: request)   // kept back for a moment, to be joined with what follows
///     outbox.publish(.status(.idle), parent: request)   // sends the text first, then this
///
/// Stream text is batched: a message goes out after 50 ms, or at 10 KiB, or before anything else is sent.
package final class Outbox: Sendable {
    /// A message and the socket it leaves by.
    package struct Parcel: Sendable {
        package var channel: Channel
        package var message: Message
    }

    private struct Batch {
        var stream: OutputStream
        var parent: [UInt8]
        var text: String
        var deadline: ContinuousClock.Instant
    }

    private struct State {
        var parcels: [Parcel] = []
        var batch: Batch?
        /// Characters of stream text in `parcels`.
        var waitingText = 0
        var nextID = 0
        var isSignalled = false
    }

    package static let batchDelay = Duration.milliseconds(50)
    static let batchSize = 10 << 10
    /// A cell that prints faster than this much text can be sent has to wait.
    static let mostWaitingText = 64 << 20

    /// New at each start: clients notice a restart by it.
    package let session: String
    private let state = Monitor(State())
    private let wake: @Sendable () -> Void

    package init(session: String = Outbox.randomID(), wake: @escaping @Sendable () -> Void) {
        self.session = session
        self.wake = wake
    }

    package static func randomID() -> String {
        var generator = SystemRandomNumberGenerator()
        let digits = (0..<2).map { _ in
            let half = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - half.count) + half
        }
        return digits.joined()
    }
}

// What other threads put in.
extension Outbox {
    package func publish(_ publication: Publication, parent: [UInt8]) {
        let topic = Array("kernel.\(session).\(publication.type)".utf8)
        post([(.iopub, publication.type, publication.content, [topic], parent)])
    }

    /// Greets a new subscriber on the topic that it asked for.
    package func welcome(topic: [UInt8], subscription: String) {
        let welcome = Publication.welcome(subscription: subscription)
        post([(.iopub, welcome.type, welcome.content, [topic], Message.noParent)])
    }

    package func reply(_ reply: Reply, to request: Message, on channel: Channel) {
        post([(channel, reply.type, reply.content, request.identities, request.header.bytes)])
    }

    /// Asks the front end that sent a request for a line of input.
    package func askInput(prompt: String, isPassword: Bool, for request: Message) {
        let content: JSON = ["prompt": .string(prompt), "password": .bool(isPassword)]
        post([(.stdin, "input_request", content, request.identities, request.header.bytes)])
    }

    package func write(_ text: String, to stream: OutputStream, parent: [UInt8]) {
        guard !text.isEmpty else { return }
        let mustWake = state.update { state in
            if let batch = state.batch, batch.stream != stream || batch.parent != parent { close(&state) }
            guard state.batch != nil else {
                let deadline = ContinuousClock.now + Self.batchDelay
                state.batch = Batch(stream: stream, parent: parent, text: text, deadline: deadline)
                if text.utf8.count >= Self.batchSize { close(&state) }
                return signal(&state)
            }
            state.batch?.text += text
            guard (state.batch?.text.utf8.count ?? 0) >= Self.batchSize else { return false }
            close(&state)
            return signal(&state)
        }
        if mustWake { wake() }
    }

    package func flush() {
        let mustWake = state.update { state in
            close(&state)
            return signal(&state)
        }
        if mustWake { wake() }
    }

    /// Holds a fast writer back until most of its text has left; never called by the thread that sends.
    package func waitForRoom() {
        state.wait { $0.waitingText < Self.mostWaitingText ? () : nil }
    }

    private typealias Draft = (
        channel: Channel, type: String, content: JSON, identities: [[UInt8]], parent: [UInt8]
    )

    private func post(_ drafts: [Draft]) {
        let mustWake = state.update { state in
            close(&state)
            for draft in drafts { append(draft, to: &state) }
            return signal(&state)
        }
        if mustWake { wake() }
    }

    private func append(_ draft: Draft, to state: inout State) {
        state.nextID += 1
        let header = Header(
            id: "\(session)_\(state.nextID)", session: session, type: draft.type, username: "kernel",
            date: Timestamp.text())
        let message = Message(
            identities: draft.identities, header: header, parent: draft.parent, content: draft.content)
        state.parcels.append(Parcel(channel: draft.channel, message: message))
    }

    private func close(_ state: inout State) {
        guard let batch = state.batch else { return }
        state.batch = nil
        state.waitingText += batch.text.utf8.count
        let publication = Publication.stream(batch.stream, text: batch.text)
        let topic = Array("kernel.\(session).stream.\(batch.stream.rawValue)".utf8)
        append((.iopub, publication.type, publication.content, [topic], batch.parent), to: &state)
    }

    /// Whether the sending thread has to be woken; one wake is enough until it has looked.
    private func signal(_ state: inout State) -> Bool {
        defer { state.isSignalled = true }
        return !state.isSignalled
    }
}

// What the sending thread takes out.
extension Outbox {
    /// Everything that is due, oldest first.
    package func take(now: ContinuousClock.Instant = .now) -> [Parcel] {
        state.update { state in
            if let batch = state.batch, batch.deadline <= now { close(&state) }
            defer {
                state.parcels = []
                state.waitingText = 0
            }
            state.isSignalled = false
            return state.parcels
        }
    }

    /// When the text kept back must go out at the latest.
    package var deadline: ContinuousClock.Instant? { state.update { $0.batch?.deadline } }
}
