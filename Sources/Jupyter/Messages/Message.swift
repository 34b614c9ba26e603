/// One message of the Jupyter protocol, in either direction.
///
///     Frames ─► Message ─► Request            Reply or Publication ─► Message ─► Frames
///
/// Its content is read into a `Request` when it comes in, and written from a `Reply` or `Publication` when it goes out.
package struct Message: Sendable, Equatable {
    /// Who gets it: the routing frames of the client, or the topic on iopub.
    package var identities: [[UInt8]]
    package var header: Header
    /// The header of the request that caused this message, as JSON text; `{}` when nothing did.
    package var parent: [UInt8]
    package var content: JSON

    package init(identities: [[UInt8]], header: Header, parent: [UInt8] = Message.noParent, content: JSON) {
        self.identities = identities
        self.header = header
        self.parent = parent
        self.content = content
    }

    package static let noParent = Array("{}".utf8)
}
