import Networks

/// How text is generated: the arguments of transformers' `generate`, and the defaults of generation_config.json.
///
///     var options = try GenerationOptions(folder)
///     try options.set("max_new_tokens", to: .int(12))
package struct GenerationOptions: Equatable {
    package var maxNewTokens: Int?
    /// The longest row, prompt included; `maxNewTokens` goes before it.
    package var maxLength = 20
    package var minNewTokens = 0
    package var minLength = 0
    package var samples = false
    package var beamCount = 1
    package var lengthPenalty = 1.0
    package var stopsBeamsEarly = false
    package var returnedSequences = 1
    package var temperature = 1.0
    package var topK = 50
    package var topP = 1.0
    package var minP: Double?
    package var repetitionPenalty = 1.0
    /// No run of so many tokens comes twice; 0 for no limit.
    package var unrepeatedRun = 0
    package var usesCache = true
    package var endTokens: [Int] = []
    package var paddingToken: Int?
    package var stopTexts: [String] = []
    package var outputsAttentions = false
    package var outputsHiddenStates = false

    package init() {}

    /// Reads generation_config.json, or what config.json says of generation if there is none.
    package init(_ folder: ModelFolder) throws {
        let json = try folder.json("generation_config.json") ?? folder.json("config.json") ?? .null
        for member in json.members ?? [] where Self.names.contains(member.name) && !member.value.isNull {
            try set(member.name, to: TensorTree(member.value))
        }
    }

    /// The names that `set` knows.
    package static let names: Set<String> = [
        "max_new_tokens", "max_length", "min_new_tokens", "min_length", "do_sample", "num_beams", "length_penalty",
        "early_stopping", "num_return_sequences", "temperature", "top_k", "top_p", "min_p", "repetition_penalty",
        "no_repeat_ngram_size", "use_cache", "eos_token_id", "pad_token_id", "stop_strings", "output_attentions",
        "output_hidden_states",
    ]

    /// Sets an option by its Python name; None brings the default back.
    package mutating func set(_ name: String, to value: TensorTree) throws {
        let reader = OptionReader(name: name, value: value)
        let standard = GenerationOptions()
        switch name {
        case "max_new_tokens": maxNewTokens = try reader.count(from: 1)
        case "max_length": maxLength = try reader.count() ?? standard.maxLength
        case "min_new_tokens": minNewTokens = try reader.count() ?? 0
        case "min_length": minLength = try reader.count() ?? 0
        case "do_sample": samples = try reader.flag() ?? false
        case "num_beams": beamCount = try reader.count(from: 1, to: 1024) ?? 1
        case "length_penalty": lengthPenalty = try reader.number() ?? 1
        case "early_stopping": stopsBeamsEarly = try reader.flag() ?? false
        case "num_return_sequences": returnedSequences = try reader.count(from: 1, to: 1024) ?? 1
        case "temperature": temperature = try reader.number(above: 0) ?? 1
        case "top_k": topK = try reader.count() ?? standard.topK
        case "top_p": topP = try reader.number(above: 0, upTo: 1) ?? 1
        case "min_p": minP = try reader.number(above: 0, upTo: 1)
        case "repetition_penalty": repetitionPenalty = try reader.number(above: 0) ?? 1
        case "no_repeat_ngram_size": unrepeatedRun = try reader.count() ?? 0
        case "use_cache": usesCache = try reader.flag() ?? true
        case "eos_token_id": endTokens = try reader.tokens()
        case "pad_token_id": paddingToken = try reader.count()
        case "stop_strings": stopTexts = try reader.texts()
        case "output_attentions": outputsAttentions = try reader.flag() ?? false
        case "output_hidden_states": outputsHiddenStates = try reader.flag() ?? false
        default: throw GenerationError.unknownOption(name)
        }
    }

    /// How many tokens may follow a prompt of this length.
    func newTokenLimit(prompt: Int) -> Int { maxNewTokens ?? max(0, maxLength - prompt) }

    /// What fills the rows that ended early: the padding token, or the end token in its place.
    var filler: Int { paddingToken ?? endTokens.first ?? 0 }
}

/// Reads one option out of a value of a cell.
private struct OptionReader {
    let name: String
    let value: TensorTree

    private func wrong(_ expected: String) -> GenerationError {
        .wrongOption(name: name, expected: expected, found: value.typeName)
    }

    func count(from low: Int = 0, to high: Int = 1 << 32) throws -> Int? {
        if value.isNone { return nil }
        guard case .int(let number) = value, low...high ~= number else { throw wrong("a whole number from \(low)") }
        return number
    }

    func number(above low: Double = -.infinity, upTo high: Double = .infinity) throws -> Double? {
        switch value {
        case .none: return nil
        case .int(let number) where Double(number) > low && Double(number) <= high: return Double(number)
        case .float(let number) where number > low && number <= high: return number
        default: throw wrong("a number above \(low) up to \(high)")
        }
    }

    func flag() throws -> Bool? {
        if value.isNone { return nil }
        guard case .bool(let flag) = value else { throw wrong("True or False") }
        return flag
    }

    func tokens() throws -> [Int] {
        if case .int(let id) = value { return [id] }
        if value.isNone { return [] }
        return try (value.members ?? [value]).map { member in
            guard case .int(let id) = member else { throw wrong("a token id or a list of them") }
            return id
        }
    }

    func texts() throws -> [String] {
        if case .text(let text) = value { return [text] }
        if value.isNone { return [] }
        return try (value.members ?? [value]).map { member in
            guard case .text(let text) = member else { throw wrong("a text or a list of them") }
            return text
        }
    }
}

/// What can be wrong with a request to generate.
package enum GenerationError: Error, Equatable, CustomStringConvertible {
    case unknownOption(String)
    case wrongOption(name: String, expected: String, found: String)
    case emptyPrompt
    case promptTooLong(prompt: Int, limit: Int)
    case unsupported(String)

    package var description: String {
        switch self {
        case .unknownOption(let name):
            "The following `model_kwargs` are not used by the model: ['\(name)'] (note: typos in the generate arguments "
                + "will also show up in this list)"
        case .wrongOption(let name, let expected, let found): "`\(name)` must be \(expected), but is a \(found)"
        case .emptyPrompt: "generate needs at least one token to begin with"
        case .promptTooLong(let prompt, let limit):
            "Input length of input_ids is \(prompt), but `max_length` is set to \(limit). This can lead to unexpected "
                + "behavior. You should consider increasing `max_length` or, better yet, setting `max_new_tokens`."
        case .unsupported(let what): what
        }
    }
}

extension TensorTree {
    /// A value of a JSON file.
    init(_ json: JSONValue) {
        switch json {
        case .null: self = .none
        case .boolean(let value): self = .bool(value)
        case .integer(let value): self = .int(value)
        case .number(let value): self = .float(value)
        case .string(let value): self = .text(value)
        case .array(let values): self = .list(values.map { TensorTree($0) })
        case .object(let members):
            self = .dictionary(TensorDictionary(entries: members.map { ($0.name, TensorTree($0.value)) }))
        }
    }
}
