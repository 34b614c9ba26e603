/// The two words of a Swift `String` of up to 15 bytes, which lie in the string itself: texts made and compared without
/// validation and without memory of their own. `ShortText(42)` is "42".
struct ShortText {
    /// The first eight bytes, the first one lowest.
    private var low: UInt64 = 0
    /// Up to seven more; the highest byte holds marks and the count.
    private var high: UInt64 = 0
    private(set) var count = 0

    static let limit = 15
    /// The mark of a text in the words, and of one that is all ASCII.
    private static let short: UInt64 = 1 << 61
    private static let ascii: UInt64 = 0xE0 << 56
    private static let bytes: UInt64 = 0x00FF_FFFF_FFFF_FFFF

    /// The words of a text that is short; nil when its bytes are in memory of their own.
    @inline(__always)
    init?(_ string: String) {
        self.init(words: unsafeBitCast(string, to: Words.self))
    }

    typealias Words = (low: UInt64, high: UInt64)

    /// The same for the words of a text.
    @inline(__always)
    init?(words: Words) {
        guard words.high & ShortText.short != 0 else { return nil }
        low = words.low
        high = words.high & ShortText.bytes
        count = Int(truncatingIfNeeded: words.high >> 56 & 0xF)
    }

    /// A few bytes; nil when they are too many.
    @inline(__always)
    init?(bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count <= ShortText.limit else { return nil }
        count = bytes.count
        guard let start = bytes.baseAddress, count > 0 else { return }
        let place = UnsafeRawPointer(start)
        // Two loads that overlap instead of a loop; beyond their bytes nothing is read.
        if count >= 8 {
            low = place.loadUnaligned(as: UInt64.self)
            high = place.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self) >> UInt64(8 * (16 - count))
        } else if count >= 4 {
            let last = place.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
            low = UInt64(place.loadUnaligned(as: UInt32.self)) | UInt64(last) << UInt64(8 * (count - 4))
        } else {
            let (middle, last) = (count >> 1, count - 1)
            low =
                UInt64(start[0]) | UInt64(start[middle]) << UInt64(8 * middle) | UInt64(start[last]) << UInt64(8 * last)
        }
    }

    @inline(__always)
    var isASCII: Bool { (low | high) & 0x8080_8080_8080_8080 == 0 }

    /// The decimal digits of a number; nil when they are too many.
    init?(_ number: Int) {
        guard number.magnitude < 100_000_000_000_000 else { return nil }
        let (first, last) = number.magnitude.quotientAndRemainder(dividingBy: 100_000_000)
        low = ShortText.eightDigits(UInt64(last))
        count = 8
        if first == 0 {
            let zeros = min(7, low.trailingZeroBitCount / 8)
            low = low >> UInt64(8 * zeros)
            count = 8 - zeros
        }
        low |= 0x3030_3030_3030_3030 >> UInt64(8 * (8 - count))
        var rest = first
        while rest != 0 {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            prepend(0x30 + UInt64(digit))
            rest = quotient
        }
        if number < 0 { prepend(0x2D) }
    }

    /// The digits of a number below 10**8, one in each byte, the first one lowest: halves, then pairs, then digits are
    /// divided side by side in one word, by multiplying with reciprocals.
    @inline(__always)
    private static func eightDigits(_ number: UInt64) -> UInt64 {
        let halves = number / 10_000 | (number % 10_000) << 32
        let hundreds = (halves &* 10_486) >> 20 & 0x0000_007F_0000_007F
        let pairs = hundreds | (halves &- hundreds &* 100) << 16
        let tens = (pairs &* 103) >> 10 & 0x000F_000F_000F_000F
        return tens | (pairs &- tens &* 10) << 8
    }

    @inline(__always)
    private mutating func prepend(_ byte: UInt64) {
        high = high << 8 | low >> 56
        low = low << 8 | byte
        count += 1
    }

    /// The text, when all bytes are ASCII.
    @inline(__always)
    var asciiString: String { unsafeBitCast(asciiWords, to: String.self) }

    /// The words of that string.
    @inline(__always)
    var asciiWords: Words { (low, high | ShortText.ascii | UInt64(count) << 56) }

    /// The bytes in the opposite order.
    @inline(__always)
    var reversed: ShortText {
        var reversed = self
        let (first, second, unused) = (high.byteSwapped, low.byteSwapped, UInt64(8 * (16 - count)))
        if unused >= 64 {
            reversed.low = second >> (unused - 64)
            reversed.high = 0
        } else {
            reversed.low = first >> unused | second << (64 - unused)
            reversed.high = second >> unused
        }
        return reversed
    }

    /// Negative, zero or positive as this comes before, is, or comes after the other.
    @inline(__always)
    func order(_ other: ShortText) -> Int {
        if low != other.low { return low.byteSwapped < other.low.byteSwapped ? -1 : 1 }
        if high != other.high { return high.byteSwapped < other.high.byteSwapped ? -1 : 1 }
        return count - other.count
    }

    @inline(__always)
    func isEqual(to other: ShortText) -> Bool { low == other.low && high == other.high && count == other.count }

    /// A fast mixing of the bytes; never 0.
    @inline(__always)
    var hash: Int {
        var state = (low ^ 0x9E37_79B9_7F4A_7C15 ^ UInt64(count)) &* 0xD6E8_FEB8_6659_FD93
        state = (state ^ (state >> 32) ^ high) &* 0xD6E8_FEB8_6659_FD93
        state ^= state >> 29
        return state == 0 ? 1 : Int(bitPattern: UInt(state))
    }

    /// Whether Swift lays out its strings as these words have it.
    static var isAsExpected: Bool {
        [[0x61], Array(0x61...0x6F), Array(0x61...0x68)].allSatisfy { (bytes: [UInt8]) in
            let string = String(decoding: bytes, as: UTF8.self)
            guard let words = bytes.withUnsafeBufferPointer({ ShortText(bytes: $0) }), let known = ShortText(string)
            else { return false }
            return words.isEqual(to: known) && words.asciiString.utf8.elementsEqual(bytes)
        } && ShortText(String(repeating: "a", count: 16)) == nil && ShortText(-120)?.asciiString == "-120"
    }
}
