/// How long an encoded row may be: the limit, and the side that loses tokens beyond it.
package struct Truncation: Equatable {
    package var maxLength: Int
    package var side: Side

    /// The text of a pair that is cut, nil for the longer one.
    package var only: Int?

    package init(maxLength: Int, side: Side = .right, only: Int? = nil) {
        self.maxLength = maxLength
        self.side = side
        self.only = only
    }

    private func cut(_ texts: [Encoding], at index: Int, by count: Int) throws -> [Encoding] {
        guard count > 0 else { return texts }
        guard texts.indices.contains(index) else {
            throw TokenizationError.truncation("Second sequence not provided")
        }
        guard texts[index].count > count else {
            throw TokenizationError.truncation(
                "Sequence to truncate too short to respect the provided max_length")
        }
        var texts = texts
        texts[index] = cut(texts[index], to: texts[index].count - count)
        return texts
    }

    /// The encoding cut to so many tokens.
    func cut(_ encoding: Encoding, to count: Int) -> Encoding {
        guard encoding.count > count else { return encoding }
        let kept = max(0, count)
        return side == .right ? encoding[0..<kept] : encoding[(encoding.count - kept)..<encoding.count]
    }

    /// One or two texts that fit with so many special tokens; of a pair the longer one is cut first.
    func apply(_ texts: [Encoding], added: Int) throws -> [Encoding] {
        let limit = max(0, maxLength - added)
        if let only { return try cut(texts, at: only, by: texts.reduce(0) { $0 + $1.count } - limit) }
        guard texts.count == 2, texts[0].count + texts[1].count > limit else { return texts.map { cut($0, to: limit) } }
        let firstIsLonger = texts[0].count > texts[1].count
        var short = min(texts[0].count, texts[1].count)
        var long = short > limit ? short : max(short, limit - short)
        if short + long > limit {
            short = limit / 2
            long = short + limit % 2
        }
        return [
            cut(texts[0], to: firstIsLonger ? long : short), cut(texts[1], to: firstIsLonger ? short : long),
        ]
    }
}

extension Tokenizer {
    /// The tokens of a text, or of a pair of texts in one row.
    package func encode(
        _ text: String, pair: String? = nil, addsSpecialTokens: Bool = true, truncation: Truncation? = nil
    ) throws -> Encoding {
        let texts = try [text, pair].compactMap { try $0.map(pipeline.encode) }
        let added = addsSpecialTokens ? specialTokenCount(isPair: pair != nil) : 0
        let fitting = try truncation?.apply(texts, added: added) ?? texts
        return pipeline.join(fitting, addsSpecialTokens: addsSpecialTokens)
    }

    /// The tokens of a text that is cut into words already; offsets count within each word.
    package func encode(
        words: [String], addsSpecialTokens: Bool = true, truncation: Truncation? = nil
    ) throws -> Encoding {
        var text = Encoding()
        for (index, word) in words.enumerated() {
            var part = try pipeline.encode(word)
            part.words = part.words.map { _ in index }
            text.append(contentsOf: part)
        }
        let added = addsSpecialTokens ? specialTokenCount(isPair: false) : 0
        let fitting = try truncation?.apply([text], added: added) ?? [text]
        return pipeline.join(fitting, addsSpecialTokens: addsSpecialTokens)
    }

    /// How many special tokens a row gets.
    package func specialTokenCount(isPair: Bool) -> Int {
        pipeline.postProcessor?.addedCount(isPair: isPair) ?? 0
    }

    /// The token texts without special tokens, Python's `tokenizer.tokenize(text)`.
    package func tokenize(_ text: String) throws -> [String] { try pipeline.encode(text).tokens }

    /// The text of these ids. Without a wish, spaces are cleaned up as tokenizer_config.json says.
    ///
    ///     tokenizer.decode([2, 82, 3], skipsSpecialTokens: true)   // "the"
    package func decode(_ ids: [Int], skipsSpecialTokens: Bool = false, cleansUp: Bool? = nil) -> String {
        let text = pipeline.decode(ids, skipsSpecialTokens: skipsSpecialTokens)
        return cleansUp ?? cleansUpSpaces ? TextCleanup.decoded.apply(text) : text
    }

    /// The text of tokens given by name, Python's `convert_tokens_to_string`.
    package func join(_ tokens: [String]) -> String { pipeline.join(tokens) }

    /// The rows filled up to one length on the padding side: the longest row's, or `length`, rounded up to a multiple.
    package func pad(_ rows: [Encoding], length: Int? = nil, multipleOf: Int? = nil) throws -> [Encoding] {
        var width = length ?? rows.map(\.count).max() ?? 0
        if let multipleOf, multipleOf > 0, width % multipleOf != 0 { width += multipleOf - width % multipleOf }
        guard let token = specialTokens[.padding], let id = id(of: token) else {
            throw TokenizationError.noPaddingToken
        }
        return rows.map { row in
            let filling = Encoding.special(
                id: id, token: token, attention: 0, count: max(0, width - row.count))
            var padded = paddingSide == .left ? filling : row
            padded.append(contentsOf: paddingSide == .left ? row : filling)
            return padded
        }
    }

    /// An encoding of ids that did not come from a text.
    package func encoding(of ids: [Int]) -> Encoding {
        ids.reduce(into: Encoding()) { $0.append(id: $1, token: token($1) ?? "", offsets: 0..<0, word: nil) }
    }
}
