/// One line of advice for the mistakes whose message alone does not say what to write.
enum SyntaxAdvice {
    /// nil where there is nothing to add.
    static func line(for error: SyntaxError, in source: Source) -> String? {
        if let help = error.help { return help }
        let line = source.line(Int(error.span.startLine))
        if let found = byMessage(error.message, line) { return found }
        guard error.message == "invalid syntax" else { return nil }
        return byWords(line, column: Int(error.span.startColumn))
    }

    private static func byMessage(_ message: String, _ line: String) -> String? {
        let known: [(beginning: String, advice: String)] = [
            ("invalid syntax. Maybe you meant '=='", "write `==` to compare, `:=` to assign inside an expression"),
            ("invalid syntax. Perhaps you forgot a comma", "write a comma between the two"),
            ("Missing parentheses in call to 'print'", "write print(...)"),
            ("Missing parentheses in call to", "call it with parentheses"),
            ("f-string: expecting '}'", "close the braces before the quote"),
            ("f-string: single '}'", "write }} for a brace"),
            ("f-string: empty expression", "write an expression between the braces, or {{}} for braces"),
            ("f-string", "the expression between the braces must be valid on its own"),
            ("unterminated triple-quoted string", "the text that begins here has no closing quotes"),
            ("leading zeros in decimal integer literals", "write 0o before octal digits, or leave the zeros out"),
            ("cannot assign to", "the name to assign to stands on the left of `=`"),
            ("'return' outside function", "`return` belongs into a function; the last line of a cell shows its value"),
            ("'break' outside loop", "`break` belongs into a `for` or `while` loop"),
            ("'continue' not properly in loop", "`continue` belongs into a `for` or `while` loop"),
            ("positional argument follows keyword argument", "put arguments without a name first"),
            ("non-default argument follows default argument", "put parameters without a default first"),
            ("expected 'except' or 'finally' block", "a `try` needs an `except` or a `finally` after it"),
            ("expected 'else' after 'if' expression", "write `value if condition else other`"),
            ("unexpected character after line continuation", "nothing may stand after the backslash"),
            ("unmatched", "no bracket was opened for it"),
        ]
        if let found = known.first(where: { message.hasPrefix($0.beginning) }) { return found.advice }
        guard message.hasPrefix("unterminated string literal") else { return nil }
        let quotes = line.utf8.filter { $0 == UInt8(ascii: "'") }.count
        return quotes == 3
            ? "the text ends at the second quote; write it in double quotes, or \\' inside"
            : "add the closing quote; a text over several lines stands in triple quotes"
    }

    /// What other languages write.
    private static func byWords(_ line: String, column: Int) -> String? {
        let words = line.split { $0 == " " || $0 == "(" || $0 == ":" || $0 == "\t" }.map(String.init)
        if words.starts(with: ["else", "if"]) { return "write `elif`" }
        let bytes = Array(line.utf8)
        let before = bytes.prefix(max(column, 0))
        if before.reversed().starts(with: Array("++".utf8)) { return "write `+= 1`" }
        if before.reversed().starts(with: Array("--".utf8)) { return "write `-= 1`" }
        switch words.first {
        case "let", "var", "const": return "write the name alone: `name = value`"
        case "function", "func", "fn": return "write `def name(...):`"
        case "switch": return "write `match value:` with `case` lines"
        default: return words.contains("new") ? "write `Name()` without `new`" : nil
        }
    }
}
