/// The table of families.
extension ConfigurationFamily {
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
        "gemma": ConfigurationFamily(
            className: "GemmaConfig",
            defaults: #"""
                {"bos_token_id": 2, "pad_token_id": 0, "eos_token_id": 1, "vocab_size": 256000,
                 "max_position_embeddings": 8192, "hidden_size": 3072, "intermediate_size": 24576,
                 "num_hidden_layers": 28, "num_attention_heads": 16, "head_dim": 256, "num_key_value_heads": 16,
                 "hidden_act": "gelu_pytorch_tanh", "hidden_activation": null, "initializer_range": 0.02,
                 "rms_norm_eps": 1e-06, "use_cache": true, "rope_theta": 10000.0, "attention_bias": false,
                 "attention_dropout": 0.0}
                """#),
        "gemma3_text": ConfigurationFamily(
            className: "Gemma3TextConfig",
            defaults: #"""
                {"bos_token_id": 2, "pad_token_id": 0, "eos_token_id": 1, "vocab_size": 262208,
                 "max_position_embeddings": 131072, "hidden_size": 2304, "intermediate_size": 9216,
                 "num_hidden_layers": 26, "num_attention_heads": 8, "head_dim": 256, "num_key_value_heads": 4,
                 "initializer_range": 0.02, "rms_norm_eps": 1e-06, "use_cache": true, "rope_theta": 1000000.0,
                 "rope_scaling": null, "rope_local_base_freq": 10000.0, "attention_bias": false,
                 "attention_dropout": 0.0, "hidden_activation": "gelu_pytorch_tanh", "query_pre_attn_scalar": 256,
                 "sliding_window": 4096, "sliding_window_pattern": 6, "final_logit_softcapping": null,
                 "attn_logit_softcapping": null, "cache_implementation": "hybrid"}
                """#),
        "qwen3": ConfigurationFamily(
            className: "Qwen3Config",
            defaults: #"""
                {"vocab_size": 151936, "max_position_embeddings": 32768, "hidden_size": 4096,
                 "intermediate_size": 22016, "num_hidden_layers": 32, "num_attention_heads": 32, "head_dim": 128,
                 "use_sliding_window": false, "sliding_window": 4096, "max_window_layers": 28,
                 "num_key_value_heads": 32, "hidden_act": "silu", "initializer_range": 0.02, "rms_norm_eps": 1e-06,
                 "use_cache": true, "rope_theta": 10000.0, "rope_scaling": null, "attention_bias": false,
                 "attention_dropout": 0.0, "tie_word_embeddings": false}
                """#),
        "olmo2": ConfigurationFamily(
            className: "Olmo2Config",
            defaults: #"""
                {"vocab_size": 50304, "max_position_embeddings": 2048, "hidden_size": 4096,
                 "intermediate_size": 11008, "num_hidden_layers": 32, "num_attention_heads": 32,
                 "hidden_act": "silu", "initializer_range": 0.02, "rms_norm_eps": 1e-05, "use_cache": true,
                 "rope_theta": 10000.0, "rope_scaling": null, "attention_bias": false, "attention_dropout": 0.0,
                 "tie_word_embeddings": false, "pad_token_id": 1, "eos_token_id": 50279}
                """#),
        "phi3": ConfigurationFamily(
            className: "Phi3Config",
            defaults: #"""
                {"vocab_size": 32064, "hidden_size": 3072, "intermediate_size": 8192, "num_hidden_layers": 32,
                 "num_attention_heads": 32, "resid_pdrop": 0.0, "embd_pdrop": 0.0, "attention_dropout": 0.0,
                 "hidden_act": "silu", "max_position_embeddings": 4096, "original_max_position_embeddings": 4096,
                 "initializer_range": 0.02, "rms_norm_eps": 1e-05, "use_cache": true, "rope_theta": 10000.0,
                 "rope_scaling": null, "sliding_window": null, "bos_token_id": 1, "eos_token_id": 32000,
                 "pad_token_id": 32000, "tie_word_embeddings": false}
                """#),
        "bloom": ConfigurationFamily(
            className: "BloomConfig",
            aliases: [
                "num_hidden_layers": "n_layer", "num_attention_heads": "n_head", "n_embed": "hidden_size",
            ],
            defaults: #"""
                {"vocab_size": 250880, "hidden_size": 64, "n_layer": 2, "n_head": 8, "layer_norm_epsilon": 1e-05,
                 "initializer_range": 0.02, "use_cache": true, "pretraining_tp": 1,
                 "apply_residual_connection_post_layernorm": false, "hidden_dropout": 0.0, "attention_dropout": 0.0,
                 "bos_token_id": 1, "eos_token_id": 2, "slow_but_exact": false}
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
        "roberta": ConfigurationFamily(
            className: "RobertaConfig",
            defaults: #"""
                {"pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2, "vocab_size": 50265, "hidden_size": 768,
                 "num_hidden_layers": 12, "num_attention_heads": 12, "hidden_act": "gelu", "intermediate_size": 3072,
                 "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1, "max_position_embeddings": 512,
                 "type_vocab_size": 2, "initializer_range": 0.02, "layer_norm_eps": 1e-12,
                 "position_embedding_type": "absolute", "use_cache": true, "classifier_dropout": null}
                """#),
    ]
}
