import Testing

import Models

@Suite struct ConfigurationTests {
    @Test func otherFamiliesNamesReachTheSameAttribute() throws {
        let configuration = try Configuration(Checkpoint.folder("tiny-gpt2"))
        #expect(try configuration.size("hidden_size") == 48)
        #expect(try configuration.size("n_embd") == 48)
        #expect(try configuration.size("num_hidden_layers") == 12)
        #expect(configuration["output_attentions"] == .boolean(false))
    }

    @Test func whatTheFileOmitsHasTheDefaultOfTransformers() throws {
        let configuration = try Configuration(json: .object([JSONMember("model_type", .string("llama"))]))
        #expect(try configuration.number("rms_norm_eps") == 1e-6)
        #expect(try configuration.size("intermediate_size") == 11008)
        #expect(configuration["tie_word_embeddings"] == .boolean(false))
    }

    @Test(arguments: [JSONValue.integer(0), .integer(-3), .integer(1 << 40), .string("many"), .null])
    func aSizeThatNoModelHasIsRefused(value: JSONValue) throws {
        let configuration = try Configuration(Checkpoint.folder("tiny-gpt2"))
        configuration.set("n_embd", to: value)
        #expect(throws: CheckpointError.self) { try configuration.size("hidden_size") }
    }

    @Test func anUnknownFamilyIsNamedWithTheSupportedOnes() {
        #expect {
            try Configuration(json: .object([JSONMember("model_type", .string("mamba"))]))
        } throws: { "\($0)".contains("'mamba' is not supported; supported are bert, bloom, gemma") }
    }

    @Test func itPrintsAsTransformersPrintsIt() throws {
        let text = try Configuration(Checkpoint.folder("tiny-qwen2")).description
        #expect(
            text == """
                Qwen2Config {
                  "_name_or_path": "tiny-qwen2",
                  "architectures": [
                    "Qwen2ForCausalLM"
                  ],
                  "attention_dropout": 0.0,
                  "bos_token_id": 0,
                  "eos_token_id": 0,
                  "hidden_act": "silu",
                  "hidden_size": 64,
                  "initializer_range": 0.02,
                  "intermediate_size": 96,
                  "max_position_embeddings": 256,
                  "max_window_layers": 28,
                  "model_type": "qwen2",
                  "num_attention_heads": 8,
                  "num_hidden_layers": 3,
                  "num_key_value_heads": 2,
                  "rms_norm_eps": 1e-06,
                  "rope_scaling": null,
                  "rope_theta": 1000000.0,
                  "sliding_window": null,
                  "tie_word_embeddings": true,
                  "torch_dtype": "bfloat16",
                  "transformers_version": "4.45.2",
                  "use_cache": true,
                  "use_sliding_window": false,
                  "vocab_size": 500
                }

                """)
    }
}
