/// The last stage of a tokenizer: turns the texts of tokens back into readable text.
indirect enum Decoder {
    case sequence([Decoder])
    case byteLevel
    case byteFallback
    case fuse
    case replace(pattern: [Unicode.Scalar], with: [Unicode.Scalar])
    case strip(Unicode.Scalar, start: Int, stop: Int)
    case wordPiece(prefix: String, cleansUp: Bool)
    case metaspace(mark: Unicode.Scalar, dropsFirst: Bool)
    case endSuffix(String)

    /// Reads the entry `decoder`; null joins the tokens with spaces.
    init?(json: JSONValue?) throws {
        guard let json, !json.isNull else { return nil }
        switch json["type"]?.string ?? "" {
        case "Sequence": self = .sequence(try (json["decoders"]?.array ?? []).compactMap { try Decoder(json: $0) })
        case "ByteLevel": self = .byteLevel
        case "ByteFallback": self = .byteFallback
        case "Fuse": self = .fuse
        case "Replace":
            guard let pattern = json["pattern"]?["String"]?.string, let content = json["content"]?.string else {
                throw TokenizationError.unsupported(stage: "decoder", name: "Replace with a regular expression")
            }
            self = .replace(pattern: Array(pattern.unicodeScalars), with: Array(content.unicodeScalars))
        case "Strip":
            self = .strip(
                json["content"]?.string?.unicodeScalars.first ?? " ", start: json["start"]?.integer ?? 0,
                stop: json["stop"]?.integer ?? 0)
        case "WordPiece":
            self = .wordPiece(
                prefix: json["prefix"]?.string ?? "##", cleansUp: json["cleanup"]?.boolean ?? true)
        case "Metaspace":
            let metaspace = Metaspace(json: json)
            self = .metaspace(
                mark: metaspace.mark.unicodeScalars.first ?? "▁", dropsFirst: metaspace.prefix != .never)
        case "BPEDecoder": self = .endSuffix(json["suffix"]?.string ?? "</w>")
        case let name: throw TokenizationError.unsupported(stage: "decoder", name: name)
        }
    }

    /// The text of these tokens.
    func decode(_ tokens: [String]) -> String { parts(tokens).joined() }

    private func parts(_ tokens: [String]) -> [String] {
        switch self {
        case .sequence(let stages): stages.reduce(tokens) { $1.parts($0) }
        case .byteLevel: [String(decoding: tokens.flatMap(ByteAlphabet.bytes), as: UTF8.self)]
        case .byteFallback: Self.bytesJoined(tokens)
        case .fuse: [tokens.joined()]
        case .replace(let pattern, let content):
            tokens.map { AlignedText($0).replacing(pattern, with: content).string }
        case .strip(let scalar, let start, let stop): tokens.map { Self.strip($0, scalar, start, stop) }
        case .wordPiece(let prefix, let cleansUp): Self.wordPieces(tokens, prefix: prefix, cleansUp: cleansUp)
        case .metaspace(let mark, let dropsFirst):
            tokens.enumerated().map { index, token in
                let drops = index == 0 && dropsFirst
                return String(token.unicodeScalars.compactMap { $0 == mark ? (drops ? nil : " ") : $0 })
            }
        case .endSuffix(let suffix):
            tokens.enumerated().map { index, token in
                let space = index == tokens.count - 1 ? "" : " "
                let pattern = Array(suffix.unicodeScalars)
                return AlignedText(token).replacing(pattern, with: Array(space.unicodeScalars)).string
            }
        }
    }

    private static func strip(_ token: String, _ scalar: Unicode.Scalar, _ start: Int, _ stop: Int) -> String {
        let scalars = Array(token.unicodeScalars)
        let leading = scalars.prefix(max(0, start)).prefix { $0 == scalar }.count
        let trailing = scalars.dropFirst(leading).suffix(max(0, stop)).reversed().prefix { $0 == scalar }.count
        return String(scalars[leading..<(scalars.count - trailing)])
    }

    /// `<0xE2> <0x82> <0xAC>` is €; bytes that are no UTF-8 become one U+FFFD each.
    private static func bytesJoined(_ tokens: [String]) -> [String] {
        var parts: [String] = []
        var bytes: [UInt8] = []
        func flush() {
            guard !bytes.isEmpty else { return }
            parts.append(String(validating: bytes, as: UTF8.self) ?? String(repeating: "\u{FFFD}", count: bytes.count))
            bytes = []
        }
        for token in tokens {
            if let byte = byte(token) {
                bytes.append(byte)
            } else {
                flush()
                parts.append(token)
            }
        }
        flush()
        return parts
    }

    private static func byte(_ token: String) -> UInt8? {
        let utf8 = token.utf8
        guard utf8.count == 6, token.hasPrefix("<0x"), token.hasSuffix(">") else { return nil }
        return UInt8(token.dropFirst(3).dropLast(), radix: 16)
    }

    private static func wordPieces(_ tokens: [String], prefix: String, cleansUp: Bool) -> [String] {
        tokens.enumerated().map { index, token in
            var text = token
            if index > 0 {
                let continues = token.unicodeScalars.starts(with: prefix.unicodeScalars)
                text = continues ? String(token.unicodeScalars.dropFirst(prefix.unicodeScalars.count)) : " " + token
            }
            return cleansUp ? TextCleanup.wordPiece.apply(text) : text
        }
    }
}

/// Takes back the spaces that splitting set before punctuation and English contractions.
struct TextCleanup {
    private let replacements: [([Unicode.Scalar], [Unicode.Scalar])]

    private init(_ pairs: [(String, String)]) {
        replacements = pairs.map { (Array($0.unicodeScalars), Array($1.unicodeScalars)) }
    }

    /// What `clean_up_tokenization_spaces=True` does.
    static let decoded = TextCleanup([
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
        (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ])

    /// What the WordPiece decoder does.
    static let wordPiece = TextCleanup([
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
        (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ])

    func apply(_ text: String) -> String {
        replacements.reduce(AlignedText(text)) { $0.replacing($1.0, with: $1.1) }.string
    }
}
