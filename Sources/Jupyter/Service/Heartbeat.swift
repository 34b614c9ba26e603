/// Sends back whatever comes, on a thread of its own: proof that the process lives, however busy it is.
enum Heartbeat {
    static func start(_ connection: ConnectionFile, in context: Context) throws(KernelError) {
        try Socket(.router, in: context).bindAndEcho(connection)
    }
}

extension Socket {
    fileprivate func bindAndEcho(_ connection: ConnectionFile) throws(KernelError) {
        try bind(.heartbeat, of: connection)
        // After this line only the new thread touches the socket.
        nonisolated(unsafe) let socket = self
        try DeepThread.start("heartbeat") {
            while let frames = socket.receive(waiting: true) { socket.send(frames) }
            socket.close()
        }
    }
}
