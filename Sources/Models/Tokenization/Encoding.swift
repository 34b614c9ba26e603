/// What a text becomes: token ids, and for each token what it is called and where it came from.
package struct Encoding: Equatable {
    package var ids: [Int] = []
    package var tokens: [String] = []
    /// 0 for the first text of a pair, 1 for the second.
    package var typeIDs: [Int] = []
    /// The characters of the text that each token stands for, `0..<0` for special tokens.
    package var offsets: [Range<Int>] = []
    /// The number of the word that each token belongs to, nil for special tokens.
    package var words: [Int?] = []
    package var specialTokensMask: [Int] = []
    /// 1 for a token, 0 for padding.
    package var attentionMask: [Int] = []

    package init() {}

    package var count: Int { ids.count }

    mutating func append(id: Int, token: String, offsets span: Range<Int>, word: Int?) {
        ids.append(id)
        tokens.append(token)
        typeIDs.append(0)
        offsets.append(span)
        words.append(word)
        specialTokensMask.append(0)
        attentionMask.append(1)
    }

    mutating func append(contentsOf other: Encoding) {
        ids += other.ids
        tokens += other.tokens
        typeIDs += other.typeIDs
        offsets += other.offsets
        words += other.words
        specialTokensMask += other.specialTokensMask
        attentionMask += other.attentionMask
    }

    /// So many copies of a token that stands for no text.
    static func special(id: Int, token: String, typeID: Int = 0, attention: Int = 1, count: Int = 1) -> Encoding {
        var encoding = Encoding()
        encoding.ids = Array(repeating: id, count: count)
        encoding.tokens = Array(repeating: token, count: count)
        encoding.typeIDs = Array(repeating: typeID, count: count)
        encoding.offsets = Array(repeating: 0..<0, count: count)
        encoding.words = Array(repeating: nil, count: count)
        encoding.specialTokensMask = Array(repeating: 1, count: count)
        encoding.attentionMask = Array(repeating: attention, count: count)
        return encoding
    }

    subscript(range: Range<Int>) -> Encoding {
        var part = Encoding()
        part.ids = Array(ids[range])
        part.tokens = Array(tokens[range])
        part.typeIDs = Array(typeIDs[range])
        part.offsets = Array(offsets[range])
        part.words = Array(words[range])
        part.specialTokensMask = Array(specialTokensMask[range])
        part.attentionMask = Array(attentionMask[range])
        return part
    }
}

/// At which end tokens are cut off or filled in.
package enum Side: String, Equatable {
    case left, right
}
