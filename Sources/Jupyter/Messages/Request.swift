/// What a front end asks of the kernel: one case for each request of the protocol.
///
///     Request(type: "is_complete_request", content: ["code": "f("])   // .isComplete(code: "f(")
package enum Request: Sendable, Equatable {
    case kernelInfo
    case execute(Execution)
    case complete(code: String, cursor: Int)
    case inspect(code: String, cursor: Int, detail: Int)
    case isComplete(code: String)
    case history(HistoryQuery)
    case commInfo
    case commOpen(id: String)
    case commMessage
    case commClose
    case interrupt
    case shutdown(restart: Bool)
    case usage
    case connect
    case debug(command: String, sequence: Int)
    case inputReply(value: String)

    /// An `execute_request`.
    package struct Execution: Sendable, Equatable {
        package var code: String
        package var isSilent: Bool
        package var storesHistory: Bool
        package var allowsInput: Bool
        package var stopsOnError: Bool
        /// Names and expressions, in the order in which they came.
        package var expressions: [JSON.Member]

        package init(
            code: String, isSilent: Bool = false, storesHistory: Bool = true, allowsInput: Bool = false,
            stopsOnError: Bool = true, expressions: [JSON.Member] = []
        ) {
            self.code = code
            self.isSilent = isSilent
            self.storesHistory = storesHistory && !isSilent
            self.allowsInput = allowsInput
            self.stopsOnError = stopsOnError
            self.expressions = expressions
        }
    }

    /// A request that cannot be answered as it stands.
    package enum Malformed: Error, Equatable {
        /// The type is none that we know; it is ignored, as the protocol wants.
        case unknownType
        case missing(field: String)
        case wrongType(field: String, expected: String)
    }
}

extension Request {
    package init(type: String, content: JSON) throws(Malformed) {
        let fields = Fields(content: content)
        switch type {
        case "kernel_info_request": self = .kernelInfo
        case "execute_request": self = .execute(try Execution(fields))
        case "complete_request": self = .complete(code: try fields.text("code"), cursor: try fields.cursor())
        case "inspect_request":
            self = .inspect(
                code: try fields.text("code"), cursor: try fields.cursor(),
                detail: try fields.count("detail_level", default: 0))
        case "is_complete_request": self = .isComplete(code: try fields.text("code"))
        case "history_request": self = .history(try HistoryQuery(fields))
        case "comm_info_request": self = .commInfo
        case "comm_open": self = .commOpen(id: try fields.text("comm_id"))
        case "comm_msg": self = .commMessage
        case "comm_close": self = .commClose
        case "interrupt_request": self = .interrupt
        case "shutdown_request": self = .shutdown(restart: try fields.flag("restart", default: false))
        case "usage_request": self = .usage
        case "connect_request": self = .connect
        case "debug_request":
            self = .debug(
                command: try fields.text("command", default: ""), sequence: try fields.count("seq", default: 0))
        case "input_reply": self = .inputReply(value: try fields.text("value"))
        default: throw .unknownType
        }
    }

    /// The fields of a content, read with the type each must have.
    package struct Fields {
        package let content: JSON

        func text(_ name: String, default standard: String? = nil) throws(Malformed) -> String {
            guard let value = content[name] ?? standard.map(JSON.string) else { throw .missing(field: name) }
            guard let text = value.string else { throw .wrongType(field: name, expected: "a string") }
            return text
        }

        func flag(_ name: String, default standard: Bool) throws(Malformed) -> Bool {
            guard let flag = (content[name] ?? .bool(standard)).bool else {
                throw .wrongType(field: name, expected: "true or false")
            }
            return flag
        }

        func count(_ name: String, default standard: Int) throws(Malformed) -> Int {
            guard let count = (content[name] ?? .integer(standard)).integer else {
                throw .wrongType(field: name, expected: "an integer")
            }
            return count
        }

        /// The cursor in code points, moved into the code when it lies outside.
        func cursor() throws(Malformed) -> Int {
            let length = try text("code").unicodeScalars.count
            guard content["cursor_pos"] != .null else { return length }
            return min(max(try count("cursor_pos", default: length), 0), length)
        }
    }
}

extension Request.Execution {
    init(_ fields: Request.Fields) throws(Request.Malformed) {
        let expressions = fields.content["user_expressions"] ?? [:]
        guard let members = expressions.members, members.allSatisfy({ $0.value.string != nil }) else {
            throw .wrongType(field: "user_expressions", expected: "an object of strings")
        }
        self.init(
            code: try fields.text("code"), isSilent: try fields.flag("silent", default: false),
            storesHistory: try fields.flag("store_history", default: true),
            allowsInput: try fields.flag("allow_stdin", default: false),
            stopsOnError: try fields.flag("stop_on_error", default: true), expressions: members)
    }
}
