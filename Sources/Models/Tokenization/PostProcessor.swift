/// The fourth stage of a tokenizer: sets special tokens around the text, such as `<s>` or `[CLS] ... [SEP]`.
indirect enum PostProcessor {
    case sequence([PostProcessor])
    /// Trims the spaces off the offsets; the prefix space that the pre-tokenizer added is none of the text.
    case byteLevel(trimsOffsets: Bool, addsPrefixSpace: Bool)
    case template(Template)

    /// Reads the entry `post_processor`; null adds nothing.
    init?(json: JSONValue?) throws {
        guard let json, !json.isNull else { return nil }
        switch json["type"]?.string ?? "" {
        case "Sequence":
            self = .sequence(try (json["processors"]?.array ?? []).compactMap { try PostProcessor(json: $0) })
        case "ByteLevel": self = Self.byteLevel(json)
        case "TemplateProcessing": self = .template(try Template(json: json))
        case "BertProcessing": self = .template(try Template(json: json, separators: 1, secondType: 1))
        case "RobertaProcessing":
            let template = PostProcessor.template(try Template(json: json, separators: 2, secondType: 0))
            self = .sequence([Self.byteLevel(json), template])
        case let name: throw TokenizationError.unsupported(stage: "post-processor", name: name)
        }
    }

    private static func byteLevel(_ json: JSONValue) -> PostProcessor {
        .byteLevel(
            trimsOffsets: json["trim_offsets"]?.boolean ?? true,
            addsPrefixSpace: json["add_prefix_space"]?.boolean ?? true)
    }

    /// How many special tokens it adds to one text, or to a pair.
    func addedCount(isPair: Bool) -> Int {
        switch self {
        case .sequence(let stages): stages.reduce(0) { $0 + $1.addedCount(isPair: isPair) }
        case .byteLevel: 0
        case .template(let template): (isPair ? template.pair : template.single).reduce(0) { $0 + $1.addedCount }
        }
    }

    /// The texts, each with what the stages before have set around it.
    func process(_ texts: [Encoding], addsSpecialTokens: Bool) -> [Encoding] {
        switch self {
        case .sequence(let stages):
            stages.reduce(texts) { $1.process($0, addsSpecialTokens: addsSpecialTokens) }
        case .byteLevel(let trims, let prefix): trims ? texts.map { Self.trimmed($0, hasPrefixSpace: prefix) } : texts
        case .template(let template): template.process(texts, addsSpecialTokens: addsSpecialTokens)
        }
    }

    /// Offsets without the spaces that a byte-level token begins or ends with.
    private static func trimmed(_ encoding: Encoding, hasPrefixSpace: Bool) -> Encoding {
        var result = encoding
        for (index, token) in encoding.tokens.enumerated() {
            let isSpace: (Unicode.Scalar) -> Bool = { $0 == "Ġ" || $0.isSpace }
            let span = encoding.offsets[index]
            var leading = token.unicodeScalars.prefix(while: isSpace).count
            // More than one leading space was not added by the pre-tokenizer.
            if hasPrefixSpace, leading == 1, index == 0 || span.lowerBound == 0 { leading = 0 }
            let trailing = token.unicodeScalars.reversed().prefix(while: isSpace).count
            let start = min(span.lowerBound + leading, span.upperBound)
            result.offsets[index] = start..<max(start, span.upperBound - trailing)
        }
        return result
    }
}

/// A row of places for the texts and for special tokens, one row for a single text and one for a pair.
struct Template {
    enum Piece {
        case text(index: Int, typeID: Int)
        case special(ids: [Int], tokens: [String], typeID: Int)

        var addedCount: Int {
            if case .special(let ids, _, _) = self { ids.count } else { 0 }
        }
    }

    let single: [Piece]
    let pair: [Piece]

    init(single: [Piece], pair: [Piece]) {
        self.single = single
        self.pair = pair
    }

    /// Reads `TemplateProcessing`.
    init(json: JSONValue) throws {
        let specials = json["special_tokens"]
        single = try (json["single"]?.array ?? []).map { try Self.piece($0, specials) }
        pair = try (json["pair"]?.array ?? []).map { try Self.piece($0, specials) }
    }

    /// Reads `BertProcessing` and `RobertaProcessing`: `{"sep": ["[SEP]", 3], "cls": ["[CLS]", 2]}`.
    init(json: JSONValue, separators: Int, secondType: Int) throws {
        func special(_ name: String, _ typeID: Int) throws -> Piece {
            guard let entry = json[name]?.array, entry.count == 2, let token = entry[0].string,
                let id = entry[1].integer
            else { throw TokenizationError.malformed("the post-processor's '\(name)' is no pair of token and id") }
            return .special(ids: [id], tokens: [token], typeID: typeID)
        }
        let separator = try special("sep", 0)
        single = [try special("cls", 0), .text(index: 0, typeID: 0), separator]
        pair =
            single + Array(repeating: separator, count: separators - 1)
            + [.text(index: 1, typeID: secondType), try special("sep", secondType)]
    }

    private static func piece(_ json: JSONValue, _ specials: JSONValue?) throws -> Piece {
        if let text = json["Sequence"] {
            return .text(index: text["id"]?.string == "B" ? 1 : 0, typeID: text["type_id"]?.integer ?? 0)
        }
        guard let special = json["SpecialToken"], let name = special["id"]?.string, let entry = specials?[name] else {
            throw TokenizationError.malformed("the template names a special token that it does not define")
        }
        let ids = (entry["ids"]?.array ?? []).compactMap(\.integer)
        let tokens = (entry["tokens"]?.array ?? []).compactMap(\.string)
        guard ids.count == tokens.count else {
            throw TokenizationError.malformed(
                "the special token '\(name)' has \(ids.count) ids for \(tokens.count) tokens")
        }
        return .special(ids: ids, tokens: tokens, typeID: special["type_id"]?.integer ?? 0)
    }

    func process(_ texts: [Encoding], addsSpecialTokens: Bool) -> [Encoding] {
        (texts.count > 1 ? pair : single).compactMap { piece in
            switch piece {
            case .text(let index, let typeID):
                guard texts.indices.contains(index) else { return nil }
                var text = texts[index]
                text.typeIDs = Array(repeating: typeID, count: text.count)
                return text
            case .special(let ids, let tokens, let typeID):
                guard addsSpecialTokens else { return nil }
                return zip(ids, tokens).reduce(into: Encoding()) { encoding, special in
                    encoding.append(contentsOf: .special(id: special.0, token: special.1, typeID: typeID))
                }
            }
        }
    }
}
