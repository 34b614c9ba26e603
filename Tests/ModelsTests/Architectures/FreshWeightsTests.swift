import Testing

import Models
import Networks
import Tensors

/// New models are those that transformers 4.45.2 makes after `torch.manual_seed(0)`.
@Suite struct FreshWeightsTests {
    @Test func aSeedGivesTheGPT2OfTransformers() throws {
        let model = try new(
            #"{"model_type": "gpt2", "vocab_size": 100, "n_positions": 32, "n_embd": 16, "n_layer": 2, "n_head": 2}"#)
        #expect(try numbers("transformer.wte.weight", of: model) == [-0.0012, 0.0184, 0.0118, 0.0166])
        #expect(try numbers("transformer.h.1.attn.c_attn.weight", of: model) == [0.0031, -0.0140, -0.0035, -0.0050])
        // Projections into the residual stream are half as wide with two layers.
        #expect(try numbers("transformer.h.1.mlp.c_proj.weight", of: model) == [0.0207, -0.0117, -0.0169, -0.0040])
        #expect(try numbers("transformer.h.1.mlp.c_proj.bias", of: model) == [0, 0, 0, 0])
        #expect(
            try model.module.parameter(at: "lm_head.weight") === model.module.parameter(at: "transformer.wte.weight"))
    }

    @Test(arguments: [
        ("bert", "BertForMaskedLM", "cls.predictions.transform.dense.weight", [0.00165, 0.00812, -0.02339]),
        ("roberta", "RobertaForMaskedLM", "roberta.embeddings.word_embeddings.weight", [-0.02886, 0.01078, -0.01692]),
    ])
    func anEncoderIsThatOfTransformersToo(family: String, name: String, parameter: String, last: [Double]) throws {
        let text =
            #"{"model_type": "\#(family)", "vocab_size": 100, "hidden_size": 32, "num_hidden_layers": 1, "#
            + #""num_attention_heads": 4, "intermediate_size": 48, "max_position_embeddings": 40}"#
        let model = try new(text, task: .maskedLanguageModel)
        #expect(model.module.typeName == name)
        let elements = try model.module.parameter(at: parameter).doubles()
        #expect(elements.suffix(3).map { ($0 * 1e5).rounded() / 1e5 } == last)
    }

    @Test func aNewModelIsReadyForTrainingAndHasNoFolder() throws {
        let model = try new(
            #"{"model_type": "llama", "vocab_size": 20, "hidden_size": 8, "intermediate_size": 8, "#
                + #""num_hidden_layers": 1, "num_attention_heads": 2}"#)
        #expect(model.module.isTraining)
        #expect(model.isLoaded)
        #expect(model.folder == nil)
        #expect(try numbers("model.norm.weight", of: model) == [1, 1, 1, 1])
        #expect(try model.module.parameter(at: "lm_head.weight").requiresGrad)
    }

    private func new(_ text: String, task: ModelTask = .causalLanguageModel) throws -> PretrainedModel {
        Generator.standard.seed(0)
        return try PretrainedModel(Configuration(json: JSONReader.read(Array(text.utf8))), task: task)
    }

    /// The first four, to four digits.
    private func numbers(_ name: String, of model: PretrainedModel) throws -> [Double] {
        try model.module.parameter(at: name).doubles().prefix(4).map { ($0 * 1e4).rounded() / 1e4 }
    }
}
