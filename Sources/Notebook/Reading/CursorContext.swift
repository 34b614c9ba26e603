import Language

/// Where a cursor stands in code that is not finished: in a string, after a dot, among the arguments of a call.
///
///     CursorContext(before: 15, in: "torch.sum(x, di")   // word "di", call of "torch.sum"
struct CursorContext {
    /// The identifier, or the part of a string, that ends at the cursor.
    let word: String
    /// Where the word begins, in code points.
    let start: Int
    let place: Place

    indirect enum Place: Equatable {
        case name
        /// After `owner.`
        case attribute(owner: String)
        /// In a string: the text from the quote to the cursor; in a subscript, what is subscripted.
        case string(text: String, subscripted: String?)
        /// After `owner[`, before any quote.
        case key(owner: String)
        /// `import torch.n`: the dotted name so far.
        case module(path: String)
        /// `from torch import n`
        case member(ofModule: String)
        /// `%ti`, with its percent signs.
        case magic
    }

    /// The calls around the cursor, the innermost first.
    let calls: [Call]

    /// A call whose arguments are being written.
    struct Call: Equatable {
        /// The source of what is called: `model.generate`.
        let callee: String
        /// The keywords that are there already.
        let keywords: [String]
        /// Whether the cursor stands where an argument begins.
        let isAtArgument: Bool
    }

    init(before cursor: Int, in code: String) {
        let scalars = Array(code.unicodeScalars)
        let end = min(max(0, cursor), scalars.count)
        let scan = BracketScan(scalars[..<end])
        let wordStart = CursorContext.wordStart(scalars, end)
        calls = scan.openings.reversed().compactMap { CursorContext.call(scan, $0, end) }
        if let command = CursorContext.command(scan, end) {
            (word, start, place) = command
        } else if let quote = scan.openString {
            let text = scan.text(quote.contentStart, end)
            let tail = text.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
            let subscripted = CursorContext.subscripted(scan, quote.start)
            word = subscripted == nil ? String(tail) : text
            start = end - word.unicodeScalars.count
            place = .string(text: text, subscripted: subscripted)
        } else {
            word = scan.text(wordStart, end)
            start = wordStart
            place = CursorContext.place(scan, wordStart)
        }
    }

    private static func wordStart(_ scalars: [Unicode.Scalar], _ end: Int) -> Int {
        var start = end
        while start > 0, Word.isNamePart(scalars[start - 1]) { start -= 1 }
        return start
    }

    // MARK: Places

    private static func place(_ scan: BracketScan, _ start: Int) -> Place {
        if let module = importPlace(scan, start) { return module }
        if start > 0, scan.scalars[start - 1] == ".", let owner = scan.expression(endingAt: start - 1) {
            return .attribute(owner: owner)
        }
        if let opening = scan.openings.last, opening.bracket == "[", scan.isBlank(from: opening.index + 1, to: start),
            let owner = scan.expression(endingAt: opening.index)
        {
            return .key(owner: owner)
        }
        return .name
    }

    /// `import a.b`, `from a import b` on the line of the cursor.
    private static func importPlace(_ scan: BracketScan, _ start: Int) -> Place? {
        let line = scan.line(before: start).trimmingLeadingSpaces
        if line.hasPrefix("from ") {
            let rest = line.dropFirst(5)
            guard let space = rest.firstIndex(of: " ") else { return .module(path: String(rest)) }
            let keyword = rest[rest.index(after: space)...].trimmingLeadingSpaces
            return keyword.hasPrefix("import ") || keyword == "import"
                ? .member(ofModule: String(rest[..<space])) : nil
        }
        guard line.hasPrefix("import ") else { return nil }
        let last = line.dropFirst(7).split(separator: ",", omittingEmptySubsequences: false).last ?? ""
        let path = last.trimmingLeadingSpaces
        return path.contains(" ") ? nil : .module(path: path)
    }

    /// A magic's name, or a path after a magic or a shell command.
    private static func command(_ scan: BracketScan, _ end: Int) -> (String, Int, Place)? {
        let line = scan.line(before: end)
        let statement = line.trimmingLeadingSpaces
        guard let first = statement.unicodeScalars.first, first == "%" || first == "!", scan.openings.isEmpty else {
            return nil
        }
        let last = statement.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        if last == statement {
            return first == "%" ? (statement, end - statement.unicodeScalars.count, .magic) : nil
        }
        let code = ["%time ", "%timeit ", "%%time ", "%%timeit "]
        guard !code.contains(where: { statement.hasPrefix($0) }) else { return nil }
        let tail = String(last.split(separator: "/", omittingEmptySubsequences: false).last ?? "")
        return (tail, end - tail.unicodeScalars.count, .string(text: last, subscripted: nil))
    }

    /// `d` in `d["`, nil when the string is no subscript.
    private static func subscripted(_ scan: BracketScan, _ quote: Int) -> String? {
        guard let opening = scan.openings.last, opening.bracket == "[",
            scan.isBlank(from: opening.index + 1, to: quote)
        else { return nil }
        return scan.expression(endingAt: opening.index)
    }

    // MARK: Calls

    private static func call(_ scan: BracketScan, _ opening: BracketScan.Opening, _ end: Int) -> Call? {
        guard opening.bracket == "(", let callee = scan.expression(endingAt: opening.index) else { return nil }
        let pieces = scan.arguments(of: opening, upTo: end)
        let keywords = pieces.compactMap { piece -> String? in
            guard let equals = piece.firstIndex(of: "=") else { return nil }
            let name = piece[..<equals].trimmingSpaces
            return name.unicodeScalars.allSatisfy(Word.isNamePart) ? name : nil
        }
        let last = pieces.last?.trimmingSpaces ?? ""
        let isAtArgument = scan.openings.last == opening && last.unicodeScalars.allSatisfy(Word.isNamePart)
        return Call(callee: callee, keywords: keywords, isAtArgument: isAtArgument)
    }
}

extension StringProtocol {
    /// The text without white space at its beginning.
    var trimmingLeadingSpaces: String { String(drop { $0 == " " || $0 == "\t" }) }
}
