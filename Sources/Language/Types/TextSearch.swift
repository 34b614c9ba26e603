import Glibc

/// Searching in UTF-8 bytes. UTF-8 never mistakes the middle of a code point for a start, so bytes suffice for every text.
package enum TextSearch {
    /// The first offset at or after `start` where `needle` stands in `haystack`.
    package static func first(
        _ needle: UnsafeBufferPointer<UInt8>, in haystack: UnsafeBufferPointer<UInt8>, from start: Int = 0
    ) -> Int? {
        guard start <= haystack.count else { return nil }
        guard let wanted = needle.baseAddress, needle.count > 0 else { return start }
        guard let base = haystack.baseAddress, haystack.count - start >= needle.count else { return nil }
        var offset = start
        while true {
            let room = haystack.count - offset - needle.count + 1
            guard room > 0, let found = memchr(base + offset, CInt(wanted[0]), room) else { return nil }
            offset = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if memcmp(base + offset, wanted, needle.count) == 0 { return offset }
            offset += 1
        }
    }

    /// The last offset where `needle` stands and ends at or before `end`.
    package static func last(
        _ needle: UnsafeBufferPointer<UInt8>, in haystack: UnsafeBufferPointer<UInt8>, before end: Int
    ) -> Int? {
        guard needle.count > 0 else { return end }
        guard let wanted = needle.baseAddress, let base = haystack.baseAddress else { return nil }
        var offset = end - needle.count
        while offset >= 0 {
            if base[offset] == wanted[0] && memcmp(base + offset, wanted, needle.count) == 0 { return offset }
            offset -= 1
        }
        return nil
    }

    /// Every offset where `needle` stands, without overlaps, at most `limit` of them.
    package static func all(
        _ needle: UnsafeBufferPointer<UInt8>, in haystack: UnsafeBufferPointer<UInt8>, limit: Int = .max
    ) -> [Int] {
        var offsets: [Int] = []
        var start = 0
        while offsets.count < limit, let offset = first(needle, in: haystack, from: start) {
            offsets.append(offset)
            start = offset + needle.count
        }
        return offsets
    }
}

/// Room for a text that is being put together; what does not fit is left out.
struct Concatenation {
    private let room: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(_ room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

    @inline(__always)
    mutating func append(_ text: String) { text.withBytes { append($0) } }

    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress, let target = room.baseAddress, bytes.count <= room.count - count
        else { return }
        memcpy(target + count, source, bytes.count)
        count += bytes.count
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        guard count < room.count else { return }
        room.initializeElement(at: count, to: byte)
        count += 1
    }
}

extension String {
    /// The text of a range of UTF-8 bytes.
    init(bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        let part = UnsafeBufferPointer(rebasing: bytes[range])
        if let short = ShortText(bytes: part), short.isASCII {
            self = short.asciiString
        } else {
            self = String(decoding: part, as: UTF8.self)
        }
    }

    /// A text of known size, put together from others.
    static func concatenation(_ size: Int, _ body: (inout Concatenation) -> Void) -> String {
        guard size > ShortText.limit else {
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ShortText.limit) { buffer in
                var place = Concatenation(buffer)
                body(&place)
                return String(bytes: UnsafeBufferPointer(buffer), 0..<place.count)
            }
        }
        return String(unsafeUninitializedCapacity: size) { buffer in
            var place = Concatenation(buffer)
            body(&place)
            return place.count
        }
    }

    /// The text with the 26 letters from one on moved by a distance; nil when it is not all ASCII.
    func mappingASCII(from first: Unicode.Scalar, by distance: Int) -> String? {
        withBytes { bytes in
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
            let (start, change) = (UInt8(ascii: first), UInt8(truncatingIfNeeded: distance))
            return String.concatenation(bytes.count) { result in
                for byte in bytes { result.append(byte &- start < 26 ? byte &+ change : byte) }
            }
        }
    }

    /// Gives the text's bytes to a closure.
    @inline(__always)
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        if let result = try utf8.withContiguousStorageIfAvailable(body) { return result }
        var copy = self
        return try copy.withUTF8(body)
    }

    /// Gives both texts' bytes to a closure.
    @inline(__always)
    func withBytes<Result>(
        and other: String, _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        try withBytes { first in try other.withBytes { second in try body(first, second) } }
    }

    /// Whether the text begins (or ends) with another.
    func has(_ affix: String, atEnd: Bool) -> Bool {
        withBytes(and: affix) { bytes, wanted in
            guard wanted.count <= bytes.count, let first = bytes.baseAddress, let other = wanted.baseAddress else {
                return wanted.isEmpty
            }
            return memcmp(first + (atEnd ? bytes.count - wanted.count : 0), other, wanted.count) == 0
        }
    }

    /// Python's `replace`: at most `limit` occurrences; an empty `old` inserts `new` around every code point. nil when there
    /// is nothing to replace.
    package func replacingOccurrences(of old: String, with new: String, limit: Int = .max) -> String? {
        guard limit > 0 else { return nil }
        if old.isEmpty { return interleaved(with: new, limit: limit) }
        return withBytes(and: old) { bytes, wanted in
            var (places, next) = (0, 0)
            while places < limit, let offset = TextSearch.first(wanted, in: bytes, from: next) {
                places += 1
                next = offset + wanted.count
            }
            guard places > 0 else { return nil }
            return String.concatenation(bytes.count + places * (new.utf8.count - wanted.count)) { result in
                var start = 0
                for _ in 0..<places {
                    let offset = TextSearch.first(wanted, in: bytes, from: start) ?? start
                    result.append(UnsafeBufferPointer(rebasing: bytes[start..<offset]))
                    result.append(new)
                    start = offset + wanted.count
                }
                result.append(UnsafeBufferPointer(rebasing: bytes[start...]))
            }
        }
    }

    private func interleaved(with new: String, limit: Int) -> String {
        var result = ""
        var remaining = limit
        for scalar in unicodeScalars {
            if remaining > 0 { result += new }
            remaining -= 1
            result.unicodeScalars.append(scalar)
        }
        return remaining > 0 ? result + new : result
    }

    /// How often `needle` occurs without overlaps; an empty one occurs around every code point.
    package func occurrences(of needle: String) -> Int {
        if needle.isEmpty { return unicodeScalars.count + 1 }
        return withBytes(and: needle) { bytes, wanted in TextSearch.all(wanted, in: bytes).count }
    }
}
