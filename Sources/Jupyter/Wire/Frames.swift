/// The frames of a message on the wire, split into their roles.
///
///     [identity …] "<IDS|MSG>" [signature] [header] [parent] [metadata] [content] [buffer …]
package struct Frames: Equatable {
    package var identities: [[UInt8]]
    package var signature: [UInt8]
    /// Header, parent header, metadata and content: what the signature covers.
    package var body: [[UInt8]]

    package static let delimiter = Array("<IDS|MSG>".utf8)

    package init(identities: [[UInt8]], signature: [UInt8], body: [[UInt8]]) {
        self.identities = identities
        self.signature = signature
        self.body = body
    }

    /// Splits what a socket delivered; nil when a part is missing. Buffers are dropped: no request of ours takes any.
    package init?(splitting frames: [[UInt8]]) {
        guard let delimiter = frames.firstIndex(of: Self.delimiter), frames.count - delimiter >= 6 else { return nil }
        identities = Array(frames[..<delimiter])
        signature = frames[delimiter + 1]
        body = Array(frames[(delimiter + 2)..<(delimiter + 6)])
    }

    package var joined: [[UInt8]] { identities + [Self.delimiter, signature] + body }
}
