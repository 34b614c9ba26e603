/// What the kernel answers to one request, on the channel where it was asked.
///
///     Reply.interrupt.type       // "interrupt_reply"
///     Reply.interrupt.content    // {"status": "ok"}
package enum Reply: Sendable, Equatable {
    case kernelInfo(KernelIdentity)
    case execute(CellResult, executionCount: Int, expressions: JSON, pages: [MIMEBundle], asksExit: Bool = false)
    case complete(Completion)
    case inspect(MIMEBundle?)
    case isComplete(Completeness)
    case history([JSON])
    case commInfo
    case interrupt
    case shutdown(restart: Bool)
    case usage(JSON)
    case connect(ports: [Channel: Int])
    case debug(command: String, sequence: Int)
    /// The answer to a malformed or unsupported request of this type.
    case failure(request: String, message: String)

    package var type: String {
        switch self {
        case .kernelInfo: "kernel_info_reply"
        case .execute: "execute_reply"
        case .complete: "complete_reply"
        case .inspect: "inspect_reply"
        case .isComplete: "is_complete_reply"
        case .history: "history_reply"
        case .commInfo: "comm_info_reply"
        case .interrupt: "interrupt_reply"
        case .shutdown: "shutdown_reply"
        case .usage: "usage_reply"
        case .connect: "connect_reply"
        case .debug: "debug_reply"
        case .failure(let request, _): String(request.dropLast("request".count)) + "reply"
        }
    }

    package var content: JSON {
        switch self {
        case .kernelInfo(let identity): identity.content
        case .execute(let result, let count, let expressions, let pages, let asksExit):
            Self.execution(result, count, expressions, pages, asksExit)
        case .complete(let completion): completion.content
        case .inspect(let bundle):
            [
                "status": "ok", "found": .bool(bundle != nil), "data": bundle?.data ?? [:],
                "metadata": bundle?.metadata ?? [:],
            ]
        case .isComplete(let completeness): completeness.content
        case .history(let lines): ["status": "ok", "history": .array(lines)]
        case .commInfo: ["status": "ok", "comms": [:]]
        case .interrupt: ["status": "ok"]
        case .shutdown(let restart): ["status": "ok", "restart": .bool(restart)]
        case .usage(let content): content
        case .connect(let ports):
            .object(
                [JSON.Member("status", "ok")]
                    + Channel.allCases.map { JSON.Member($0.rawValue + "_port", .integer(ports[$0] ?? 0)) })
        case .debug(let command, let sequence):
            [
                "type": "response", "request_seq": .integer(sequence), "success": false, "command": .string(command),
                "message": "this kernel has no debugger",
            ]
        case .failure(_, let message):
            CellError(name: "ValueError", message: message, traceback: []).content
        }
    }

    private static func execution(
        _ result: CellResult, _ count: Int, _ expressions: JSON, _ pages: [MIMEBundle],
        _ asksExit: Bool
    ) -> JSON {
        var payload = pages.map { page -> JSON in ["source": "page", "data": page.data, "start": 0] }
        if asksExit { payload.append(["source": "ask_exit", "keepkernel": false]) }
        var content: JSON
        switch result {
        case .ok: content = ["status": "ok"]
        case .error(let error): content = error.content
        case .aborted: content = ["status": "aborted"]
        }
        content["execution_count"] = .integer(count)
        content["user_expressions"] = expressions
        content["payload"] = .array(payload)
        return content
    }
}

extension CellError {
    /// The fields that an `error` publication and a failed reply share.
    var content: JSON {
        [
            "status": "error", "ename": .string(name), "evalue": .string(message),
            "traceback": .array(traceback.map(JSON.string)),
        ]
    }
}

extension Completion {
    fileprivate var content: JSON {
        [
            "status": "ok", "matches": .array(matches.map { .string($0.text) }), "cursor_start": .integer(start),
            "cursor_end": .integer(end),
            "metadata": ["_jupyter_types_experimental": .array(matches.map(description))],
        ]
    }

    /// What JupyterLab and VS Code read to draw the symbol and signature beside a candidate.
    private func description(of match: Match) -> JSON {
        [
            "start": .integer(start), "end": .integer(end), "text": .string(match.text),
            "type": .string(match.kind ?? ""), "signature": .string(match.signature ?? ""),
        ]
    }
}

extension Completeness {
    fileprivate var content: JSON {
        switch self {
        case .complete: ["status": "complete"]
        case .incomplete(let indent): ["status": "incomplete", "indent": .string(indent)]
        case .invalid: ["status": "invalid"]
        case .unknown: ["status": "unknown"]
        }
    }
}

extension KernelIdentity {
    /// The language is named `python`, since highlighting, export and papermill go by that name.
    fileprivate var content: JSON {
        [
            "status": "ok", "protocol_version": .string(Header.protocolVersion),
            "implementation": .string(implementation), "implementation_version": .string(version),
            "language_info": [
                "name": "python", "version": .string(languageVersion), "mimetype": "text/x-python",
                "file_extension": ".py", "pygments_lexer": "ipython3",
                "codemirror_mode": ["name": "ipython", "version": 3], "nbconvert_exporter": "python",
            ],
            "banner": .string(banner), "debugger": false, "supported_features": [],
            "help_links": .array(links.map { ["text": .string($0.text), "url": .string($0.address)] }),
        ]
    }
}
