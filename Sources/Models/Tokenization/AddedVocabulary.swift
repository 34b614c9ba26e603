/// A token beside the model's vocabulary, found in the text before anything else: `<|endoftext|>`, `[MASK]`, `<s>`.
package struct AddedToken: Equatable {
    package var id: Int
    package var content: String
    /// Only where no word touches it.
    package var isSingleWord = false
    /// Takes the spaces before it along.
    package var stripsLeft = false
    package var stripsRight = false
    /// Looked for in the normalized text, not in the text as written.
    package var isNormalized = false
    /// Left out by `decode(..., skip_special_tokens=True)`.
    package var isSpecial = false

    package init(id: Int, content: String, isSpecial: Bool = false) {
        self.id = id
        self.content = content
        self.isSpecial = isSpecial
        isNormalized = !isSpecial
    }

    /// Reads an entry of `added_tokens` or of `added_tokens_decoder`.
    init(id: Int, json: JSONValue) throws {
        guard let content = json["content"]?.string else {
            throw TokenizationError.malformed("added token \(id) has no content")
        }
        self.init(id: id, content: content, isSpecial: json["special"]?.boolean ?? false)
        isSingleWord = json["single_word"]?.boolean ?? false
        stripsLeft = json["lstrip"]?.boolean ?? false
        stripsRight = json["rstrip"]?.boolean ?? false
        isNormalized = json["normalized"]?.boolean ?? !isSpecial
    }
}

/// The added tokens of a tokenizer, and how they are cut out of a text.
struct AddedVocabulary {
    private(set) var tokens: [Int: AddedToken] = [:]
    private(set) var ids: [ExactText: Int] = [:]
    private var written = PrefixTree()
    private var normalized = PrefixTree()

    /// Adds a token, or replaces the one with its text.
    mutating func insert(_ token: AddedToken, normalizer: Normalizer?) {
        guard !token.content.isEmpty else { return }
        tokens[token.id] = token
        ids[ExactText(token.content)] = token.id
        if token.isNormalized {
            let content = normalizer?.normalize(AlignedText(token.content)).scalars
            normalized.insert(content ?? Array(token.content.unicodeScalars), id: token.id)
        } else {
            written.insert(token.content.unicodeScalars, id: token.id)
        }
    }

    /// A piece of text, or an added token that was found.
    enum Piece {
        case text(AlignedText)
        case token(Int, AlignedText)
    }

    /// The text cut at its added tokens, the rest normalized.
    func pieces(of text: AlignedText, normalizer: Normalizer?) -> [Piece] {
        cut(text, written).flatMap { piece -> [Piece] in
            guard case .text(let part) = piece else { return [piece] }
            return cut(normalizer?.normalize(part) ?? part, normalized)
        }
    }

    private func cut(_ text: AlignedText, _ tree: PrefixTree) -> [Piece] {
        var pieces: [Piece] = []
        var end = 0
        var index = 0
        while index < text.count {
            guard let match = match(in: text, at: index, after: end, tree) else {
                index += 1
                continue
            }
            if end < match.range.lowerBound { pieces.append(.text(text[end..<match.range.lowerBound])) }
            pieces.append(.token(match.id, text[match.range]))
            end = match.range.upperBound
            index = end
        }
        if end < text.count { pieces.append(.text(text[end..<text.count])) }
        return pieces
    }

    /// The longest token that stands there, with the spaces that it takes along.
    private func match(in text: AlignedText, at index: Int, after end: Int, _ tree: PrefixTree) -> WordPart? {
        guard var match = tree.matches(in: text.scalars, from: index).last, let token = tokens[match.id] else {
            return nil
        }
        var (start, stop) = (match.range.lowerBound, match.range.upperBound)
        if token.isSingleWord {
            if start > 0, text.scalars[start - 1].isWordCharacter { return nil }
            if stop < text.count, text.scalars[stop].isWordCharacter { return nil }
        }
        while token.stripsLeft, start > end, text.scalars[start - 1].isSpace { start -= 1 }
        while token.stripsRight, stop < text.count, text.scalars[stop].isSpace { stop += 1 }
        match.range = start..<stop
        return match
    }
}
