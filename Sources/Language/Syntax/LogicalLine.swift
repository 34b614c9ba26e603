/// A statement line as it is written: one or more lines of text that brackets, strings or backslashes hold together.
/// A notebook looks only at the beginnings of logical lines for its magics, so that `%` inside a string or a bracket is
/// never taken for one.
package struct LogicalLine: Equatable, Sendable {
    /// The lines of text, counted from 1.
    package let lines: ClosedRange<Int>
    /// The bytes of the source from the beginning of the first line to the end of the last one, without its line end.
    package let bytes: Range<Int>
    /// How many bytes of blanks it begins with.
    package let indent: Int

    /// The logical lines of a source, also of one that is not a program yet. Lines that begin with `%`, `!` or `?` are
    /// not read as code: quotes and brackets in them mean nothing, only a backslash at the end joins the next line.
    ///
    ///     LogicalLine.lines(of: Source(name: "", text: "x = [\n%a]\n%time f(\ny"))    // lines 1...2, 3...3, 4...4
    package static func lines(of source: Source) -> [LogicalLine] {
        var reader = LogicalLineReader(source)
        return reader.lines()
    }
}

/// Finds where logical lines end, without judging what they hold.
private struct LogicalLineReader {
    let source: Source
    let bytes: [UInt8]
    var offset = 0
    var brackets = 0

    init(_ source: Source) {
        self.source = source
        bytes = source.bytes
    }

    mutating func lines() -> [LogicalLine] {
        var lines: [LogicalLine] = []
        while offset < bytes.count {
            let start = offset
            skipBlanks()
            let indent = offset - start
            let isCommand = offset < bytes.count && LogicalLineReader.commands.contains(bytes[offset])
            if isCommand { skipCommand() } else { skipCode() }
            let end = min(offset, bytes.count)
            let first = Int(source.position(ofOffset: start).line)
            let last = Int(source.position(ofOffset: end).line)
            lines.append(LogicalLine(lines: first...max(first, last), bytes: start..<end, indent: indent))
            skipLineEnd()
        }
        return lines
    }

    private static let commands: Set<UInt8> = [UInt8(ascii: "%"), UInt8(ascii: "!"), UInt8(ascii: "?")]

    private var isAtLineEnd: Bool {
        offset >= bytes.count || bytes[offset] == Byte.newline || bytes[offset] == Byte.carriageReturn
    }

    private mutating func skipBlanks() {
        while offset < bytes.count, bytes[offset] == Byte.space || bytes[offset] == Byte.tab { offset += 1 }
    }

    private mutating func skipLineEnd() {
        guard offset < bytes.count else { return }
        let isReturn = bytes[offset] == Byte.carriageReturn
        offset += 1
        if isReturn, offset < bytes.count, bytes[offset] == Byte.newline { offset += 1 }
    }

    private mutating func skipCommand() {
        while !isAtLineEnd {
            let byte = bytes[offset]
            offset += 1
            if byte == Byte.backslash, isAtLineEnd { skipLineEnd() }
        }
    }

    private mutating func skipCode() {
        brackets = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            switch byte {
            case Byte.newline, Byte.carriageReturn:
                if brackets == 0 { return }
                skipLineEnd()
            case Byte.hash: while !isAtLineEnd { offset += 1 }
            case Byte.quote, Byte.doubleQuote: skipString(byte)
            case Byte.backslash:
                offset += 1
                if isAtLineEnd { skipLineEnd() }
            default:
                if Byte.isOpening(byte) { brackets += 1 }
                if Byte.isClosing(byte) { brackets = max(0, brackets - 1) }
                offset += 1
            }
        }
    }

    /// A string in single quotes ends with its line even if it is not closed.
    private mutating func skipString(_ quote: UInt8) {
        let isTriple = offset + 2 < bytes.count && bytes[offset + 1] == quote && bytes[offset + 2] == quote
        offset += isTriple ? 3 : 1
        while offset < bytes.count {
            let byte = bytes[offset]
            if !isTriple, isAtLineEnd { return }
            offset += 1
            if byte == Byte.backslash { if isAtLineEnd { skipLineEnd() } else { offset += 1 } }
            guard byte == quote else { continue }
            if !isTriple { return }
            if offset + 1 < bytes.count, bytes[offset] == quote, bytes[offset + 1] == quote {
                offset += 2
                return
            }
        }
    }
}
