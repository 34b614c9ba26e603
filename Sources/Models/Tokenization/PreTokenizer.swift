/// The second stage of a tokenizer: cuts the normalized text into the words that the model splits further.
indirect enum PreTokenizer {
    case sequence([PreTokenizer])
    case byteLevel(addsPrefixSpace: Bool, splitsWords: Bool)
    case metaspace(Metaspace)
    case split(WordPattern, SplitBehavior, inverted: Bool)

    /// Reads the entry `pre_tokenizer`; null leaves the text whole.
    init?(json: JSONValue?) throws {
        guard let json, !json.isNull else { return nil }
        switch json["type"]?.string ?? "" {
        case "Sequence":
            self = .sequence(try (json["pretokenizers"]?.array ?? []).compactMap { try PreTokenizer(json: $0) })
        case "ByteLevel":
            self = .byteLevel(
                addsPrefixSpace: json["add_prefix_space"]?.boolean ?? true,
                splitsWords: json["use_regex"]?.boolean ?? true)
        case "Metaspace": self = .metaspace(Metaspace(json: json))
        case "Split":
            self = .split(
                try WordPattern(json: json["pattern"]), try SplitBehavior(json: json["behavior"]),
                inverted: json["invert"]?.boolean ?? false)
        case "Digits":
            let behavior: SplitBehavior = json["individual_digits"]?.boolean == true ? .isolated : .contiguous
            self = .split(.digits, behavior, inverted: false)
        case "Punctuation": self = .split(.punctuation, try SplitBehavior(json: json["behavior"]), inverted: false)
        case "Whitespace": self = .split(.wordsAndSymbols, .removed, inverted: true)
        case "WhitespaceSplit": self = .split(.space, .removed, inverted: false)
        case "BertPreTokenizer":
            self = .sequence([
                .split(.space, .removed, inverted: false), .split(.punctuation, .isolated, inverted: false),
            ])
        case "CharDelimiterSplit":
            self = .split(.literal(Array((json["delimiter"]?.string ?? " ").unicodeScalars)), .removed, inverted: false)
        case let name: throw TokenizationError.unsupported(stage: "pre-tokenizer", name: name)
        }
    }

    /// The words of each piece, none of them empty.
    func split(_ pieces: [AlignedText]) -> [AlignedText] {
        switch self {
        case .sequence(let stages): stages.reduce(pieces) { $1.split($0) }
        case .byteLevel(let prefix, let splits): pieces.flatMap { Self.byteLevel($0, prefix: prefix, splits: splits) }
        case .metaspace(let metaspace): pieces.flatMap { metaspace.split($0) }
        case .split(let pattern, let behavior, let inverted):
            pieces.flatMap { behavior.split($0, at: pattern, inverted: inverted) }
        }
    }

    private static func byteLevel(_ piece: AlignedText, prefix: Bool, splits: Bool) -> [AlignedText] {
        var text = piece
        if prefix, text.scalars.first != " " { text.prepend(" ") }
        let words = splits ? SplitBehavior.isolated.split(text, at: .gpt2, inverted: false) : [text]
        return words.map(ByteAlphabet.spell)
    }
}

/// SentencePiece's way with spaces: each becomes `▁`, and a word carries the mark at its front.
struct Metaspace {
    enum Prefix: String { case always, first, never }

    var mark = "▁"
    var prefix = Prefix.always
    var splits = true

    init(json: JSONValue) {
        mark = json["replacement"]?.string ?? mark
        if let scheme = json["prepend_scheme"]?.string.flatMap(Prefix.init(rawValue:)) { prefix = scheme }
        if json["add_prefix_space"]?.boolean == false, json["prepend_scheme"] == nil { prefix = .never }
        splits = json["split"]?.boolean ?? true
    }

    func split(_ piece: AlignedText) -> [AlignedText] {
        let scalars = Array(mark.unicodeScalars)
        var text = piece.replacing([" "], with: scalars)
        if !text.matches(scalars, at: 0) {
            switch prefix {
            case .always: text.prepend(mark)
            case .first where text.spans.first?.lowerBound == 0: text.prepend(mark)
            case .first, .never: break
            }
        }
        guard splits else { return [text] }
        return SplitBehavior.mergedWithNext.split(text, at: .literal(scalars), inverted: false)
    }
}
