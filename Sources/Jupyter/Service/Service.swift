import Glibc

/// Runs a kernel on the sockets that a connection file names, until it is told to end.
///
///     let code = try Service.run(connection: file, executor: session)   // 0 after a shutdown request
///
/// The calling thread owns all sockets. It never computes, so control, interrupts, heartbeat and completion are
/// answered whatever a cell does.
package enum Service {
    /// How often the thread looks after its parent when nothing else happens.
    private static let longestWait = 500

    package static func run(
        connection: ConnectionFile, executor: any CellExecutor, historyFile: String? = nil
    ) throws(KernelError) -> Int32 {
        guard connection.isLocal || !connection.key.isEmpty else { throw .unprotectedAddress(connection.ip) }
        let context = try Context()
        let wakePipe = try WakePipe()
        let outbox = Outbox { wakePipe.send(.outbox) }
        let kernel = Kernel(
            executor: executor, outbox: outbox, history: History(file: historyFile, sessionID: outbox.session),
            ports: connection.ports)
        try Heartbeat.start(connection, in: context)
        let channels = try Channels(connection, in: context, wakePipe: wakePipe)
        // Only now, so that a failure above is still written to the standard error of whoever started the kernel.
        let streams = try StandardStreams(outbox: outbox)
        let runner = CellRunner(kernel: kernel, streams: streams)
        InterruptSignal.forward(to: wakePipe)
        try runner.start()
        outbox.publish(.status(.starting), parent: Message.noParent)
        let isOrphaned = loop(kernel, channels, streams)
        runner.stop()
        streams.flushBuffers()
        outbox.flush()
        outbox.take().forEach(channels.send)
        channels.close()
        context.close()
        return isOrphaned ? 1 : 0
    }

    /// Passes messages on until the end; true when it came because the parent process is gone.
    private static func loop(_ kernel: Kernel, _ channels: Channels, _ streams: StandardStreams) -> Bool {
        let watch = ParentWatch()
        while kernel.isEnding == nil {
            let arrivals = channels.wait(milliseconds: patience(kernel), streamReaders: streams.readers)
            for arrival in arrivals { handle(arrival, kernel, streams) }
            kernel.answerOverdueQueries()
            kernel.outbox.take().forEach(channels.send)
            if watch.isOrphaned { return true }
        }
        return false
    }

    private static func patience(_ kernel: Kernel) -> Int {
        guard let deadline = kernel.deadline else { return longestWait }
        let remaining = ContinuousClock.now.duration(to: deadline).components
        let milliseconds = remaining.seconds * 1000 + remaining.attoseconds / 1_000_000_000_000_000 + 1
        return min(max(Int(milliseconds), 0), longestWait)
    }

    private static func handle(_ arrival: Channels.Arrival, _ kernel: Kernel, _ streams: StandardStreams) {
        switch arrival {
        case .message(let message, let channel): kernel.receive(message, on: channel)
        case .subscription(let topic):
            let subscription = String(decoding: topic, as: UTF8.self)
            kernel.outbox.welcome(topic: topic, subscription: subscription)
        case .wake(let reasons): if reasons.contains(.interrupt) { kernel.interrupt() }
        case .standardStreams: streams.collect()
        }
    }
}
