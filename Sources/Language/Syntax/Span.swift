/// Where a piece of syntax stands in its source: lines count from 1, columns and offsets are in UTF-8 bytes from 0.
/// The end is exclusive, as in Python's `ast`: in `x + 1` the span of `1` is line 1, columns 4 to 5.
package struct Span: Equatable, Hashable, Sendable {
    package var startLine: Int32
    package var startColumn: Int32
    package var endLine: Int32
    package var endColumn: Int32
    /// Bytes from the beginning of the source.
    package var startOffset: Int32
    package var endOffset: Int32

    /// The span of code that stands in no source, such as the code of a built-in.
    package static let none = Span(.zero, .zero)

    package init(_ start: Position, _ end: Position) {
        startLine = start.line
        startColumn = start.column
        endLine = end.line
        endColumn = end.column
        startOffset = start.offset
        endOffset = end.offset
    }

    package var start: Position { Position(line: startLine, column: startColumn, offset: startOffset) }
    package var end: Position { Position(line: endLine, column: endColumn, offset: endOffset) }

    /// From the start of this span to the end of another one.
    package func extended(to other: Span) -> Span { Span(start, other.end) }
}

/// One place in a source.
package struct Position: Equatable, Hashable, Sendable {
    /// Counted from 1.
    package var line: Int32
    /// UTF-8 bytes from the beginning of the line.
    package var column: Int32
    /// UTF-8 bytes from the beginning of the source.
    package var offset: Int32

    package static let zero = Position(line: 0, column: 0, offset: 0)

    package init(line: Int32, column: Int32, offset: Int32) {
        self.line = line
        self.column = column
        self.offset = offset
    }
}
