import Glibc

/// Methods of texts on their bytes. UTF-8 never mistakes the middle of a code point for a start, so that searching,
/// splitting and replacing need not know where code points begin.
extension Text {
    /// Whether the text begins (or ends) with another.
    @inline(__always)
    func has(_ affix: Text, atEnd: Bool) -> Bool {
        let (mine, wanted) = (bytes, affix.bytes)
        guard wanted.count <= mine.count else { return false }
        guard let first = mine.baseAddress, let other = wanted.baseAddress, wanted.count > 0 else { return true }
        let start = first + (atEnd ? mine.count - wanted.count : 0)
        return start[0] == other[0] && memcmp(start, other, wanted.count) == 0
    }

    /// With the 26 letters from one on moved by a distance; nil when the text is not all ASCII.
    func mappingASCII(from first: UInt8, by change: UInt8) -> Text? {
        guard isASCII else { return nil }
        let bytes = bytes
        return Text.make(size: bytes.count, isASCII: true) { place in
            for (index, byte) in bytes.enumerated() {
                (place + index).initialize(to: byte &- first < 26 ? byte &+ change : byte)
            }
        }
    }

    /// Without white space at the ends; nil when there is none.
    func strippedOfSpace(leading: Bool, trailing: Bool) -> Text? {
        let bytes = bytes
        var (start, end) = (0, bytes.count)
        while leading, start < end, bytes[start].isASCIISpace { start += 1 }
        while trailing, start < end, bytes[end - 1].isASCIISpace { end -= 1 }
        // What stands at an end now may be white space beyond ASCII.
        if start < end, bytes[start] >= 0x80 || bytes[end - 1] >= 0x80 {
            return Text(string.stripped(leading: leading, trailing: trailing, where: \.isPythonSpace))
        }
        return end - start == bytes.count ? nil : Text.make(bytes, start..<end, isASCII: isMarkedASCII)
    }

    /// The parts between occurrences of a separator that is not empty, split at most `limit` times.
    func split(at separator: Text, limit: Int = .max, fromRight: Bool = false) -> List {
        let (bytes, wanted, isASCII) = (bytes, separator.bytes, isMarkedASCII)
        if fromRight { return List(Text.splitFromRight(bytes, wanted, limit: limit)) }
        let count = min(TextSearch.count(of: wanted, in: bytes), limit) + 1
        return List.make(count) { parts in
            var start = 0
            for index in 0..<count {
                let isLast = index == count - 1
                let end = isLast ? bytes.count : TextSearch.first(wanted, in: bytes, from: start) ?? bytes.count
                (parts + index).initialize(to: .object(Text.make(bytes, start..<end, isASCII: isASCII)))
                start = min(end + wanted.count, bytes.count)
            }
        }
    }

    private static func splitFromRight(
        _ bytes: UnsafeBufferPointer<UInt8>, _ wanted: UnsafeBufferPointer<UInt8>, limit: Int
    ) -> [Value] {
        var parts: [Value] = []
        var end = bytes.count
        while parts.count < limit, let offset = TextSearch.last(wanted, in: bytes, before: end) {
            parts.append(.object(Text.make(bytes, offset + wanted.count..<end)))
            end = offset
        }
        parts.append(.object(Text.make(bytes, 0..<end)))
        return parts.reversed()
    }

    /// The parts between runs of white space; nil when the text is not all ASCII.
    func splitAtASCIISpace(limit: Int) -> List? {
        guard isASCII else { return nil }
        let bytes = bytes
        let words = Text.countWords(bytes)
        let count = limit < words ? limit + 1 : words
        return List.make(count) { parts in
            var index = 0
            for number in 0..<count {
                while index < bytes.count, bytes[index].isASCIISpace { index += 1 }
                let start = index
                let isRest = number == limit
                if isRest { index = bytes.count }
                while index < bytes.count, !bytes[index].isASCIISpace { index += 1 }
                (parts + number).initialize(to: .object(Text.make(bytes, start..<index, isASCII: true)))
            }
        }
    }

    /// How many runs of anything but white space there are.
    @inline(__always)
    private static func countWords(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var (count, isInSpace) = (0, true)
        for byte in bytes {
            let isSpace = byte.isASCIISpace
            if isInSpace, !isSpace { count += 1 }
            isInSpace = isSpace
        }
        return count
    }

    /// The text before, at and after the first (or last) separator; without it, the text and two empty ones.
    func partitioned(at separator: Text, fromRight: Bool) -> Tuple {
        let (bytes, wanted) = (bytes, separator.bytes)
        let offset =
            fromRight
            ? TextSearch.last(wanted, in: bytes, before: bytes.count) : TextSearch.first(wanted, in: bytes)
        let empty = Value.object(Text.empty)
        guard let offset else {
            let whole = Value.object(derivation == nil ? self : Text(string))
            return fromRight ? Tuple.make(empty, empty, whole) : Tuple.make(whole, empty, empty)
        }
        return Tuple.make(
            .object(Text.make(bytes, 0..<offset, isASCII: isMarkedASCII)), .object(separator),
            .object(Text.make(bytes, offset + wanted.count..<bytes.count, isASCII: isMarkedASCII)))
    }

    /// Whether the text stays short enough wherever one text is replaced by another.
    func allowsReplacing(_ old: Text, by new: Text) -> Bool {
        if new.byteCount <= old.byteCount { return true }
        let size = (byteCount + 1).multipliedReportingOverflow(by: new.byteCount)
        return !size.overflow && SizeLimit.allows(bytes: size.partialValue)
    }

    /// With at most `limit` occurrences of a text that is not empty replaced; nil when there is nothing to replace.
    func replacing(_ old: Text, by new: Text, limit: Int) -> Text? {
        let (bytes, wanted, other) = (bytes, old.bytes, new.bytes)
        let count = min(TextSearch.count(of: wanted, in: bytes), limit)
        guard count > 0 else { return nil }
        let size = bytes.count + count * (other.count - wanted.count)
        return Text.make(size: size, isASCII: isMarkedASCII && new.isMarkedASCII) { start in
            var (place, position) = (start, 0)
            for _ in 0..<count {
                let offset = TextSearch.first(wanted, in: bytes, from: position) ?? position
                place = Text.write(UnsafeBufferPointer(rebasing: bytes[position..<offset]), at: place)
                place = Text.write(other, at: place)
                position = offset + wanted.count
            }
            _ = Text.write(UnsafeBufferPointer(rebasing: bytes[position...]), at: place)
        }
    }
}

extension UInt8 {
    /// White space of ASCII.
    @inline(__always)
    var isASCIISpace: Bool { self == 0x20 || self >= 0x09 && self <= 0x0D || self >= 0x1C && self <= 0x1F }
}
