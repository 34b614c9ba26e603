/// The third stage of a tokenizer: splits a word into tokens of its vocabulary.
protocol TokenModel {
    var vocabulary: Vocabulary { get }

    /// The tokens of a word, from left to right.
    func tokens(of word: [Unicode.Scalar]) throws -> [WordPart]
}

/// A token, and the scalars of its word that it stands for.
struct WordPart: Equatable {
    var id: Int
    var range: Range<Int>
}

/// Reads the entry `model` of tokenizer.json.
func readTokenModel(_ json: JSONValue?) throws -> any TokenModel {
    guard let json else { throw TokenizationError.malformed("there is no model") }
    // Old files name no type: merges mean BPE.
    let type = json["type"]?.string ?? (json["merges"] != nil ? "BPE" : "WordPiece")
    switch type {
    case "BPE": return try BytePairEncoding(json: json)
    case "WordPiece": return try WordPiece(json: json)
    case "WordLevel": return try WordLevel(json: json)
    case "Unigram": return try Unigram(json: json)
    default: throw TokenizationError.unsupported(stage: "model", name: type)
    }
}
