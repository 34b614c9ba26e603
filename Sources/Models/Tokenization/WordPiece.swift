/// BERT's word model: the longest token that begins the word, then the longest `##` token that continues it, and so on.
///
///     "playing" → play ##ing
struct WordPiece: TokenModel {
    let vocabulary: Vocabulary
    private let unknown: String
    private let prefix: [Unicode.Scalar]
    private let longestWord: Int

    init(json: JSONValue) throws {
        vocabulary = try Vocabulary(json: json["vocab"])
        unknown = json["unk_token"]?.string ?? "[UNK]"
        prefix = Array((json["continuing_subword_prefix"]?.string ?? "##").unicodeScalars)
        longestWord = json["max_input_chars_per_word"]?.integer ?? 100
    }

    func tokens(of word: [Unicode.Scalar]) throws -> [WordPart] {
        guard word.count <= longestWord else { return [try unknownWord(word)] }
        var parts: [WordPart] = []
        var start = 0
        while start < word.count {
            guard let part = longestToken(in: word, from: start) else { return [try unknownWord(word)] }
            parts.append(part)
            start = part.range.upperBound
        }
        return parts
    }

    private func longestToken(in word: [Unicode.Scalar], from start: Int) -> WordPart? {
        for end in stride(from: word.count, to: start, by: -1) {
            let text = String((start > 0 ? prefix : []) + word[start..<end])
            if let id = vocabulary.id(of: text) { return WordPart(id: id, range: start..<end) }
        }
        return nil
    }

    private func unknownWord(_ word: [Unicode.Scalar]) throws -> WordPart {
        guard let id = vocabulary.id(of: unknown) else { throw TokenizationError.unknownToken(String(word)) }
        return WordPart(id: id, range: 0..<word.count)
    }
}

/// The simplest word model: a word is a token or it is unknown.
struct WordLevel: TokenModel {
    let vocabulary: Vocabulary
    private let unknown: String

    init(json: JSONValue) throws {
        vocabulary = try Vocabulary(json: json["vocab"])
        unknown = json["unk_token"]?.string ?? "<unk>"
    }

    func tokens(of word: [Unicode.Scalar]) throws -> [WordPart] {
        guard let id = vocabulary.id(of: String(word)) ?? vocabulary.id(of: unknown) else {
            throw TokenizationError.unknownToken(String(word))
        }
        return [WordPart(id: id, range: 0..<word.count)]
    }
}
