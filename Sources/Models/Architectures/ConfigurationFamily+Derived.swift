/// Attributes that the classes of transformers compute from others when a configuration is made.
extension ConfigurationFamily {
    static func derived(_ configuration: Configuration) -> [JSONMember] {
        switch configuration.modelType {
        case "llama": keyHeads(configuration) + headSize(configuration) + ropeType(configuration)
        case "mistral": keyHeads(configuration) + headSize(configuration)
        case "qwen2", "qwen3": keyHeads(configuration) + ropeType(configuration) + window(configuration)
        case "phi3", "olmo2": keyHeads(configuration)
        case "opt": missing("word_embed_proj_dim", configuration["hidden_size"], configuration)
        case "gpt_neox":
            missing("partial_rotary_factor", configuration["rotary_pct"], configuration)
                + missing("rope_theta", configuration["rotary_emb_base"], configuration)
        case "gpt_neo": attentionLayers(configuration)
        default: []
        }
    }

    private static func missing(
        _ name: String, _ value: JSONValue?, _ configuration: Configuration
    ) -> [JSONMember] {
        guard let value, configuration[name]?.isNull ?? true else { return [] }
        return [JSONMember(name, value)]
    }

    private static func keyHeads(_ configuration: Configuration) -> [JSONMember] {
        missing("num_key_value_heads", configuration["num_attention_heads"], configuration)
    }

    private static func headSize(_ configuration: Configuration) -> [JSONMember] {
        guard let width = configuration["hidden_size"]?.integer,
            let heads = configuration["num_attention_heads"]?.integer, heads > 0, width > 0
        else { return [] }
        return missing("head_dim", .integer(width / heads), configuration)
    }

    /// `type`, which older files say, is `rope_type` now.
    private static func ropeType(_ configuration: Configuration) -> [JSONMember] {
        guard let members = configuration["rope_scaling"]?.members,
            let kind = members.first(where: { $0.name == "type" })?.value,
            !members.contains(where: { $0.name == "rope_type" })
        else { return [] }
        return [JSONMember("rope_scaling", .object(members + [JSONMember("rope_type", kind)]))]
    }

    private static func window(_ configuration: Configuration) -> [JSONMember] {
        configuration["use_sliding_window"]?.boolean == true ? [] : [JSONMember("sliding_window", .null)]
    }

    /// `[[["global", "local"], 2]]` written out: global, local, global, local.
    private static func attentionLayers(_ configuration: Configuration) -> [JSONMember] {
        let kinds = (configuration["attention_types"]?.array ?? []).flatMap { group -> [JSONValue] in
            guard let pair = group.array, pair.count == 2, let names = pair[0].array, let times = pair[1].integer,
                1...4096 ~= times
            else { return [] }
            return (0..<times).flatMap { _ in names }
        }
        return missing("attention_layers", .array(kinds), configuration)
    }
}
