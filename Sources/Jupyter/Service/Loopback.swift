/// A front end and its kernel in one process, without sockets: the twin of `Service` for tests.
///
///     let kernel = try Loopback(executor: EchoExecutor())
///     let exchange = kernel.execute("hello")
///     exchange.reply["status"]              // "ok"
///     exchange.types                        // ["status", "execute_input", "execute_result", "status"]
package final class Loopback {
    /// What came back for one request.
    package struct Exchange {
        package var reply: JSON
        package var publications: [Message]

        package var types: [String] { publications.map(\.header.type) }

        /// The contents of the publications of one type.
        package func contents(_ type: String) -> [JSON] {
            publications.filter { $0.header.type == type }.map(\.content)
        }

        /// The text of one stream.
        package func text(_ stream: OutputStream = .stdout) -> String {
            contents("stream").filter { $0["name"]?.string == stream.rawValue }
                .compactMap { $0["text"]?.string }.joined()
        }
    }

    package let kernel: Kernel
    private let news = Monitor(false)
    private var requests = 0
    private var parcels: [Outbox.Parcel] = []

    package init(executor: any CellExecutor, history: History = History()) throws(KernelError) {
        let news = self.news
        kernel = Kernel(executor: executor, outbox: Outbox { news.update { $0 = true } }, history: history)
        try CellRunner(kernel: kernel).start()
    }

    package func execute(_ code: String, _ flags: JSON = [:]) -> Exchange {
        var content: JSON = ["code": .string(code)]
        for flag in flags.members ?? [] { content[flag.name] = flag.value }
        return ask("execute_request", content)
    }

    /// Sends a request and waits for its reply and for idle.
    package func ask(_ type: String, _ content: JSON = [:], on channel: Channel = .shell) -> Exchange {
        answer(to: send(type, content, on: channel))
    }

    /// Sends a request without waiting; the result names it for `answer(to:)`.
    package func send(_ type: String, _ content: JSON = [:], on channel: Channel = .shell) -> [UInt8] {
        requests += 1
        let header = Header(
            id: "request-\(requests)", session: "loopback", type: type, username: "test", date: Timestamp.text())
        kernel.receive(Message(identities: [], header: header, content: content), on: channel)
        return header.bytes
    }

    /// Waits until a request was answered; the reply is null when only idle came within ten seconds.
    package func answer(to parent: [UInt8]) -> Exchange {
        let end = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < end {
            collect()
            let exchange = exchange(of: parent)
            let isIdle = exchange.contents("status").last?["execution_state"]?.string == "idle"
            if isIdle, exchange.reply != .null { return exchange }
            if isIdle, !parcels.contains(where: { $0.channel != .iopub && $0.message.parent == parent }) {
                return exchange
            }
            wait()
        }
        return exchange(of: parent)
    }

    /// The types of all replies so far, in the order in which they were sent.
    package var replies: [String] {
        parcels.filter { $0.channel == .shell || $0.channel == .control }.map(\.message.header.type)
    }

    /// Waits until the kernel asks for input; false when it does not within ten seconds.
    package func awaitInputRequest() -> Bool {
        let end = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < end {
            collect()
            if parcels.contains(where: { $0.channel == .stdin }) { return true }
            wait()
        }
        return false
    }

    private func wait() {
        _ = news.wait(milliseconds: 20) { isNew -> Void? in
            defer { isNew = false }
            return isNew ? () : nil
        }
    }

    private func collect() {
        kernel.answerOverdueQueries()
        parcels += kernel.outbox.take()
    }

    private func exchange(of parent: [UInt8]) -> Exchange {
        let answers = parcels.filter { $0.message.parent == parent }
        let reply = answers.first { $0.channel == .shell || $0.channel == .control }?.message.content ?? .null
        return Exchange(reply: reply, publications: answers.filter { $0.channel == .iopub }.map(\.message))
    }
}
