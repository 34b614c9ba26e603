/// The text of one cell or file, with its name, that spans refer to.
/// A line ends at "\n", "\r\n" or "\r"; lines count from 1.
package final class Source: Sendable {
    /// What a traceback calls it: `Cell In[4]` or the path of a file.
    package let name: String
    /// The number of the notebook cell, if it is one.
    package let cellNumber: Int?
    package let text: String
    package let bytes: [UInt8]
    /// The byte offset at which each line begins.
    package let lineStarts: [Int32]

    /// The lines as the user wrote them, where a notebook has rewritten some: `%time f()`. Errors show these.
    private let writtenLines: [Substring]?

    package init(name: String, text: String, cellNumber: Int? = nil, written: String? = nil) {
        self.name = name
        self.cellNumber = cellNumber
        self.text = text
        writtenLines =
            written == nil || written == text
            ? nil
            : written?.split(
                omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        bytes = Array(text.utf8)
        lineStarts = Source.lineStarts(of: bytes)
    }

    /// The source of a notebook cell: number 4 is named `Cell In[4]`.
    package convenience init(cell number: Int, text: String, written: String? = nil) {
        self.init(name: "Cell In[\(number)]", text: text, cellNumber: number, written: written)
    }

    package var lineCount: Int { lineStarts.count }

    /// The text of a line without its line end; empty when there is no such line.
    package func line(_ number: Int) -> String {
        String(decoding: bytes[byteRange(ofLine: number)], as: UTF8.self)
    }

    /// The line as the user wrote it, when a notebook has rewritten it; nil when it is as it was.
    package func rewrittenLine(_ number: Int) -> String? {
        guard let writtenLines, number >= 1, number <= writtenLines.count else { return nil }
        let written = String(writtenLines[number - 1])
        return written == line(number) ? nil : written
    }

    /// The text that a span covers.
    package func text(of span: Span) -> String {
        let start = min(max(0, Int(span.startOffset)), bytes.count)
        let end = min(max(start, Int(span.endOffset)), bytes.count)
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// The column in characters (Unicode scalars) for a column in bytes: after `é` it is 1, not 2.
    package func characterColumn(line number: Int, byteColumn: Int) -> Int {
        let line = byteRange(ofLine: number)
        let end = min(line.upperBound, line.lowerBound + max(0, byteColumn))
        return bytes[line.lowerBound..<end].count { $0 & 0xC0 != 0x80 }
    }

    /// The bytes of a line without its line end; an empty range when there is no such line.
    package func byteRange(ofLine number: Int) -> Range<Int> {
        guard number >= 1, number <= lineStarts.count else { return bytes.count..<bytes.count }
        let start = Int(lineStarts[number - 1])
        var end = number < lineStarts.count ? Int(lineStarts[number]) : bytes.count
        while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return start..<end
    }

    private static func lineStarts(of bytes: [UInt8]) -> [Int32] {
        var starts: [Int32] = [0]
        for (index, byte) in bytes.enumerated() {
            let next = index + 1
            let endsLine =
                byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r") && !(next < bytes.count && bytes[next] == UInt8(ascii: "\n"))
            if endsLine { starts.append(Int32(clamping: next)) }
        }
        return starts
    }
}

extension Source {
    /// The line and column of a byte.
    package func position(ofOffset offset: Int) -> Position {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
        }
        return Position(
            line: Int32(clamping: low + 1), column: Int32(clamping: offset - Int(lineStarts[low])),
            offset: Int32(clamping: offset))
    }
}
