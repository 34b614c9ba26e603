import Language

/// Rewrites what notebooks write and Python does not know: `%time f()`, `!ls`, `files = !ls`, `tensor?`.
///
///     CellText("x = !ls").program   // x = get_ipython().getoutput("ls")
///
/// Only lines that begin a statement are looked at; a `%` inside a string or brackets stays what it is.
package struct CellText {
    private let text: String

    package init(_ text: String) { self.text = text }

    /// The text of a cell; one that is the name of a magic and its words alone gets the percent sign before it.
    init(_ text: String, _ evaluator: Evaluator) {
        self.text = Automagic(cell: text, evaluator)?.magic ?? text
    }

    /// The cell as a Python program, line for line where it can be.
    package var program: String {
        if let cellMagic { return cellMagic }
        guard text.contains(where: { "%!?".contains($0) }) else { return text }
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: CellText.endsLine).map(String.init)
        for logical in LogicalLine.lines(of: Source(name: "<cell>", text: text)) {
            let range = logical.lines.lowerBound - 1..<min(logical.lines.upperBound, lines.count)
            guard let first = range.first, lines.indices.contains(first) else { continue }
            if let joined = CellText.joinedCommand(lines[range]), let line = CellText.rewritten(joined) {
                for index in range { lines[index] = index == first ? line : "" }
            } else if let line = CellText.rewritten(lines[first]) {
                lines[first] = line
            }
        }
        return lines.joined(separator: "\n")
    }

    /// As Python counts lines.
    private static func endsLine(_ character: Character) -> Bool {
        character == "\n" || character == "\r\n" || character == "\r"
    }

    /// The lines of a command that backslashes hold together, as one; nil for anything else.
    private static func joinedCommand(_ lines: ArraySlice<String>) -> String? {
        guard lines.count > 1, let mark = lines.first?.trimmingSpaces.first, "%!".contains(mark) else { return nil }
        return lines.map { $0.hasSuffix("\\") ? String($0.dropLast()) : $0 }.joined()
    }

    /// `%%time` on the first line takes the rest of the cell as its body.
    private var cellMagic: String? {
        let blank = text.prefix { $0 == "\n" || $0 == "\r\n" || $0 == " " }
        let cell = text[blank.endIndex...]
        guard cell.hasPrefix("%%") else { return nil }
        let end = cell.firstIndex(where: \.isNewline) ?? cell.endIndex
        let (name, arguments) = CellText.split(String(cell[cell.index(cell.startIndex, offsetBy: 2)..<end]))
        guard !name.isEmpty, !name.hasSuffix("?") else { return nil }
        let body = end == cell.endIndex ? "" : String(cell[cell.index(after: end)...])
        let lines = String(repeating: "\n", count: blank.count(where: \.isNewline))
        return lines + CellText.call("run_cell_magic", [name, arguments, body])
    }

    /// The line as Python, nil when it is Python already.
    static func rewritten(_ line: String) -> String? {
        let indent = String(line.prefix { $0 == " " || $0 == "\t" })
        let statement = String(line.dropFirst(indent.count))
        return (command(statement) ?? assignment(statement) ?? question(statement)).map { indent + $0 }
    }

    private static func command(_ statement: String) -> String? {
        if statement.hasPrefix("!!") { return call("getoutput", [String(statement.dropFirst(2))]) }
        if statement.hasPrefix("!") { return call("system", [String(statement.dropFirst())]) }
        guard statement.hasPrefix("%") else { return nil }
        let (name, arguments) = split(String(statement.dropFirst()))
        if arguments.isEmpty, name.hasSuffix("?") { return question(statement) }
        return name.isEmpty ? nil : call("run_line_magic", [name, arguments])
    }

    /// `files = !ls` and `where = %pwd`
    private static func assignment(_ statement: String) -> String? {
        guard let equals = statement.firstIndex(of: "=") else { return nil }
        let target = statement[..<equals].trimmingSpaces
        let source = statement[statement.index(after: equals)...].trimmingSpaces
        guard !target.isEmpty, target.allSatisfy({ $0.isLetter || $0.isNumber || "_,. ".contains($0) }) else {
            return nil
        }
        if source.hasPrefix("!") { return "\(target) = " + call("getoutput", [String(source.dropFirst())]) }
        guard source.hasPrefix("%") else { return nil }
        let (name, arguments) = split(String(source.dropFirst()))
        return name.isEmpty ? nil : "\(target) = " + call("run_line_magic", [name, arguments])
    }

    /// `tensor?`, `tensor??` and `?tensor`
    private static func question(_ statement: String) -> String? {
        let words = statement.trimmingSpaces
        let marks = words.hasSuffix("??") || words.hasPrefix("??") ? 2 : 1
        guard words.hasSuffix("?") || words.hasPrefix("?") else { return nil }
        let name = words.filter { $0 != "?" }.trimmingSpaces
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || "_.%[]\"'".contains($0) }) else {
            return nil
        }
        return "get_ipython().show_help(\(quoted(name)), \(marks - 1))"
    }

    private static func split(_ text: String) -> (name: String, arguments: String) {
        let name = text.prefix { !$0.isWhitespace }
        return (String(name), text.dropFirst(name.count).trimmingSpaces)
    }

    private static func call(_ method: String, _ arguments: [String]) -> String {
        "get_ipython().\(method)(\(arguments.map(quoted).joined(separator: ", ")))"
    }

    /// A Python string literal on one line.
    private static func quoted(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": literal += "\\\\"
            case "\"": literal += "\\\""
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }
}

extension StringProtocol {
    /// The text without white space at both ends.
    var trimmingSpaces: String {
        let start = drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
