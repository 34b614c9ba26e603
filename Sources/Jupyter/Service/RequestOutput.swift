import Synchronization

/// The outputs of one cell: everything goes to the outbox under the header of the request that started it.
final class RequestOutput: CellOutput {
    private let request: Message
    private let allowsInput: Bool
    private let outbox: Outbox
    private let conversation: Conversation
    /// Brings in what C code wrote to the descriptors, before a later output overtakes it.
    private let collect: @Sendable () -> Void
    private let pageList = Mutex<[MIMEBundle]>([])
    private let exitFlag = Mutex(false)

    init(
        request: Message, allowsInput: Bool, outbox: Outbox, conversation: Conversation,
        collect: @escaping @Sendable () -> Void
    ) {
        self.request = request
        self.allowsInput = allowsInput
        self.outbox = outbox
        self.conversation = conversation
        self.collect = collect
    }

    /// What the reply shall open beside the notebook.
    var pages: [MIMEBundle] { pageList.withLock { $0 } }

    /// Whether the cell asked for the end of the kernel.
    var asksExit: Bool { exitFlag.withLock { $0 } }

    func askExit() -> Bool {
        exitFlag.withLock { $0 = true }
        return true
    }

    func write(_ text: String, to stream: OutputStream) {
        outbox.waitForRoom()
        outbox.write(text, to: stream, parent: request.header.bytes)
    }

    func flush() {
        collect()
        outbox.flush()
    }

    func publish(_ publication: Publication) {
        collect()
        outbox.publish(publication, parent: request.header.bytes)
    }

    func display(_ bundle: MIMEBundle, id: String?) { publish(.display(bundle, id: id)) }
    func update(_ bundle: MIMEBundle, id: String) { publish(.updateDisplay(bundle, id: id)) }
    func clear(wait: Bool) { publish(.clearOutput(wait: wait)) }
    func page(_ bundle: MIMEBundle) { pageList.withLock { $0.append(bundle) } }

    func input(prompt: String, isPassword: Bool) throws(InputError) -> String {
        guard allowsInput else { throw .notSupported }
        flush()
        return try conversation.ask { outbox.askInput(prompt: prompt, isPassword: isPassword, for: request) }
    }
}
