/// Iterates the code points of a text.
final class TextIterator: ValueIterator {
    private let text: Text
    /// Where the next code point begins among the bytes.
    private var offset = 0

    init(_ text: Text) { self.text = text }

    override var copy: ValueIterator? {
        let copy = TextIterator(text)
        copy.offset = offset
        return copy
    }

    // Immutable, so that threads may share it.
    nonisolated(unsafe) private static let typeObject = TypeObject(native: "str_iterator", bases: [.iterator])
    override class var nativeType: TypeObject { typeObject }

    /// The next character when it is ASCII; nil at the end and for all others, which `advance` gives.
    @inline(__always)
    func advanceASCII() -> UInt8? {
        let bytes = text.bytes
        guard offset < bytes.count, bytes[offset] < 0x80 else { return nil }
        offset += 1
        return bytes[offset - 1]
    }

    /// The next code point; nil at the end.
    @inline(__always)
    func advance() -> Text? {
        let bytes = text.bytes
        guard offset < bytes.count else { return nil }
        let first = bytes[offset]
        if first < 0x80 {
            offset += 1
            return Text.single(first)
        }
        let start = offset
        offset += 1
        while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
        return Text.make(bytes, start..<offset)
    }

    override func next(_ evaluator: Evaluator) throws -> Value? { advance().map { .object($0) } }
}
