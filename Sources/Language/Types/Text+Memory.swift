import CReferences
import Glibc

/// Texts where they lie: their bytes without a copy or a count of references, and texts made in the memory of ended ones.
///
/// A Swift string is two words. One of up to 15 bytes lies in them; the others name their bytes by a count in the first
/// word and the address in the second, 32 bytes before the first byte.
extension Text {
    private enum Layout {
        /// Where the words of the string are in a text, and what follows them.
        static let string = 24
        static let knownCount = 40

        static let countMask: UInt64 = 0x0000_FFFF_FFFF_FFFF
        static let addressMask: UInt64 = 0x0FFF_FFFF_FFFF_FFFF
        /// In the first word: all bytes are ASCII; the bytes follow the storage's header.
        static let isASCII: UInt64 = 1 << 63
        static let isTailAllocated: UInt64 = 1 << 60
        /// In the second word, 0 for a storage of its own that is not short and no literal.
        static let kindMask: UInt64 = 0xF << 60
        static let short: UInt64 = 1 << 61
        /// In the storage: its capacity with the closing zero and a flag for remembered positions, the first word once more.
        static let capacity = 16
        static let count = 24
        static let bytes = 32
    }

    @inline(__always)
    private var place: UnsafeMutableRawPointer { UnsafeMutableRawPointer(mutating: rawAddress) + Layout.string }

    /// The words of the string, read in place: the string itself would be held once more meanwhile.
    @inline(__always)
    var words: ShortText.Words { place.load(as: ShortText.Words.self) }

    /// The UTF-8 bytes; they stay there while the text lives and is not lengthened.
    @inline(__always)
    var bytes: UnsafeBufferPointer<UInt8> {
        let (low, high) = words
        if high & Layout.short != 0 {
            let start = UnsafePointer(place.assumingMemoryBound(to: UInt8.self))
            return UnsafeBufferPointer(start: start, count: Int(truncatingIfNeeded: high >> 56 & 0xF))
        }
        if low & Layout.isTailAllocated == 0 { return bytesMadeNative() }
        let start = UnsafePointer<UInt8>(bitPattern: UInt(high & Layout.addressMask) + UInt(Layout.bytes))
        return UnsafeBufferPointer(start: start, count: Int(truncatingIfNeeded: low & Layout.countMask))
    }

    /// The number of UTF-8 bytes.
    @inline(__always)
    var byteCount: Int {
        let (low, high) = words
        return Int(truncatingIfNeeded: high & Layout.short != 0 ? high >> 56 & 0xF : low & Layout.countMask)
    }

    /// Whether the string itself says that all bytes are ASCII.
    @inline(__always)
    var isMarkedASCII: Bool {
        let (low, high) = words
        return high & Layout.short != 0 ? (low | high << 8) & 0x8080_8080_8080_8080 == 0 : low & Layout.isASCII != 0
    }

    /// Copies the bytes and returns where the next ones belong. A short text is written with all its words where there is
    /// room for them before the end.
    @inline(__always)
    func write(
        at place: UnsafeMutablePointer<UInt8>, before end: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        let (low, high) = words
        guard high & Layout.short != 0, end - place >= 16 else { return Text.write(bytes, at: place) }
        let room = UnsafeMutableRawPointer(place)
        room.storeBytes(of: low, as: UInt64.self)
        room.storeBytes(of: high, toByteOffset: 8, as: UInt64.self)
        return place + Int(truncatingIfNeeded: high >> 56 & 0xF)
    }

    @inline(never)
    private func bytesMadeNative() -> UnsafeBufferPointer<UInt8> {
        replaceString(String(decoding: Array(string.utf8), as: UTF8.self))
        return string.utf8.count <= ShortText.limit || words.low & Layout.isTailAllocated != 0
            ? bytes : UnsafeBufferPointer(start: nil, count: 0)
    }

    // MARK: Making texts

    /// A text of a few ASCII bytes.
    @inline(__always)
    static func make(_ short: ShortText) -> Text {
        guard let object = creferences_take_text() else { return Text(short) }
        object.storeBytes(of: short.asciiWords.low, toByteOffset: Layout.string, as: UInt64.self)
        object.storeBytes(of: short.asciiWords.high, toByteOffset: Layout.string + 8, as: UInt64.self)
        object.storeBytes(of: Int32(truncatingIfNeeded: short.count), toByteOffset: Layout.knownCount, as: Int32.self)
        return Unmanaged<Text>.fromOpaque(object).takeRetainedValue()
    }

    /// A text whose number of code points may be known.
    static func make(_ string: String, count: Int = -1) -> Text {
        guard let object = creferences_take_text() else { return Text(string, count: count) }
        (object + Layout.string).assumingMemoryBound(to: String.self).initialize(to: string)
        object.storeBytes(of: noted(count), toByteOffset: Layout.knownCount, as: Int32.self)
        return Unmanaged<Text>.fromOpaque(object).takeRetainedValue()
    }

