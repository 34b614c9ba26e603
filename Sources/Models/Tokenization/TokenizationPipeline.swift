/// The stages of tokenizer.json in their order.
///
///     text → added tokens cut out → Normalizer → PreTokenizer → TokenModel → PostProcessor → ids
///     ids  → token texts → Decoder → text
struct TokenizationPipeline {
    var normalizer: Normalizer?
    var preTokenizer: PreTokenizer?
    var model: any TokenModel
    var postProcessor: PostProcessor?
    var decoder: Decoder?
    private(set) var added = AddedVocabulary()

    /// Reads tokenizer.json.
    init(json: JSONValue) throws {
        normalizer = try Normalizer(json: json["normalizer"])
        preTokenizer = try PreTokenizer(json: json["pre_tokenizer"])
        model = try readTokenModel(json["model"])
        postProcessor = try PostProcessor(json: json["post_processor"])
        decoder = try Decoder(json: json["decoder"])
        for entry in json["added_tokens"]?.array ?? [] {
            guard let id = entry["id"]?.integer, id >= 0 else {
                throw TokenizationError.malformed("an added token has no id")
            }
            add(try AddedToken(id: id, json: entry))
        }
    }

    mutating func add(_ token: AddedToken) { added.insert(token, normalizer: normalizer) }

    func id(of token: String) -> Int? { added.ids[ExactText(token)] ?? model.vocabulary.id(of: token) }

    func token(_ id: Int) -> String? { added.tokens[id]?.content ?? model.vocabulary.token(id) }

    /// The number of different token texts.
    var vocabularySize: Int {
        model.vocabulary.count + added.ids.keys.count { model.vocabulary.id(of: $0.text) == nil }
    }

    /// The first id that no token has.
    var nextID: Int { max(model.vocabulary.tokens.keys.max() ?? -1, added.tokens.keys.max() ?? -1) + 1 }

    /// The tokens of a text, without what the post-processor adds.
    func encode(_ text: String) throws -> Encoding {
        var encoding = Encoding()
        var wordIndex = 0
        for piece in added.pieces(of: AlignedText(text), normalizer: normalizer) {
            switch piece {
            case .token(let id, let source):
                // The text as matched, with the spaces that the token takes along.
                encoding.append(
                    id: id, token: source.string, offsets: source.span(of: 0..<source.count), word: wordIndex)
                wordIndex += 1
            case .text(let text):
                for word in (preTokenizer?.split([text]) ?? [text]) where !word.isEmpty {
                    try append(word, index: wordIndex, to: &encoding)
                    wordIndex += 1
                }
            }
        }
        return encoding
    }

    private func append(_ word: AlignedText, index: Int, to encoding: inout Encoding) throws {
        for part in try model.tokens(of: word.scalars) {
            encoding.append(
                id: part.id, token: model.vocabulary.token(part.id) ?? "", offsets: word.span(of: part.range),
                word: index)
        }
    }

    /// One or two encoded texts in one row, with special tokens if wanted.
    func join(_ texts: [Encoding], addsSpecialTokens: Bool) -> Encoding {
        var numbered = texts
        for index in numbered.indices { numbered[index].typeIDs = Array(repeating: index, count: texts[index].count) }
        let pieces = postProcessor?.process(numbered, addsSpecialTokens: addsSpecialTokens) ?? numbered
        return pieces.reduce(into: Encoding()) { $0.append(contentsOf: $1) }
    }

    /// The text of these ids; ids without a token are left out.
    func decode(_ ids: [Int], skipsSpecialTokens: Bool) -> String {
        let tokens = ids.compactMap { id -> String? in
            if skipsSpecialTokens, added.tokens[id]?.isSpecial == true { return nil }
            return token(id)
        }
        return join(tokens)
    }

    /// The text of tokens given by name.
    func join(_ tokens: [String]) -> String { decoder?.decode(tokens) ?? tokens.joined(separator: " ") }
}
