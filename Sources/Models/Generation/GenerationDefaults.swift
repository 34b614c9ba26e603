/// How a model generates when a call says nothing else: `model.generation_config`.
///
/// It is read from generation_config.json, or from what config.json says of generation if there is none.
package final class GenerationDefaults {
    private let folder: ModelFolder?
    private let configuration: Configuration?
    private var known: [JSONMember]?

    init(_ folder: ModelFolder?, _ configuration: Configuration) {
        self.folder = folder
        self.configuration = configuration
    }

    package init(_ members: [JSONMember]) {
        (folder, configuration) = (nil, nil)
        known = members
    }

    package func set(_ name: String, to value: JSONValue) throws {
        var members = try members().filter { $0.name != name }
        if value != Self.standard(name) { members.append(JSONMember(name, value)) }
        known = members
    }

    /// The value, or the default of transformers; nil for a name that it does not have.
    package func value(_ name: String) throws -> JSONValue? {
        try members().first { $0.name == name }?.value ?? Self.standard(name)
    }

    /// What differs from the defaults of transformers, in the order of the file.
    package func members() throws -> [JSONMember] {
        if let known { return known }
        let read = try Self.read(folder, configuration)
        known = read
        return read
    }

    private static func read(_ folder: ModelFolder?, _ configuration: Configuration?) throws -> [JSONMember] {
        if let members = try folder?.json("generation_config.json")?.members { return members }
        let said = (configuration?.attributes ?? []).filter { member in
            guard let standard = standard(member.name) else { return false }
            return !member.value.isNull && member.value != standard
        }
        return [JSONMember("_from_model_config", .boolean(true))] + said
    }

    private static func standard(_ name: String) -> JSONValue? { defaults.first { $0.name == name }?.value }

    /// Every option with the default that transformers gives it.
    package static let defaults: [JSONMember] = (try? JSONReader.read(Array(defaultsText.utf8)).members) ?? []

    private static let defaultsText = #"""
        {"max_length": 20, "max_new_tokens": null, "min_length": 0, "min_new_tokens": null, "early_stopping": false,
         "max_time": null, "stop_strings": null, "do_sample": false, "num_beams": 1, "num_beam_groups": 1,
         "penalty_alpha": null, "dola_layers": null, "use_cache": true, "cache_implementation": null,
         "cache_config": null, "return_legacy_cache": null, "temperature": 1.0, "top_k": 50, "top_p": 1.0,
         "min_p": null, "typical_p": 1.0, "epsilon_cutoff": 0.0, "eta_cutoff": 0.0, "diversity_penalty": 0.0,
         "repetition_penalty": 1.0, "encoder_repetition_penalty": 1.0, "length_penalty": 1.0,
         "no_repeat_ngram_size": 0, "bad_words_ids": null, "force_words_ids": null, "renormalize_logits": false,
         "constraints": null, "forced_bos_token_id": null, "forced_eos_token_id": null,
         "remove_invalid_values": false, "exponential_decay_length_penalty": null, "suppress_tokens": null,
         "begin_suppress_tokens": null, "forced_decoder_ids": null, "sequence_bias": null, "token_healing": false,
         "guidance_scale": null, "low_memory": null, "watermarking_config": null, "num_return_sequences": 1,
         "output_attentions": false, "output_hidden_states": false, "output_scores": false, "output_logits": null,
         "return_dict_in_generate": false, "pad_token_id": null, "bos_token_id": null, "eos_token_id": null,
         "encoder_no_repeat_ngram_size": 0, "decoder_start_token_id": null, "is_assistant": false,
         "num_assistant_tokens": 20, "num_assistant_tokens_schedule": "constant",
         "assistant_confidence_threshold": 0.4, "prompt_lookup_num_tokens": null, "max_matching_ngram_size": null,
         "generation_kwargs": {}, "_from_model_config": false}
        """#
}
