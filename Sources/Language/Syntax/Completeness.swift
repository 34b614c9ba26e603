/// Whether a cell can be run as it stands, which a console asks before it runs a line or opens the next one.
package enum Completeness: Equatable, Sendable {
    case complete
    /// More lines must follow; the next one is best indented by so many blanks.
    case incomplete(indent: Int)
    /// No more lines can make it right.
    case invalid

    /// What IPython answers for a cell whose magics are already rewritten and whose common indentation is removed.
    ///
    ///     Completeness(of: "for i in range(3):")      // incomplete, indent 4
    package init(of text: String) {
        let source = Source(name: "<cell>", text: text)
        let lines = (1...source.lineCount).map { source.line($0) }
        guard let last = lines.last(where: { !$0.allSatisfy(\.isWhitespace) }) else {
            self = .complete
            return
        }
        let indent = Completeness.indent(ofLastLineOf: lines)
        let layout = Layout(of: source)
        if last.hasSuffix("\\") || layout.isInBrackets {
            self = .incomplete(indent: indent)
        } else if let head = layout.indentOfHead {
            self = .incomplete(indent: head + 4)
        } else {
            self = Completeness.judge(source, indent: indent, isInBlock: layout.isInBlock)
        }
    }

    private static func judge(_ source: Source, indent: Int, isInBlock: Bool) -> Completeness {
        do {
            _ = try Parser.parse(source, reportsIncomplete: true)
            return isInBlock && !isTerminated(source) ? .incomplete(indent: indent) : .complete
        } catch {
            return error.message == "incomplete input" ? .incomplete(indent: indent) : .invalid
        }
    }

    /// Whether a line end follows the last statement; a block that is open at the end stays open until there is one.
    private static func isTerminated(_ source: Source) -> Bool {
        guard let last = source.bytes.lastIndex(where: { !Byte.isSpace($0) }) else { return true }
        return source.bytes[last...].contains(Byte.newline)
    }

    private static func indent(ofLastLineOf lines: [String]) -> Int {
        let last = lines.last.map { $0.isEmpty } == true ? lines.dropLast().last : lines.last
        let blanks = (last ?? "").prefix { $0 == " " || $0 == "\t" }
        return blanks.reduce(0) { $0 + ($1 == "\t" ? 4 : 1) }
    }
}

/// How a source ends, as far as its tokens tell.
private struct Layout {
    let isInBrackets: Bool
    /// Whether the last statement stands in an indented block.
    let isInBlock: Bool
    /// The indentation of the last statement line, if it ends with the colon that opens a block.
    private(set) var indentOfHead: Int?

    init(of source: Source) {
        var scanner = Scanner(source)
        var last: Token?
        var dedents = 0
        while let token = try? scanner.next(), token.kind != .end {
            switch token.kind {
            case .dedent: dedents += 1
            case .newline, .indent: break
            default: (last, dedents) = (token, 0)
            }
        }
        isInBlock = dedents > 0
        isInBrackets = scanner.hasReachedEnd && !scanner.brackets.isEmpty
        guard scanner.hasReachedEnd, !isInBrackets, let last, last.kind == .colon else { return }
        let line = Int(last.span.startLine)
        indentOfHead = LogicalLine.lines(of: source).first { $0.lines.contains(line) }?.indent
    }
}
