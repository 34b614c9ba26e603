/// `split`, `rsplit`, `partition`, `splitlines` and the strips, on code points.
extension String {
    /// Splits at every occurrence of a separator, at most `limit` times, from the left or from the right.
    package func split(at separator: String, limit: Int = .max, fromRight: Bool = false) -> [Value] {
        withBytes(and: separator) { bytes, wanted in
            if fromRight { return splitFromRight(bytes, wanted, limit: limit) }
            var parts: [Value] = []
            parts.reserveCapacity(4)
            var start = 0
            while parts.count < limit, let offset = TextSearch.first(wanted, in: bytes, from: start) {
                parts.append(.object(Text(bytes: bytes, start..<offset)))
                start = offset + wanted.count
            }
            parts.append(.object(Text(bytes: bytes, start..<bytes.count)))
            return parts
        }
    }

    private func splitFromRight(
        _ bytes: UnsafeBufferPointer<UInt8>, _ wanted: UnsafeBufferPointer<UInt8>, limit: Int
    ) -> [Value] {
        var parts: [Value] = []
        var end = bytes.count
        while parts.count < limit, let offset = TextSearch.last(wanted, in: bytes, before: end) {
            parts.append(.object(Text(bytes: bytes, offset + wanted.count..<end)))
            end = offset
        }
        parts.append(.object(Text(bytes: bytes, 0..<end)))
        return parts.reversed()
    }

    /// Splits at runs of white space; leading and trailing white space gives no empty parts.
    package func splitAtWhitespace(limit: Int = .max) -> [Value] {
        if let parts = withBytes({ String.splitASCII($0, limit: limit) }) { return parts }
        let scalars = unicodeScalars
        var parts: [Value] = []
        var index = scalars.startIndex
        while true {
            while index < scalars.endIndex, scalars[index].isPythonSpace { index = scalars.index(after: index) }
            guard index < scalars.endIndex else { return parts }
            guard parts.count < limit else {
                return parts + [Value(String(self[index...]))]
            }
            let start = index
            while index < scalars.endIndex, !scalars[index].isPythonSpace { index = scalars.index(after: index) }
            parts.append(Value(String(self[start..<index])))
        }
    }

    /// As `splitAtWhitespace` for bytes that are all ASCII; nil when one is not.
    private static func splitASCII(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> [Value]? {
        var parts: [Value] = []
        parts.reserveCapacity(4)
        var index = 0
        while true {
            while index < bytes.count, bytes[index].isASCIISpace { index += 1 }
            guard index < bytes.count else { return parts }
            let start = index
            let isRest = parts.count >= limit
            while index < bytes.count, isRest || !bytes[index].isASCIISpace {
                if bytes[index] >= 0x80 { return nil }
                index += 1
            }
            parts.append(.object(Text(bytes: bytes, start..<index)))
        }
    }

    /// Without white space at the ends; nil when there is none.
    package func strippedOfSpace(leading: Bool = true, trailing: Bool = true) -> Text? {
        withBytes { bytes in
            var (start, end) = (0, bytes.count)
            while leading, start < end, bytes[start].isASCIISpace { start += 1 }
            while trailing, start < end, bytes[end - 1].isASCIISpace { end -= 1 }
            // What stands at an end now may be white space beyond ASCII.
            if start < end, bytes[start] >= 0x80 || bytes[end - 1] >= 0x80 {
                return Text(stripped(leading: leading, trailing: trailing, where: \.isPythonSpace))
            }
            return end - start == bytes.count ? nil : Text(bytes: bytes, start..<end)
        }
    }

    /// As `splitAtWhitespace`, but the limit counts from the right.
    package func splitAtWhitespaceFromRight(limit: Int) -> [Value] {
        let scalars = unicodeScalars
        var parts: [Value] = []
        var end = scalars.endIndex
        while true {
            while end > scalars.startIndex, scalars[scalars.index(before: end)].isPythonSpace {
                end = scalars.index(before: end)
            }
            guard end > scalars.startIndex else { return parts.reversed() }
            guard parts.count < limit else {
                parts.append(Value(String(self[..<end])))
                return parts.reversed()
            }
            var start = end
            while start > scalars.startIndex, !scalars[scalars.index(before: start)].isPythonSpace {
                start = scalars.index(before: start)
            }
            parts.append(Value(String(self[start..<end])))
            end = start
        }
    }

    /// The text before, at and after the first (or last) separator; nil when it does not occur.
    package func partitioned(at separator: String, fromRight: Bool = false) -> (Text, Text)? {
        withBytes(and: separator) { bytes, wanted in
            let offset =
                fromRight
                ? TextSearch.last(wanted, in: bytes, before: bytes.count) : TextSearch.first(wanted, in: bytes)
            return offset.map {
                (Text(bytes: bytes, 0..<$0), Text(bytes: bytes, $0 + wanted.count..<bytes.count))
            }
        }
    }

    /// The lines, with or without their ends; `\r\n` is one end, and so are the other separators of Python's `splitlines`.
    package func splitLines(keepingEnds: Bool = false) -> [String] {
        let scalars = unicodeScalars
        var lines: [String] = []
        var start = scalars.startIndex
        var index = start
        while index < scalars.endIndex {
            let scalar = scalars[index]
            let lineEnd = index
            index = scalars.index(after: index)
            guard scalar.endsLine else { continue }
            if scalar == "\r", index < scalars.endIndex, scalars[index] == "\n" { index = scalars.index(after: index) }
            lines.append(String(self[start..<(keepingEnds ? index : lineEnd)]))
            start = index
        }
        if start < scalars.endIndex { lines.append(String(self[start...])) }
        return lines
    }

    /// Removes matching code points from one or both ends.
    package func stripped(
        leading: Bool = true, trailing: Bool = true, where matches: (Unicode.Scalar) -> Bool
    ) -> String {
        let scalars = unicodeScalars
        var (start, end) = (scalars.startIndex, scalars.endIndex)
        while leading, start < end, matches(scalars[start]) { start = scalars.index(after: start) }
        while trailing, start < end, matches(scalars[scalars.index(before: end)]) { end = scalars.index(before: end) }
        return start == scalars.startIndex && end == scalars.endIndex ? self : String(scalars[start..<end])
    }

    /// Tabs become spaces up to the next multiple of `size`.
    package func expandingTabs(to size: Int) -> String {
        var result = String.UnicodeScalarView()
        var column = 0
        for scalar in unicodeScalars {
            if scalar == "\t" {
                let spaces = size > 0 ? size - column % size : 0
                result.append(contentsOf: repeatElement(" ", count: spaces))
                column += spaces
            } else {
                result.append(scalar)
                column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
            }
        }
        return String(result)
    }
}

extension UInt8 {
    /// White space of ASCII.
    @inline(__always)
    fileprivate var isASCIISpace: Bool { self == 0x20 || self >= 0x09 && self <= 0x0D || self >= 0x1C && self <= 0x1F }
}
