import Networks

/// How text is generated: the arguments of transformers' `generate`, and the defaults of generation_config.json.
///
///     var options = try GenerationOptions(model.generation)
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
    package var stopping = BeamStopping.whenHopeless
    package var returnedSequences = 1
    package var temperature = 1.0
    package var topK = 50
    package var topP = 1.0
    package var minP: Double?
    package var typicalP = 1.0
    package var renormalizes = false
    package var repetitionPenalty = 1.0
    /// No run of so many tokens comes twice; 0 for no limit.
    package var unrepeatedRun = 0
    /// Runs of tokens that never come.
    package var forbiddenRuns: [[Int]] = []
    package var suppressedTokens: [Int] = []
    /// Tokens that do not begin the new text.
    package var suppressedAtBeginning: [Int] = []
    package var forcedBeginning: Int?
    package var forcedEnd: [Int] = []
    package var usesCache = true
    package var endTokens: [Int] = []
    package var paddingToken: Int?
    package var stopTexts: [String] = []
    package var outputsAttentions = false
    package var outputsHiddenStates = false
    /// Whether the result is an output class instead of the ids alone, and what it holds.
    package var returnsDictionary = false
    package var outputsScores = false
    package var outputsLogits = false

    package init() {}

    /// Reads what a model says of itself.
    package init(_ defaults: GenerationDefaults) throws {
        for member in try defaults.members() where Self.names.contains(member.name) && !member.value.isNull {
            try set(member.name, to: TensorTree(member.value))
        }
    }

    /// The names that `set` knows.
    package static let names: Set<String> = Set([
        "max_new_tokens", "max_length", "min_new_tokens", "min_length", "do_sample", "num_beams", "length_penalty",
        "early_stopping", "num_return_sequences", "temperature", "top_k", "top_p", "min_p", "repetition_penalty",
        "no_repeat_ngram_size", "use_cache", "eos_token_id", "pad_token_id", "stop_strings", "output_attentions",
        "output_hidden_states", "typical_p", "renormalize_logits", "bad_words_ids", "suppress_tokens",
        "begin_suppress_tokens", "forced_bos_token_id", "forced_eos_token_id", "return_dict_in_generate",
        "output_scores", "output_logits", "bos_token_id", "num_beam_groups", "diversity_penalty",
    ]).union(unsupported.keys)

    /// Ways to generate that are refused by name.
    private static let unsupported = [
        "penalty_alpha": "contrastive search", "dola_layers": "decoding by contrasting layers",
        "guidance_scale": "classifier-free guidance", "assistant_model": "assisted generation",
        "prompt_lookup_num_tokens": "prompt lookup decoding", "constraints": "constrained beam search",
        "force_words_ids": "constrained beam search", "sequence_bias": "a bias for sequences",
        "exponential_decay_length_penalty": "a decaying length penalty", "epsilon_cutoff": "epsilon sampling",
        "eta_cutoff": "eta sampling",
    ]

    /// Options that are read and change nothing: what they ask for is done in any case, or concerns no computation.
    package static let ignored: Set<String> = [
        "synced_gpus", "tokenizer", "return_legacy_result", "cache_implementation",
    ]

    /// Sets an option by its Python name; None brings the default back.
    package mutating func set(_ name: String, to value: TensorTree) throws {
        let reader = OptionReader(name: name, value: value)
        let standard = GenerationOptions()
        switch name {
        case "max_new_tokens":
            if case .int(let number) = value, number < 1 { throw GenerationError.tooFewTokens(number) }
            maxNewTokens = try reader.count(from: 1)
        case "max_length": maxLength = try reader.count() ?? standard.maxLength
        case "min_new_tokens": minNewTokens = try reader.count() ?? 0
        case "min_length": minLength = try reader.count() ?? 0
        case "do_sample": samples = try reader.flag() ?? false
        case "num_beams": beamCount = try reader.count(from: 1, to: 1024) ?? 1
        case "length_penalty": lengthPenalty = try reader.number() ?? 1
        case "early_stopping": stopping = try reader.stopping()
        case "num_return_sequences": returnedSequences = try reader.count(from: 1, to: 1024) ?? 1
        case "temperature":
            let wish = try reader.number() ?? 1
            guard wish > 0 else { throw GenerationError.temperature(wish) }
            temperature = wish
        case "top_k": topK = try reader.count() ?? standard.topK
        case "top_p":
            topP = try reader.number() ?? 1
            guard topP >= 0 else {
                throw GenerationError.outOfRange("`top_p` has to be a float > 0 and < 1, but is \(topP)")
            }
        case "min_p":
            minP = try reader.number()
            guard 0...1 ~= minP ?? 0 else {
                throw GenerationError.outOfRange(
                    "`min_p` has to be a float in the [0, 1] interval, but is \(minP ?? 0)")
            }
        case "typical_p": typicalP = try reader.number(above: 0) ?? 1
        case "renormalize_logits": renormalizes = try reader.flag() ?? false
        case "bad_words_ids": forbiddenRuns = try reader.runs()
        case "suppress_tokens": suppressedTokens = try reader.tokens()
        case "begin_suppress_tokens": suppressedAtBeginning = try reader.tokens()
        case "forced_bos_token_id": forcedBeginning = try reader.count()
        case "forced_eos_token_id": forcedEnd = try reader.tokens()
        case "return_dict_in_generate": returnsDictionary = try reader.flag() ?? false
        case "output_scores": outputsScores = try reader.flag() ?? false
        case "output_logits": outputsLogits = try reader.flag() ?? false
        case "bos_token_id": break
        case "num_beam_groups":
            guard try reader.count() ?? 1 <= 1 else {
                throw GenerationError.unsupported("diverse beam search (num_beam_groups > 1) is not supported")
            }
        case "diversity_penalty": _ = try reader.number()
        case "repetition_penalty": repetitionPenalty = try reader.number(above: 0) ?? 1
        case "no_repeat_ngram_size": unrepeatedRun = try reader.count() ?? 0
        case "use_cache": usesCache = try reader.flag() ?? true
        case "eos_token_id": endTokens = try reader.tokens()
        case "pad_token_id": paddingToken = try reader.count()
        case "stop_strings": stopTexts = try reader.texts()
        case "output_attentions": outputsAttentions = try reader.flag() ?? false
        case "output_hidden_states": outputsHiddenStates = try reader.flag() ?? false
        case let name where Self.unsupported[name] != nil: try refuse(name, value)
        default: throw GenerationError.unknownOptions([name])
        }
    }

    /// None, False and 0 ask for nothing.
    private func refuse(_ name: String, _ value: TensorTree) throws {
        switch value {
        case .none, .bool(false), .int(0), .float(0): return
        case .bool, .int, .float, .text, .tuple, .list, .dictionary, .tensor, .foreign:
            throw GenerationError.unsupported("\(Self.unsupported[name] ?? name) (\(name)) is not supported")
        }
    }

    /// How many tokens may follow a prompt of this length.
    package func newTokenLimit(prompt: Int) -> Int { maxNewTokens ?? max(0, maxLength - prompt) }

    /// What fills the rows that ended early: the padding token, or the end token in its place.
    var filler: Int { paddingToken ?? endTokens.first ?? 0 }
}

/// When beam search gives up the beams that are still open.
package enum BeamStopping: Equatable {
    /// As soon as there are enough finished texts.
    case early
    /// When no open beam can become better than the finished ones, as it looks now.
    case whenHopeless
    /// When no open beam can become better at any length.
    case never
}
