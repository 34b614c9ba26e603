/// The brackets and strings of code up to a cursor, read without judging it: what is open, and what belongs together.
struct BracketScan {
    let scalars: [Unicode.Scalar]
    /// The brackets that are open at the end, the outermost first.
    private(set) var openings: [Opening] = []
    /// The string that is open at the end.
    private(set) var openString: (start: Int, contentStart: Int)?
    /// For each closing bracket or quote, where its partner is.
    private var partners: [Int: Int] = [:]
    private var commas: [Int: [Int]] = [:]

    struct Opening: Equatable {
        let bracket: Unicode.Scalar
        let index: Int
    }

    init(_ code: ArraySlice<Unicode.Scalar>) {
        scalars = Array(code)
        var index = 0
        while index < scalars.count { index = read(at: index) }
    }

    func text(_ start: Int, _ end: Int) -> String {
        guard start < end else { return "" }
        return String(String.UnicodeScalarView(scalars[start..<end]))
    }

    /// The text from the beginning of the line to a place.
    func line(before end: Int) -> String {
        var start = end
        while start > 0, scalars[start - 1] != "\n" { start -= 1 }
        return text(start, end)
    }

    func isBlank(from start: Int, to end: Int) -> Bool {
        start <= end && scalars[start..<end].allSatisfy { $0 == " " || $0 == "\n" || $0 == "\t" }
    }

    /// The arguments of an open call that have been written so far, cut at its commas.
    func arguments(of opening: Opening, upTo end: Int) -> [String] {
        let cuts = [opening.index] + (commas[opening.index] ?? []) + [end]
        return zip(cuts, cuts.dropFirst()).map { text($0 + 1, $1) }
    }

    // MARK: Reading forwards

    private mutating func read(at index: Int) -> Int {
        switch scalars[index] {
        case "#": return skipLine(index)
        case "\"", "'": return readString(at: index)
        case "(", "[", "{": openings.append(Opening(bracket: scalars[index], index: index))
        case ")", "]", "}": if let opening = openings.popLast() { partners[index] = opening.index }
        case ",": if let opening = openings.last { commas[opening.index, default: []].append(index) }
        case "%", "!":
            if line(before: index).allSatisfy({ $0 == " " }), openings.isEmpty { return skipLine(index) }
        default: break
        }
        return index + 1
    }

    private func skipLine(_ index: Int) -> Int { scalars[index...].firstIndex(of: "\n") ?? scalars.count }

    private mutating func readString(at start: Int) -> Int {
        let quote = scalars[start]
        let isTriple = start + 2 < scalars.count && scalars[start + 1] == quote && scalars[start + 2] == quote
        let width = isTriple ? 3 : 1
        var index = start + width
        while index < scalars.count {
            if scalars[index] == "\\" {
                index += 2
                continue
            }
            if scalars[index] == "\n", !isTriple { return index }
            let closes =
                scalars[index...].prefix(width).count == width
                && scalars[index...].prefix(width).allSatisfy { $0 == quote }
            if closes {
                partners[index + width - 1] = start
                return index + width
            }
            index += 1
        }
        openString = (start, start + width)
        return scalars.count
    }

    // MARK: Reading backwards

    /// The expression of names, dots, subscripts, calls and literals that ends before a place: `model.h[0]`.
    func expression(endingAt end: Int) -> String? {
        var start = end
        while let before = partStart(before: start) {
            start = before
            guard start > 0, scalars[start - 1] == "." else {
                let isSuffix = scalars[start] == "(" || scalars[start] == "["
                if isSuffix, start > 0, canBeSubscripted(scalars[start - 1]) { continue }
                break
            }
            start -= 1
        }
        let found = text(start, end).trimmingSpaces
        return found.isEmpty || found.hasPrefix(".") || CodeWord.isKeyword(found) ? nil : found
    }

    private func canBeSubscripted(_ scalar: Unicode.Scalar) -> Bool {
        Word.isNamePart(scalar) || [")", "]", "}", "\"", "'"].contains(scalar)
    }

    /// Where the name, the bracketed part or the string that ends before a place begins.
    private func partStart(before end: Int) -> Int? {
        guard end > 0 else { return nil }
        if let partner = partners[end - 1] { return partner }
        var start = end
        while start > 0, Word.isNamePart(scalars[start - 1]) { start -= 1 }
        return start == end || CodeWord.isKeyword(text(start, end)) ? nil : start
    }
}

/// The words of the language that completion offers beside names.
enum CodeWord {
    static let keywords = [
        "False", "None", "True", "and", "as", "assert", "break", "class", "continue", "def", "del", "elif", "else",
        "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
        "pass", "raise", "return", "try", "while", "with", "yield",
    ]
    private static let constants: Set<String> = ["False", "None", "True"]

    /// Whether it ends an expression that is read backwards.
    static func isKeyword(_ text: String) -> Bool { !constants.contains(text) && keywords.contains(text) }
}
