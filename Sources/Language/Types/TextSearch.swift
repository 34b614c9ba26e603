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

    /// How often `needle`, which is not empty, stands in `haystack` without overlaps.
    package static func count(
        of needle: UnsafeBufferPointer<UInt8>, in haystack: UnsafeBufferPointer<UInt8>
    ) -> Int {
        if needle.count == 1, let wanted = needle.first { return haystack.reduce(0) { $1 == wanted ? $0 + 1 : $0 } }
        var (count, start) = (0, 0)
        while let offset = first(needle, in: haystack, from: start) {
            count += 1
            start = offset + needle.count
        }
        return count
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

    /// Python's `replace`: at most `limit` occurrences; an empty `old` inserts `new` around every code point. nil when there
    /// is nothing to replace.
    package func replacingOccurrences(of old: String, with new: String, limit: Int = .max) -> String? {
        guard limit > 0 else { return nil }
        if old.isEmpty { return interleaved(with: new, limit: limit) }
        return Text(self).replacing(Text(old), by: Text(new), limit: limit)?.string
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
        return withBytes(and: needle) { bytes, wanted in TextSearch.count(of: wanted, in: bytes) }
    }
}