    /// The text of UTF-8 bytes, which are ASCII for certain or not.
    @inline(__always)
    static func make(_ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool = false) -> Text {
        if let short = ShortText(bytes: bytes), isASCII || short.isASCII { return make(short) }
        return make(String(decoding: bytes, as: UTF8.self), count: isASCII ? bytes.count : -1)
    }

    /// The text of a range of another's bytes.
    @inline(__always)
    static func make(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, isASCII: Bool = false) -> Text {
        make(UnsafeBufferPointer(rebasing: bytes[range]), isASCII: isASCII)
    }

    /// A text of known size whose bytes a closure writes, all of them ASCII or not.
    @inline(__always)
    static func make(size: Int, isASCII: Bool, _ write: (UnsafeMutablePointer<UInt8>) -> Void) -> Text {
        if size <= ShortText.limit {
            var words: (UInt64, UInt64) = (0, 0)
            return withUnsafeMutableBytes(of: &words) { room in
                guard let start = room.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return Text.empty }
                write(start)
                return make(UnsafeBufferPointer(start: start, count: size), isASCII: isASCII)
            }
        }
        let string = String(unsafeUninitializedCapacity: size) { room in
            guard let start = room.baseAddress else { return 0 }
            write(start)
            return size
        }
        return make(string, count: isASCII ? size : -1)
    }

    /// This text and then another one.
    func joined(with other: Text) -> Text {
        let (first, second) = (bytes, other.bytes)
        let isASCII = isMarkedASCII && other.isMarkedASCII
        return Text.make(size: first.count + second.count, isASCII: isASCII) { place in
            if let start = first.baseAddress { memcpy(place, start, first.count) }
            if let start = second.baseAddress { memcpy(place + first.count, start, second.count) }
        }
    }

    // MARK: Lengthening

    /// Lengthens the string within its storage, which nobody else holds; false when it has to be done another way.
    @inline(__always)
    func appendInPlace(_ suffix: Text) -> Bool {
        let (low, high) = words
        guard high & Layout.kindMask == 0, suffix.isMarkedASCII,
            let storage = UnsafeMutableRawPointer(bitPattern: UInt(high & Layout.addressMask)),
            ReferenceCount.isUnique(storage)
        else { return false }
        let added = suffix.bytes
        let count = Int(truncatingIfNeeded: low & Layout.countMask)
        let capacity = storage.load(fromByteOffset: Layout.capacity, as: UInt64.self)
        let room = Int(truncatingIfNeeded: capacity & Layout.countMask)
        guard let start = added.baseAddress, count + added.count < room else { return false }
        // The storage of a long string has a place for what it remembers of UTF-16 positions, after the bytes.
        if capacity >> 63 != 0 {
            let remembered = (Layout.bytes + room + 7) & ~7
            if storage.load(fromByteOffset: remembered, as: Int.self) != 0 { return false }
        }
        let end = storage + Layout.bytes + count
        memcpy(end, start, added.count)
        end.storeBytes(of: 0, toByteOffset: added.count, as: UInt8.self)
        let marks = low & ~Layout.countMask | UInt64(truncatingIfNeeded: count + added.count)
        storage.storeBytes(of: marks, toByteOffset: Layout.count, as: UInt64.self)
        place.storeBytes(of: marks, as: UInt64.self)
        return true
    }

    /// Whether texts and strings lie in memory as this expects.
    static var isMemoryAsExpected: Bool {
        let samples = [
            "", "abc", "fünfzehn Bytes", "a literal of more bytes", String(repeating: "ä long text ", count: 9),
        ]
        let isRead = samples.allSatisfy { sample in
            let text = Text(sample)
            return withExtendedLifetime(text) {
                text.bytes.elementsEqual(sample.utf8) && text.byteCount == sample.utf8.count
                    && text.isMarkedASCII == sample.utf8.allSatisfy { $0 < 0x80 }
            }
        }
        return isRead && isLengthenedAsExpected
    }

    private static var isLengthenedAsExpected: Bool {
        isLengthenedAsExpected(Text(String(repeating: "ab", count: 12)))
            && isLengthenedAsExpected(Text(String(repeating: "abc", count: 300)))
    }

    private static func isLengthenedAsExpected(_ text: Text) -> Bool {
        var expected = text.string
        // Room for more: the storage grows when it is lengthened for the first time.
        text.append(Text("c"))
        expected += "c"
        var lengthened = 0
        for piece in ["defg", "h", "ijklmnopqrs"] where withExtendedLifetime(text, { text.appendInPlace(Text(piece)) })
        {
            expected += piece
            lengthened += 1
        }
        return lengthened > 0 && text.string == expected && text.string.utf8.count == expected.utf8.count
            && expected.utf8.elementsEqual(text.bytes)
    }
}
