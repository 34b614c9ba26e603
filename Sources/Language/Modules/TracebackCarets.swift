/// The line of carets that a traceback shows under a line of source: `    ~~^~~` for `1 / 0`.
enum TracebackCarets {
    /// The carets below the words of a frame, with their indentation and a line end; empty when the whole line failed.
    static func line(for frame: TraceFrame) -> String {
        let span = frame.span
        let whole = Array(frame.source.line(Int(span.startLine)).utf8)
        let indent = whole.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
        let end = whole.count - whole.reversed().prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }.count
        let start = Int(span.startColumn)
        let stop = span.endLine == span.startLine ? min(Int(span.endColumn), end) : end
        guard indent <= start, start < stop, stop <= whole.count, start > indent || stop < end else { return "" }
        let segment = String(decoding: whole[start..<stop], as: UTF8.self)
        let marks = span.endLine == span.startLine ? anchored(segment) : nil
        let blank = String(decoding: whole[indent..<start], as: UTF8.self)
        return "    " + String(repeating: " ", count: blank.count)
            + (marks ?? String(repeating: "^", count: segment.count)) + "\n"
    }

    /// `~` for the operands and `^` for the operator of a binary expression, or for the brackets of a subscript.
    private static func anchored(_ segment: String) -> String? {
        guard let expression = try? Parser.parseExpression(Source(name: "<segment>", text: segment)) else { return nil }
        let bytes = Array(segment.utf8)
        switch expression.kind {
        case .binary(let left, _, let right):
            let between = Int(left.span.endOffset)..<Int(right.span.startOffset)
            guard between.lowerBound <= between.upperBound, between.upperBound <= bytes.count else { return nil }
            let isOperator: (UInt8) -> Bool = { $0 > 32 && $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: "(") }
            guard let first = bytes[between].firstIndex(where: isOperator) else { return nil }
            let isDouble = first + 1 < between.upperBound && bytes[first + 1] == bytes[first]
            return marks(bytes, first..<(first + (isDouble ? 2 : 1)))
        case .subscript(let object, _):
            guard let open = bytes[min(Int(object.span.endOffset), bytes.count)...].firstIndex(of: UInt8(ascii: "["))
            else { return nil }
            return marks(bytes, open..<bytes.count)
        default: return nil
        }
    }

    private static func marks(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        func width(_ part: Range<Int>) -> Int { String(decoding: bytes[part], as: UTF8.self).count }
        return String(repeating: "~", count: width(0..<range.lowerBound))
            + String(repeating: "^", count: width(range))
            + String(repeating: "~", count: width(range.upperBound..<bytes.count))
    }
}
