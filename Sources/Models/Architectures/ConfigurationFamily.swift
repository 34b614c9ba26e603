/// What transformers 4.45 assumes of a family where config.json is silent: one row of the table for each `model_type`.
struct ConfigurationFamily: Sendable {
    let className: String
    /// Names under which other families keep the same thing.
    var aliases: [String: String] = [:]
    let defaults: String

    func attributes() throws -> [JSONMember] { try Self.members(defaults) }

    /// What every configuration has.
    static func common() throws -> [JSONMember] { try members(commonDefaults) }

    private static func members(_ text: String) throws -> [JSONMember] {
        try JSONReader.read(Array(text.utf8)).members ?? []
    }

    private static let commonDefaults = #"""
        {"return_dict": true, "output_hidden_states": false, "output_attentions": false, "torch_dtype": null,
         "pruned_heads": {}, "tie_word_embeddings": true, "chunk_size_feed_forward": 0, "is_encoder_decoder": false,
         "is_decoder": false, "cross_attention_hidden_size": null, "add_cross_attention": false, "max_length": 20,
         "min_length": 0, "do_sample": false, "early_stopping": false, "num_beams": 1, "num_beam_groups": 1,
         "diversity_penalty": 0.0, "temperature": 1.0, "top_k": 50, "top_p": 1.0, "typical_p": 1.0,
         "repetition_penalty": 1.0, "length_penalty": 1.0, "no_repeat_ngram_size": 0, "bad_words_ids": null,
         "num_return_sequences": 1, "output_scores": false, "return_dict_in_generate": false, "architectures": null,
         "id2label": {"0": "LABEL_0", "1": "LABEL_1"}, "label2id": {"LABEL_0": 0, "LABEL_1": 1}, "bos_token_id": null,
         "pad_token_id": null, "eos_token_id": null, "sep_token_id": null, "problem_type": null}
        """#

    private static let gptAliases = [
        "hidden_size": "n_embd", "max_position_embeddings": "n_positions", "num_attention_heads": "n_head",
        "num_hidden_layers": "n_layer",
    ]

    static let all: [String: ConfigurationFamily] = [
        "gpt2": ConfigurationFamily(
            className: "GPT2Config", aliases: gptAliases,
            defaults: #"""
                {"vocab_size": 50257, "n_positions": 1024, "n_embd": 768, "n_layer": 12, "n_head": 12, "n_inner": null,
                 "activation_function": "gelu_new", "resid_pdrop": 0.1, "embd_pdrop": 0.1, "attn_pdrop": 0.1,
                 "layer_norm_epsilon": 1e-05, "initializer_range": 0.02, "summary_type": "cls_index",
                 "summary_use_proj": true, "summary_activation": null, "summary_first_dropout": 0.1,
                 "summary_proj_to_labels": true, "scale_attn_weights": true, "use_cache": true,
                 "scale_attn_by_inverse_layer_idx": false, "reorder_and_upcast_attn": false, "bos_token_id": 50256,
                 "eos_token_id": 50256}
                """#),
        "gpt_neo": ConfigurationFamily(
            className: "GPTNeoConfig",
            aliases: ["num_attention_heads": "num_heads", "num_hidden_layers": "num_layers"],
            defaults: #"""
                {"vocab_size": 50257, "max_position_embeddings": 2048, "hidden_size": 2048, "num_layers": 24,
                 "num_heads": 16, "intermediate_size": null, "window_size": 256, "activation_function": "gelu_new",
                 "resid_dropout": 0.0, "embed_dropout": 0.0, "attention_dropout": 0.0, "classifier_dropout": 0.1,
                 "layer_norm_epsilon": 1e-05, "initializer_range": 0.02, "use_cache": true, "bos_token_id": 50256,
                 "eos_token_id": 50256, "attention_types": [[["global", "local"], 12]]}
                """#),
        "gpt_neox": ConfigurationFamily(
            className: "GPTNeoXConfig",
            defaults: #"""
                {"tie_word_embeddings": false, "bos_token_id": 0, "eos_token_id": 2, "vocab_size": 50432,
                 "max_position_embeddings": 2048, "hidden_size": 6144, "num_hidden_layers": 44,
                 "num_attention_heads": 64, "intermediate_size": 24576, "hidden_act": "gelu", "rotary_pct": 0.25,
                 "rotary_emb_base": 10000, "attention_dropout": 0.0, "hidden_dropout": 0.0, "classifier_dropout": 0.1,
                 "initializer_range": 0.02, "layer_norm_eps": 1e-05, "use_cache": true,
                 "use_parallel_residual": true, "rope_scaling": null, "attention_bias": true}
                """#),
        "gptj": ConfigurationFamily(
            className: "GPTJConfig", aliases: gptAliases,
            defaults: #"""
                {"vocab_size": 50400, "n_positions": 2048, "n_embd": 4096, "n_layer": 28, "n_head": 16,
                 "n_inner": null, "rotary_dim": 64, "activation_function": "gelu_new", "resid_pdrop": 0.0,
                 "embd_pdrop": 0.0, "attn_pdrop": 0.0, "layer_norm_epsilon": 1e-05, "initializer_range": 0.02,
                 "use_cache": true, "bos_token_id": 50256, "eos_token_id": 50256, "tie_word_embeddings": false}
                """#),
        "opt": ConfigurationFamily(
            className: "OPTConfig",
            defaults: #"""
                {"bos_token_id": 2, "pad_token_id": 1, "eos_token_id": 2, "vocab_size": 50272,
                 "max_position_embeddings": 2048, "num_attention_heads": 12, "word_embed_proj_dim": 768,
                 "ffn_dim": 3072, "hidden_size": 768, "num_hidden_layers": 12, "dropout": 0.1,
                 "attention_dropout": 0.0, "activation_function": "relu", "init_std": 0.02, "layerdrop": 0.0,
                 "use_cache": true, "do_layer_norm_before": true, "enable_bias": true,
                 "layer_norm_elementwise_affine": true, "_remove_final_layer_norm": false}
                """#),
        "llama": ConfigurationFamily(
            className: "LlamaConfig",
            defaults: #"""
                {"vocab_size": 32000, "max_position_embeddings": 2048, "hidden_size": 4096,
                 "intermediate_size": 11008, "num_hidden_layers": 32, "num_attention_heads": 32,
                 "hidden_act": "silu", "initializer_range": 0.02, "rms_norm_eps": 1e-06, "pretraining_tp": 1,
                 "use_cache": true, "rope_theta": 10000.0, "rope_scaling": null, "attention_bias": false,
                 "attention_dropout": 0.0, "mlp_bias": false, "tie_word_embeddings": false, "bos_token_id": 1,
                 "eos_token_id": 2}
                """#),
        "mistral": ConfigurationFamily(
            className: "MistralConfig",
            defaults: #"""
                {"vocab_size": 32000, "max_position_embeddings": 131072, "hidden_size": 4096,
                 "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
                 "sliding_window": 4096, "num_key_value_heads": 8, "hidden_act": "silu",
                 "initializer_range": 0.02, "rms_norm_eps": 1e-06, "use_cache": true, "rope_theta": 10000.0,
                 "attention_dropout": 0.0, "tie_word_embeddings": false, "bos_token_id": 1, "eos_token_id": 2}
                """#),
        "qwen2": ConfigurationFamily(
            className: "Qwen2Config",
            defaults: #"""
                {"vocab_size": 151936, "max_position_embeddings": 32768, "hidden_size": 4096,
                 "intermediate_size": 22016, "num_hidden_layers": 32, "num_attention_heads": 32,
                 "use_sliding_window": false, "sliding_window": null, "max_window_layers": 28,
                 "num_key_value_heads": 32, "hidden_act": "silu", "initializer_range": 0.02, "rms_norm_eps": 1e-06,
                 "use_cache": true, "rope_theta": 10000.0, "rope_scaling": null, "attention_dropout": 0.0,
                 "tie_word_embeddings": false}
                """#),
        "gemma2": ConfigurationFamily(
            className: "Gemma2Config",
            defaults: #"""
                {"bos_token_id": 2, "pad_token_id": 0, "eos_token_id": 1, "vocab_size": 256000,
                 "max_position_embeddings": 8192, "hidden_size": 3072, "intermediate_size": 24576,
                 "num_hidden_layers": 28, "num_attention_heads": 16, "head_dim": 256, "num_key_value_heads": 16,
                 "initializer_range": 0.02, "rms_norm_eps": 1e-06, "use_cache": true, "rope_theta": 10000.0,
                 "attention_bias": false, "attention_dropout": 0.0, "hidden_activation": "gelu_pytorch_tanh",
                 "query_pre_attn_scalar": 224, "sliding_window": 4096, "final_logit_softcapping": 30.0,
                 "attn_logit_softcapping": 50.0, "cache_implementation": "hybrid"}
                """#),
        "bert": ConfigurationFamily(
            className: "BertConfig",
            defaults: #"""
                {"pad_token_id": 0, "vocab_size": 30522, "hidden_size": 768, "num_hidden_layers": 12,
                 "num_attention_heads": 12, "hidden_act": "gelu", "intermediate_size": 3072,
                 "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1, "max_position_embeddings": 512,
                 "type_vocab_size": 2, "initializer_range": 0.02, "layer_norm_eps": 1e-12,
                 "position_embedding_type": "absolute", "use_cache": true, "classifier_dropout": null}
                """#),
    ]
}
