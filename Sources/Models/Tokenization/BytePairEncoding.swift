/// Byte-pair encoding: starts with single characters and joins the pair that was learned first, until no pair is left.
///
///     "Ġtower" → Ġ t o w e r → Ġt o w e r → Ġt ow er → Ġtow er → Ġtower
struct BytePairEncoding: TokenModel {
    let vocabulary: Vocabulary
    private let merges: [UInt64: Merge]
    /// Single scalars by id: the start of every word without prefix or suffix.
    private let characters: [Unicode.Scalar: Int]
    private let unknown: Int?
    private let fusesUnknown: Bool
    private let byteTokens: [Int]?
    private let continuingPrefix: String
    private let endSuffix: String
    private let ignoresMerges: Bool

    /// What a pair becomes, and its place among the learned merges.
    struct Merge: Equatable {
        var rank: Int
        var id: Int
    }

    init(json: JSONValue) throws {
        let vocabulary = try Vocabulary(json: json["vocab"])
        self.vocabulary = vocabulary
        continuingPrefix = json["continuing_subword_prefix"]?.string ?? ""
        endSuffix = json["end_of_word_suffix"]?.string ?? ""
        merges = try Self.merges(json["merges"], vocabulary: vocabulary, prefix: continuingPrefix)
        characters = Self.characters(vocabulary)
        unknown = json["unk_token"]?.string.flatMap(vocabulary.id)
        fusesUnknown = json["fuse_unk"]?.boolean ?? false
        byteTokens = json["byte_fallback"]?.boolean == true ? Self.byteTokens(vocabulary) : nil
        ignoresMerges = json["ignore_merges"]?.boolean ?? false
    }

    func tokens(of word: [Unicode.Scalar]) throws -> [WordPart] {
        guard !word.isEmpty else { return [] }
        if ignoresMerges, let id = vocabulary.id(of: String(word)) { return [WordPart(id: id, range: 0..<word.count)] }
        var symbols = SymbolChain(symbols(of: word))
        symbols.merge { merges[Self.key($0, $1)] }
        return symbols.parts
    }

    /// Both ids in one number, the key of the merges.
    private static func key(_ left: Int, _ right: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: left) << 32 | UInt64(UInt32(truncatingIfNeeded: right))
    }

    /// One token for each character; a character outside the vocabulary is spelled in bytes or becomes the unknown token.
    private func symbols(of word: [Unicode.Scalar]) -> [WordPart] {
        var parts: [WordPart] = []
        for (index, scalar) in word.enumerated() {
            let range = index..<(index + 1)
            if let id = id(of: scalar, isFirst: index == 0, isLast: index == word.count - 1) {
                parts.append(WordPart(id: id, range: range))
            } else if let byteTokens {
                parts += (UTF8.encode(scalar).map(Array.init) ?? []).map {
                    WordPart(id: byteTokens[Int($0)], range: range)
                }
            } else if let unknown {
                if fusesUnknown, let last = parts.last, last.id == unknown, last.range.upperBound == index {
                    parts[parts.count - 1].range = last.range.lowerBound..<range.upperBound
                } else {
                    parts.append(WordPart(id: unknown, range: range))
                }
            }
        }
        return parts
    }

    private func id(of scalar: Unicode.Scalar, isFirst: Bool, isLast: Bool) -> Int? {
        let prefix = isFirst ? "" : continuingPrefix
        let suffix = isLast ? endSuffix : ""
        if prefix.isEmpty, suffix.isEmpty { return characters[scalar] }
        return vocabulary.id(of: prefix + String(scalar) + suffix)
    }
}

extension BytePairEncoding {
    private static func characters(_ vocabulary: Vocabulary) -> [Unicode.Scalar: Int] {
        var characters: [Unicode.Scalar: Int] = [:]
        for (id, token) in vocabulary.tokens {
            let scalars = token.unicodeScalars
            if let first = scalars.first, scalars.count == 1 { characters[first] = id }
        }
        return characters
    }

    /// The tokens `<0x00>` to `<0xFF>`, or nil unless all are there.
    private static func byteTokens(_ vocabulary: Vocabulary) -> [Int]? {
        let tokens = (0...255).compactMap { (byte: Int) -> Int? in
            let digits = String(byte, radix: 16, uppercase: true)
            return vocabulary.id(of: "<0x\(digits.count == 1 ? "0" : "")\(digits)>")
        }
        return tokens.count == 256 ? tokens : nil
    }

    /// Reads the merges, written `"Ġ t"` or `["Ġ", "t"]`, in the order of their rank.
    private static func merges(_ json: JSONValue?, vocabulary: Vocabulary, prefix: String) throws -> [UInt64: Merge] {
        let entries = json?.array ?? []
        var merges: [UInt64: Merge] = Dictionary(minimumCapacity: entries.count)
        for (rank, entry) in entries.enumerated() {
            guard let (left, right) = pair(entry) else {
                throw TokenizationError.malformed("merge \(rank) is no pair")
            }
            let continuation = right.unicodeScalars.dropFirst(prefix.unicodeScalars.count)
            let joined = left + (prefix.isEmpty ? right : String(continuation))
            guard let leftID = vocabulary.id(of: left), let rightID = vocabulary.id(of: right),
                let id = vocabulary.id(of: joined)
            else { throw TokenizationError.malformed("merge \(rank) ('\(left)' '\(right)') is not in the vocabulary") }
            merges[key(leftID, rightID)] = Merge(rank: rank, id: id)
        }
        return merges
    }

    private static func pair(_ entry: JSONValue) -> (String, String)? {
        if let parts = entry.array {
            guard parts.count == 2, let left = parts[0].string, let right = parts[1].string else { return nil }
            return (left, right)
        }
        guard let utf8 = entry.string?.utf8, let space = utf8.firstIndex(of: 0x20) else { return nil }
        guard let left = String(utf8[..<space]), let right = String(utf8[utf8.index(after: space)...]) else {
            return nil
        }
        return (left, right)
    }
}
