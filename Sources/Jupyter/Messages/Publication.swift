/// What the kernel tells every front end on the iopub channel.
///
///     Publication.status(.busy).type   // "status"
package enum Publication: Sendable, Equatable {
    case status(Status)
    case executeInput(code: String, executionCount: Int)
    case executeResult(MIMEBundle, executionCount: Int)
    case display(MIMEBundle, id: String?)
    case updateDisplay(MIMEBundle, id: String)
    case stream(OutputStream, text: String)
    case error(CellError)
    case clearOutput(wait: Bool)
    case commClose(id: String)
    /// A subscription has reached the kernel, so nothing published from now on is missed.
    case welcome(subscription: String)
    /// The kernel ends, whoever asked for it.
    case shutdown(restart: Bool)

    /// Whether the kernel computes.
    package enum Status: String, Sendable {
        case starting, busy, idle
    }

    package var type: String {
        switch self {
        case .status: "status"
        case .executeInput: "execute_input"
        case .executeResult: "execute_result"
        case .display: "display_data"
        case .updateDisplay: "update_display_data"
        case .stream: "stream"
        case .error: "error"
        case .clearOutput: "clear_output"
        case .commClose: "comm_close"
        case .welcome: "iopub_welcome"
        case .shutdown: "shutdown_reply"
        }
    }

    package var content: JSON {
        switch self {
        case .status(let status): ["execution_state": .string(status.rawValue)]
        case .executeInput(let code, let count): ["code": .string(code), "execution_count": .integer(count)]
        case .executeResult(let bundle, let count):
            ["data": bundle.data, "metadata": bundle.metadata, "execution_count": .integer(count)]
        case .display(let bundle, let id): Self.display(bundle, id: id)
        case .updateDisplay(let bundle, let id): Self.display(bundle, id: id)
        case .stream(let stream, let text): ["name": .string(stream.rawValue), "text": .string(text)]
        case .error(let error):
            [
                "ename": .string(error.name), "evalue": .string(error.message),
                "traceback": .array(error.traceback.map(JSON.string)),
            ]
        case .clearOutput(let wait): ["wait": .bool(wait)]
        case .commClose(let id): ["comm_id": .string(id), "data": [:]]
        case .welcome(let subscription): ["subscription": .string(subscription)]
        case .shutdown(let restart): ["status": "ok", "restart": .bool(restart)]
        }
    }

    private static func display(_ bundle: MIMEBundle, id: String?) -> JSON {
        [
            "data": bundle.data, "metadata": bundle.metadata,
            "transient": id.map { ["display_id": .string($0)] } ?? [:],
        ]
    }
}
