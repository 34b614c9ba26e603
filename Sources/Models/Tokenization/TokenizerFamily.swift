/// What transformers' tokenizer classes add to tokenizer.json: default special tokens, input names, rules of their own.
struct TokenizerFamily {
    var name: String
    var specialTokens = SpecialTokens()
    var inputNames = ["input_ids", "attention_mask"]
    var paddingSide = Side.right
    /// Whether the class replaces the post-processor by one that sets the beginning token (or, for NeoX, none).
    var setsBeginning: Bool?

    /// The family of `tokenizer_class`, such as `"GPT2Tokenizer"` or `"GPT2TokenizerFast"`.
    init(className: String?) {
        let className = className ?? "PreTrainedTokenizerFast"
        let stem = className.hasSuffix("Fast") ? String(className.dropLast(4)) : className
        name = stem + "Fast"
        switch stem {
        case "GPT2Tokenizer", "CodeGenTokenizer":
            specialTokens = Self.endOfText
        case "GPTNeoXTokenizer":
            specialTokens = Self.endOfText
            setsBeginning = false
        case "Qwen2Tokenizer":
            specialTokens = SpecialTokens([.end: "<|endoftext|>", .padding: "<|endoftext|>"])
        case "LlamaTokenizer":
            specialTokens = SpecialTokens([.unknown: "<unk>", .beginning: "<s>", .end: "</s>"])
            setsBeginning = true
            paddingSide = .left
        case "GemmaTokenizer":
            specialTokens = SpecialTokens([
                .unknown: "<unk>", .beginning: "<bos>", .end: "<eos>", .padding: "<pad>",
            ])
            setsBeginning = true
            paddingSide = .left
        case "BloomTokenizer":
            specialTokens = SpecialTokens([.unknown: "<unk>", .beginning: "<s>", .end: "</s>", .padding: "<pad>"])
        case "RobertaTokenizer":
            specialTokens = SpecialTokens([
                .beginning: "<s>", .end: "</s>", .unknown: "<unk>", .separator: "</s>", .padding: "<pad>",
                .classification: "<s>", .mask: "<mask>",
            ])
        case "BertTokenizer", "DistilBertTokenizer":
            specialTokens = SpecialTokens([
                .unknown: "[UNK]", .separator: "[SEP]", .padding: "[PAD]", .classification: "[CLS]", .mask: "[MASK]",
            ])
            if stem == "BertTokenizer" { inputNames = Self.namesWithTypes }
        default:
            inputNames = Self.namesWithTypes
        }
    }

    /// The classes that can be asked for by name.
    static let classNames = [
        "PreTrainedTokenizerFast", "GPT2TokenizerFast", "GPTNeoXTokenizerFast", "LlamaTokenizerFast",
        "GemmaTokenizerFast", "Qwen2TokenizerFast", "BloomTokenizerFast", "RobertaTokenizerFast", "BertTokenizerFast",
        "GPT2Tokenizer", "LlamaTokenizer", "GemmaTokenizer", "Qwen2Tokenizer", "RobertaTokenizer", "BertTokenizer",
    ]

    private static let endOfText = SpecialTokens([
        .unknown: "<|endoftext|>", .beginning: "<|endoftext|>", .end: "<|endoftext|>",
    ])
    private static let namesWithTypes = ["input_ids", "token_type_ids", "attention_mask"]
}
