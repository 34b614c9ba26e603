import Language

/// One line of a source with some of its words underlined.
///
///     Cell In[4], line 2
///     2 │ x = undefined + 1
///       │     ^^^^^^^^^
struct Excerpt {
    private let source: Source
    private let span: Span

    init(_ source: Source, _ span: Span) {
        self.source = source
        self.span = span
    }

    /// The lines to print; `function` names the function that was running, and the label stands behind the carets.
    func lines(in function: String?, label: String? = nil) -> [String] {
        var lines = plainLines(in: function)
        if let label, let last = lines.indices.last { lines[last] += " " + label }
        return lines
    }

    private func plainLines(in function: String?) -> [String] {
        let number = Int(span.startLine)
        guard number > 0 else { return [heading(in: function)] }
        let margin = String(repeating: " ", count: String(number).count)
        if let written = source.rewrittenLine(number) {
            return [
                heading(in: function), "\(number) │ \(written)",
                "\(margin) │ " + Style.red(String(repeating: "^", count: max(1, written.unicodeScalars.count))),
            ]
        }
        return [
            heading(in: function),
            "\(number) │ \(source.line(number))",
            "\(margin) │ \(indent)\(Style.red(underline))",
        ]
    }

    /// What stands before words below the underlined ones.
    var margin: String {
        let width = String(Int(span.startLine)).count
        return String(repeating: " ", count: width) + " │ " + indent
    }

    private func heading(in function: String?) -> String {
        let place = span.startLine > 0 ? "\(source.name), line \(span.startLine)" : source.name
        return Style.blue(place) + (function.map { ", in \($0)" } ?? "")
    }

    private var startColumn: Int {
        source.characterColumn(line: Int(span.startLine), byteColumn: Int(span.startColumn))
    }

    private var endColumn: Int {
        let line = Int(span.startLine)
        if span.endLine == span.startLine { return source.characterColumn(line: line, byteColumn: Int(span.endColumn)) }
        return source.line(line).unicodeScalars.count
    }

    /// Tabs are kept, so that the carets stand under the words.
    private var indent: String {
        String(source.line(Int(span.startLine)).unicodeScalars.prefix(startColumn).map { $0 == "\t" ? "\t" : " " })
    }

    private var underline: String { String(repeating: "^", count: max(1, endColumn - startColumn)) }
}

/// Colours for terminals and notebooks; the text is readable without them.
enum Style {
    static func red(_ text: String) -> String { "\u{1B}[31m\(text)\u{1B}[0m" }
    static func blue(_ text: String) -> String { "\u{1B}[34m\(text)\u{1B}[0m" }
}
