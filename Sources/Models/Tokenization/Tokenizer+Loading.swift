extension Tokenizer {
    /// Loads the tokenizer of a model folder: tokenizer.json, or the older vocab.json with merges.txt, or vocab.txt.
    package convenience init(folder: ModelFolder) throws {
        let configuration = try Self.configuration(folder)
        let className = try configuration["tokenizer_class"]?.string ?? Self.className(folder)
        let family = TokenizerFamily(className: className)
        var json = try Self.pipelineJSON(folder, configuration)
        Self.setPrefixSpace(&json, configuration)
        try self.init(
            pipeline: try TokenizationPipeline(json: json), family: family, configuration: configuration,
            nameOrPath: folder.name)
        source = (folder, addedTokens.count)
    }

    /// tokenizer_config.json, with the special tokens of special_tokens_map.json if it defines no added tokens itself.
    private static func configuration(_ folder: ModelFolder) throws -> JSONValue {
        let configuration = try folder.json("tokenizer_config.json") ?? .object([])
        guard configuration["added_tokens_decoder"] == nil,
            let map = try folder.json("special_tokens_map.json")?.members
        else { return configuration }
        return .object(map + (configuration.members ?? []))
    }

    /// The tokenizer class of a model that names none.
    private static func className(_ folder: ModelFolder) throws -> String? {
        switch try folder.json("config.json")?["model_type"]?.string {
        case "gpt2", "gptj", "gpt_neo", "opt": "GPT2Tokenizer"
        case "gpt_neox": "GPTNeoXTokenizer"
        case "llama", "mistral": "LlamaTokenizer"
        case "gemma", "gemma2": "GemmaTokenizer"
        case "qwen2", "qwen3": "Qwen2Tokenizer"
        case "bert": "BertTokenizer"
        case "roberta": "RobertaTokenizer"
        case "bloom": "BloomTokenizer"
        default: nil
        }
    }

    private static func pipelineJSON(_ folder: ModelFolder, _ configuration: JSONValue) throws -> JSONValue {
        if let json = try folder.json("tokenizer.json") { return json }
        if let vocabulary = try folder.json("vocab.json"), let merges = try folder.text("merges.txt") {
            return byteLevel(vocabulary, merges: merges)
        }
        if let words = try folder.text("vocab.txt") { return wordPiece(words, configuration) }
        throw CheckpointError.missingFile(
            name: "tokenizer.json (nor vocab.json, merges.txt, vocab.txt)", folder: folder.path)
    }

    /// What tokenizer.json would say for GPT-2's two files.
    private static func byteLevel(_ vocabulary: JSONValue, merges: String) -> JSONValue {
        let lines = merges.split(separator: "\n").filter { !$0.hasPrefix("#version") && !$0.isEmpty }
        let stage = JSONValue.object([
            JSONMember("type", .string("ByteLevel")), JSONMember("add_prefix_space", .boolean(false)),
        ])
        return .object([
            JSONMember("pre_tokenizer", stage), JSONMember("decoder", stage),
            JSONMember(
                "model",
                .object([
                    JSONMember("type", .string("BPE")), JSONMember("vocab", vocabulary),
                    JSONMember("merges", .array(lines.map { .string(String($0)) })),
                ])),
        ])
    }

    /// What tokenizer.json would say for BERT's vocab.txt.
    private static func wordPiece(_ words: String, _ configuration: JSONValue) -> JSONValue {
        let tokens = words.split(whereSeparator: \.isNewline).map(String.init)
        let vocabulary = tokens.enumerated().map { JSONMember($1, .integer($0)) }
        func special(_ name: String) -> JSONValue {
            .array([.string(name), .integer(tokens.firstIndex(of: name) ?? 0)])
        }
        return .object([
            JSONMember(
                "normalizer",
                .object([
                    JSONMember("type", .string("BertNormalizer")),
                    JSONMember("lowercase", configuration["do_lower_case"] ?? .boolean(true)),
                    JSONMember("strip_accents", configuration["strip_accents"] ?? .null),
                ])),
            JSONMember("pre_tokenizer", .object([JSONMember("type", .string("BertPreTokenizer"))])),
            JSONMember(
                "model", .object([JSONMember("type", .string("WordPiece")), JSONMember("vocab", .object(vocabulary))])),
            JSONMember(
                "post_processor",
                .object([
                    JSONMember("type", .string("BertProcessing")), JSONMember("sep", special("[SEP]")),
                    JSONMember("cls", special("[CLS]")),
                ])),
            JSONMember("decoder", .object([JSONMember("type", .string("WordPiece"))])),
        ])
    }

    /// `add_prefix_space` of tokenizer_config.json overrides the pre-tokenizer's, as the GPT-2 classes of transformers do.
    private static func setPrefixSpace(_ json: inout JSONValue, _ configuration: JSONValue) {
        guard let wish = configuration["add_prefix_space"], wish.boolean != nil,
            json["pre_tokenizer"]?["type"] == .string("ByteLevel"),
            case .object(var members) = json, let stage = members.firstIndex(where: { $0.name == "pre_tokenizer" }),
            case .object(let entries) = members[stage].value
        else { return }
        members[stage].value = .object(
            entries.filter { $0.name != "add_prefix_space" } + [JSONMember("add_prefix_space", wish)])
        json = .object(members)
    }
}
