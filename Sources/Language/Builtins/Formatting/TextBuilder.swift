import Glibc

/// Bytes of a text that is being put together, in room that is used again for the next one.
///
///     try builder.text { $0.append(42); $0.append("%") }   // "42%"
final class TextBuilder {
    private var room: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// The bytes of this text, after those of texts whose making waits for it.
    private var count = 0
    private var start = 0

    private static let usualCapacity = 512

    init() {
        capacity = TextBuilder.usualCapacity
        room = .allocate(capacity: capacity)
    }

    deinit { room.deallocate() }

    /// The text of what a closure appends; what the closure calls may make texts, too.
    func text(_ body: (TextBuilder) throws -> Void) throws -> Text {
        let outer = start
        start = count
        defer {
            count = start
            start = outer
            if count == 0, capacity > 1 << 16 { resize(to: TextBuilder.usualCapacity) }
        }
        try body(self)
        return Text.make(UnsafeBufferPointer(start: room + start, count: count - start))
    }

    /// Throws when the text has become too long.
    func check() throws { try SizeLimit.bytes(count - start) }

    func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        reserve(bytes.count)
        if let source = bytes.baseAddress { memcpy(room + count, source, bytes.count) }
        count += bytes.count
    }

    func append(_ string: String) { string.withBytes { append($0) } }

    /// Decimal digits.
    func append(_ number: Int) {
        reserve(20)
        var digits = number.magnitude
        let end = room + count + 20
        var first = end
        repeat {
            let (quotient, digit) = digits.quotientAndRemainder(dividingBy: 10)
            first -= 1
            first.initialize(to: 0x30 + UInt8(truncatingIfNeeded: digit))
            digits = quotient
        } while digits != 0
        if number < 0 {
            first -= 1
            first.initialize(to: UInt8(ascii: "-"))
        }
        memmove(room + count, first, end - first)
        count += end - first
    }

    /// What `str(value)` gives.
    func append(_ value: Value, _ evaluator: Evaluator) throws {
        switch value {
        case .int(let number): append(number)
        case .object:
            if let text = value.text, text.derivation == nil {
                withExtendedLifetime(text) { append(text.bytes) }
            } else {
                append(try evaluator.str(value))
            }
        default: append(Scalar.repr(value))
        }
    }

    private func reserve(_ more: Int) {
        if capacity - count < more { resize(to: max(capacity * 2, count + more)) }
    }

    private func resize(to newCapacity: Int) {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity)
        larger.initialize(from: room, count: count)
        room.deallocate()
        room = larger
        capacity = newCapacity
    }
}
