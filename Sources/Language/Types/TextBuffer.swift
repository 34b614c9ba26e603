/// Characters that several texts share: each is a beginning of them. Only the one that spans them all may append in place.
final class TextBuffer {
    /// Shorter texts are copied: that is quicker than to share.
    static let leastSize = 256

    private(set) var string: String
    /// In bytes.
    private(set) var size: Int

    init(_ start: String, capacity: Int) {
        string = ""
        string.reserveCapacity(capacity)
        string += start
        size = string.utf8.count
    }

    func append(_ other: String) {
        string += other
        size = string.utf8.count
    }

    /// The first bytes as a text of their own.
    func prefix(_ count: Int) -> String { String(decoding: string.utf8.prefix(count), as: UTF8.self) }
}
