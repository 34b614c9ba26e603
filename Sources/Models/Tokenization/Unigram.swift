/// SentencePiece's unigram model: of all ways to split a word, the one whose tokens have the largest sum of log probabilities.
struct Unigram: TokenModel {
    let vocabulary: Vocabulary
    private let scores: [Double]
    private let unknown: Int?
    private let unknownScore: Double
    private let bytesFallBack: Bool
    private var tree = PrefixTree()

    init(json: JSONValue) throws {
        guard let entries = json["vocab"]?.array else {
            throw TokenizationError.malformed("the model has no vocabulary")
        }
        var tokens: [(token: String, id: Int)] = []
        var scores: [Double] = []
        for (id, entry) in entries.enumerated() {
            guard let pair = entry.array, pair.count == 2, let token = pair[0].string, let score = pair[1].number else {
                throw TokenizationError.malformed("entry \(id) of the vocabulary is no pair of text and score")
            }
            tokens.append((token, id))
            scores.append(score)
        }
        vocabulary = Vocabulary(tokens)
        self.scores = scores
        unknown = json["unk_id"]?.integer.flatMap { scores.indices.contains($0) ? $0 : nil }
        unknownScore = (scores.min() ?? 0) - 10
        bytesFallBack = json["byte_fallback"]?.boolean ?? false
        for entry in tokens { tree.insert(entry.token.unicodeScalars, id: entry.id) }
    }

    func tokens(of word: [Unicode.Scalar]) throws -> [WordPart] {
        var parts: [WordPart] = []
        for part in try bestSplit(of: word) {
            if let last = parts.last, part.id == unknown, last.id == unknown {
                parts[parts.count - 1].range = last.range.lowerBound..<part.range.upperBound
            } else {
                parts.append(part)
            }
        }
        return bytesFallBack ? parts.flatMap { inBytes($0, word) } : parts
    }

    /// The best way to reach a place in the word: its score, and the token that ends there.
    private struct Step {
        var score: Double
        var part: WordPart
    }

    private func bestSplit(of word: [Unicode.Scalar]) throws -> [WordPart] {
        var best: [Step?] = Array(repeating: nil, count: word.count + 1)
        for start in word.indices {
            let soFar = start == 0 ? 0 : best[start]?.score ?? 0
            var hasSingle = false
            for match in tree.matches(in: word, from: start) {
                if match.range.count == 1 { hasSingle = true }
                Self.offer(Step(score: soFar + scores[match.id], part: match), to: &best)
            }
            if !hasSingle {
                guard let unknown else { throw TokenizationError.unknownToken(String(word)) }
                let part = WordPart(id: unknown, range: start..<(start + 1))
                Self.offer(Step(score: soFar + unknownScore, part: part), to: &best)
            }
        }
        return Self.path(best)
    }

    private static func offer(_ step: Step, to best: inout [Step?]) {
        let end = step.part.range.upperBound
        if let known = best[end], known.score >= step.score { return }
        best[end] = step
    }

    private static func path(_ best: [Step?]) -> [WordPart] {
        var parts: [WordPart] = []
        var place = best.count - 1
        while place > 0, let step = best[place] {
            parts.append(step.part)
            place = step.part.range.lowerBound
        }
        return parts.reversed()
    }

    private func inBytes(_ part: WordPart, _ word: [Unicode.Scalar]) -> [WordPart] {
        guard part.id == unknown else { return [part] }
        let bytes = Array(String(word[part.range]).utf8)
        let ids = bytes.compactMap { byte -> Int? in
            let digits = String(byte, radix: 16, uppercase: true)
            return vocabulary.id(of: "<0x\(digits.count == 1 ? "0" : "")\(digits)>")
        }
        return ids.count == bytes.count ? ids.map { WordPart(id: $0, range: part.range) } : [part]
    }
}

/// The tokens of a vocabulary as a tree of scalars, to find all that begin at a place.
struct PrefixTree {
    private struct Node {
        var children: [Unicode.Scalar: Int] = [:]
        var id: Int?
    }

    private var nodes = [Node()]

    mutating func insert(_ token: some Sequence<Unicode.Scalar>, id: Int) {
        var place = 0
        for scalar in token {
            if let child = nodes[place].children[scalar] {
                place = child
            } else {
                nodes.append(Node())
                nodes[place].children[scalar] = nodes.count - 1
                place = nodes.count - 1
            }
        }
        nodes[place].id = id
    }

    /// The tokens that begin there, shortest first.
    func matches(in text: [Unicode.Scalar], from start: Int) -> [WordPart] {
        var matches: [WordPart] = []
        var place = 0
        for index in start..<text.count {
            guard let child = nodes[place].children[text[index]] else { break }
            place = child
            if let id = nodes[place].id { matches.append(WordPart(id: id, range: start..<(index + 1))) }
        }
        return matches
    }
}
