/// The header of a message: which message it is, of what type, sent by whom.
///
/// The bytes it came in are kept, because every answer repeats them as its parent header.
package struct Header: Sendable, Equatable {
    package var id: String
    package var session: String
    package var type: String
    /// ISO 8601, as the sender wrote it.
    package var date: String
    /// The header as JSON text.
    package var bytes: [UInt8]

    /// Reads a header; all but the type may be missing, as some clients are careless.
    package init?(parsing bytes: [UInt8]) {
        guard let json = try? JSON(parsing: bytes), let type = json["msg_type"]?.string else { return nil }
        self.id = json["msg_id"]?.string ?? ""
        self.session = json["session"]?.string ?? ""
        self.type = type
        self.date = json["date"]?.string ?? ""
        self.bytes = bytes
    }

    /// The header of a message that we send.
    package init(id: String, session: String, type: String, username: String, date: String) {
        self.id = id
        self.session = session
        self.type = type
        self.date = date
        let json: JSON = [
            "msg_id": .string(id), "session": .string(session), "username": .string(username), "date": .string(date),
            "msg_type": .string(type), "version": .string(Self.protocolVersion),
        ]
        self.bytes = json.bytes
    }

    /// The level of the Jupyter protocol that we speak.
    package static let protocolVersion = "5.5"
}
