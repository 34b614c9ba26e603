/// The patterns at which tokenizers cut a text, each a scanner over scalars instead of a regular expression.
enum WordPattern: Equatable {
    case literal([Unicode.Scalar])
    case space
    case digits
    case punctuation
    /// `\w+|[^\w\s]+`
    case wordsAndSymbols
    case gpt2
    /// Llama 3, Qwen, cl100k: like GPT-2's, with line breaks of their own and numbers of at most so many digits.
    case llama3(digits: Int)
    /// ` ?[^(\s|[.,!?…。，、।۔،])]+`
    case bloom

    /// Reads `{"String": " "}` or `{"Regex": "..."}`.
    init(json: JSONValue?) throws {
        if let literal = json?["String"]?.string {
            self = .literal(Array(literal.unicodeScalars))
            return
        }
        let expression = json?["Regex"]?.string ?? ""
        guard let pattern = Self.expressions[ExactText(expression)] else {
            throw TokenizationError.unsupported(stage: "split pattern", name: expression)
        }
        self = pattern
    }

    /// The regular expressions of published tokenizers that these scanners stand for.
    private static let expressions: [ExactText: WordPattern] = {
        let contractions = ["(?i:'s|'t|'re|'ve|'m|'ll|'d)", "'(?i:[sdmt]|ll|ve|re)"]
        let rest = [
            #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#,
            #"| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+"#,
        ]
        let words = [#"|[^\r\n\p{L}\p{N}]?\p{L}+|"#, #"|[^\r\n\p{L}\p{N}]?+\p{L}+|"#]
        var table: [ExactText: WordPattern] = [
            ExactText(#"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#): .gpt2,
            ExactText(#"(?:'[sdmt]|'ll|'ve|'re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#): .gpt2,
            ExactText(#" ?[^(\s|[.,!?…。，、।۔،])]+"#): .bloom,
            ExactText(#"\d"#): .digits, ExactText("[0-9]"): .digits, ExactText(#"\s+"#): .space,
        ]
        for start in contractions {
            for word in words {
                for end in rest {
                    table[ExactText(start + word + #"\p{N}{1,3}"# + end)] = .llama3(digits: 3)
                    table[ExactText(start + word + #"\p{N}"# + end)] = .llama3(digits: 1)
                }
            }
        }
        return table
    }()

    /// The matches from left to right, none of them empty.
    func matches(in text: [Unicode.Scalar]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        while start < text.count {
            let end = end(of: text, from: start)
            if end > start { ranges.append(start..<end) }
            start = max(end, start + 1)
        }
        return ranges
    }

    /// Where the match that begins at `start` ends; `start` itself if none begins there.
    private func end(of text: [Unicode.Scalar], from start: Int) -> Int {
        switch self {
        case .literal(let pattern):
            !pattern.isEmpty && text[start...].starts(with: pattern) ? start + pattern.count : start
        case .space: text[start].isSpace ? start + 1 : start
        case .digits: text[start].isNumber ? start + 1 : start
        case .punctuation: text[start].isPunctuation ? start + 1 : start
        case .wordsAndSymbols: Self.wordOrSymbols(text, start)
        case .gpt2: Self.gpt2(text, start)
        case .llama3(let digits): Self.llama3(text, start, digits: digits)
        case .bloom: Self.bloom(text, start)
        }
    }

    /// The end of the run of scalars of a class, of at most `limit`.
    private static func run(
        _ text: [Unicode.Scalar], _ start: Int, limit: Int = .max, while belongs: (Unicode.Scalar) -> Bool
    ) -> Int {
        var end = start
        while end < text.count, end - start < limit, belongs(text[end]) { end += 1 }
        return end
    }

    private static func wordOrSymbols(_ text: [Unicode.Scalar], _ start: Int) -> Int {
        let word = run(text, start) { $0.isWordCharacter }
        return word > start ? word : run(text, start) { !$0.isWordCharacter && !$0.isSpace }
    }

    private static func bloom(_ text: [Unicode.Scalar], _ start: Int) -> Int {
        let delimiters = ".,!?…。，、।۔،(|)".unicodeScalars
        let first = text[start] == " " ? start + 1 : start
        let end = run(text, first) { !$0.isSpace && !delimiters.contains($0) }
        return end > first ? end : start
    }
}

extension WordPattern {
    /// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
    private static func gpt2(_ text: [Unicode.Scalar], _ start: Int) -> Int {
        let contraction = contraction(text, start, ignoringCase: false)
        if contraction > start { return contraction }
        let first = text[start] == " " ? start + 1 : start
        guard first < text.count else { return first }
        if text[first].isLetter { return run(text, first) { $0.isLetter } }
        if text[first].isNumber { return run(text, first) { $0.isNumber } }
        if text[first].isSymbol { return run(text, first) { $0.isSymbol } }
        return space(text, start)
    }

    /// `contractions|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`
    private static func llama3(_ text: [Unicode.Scalar], _ start: Int, digits: Int) -> Int {
        let contraction = contraction(text, start, ignoringCase: true)
        if contraction > start { return contraction }
        let scalar = text[start]
        let leads = !scalar.isLineBreak && !scalar.isLetter && !scalar.isNumber
        let first = leads ? start + 1 : start
        let letters = run(text, first) { $0.isLetter }
        if letters > first { return letters }
        if scalar.isNumber { return run(text, start, limit: digits) { $0.isNumber } }
        let symbols = scalar == " " ? start + 1 : start
        let symbolsEnd = run(text, symbols) { $0.isSymbol }
        if symbolsEnd > symbols { return run(text, symbolsEnd) { $0.isLineBreak } }
        let spaceEnd = run(text, start) { $0.isSpace }
        if let lineBreak = text[start..<spaceEnd].lastIndex(where: \.isLineBreak) { return lineBreak + 1 }
        return space(text, start)
    }

    /// `\s+(?!\S)|\s+`: a run of spaces leaves its last one to the word that follows.
    private static func space(_ text: [Unicode.Scalar], _ start: Int) -> Int {
        let end = run(text, start) { $0.isSpace }
        return end < text.count && end - start > 1 ? end - 1 : end
    }

    private static let contractions: [[Unicode.Scalar]] = ["s", "t", "re", "ve", "m", "ll", "d"].map {
        Array($0.unicodeScalars)
    }

    private static func contraction(_ text: [Unicode.Scalar], _ start: Int, ignoringCase: Bool) -> Int {
        guard text[start] == "'" else { return start }
        let following = text[(start + 1)...].prefix(2).map { ignoringCase ? folded($0) : $0 }
        guard let ending = contractions.first(where: { following.starts(with: $0) }) else { return start }
        return start + 1 + ending.count
    }

    /// Simple case folding of what contractions are made of; U+017F is the long s.
    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x41...0x5A: Unicode.Scalar(scalar.value | 0x20) ?? scalar
        case 0x17F: "s"
        default: scalar
        }
    }
}
