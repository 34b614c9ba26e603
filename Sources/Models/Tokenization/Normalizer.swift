/// The first stage of a tokenizer: rewrites the text (`{"type": "NFC"}`, `{"type": "Replace", ...}` in tokenizer.json).
indirect enum Normalizer {
    case sequence([Normalizer])
    case canonical(UnicodeForm)
    case lowercase
    case strip(left: Bool, right: Bool)
    case stripAccents
    case replace(pattern: [Unicode.Scalar], with: [Unicode.Scalar])
    case prepend(String)
    case byteLevel
    case bert(BertNormalizer)
    case precompiled(PrecompiledNormalizer)

    /// Reads the entry `normalizer`; null is a stage that changes nothing.
    init?(json: JSONValue?) throws {
        guard let json, !json.isNull else { return nil }
        switch json["type"]?.string ?? "" {
        case "Sequence":
            self = .sequence(try (json["normalizers"]?.array ?? []).compactMap { try Normalizer(json: $0) })
        case "NFC": self = .canonical(.composed)
        case "NFD": self = .canonical(.decomposed)
        case "NFKC": self = .canonical(.compatiblyComposed)
        case "NFKD": self = .canonical(.compatiblyDecomposed)
        case "Precompiled":
            self = .precompiled(try PrecompiledNormalizer(base64: json["precompiled_charsmap"]?.string ?? ""))
        case "Lowercase": self = .lowercase
        case "Strip":
            self = .strip(
                left: json["strip_left"]?.boolean ?? true, right: json["strip_right"]?.boolean ?? true)
        case "StripAccents": self = .stripAccents
        case "Replace": self = try Self.replacement(json)
        case "Prepend": self = .prepend(json["prepend"]?.string ?? "")
        case "ByteLevel": self = .byteLevel
        case "BertNormalizer": self = .bert(BertNormalizer(json: json))
        case let name: throw TokenizationError.unsupported(stage: "normalizer", name: name)
        }
    }

    private static func replacement(_ json: JSONValue) throws -> Normalizer {
        guard let pattern = json["pattern"]?["String"]?.string, let content = json["content"]?.string else {
            throw TokenizationError.unsupported(
                stage: "normalizer", name: "Replace \(json["pattern"]?["Regex"]?.string ?? "")")
        }
        return .replace(pattern: Array(pattern.unicodeScalars), with: Array(content.unicodeScalars))
    }

    func normalize(_ text: AlignedText) -> AlignedText {
        switch self {
        case .sequence(let stages): return stages.reduce(text) { $1.normalize($0) }
        case .canonical(let form): return form.normalize(text)
        case .lowercase: return text.lowercased()
        case .strip(let left, let right): return Self.strip(text, left: left, right: right)
        case .stripAccents: return text.filtered { !$0.isMark }
        case .replace(let pattern, let content): return text.replacing(pattern, with: content)
        case .prepend(let prefix):
            var result = text
            result.prepend(prefix)
            return result
        case .byteLevel: return ByteAlphabet.spell(text)
        case .bert(let normalizer): return normalizer.normalize(text)
        case .precompiled(let normalizer): return normalizer.normalize(text)
        }
    }

    private static func strip(_ text: AlignedText, left: Bool, right: Bool) -> AlignedText {
        var range = 0..<text.count
        while left, let first = range.first, text.scalars[first].isSpace { range = (first + 1)..<range.upperBound }
        while right, let last = range.last, text.scalars[last].isSpace { range = range.lowerBound..<last }
        return text[range]
    }
}

/// BERT's text cleaning: control characters out, spaces around Chinese characters, accents and capitals folded.
struct BertNormalizer {
    var cleansText = true
    var spacesChineseCharacters = true
    var stripsAccents = true
    var lowercases = true

    init(json: JSONValue) {
        cleansText = json["clean_text"]?.boolean ?? true
        spacesChineseCharacters = json["handle_chinese_chars"]?.boolean ?? true
        lowercases = json["lowercase"]?.boolean ?? true
        stripsAccents = json["strip_accents"]?.boolean ?? lowercases
    }

    func normalize(_ text: AlignedText) -> AlignedText {
        var result = text
        if cleansText { result = Self.clean(result) }
        if spacesChineseCharacters {
            result = result.mapped { $0.isChinese ? [" ", $0, " "] : [$0] }
        }
        if stripsAccents {
            result = UnicodeForm.decomposed.normalize(result).filtered {
                $0.properties.generalCategory != .nonspacingMark
            }
        }
        return lowercases ? result.lowercased() : result
    }

    private static func clean(_ text: AlignedText) -> AlignedText {
        text.filtered { $0.value != 0 && $0.value != 0xFFFD && !$0.isControl }
            .mapped { CollectionOfOne($0.isSpace ? " " : $0) }
    }
}
