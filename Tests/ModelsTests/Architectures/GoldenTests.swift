import Networks
import Tensors
import Testing

import Models

/// Every family against what transformers computed for its tiny checkpoint.
@Suite(.serialized) struct GoldenTests {
    static let names = [
        "tiny-gpt2", "tiny-llama", "tiny-mistral", "tiny-qwen2", "tiny-gpt-neox", "tiny-gptj", "tiny-opt",
        "tiny-gemma2", "tiny-bert", "tiny-roberta", "tiny-gpt-neo", "tiny-gemma", "tiny-gemma3", "tiny-phi3",
        "tiny-bloom", "tiny-qwen3", "tiny-olmo2",
    ]

    private func model(_ name: String) throws -> PretrainedModel {
        let model = try PretrainedModel(folder: Checkpoint.folder(name), options: options(name))
        try model.load()
        return model
    }

    private func options(_ name: String) -> LoadingOptions {
        var options = LoadingOptions()
        if name.hasSuffix("bert") || name.hasSuffix("roberta") { options.task = .maskedLanguageModel }
        return options
    }

    private func prompts(_ name: String) throws -> [JSONValue] {
        try Checkpoint.golden("models/\(name)/golden.json")["prompts"]?.array ?? []
    }

    @Test(arguments: names) func theTreePrintsAsTransformersPrintsIt(name: String) throws {
        let model = try PretrainedModel(folder: Checkpoint.folder(name), options: options(name))
        let printed = model.module.description.replacing(
            "elementwise_affine=True, bias=True", with: "elementwise_affine=True")
        #expect(printed == (try Checkpoint.golden("models/printed.json"))[name]?.string)
    }

    @Test(arguments: names) func logitsAgreeToOneInTenThousand(name: String) throws {
        let model = try model(name)
        for prompt in try prompts(name) {
            let ids = prompt["input_ids"]?.integers ?? []
            let output = try model.module.call(
                ModuleInputs(keyword: [
                    ("input_ids", .tensor(try Tensor(ids, shape: [1, ids.count]))),
                    ("output_hidden_states", .bool(true)),
                ]))
            let logits = try #require(output["logits"]?.tensor)
            let last = try logits.get([.int(0), .int(-1)]).doubles()
            let expected = (prompt["last_logits_first16"]?.array ?? []).compactMap(\.number)
            #expect(expected.count == 16)
            for (found, wanted) in zip(last, expected) { #expect(abs(found - wanted) < 1e-4) }
            #expect(try argmax(logits.get([.int(0)]), -1).integers() == prompt["argmax_per_position"]?.integers)
            let norms = try (output["hidden_states"]?.members ?? []).compactMap {
                try $0.tensor.map { try norm($0).item().real }
            }
            let expectedNorms = (prompt["hidden_state_norms"]?.array ?? []).compactMap(\.number)
            #expect(norms.count == expectedNorms.count)
            for (found, wanted) in zip(norms, expectedNorms) { #expect(abs(found - wanted) < 1e-3 * max(1, wanted)) }
        }
    }

    @Test(arguments: names) func greedyContinuationsAreTheSame(name: String) throws {
        let model = try model(name)
        guard !(model.module.typeName.hasSuffix("ForMaskedLM")) else { return }
        for prompt in try prompts(name) {
            let ids = prompt["input_ids"]?.integers ?? []
            guard let expected = prompt["greedy16_ids"]?.integers, !expected.isEmpty else { continue }
            var options = GenerationOptions()
            options.maxNewTokens = 16
            let generator = TextGenerator(model: model.module, options: options)
            let rows = try generator.generate(Tensor(ids, shape: [1, ids.count]))
            #expect(Array(rows.integers().dropFirst(ids.count)) == expected)
        }
    }
}
