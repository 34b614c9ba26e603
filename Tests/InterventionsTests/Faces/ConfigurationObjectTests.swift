import Testing

/// Configurations as cells see them, with what transformers 4.45 printed for the same lines.
@Suite struct ConfigurationObjectTests {
    private func output(_ text: String) throws -> String {
        try Program().run("import torch, copy\nfrom transformers import GPT2Config, GPT2LMHeadModel\n" + text)
    }

    @Test func listsAndDictsAreChangedInPlace() throws {
        let text = """
            config = GPT2Config(n_layer=3)
            config.heads = [1]
            config.heads.append(2)
            config.id2label[0] = "A"
            print(config.heads, config.id2label, config.to_dict()["id2label"])
            """
        #expect(try output(text) == "[1, 2] {0: 'A', 1: 'LABEL_1'} {0: 'A', 1: 'LABEL_1'}\n")
    }

    @Test func configurationsAreEqualWhenTheirAttributesAre() throws {
        let text = """
            print(GPT2Config(n_layer=3) == GPT2Config(n_layer=3), GPT2Config(n_layer=3) == GPT2Config(n_layer=2))
            config = GPT2Config()
            config.heads = [1]
            other = copy.deepcopy(config)
            other.heads.append(2)
            print(config.heads, other.heads)
            """
        #expect(try output(text) == "True False\n[1] [1, 2]\n")
    }

    @Test func sizesThatDoNotFitAreValueErrors() throws {
        let text = """
            try:
                GPT2LMHeadModel(GPT2Config(n_layer=1, n_embd=9, n_head=2))
            except ValueError as error:
                print(error)
            """
        #expect(
            try output(text)
                == "`embed_dim` must be divisible by num_heads (got `embed_dim`: 9 and `num_heads`: 2).\n")
    }

    /// The new rows are those that transformers draws after the same seed.
    @Test func aResizedTableKeepsItsRowsAndDrawsNewOnes() throws {
        let text = """
            torch.manual_seed(0)
            model = GPT2LMHeadModel(GPT2Config(n_layer=1, n_embd=4, n_head=2, vocab_size=5, n_positions=4))
            before = model.transformer.wte.weight.detach().clone()
            torch.manual_seed(1)
            table = model.resize_token_embeddings(7)
            print(table, model.lm_head, model.config.vocab_size, table is model.transformer.wte)
            print(torch.equal(table.weight[:5], before), model.lm_head.weight is table.weight)
            print(table.weight[6])
            """
        #expect(
            try output(text) == """
                Embedding(7, 4) Linear(in_features=4, out_features=7, bias=False) 7 True
                True True
                tensor([-0.0291,  0.0322,  0.0019, -0.0252], grad_fn=<SelectBackward0>)

                """)
    }
}
