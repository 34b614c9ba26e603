import Networks
import Tensors
import Testing

import Models

/// The bundled model does what the walkthrough shows of it.
@Suite struct PretrainedModelTests {
    private let prompt = "The Eiffel Tower is in the city of"

    @Test func theTreeStandsBeforeTheWeights() throws {
        let model = try PretrainedModel("walkthrough-gpt2")
        #expect(!model.isLoaded)
        #expect(try model.module.parameter(at: "transformer.wte.weight").isMeta)
        let output = try model.module.call(ModuleInputs(Tensor.empty([2, 5], dtype: .int64, device: .meta)))
        #expect(output["logits"]?.tensor?.shape == [2, 5, 1599])
        #expect(output[0]?.tensor?.isMeta == true)
    }

    @Test func theEiffelTowerIsInParis() throws {
        #expect(try nextToken(PretrainedModel("walkthrough-gpt2")) == " Paris")
    }

    @Test func withoutTheLastMLPItIsInLondon() throws {
        let model = try PretrainedModel("walkthrough-gpt2")
        let mlp = try model.module.module(at: "transformer.h.11.mlp")
        let handle = mlp.addForwardHook { _, _, output in try output.mapTensors { try $0 * 0 } }
        #expect(try nextToken(model) == " London")
        handle.remove()
        #expect(try nextToken(model) == " Paris")
    }

    @Test func theBundledLlamaKnowsItToo() throws {
        #expect(try nextToken(PretrainedModel("walkthrough-llama")) == " Paris")
    }

    @Test func headAndEmbeddingAreOneTensor() throws {
        let model = try PretrainedModel("walkthrough-gpt2")
        let report = try model.load()
        #expect(report.parameterCount == 710_464)
        #expect(report.unexpected.isEmpty)
        let head = try model.module.parameter(at: "lm_head.weight")
        #expect(try head === model.module.parameter(at: "transformer.wte.weight"))
        #expect(head.requiresGrad)
    }

    @Test func aNamedValueCanBeReplacedInsideAForward() throws {
        let model = try PretrainedModel("walkthrough-gpt2")
        try model.load()
        let attention = try #require(model.module.module(at: "transformer.h.0.attn").layer as? ModelLayer)
        #expect(attention.valueNames.prefix(3) == ["query", "key", "value"])
        var shape: Dimensions = []
        let hook = attention.addValueHook(on: "attn_weights") { weights in
            shape = weights.shape
            return nil
        }
        #expect(try nextToken(model) == " Paris")
        attention.remove(hook)
        #expect(shape == [1, 4, 10, 10])
    }

    @Test func aBatchEqualsTheSingleRunsWhenPositionsSkipThePadding() throws {
        let model = try PretrainedModel("walkthrough-gpt2")
        try model.load()
        var options = GenerationOptions()
        options.maxNewTokens = 3
        let tokenizer = try Tokenizer(folder: #require(model.folder))
        tokenizer.paddingSide = .left
        tokenizer.setSpecialToken(.padding, to: "<|endoftext|>")
        let rows = try tokenizer.pad([tokenizer.encode(prompt), tokenizer.encode("Vatican is in the city of")])
        let ids = try Tensor(rows.flatMap(\.ids), shape: [2, rows[0].count])
        let mask = try Tensor(rows.flatMap(\.attentionMask), shape: [2, rows[0].count])
        let generator = TextGenerator(model: model.module, options: options)
        let text = try generator.generate(ids, attentionMask: mask).integers()
        #expect(tokenizer.decode(Array(text[rows[0].count..<(rows[0].count + 3)])) == " Paris, and")
        #expect(tokenizer.decode(Array(text.suffix(3))) == " Rome, and")
    }

    private func nextToken(_ model: PretrainedModel) throws -> String {
        try model.load()
        let tokenizer = try Tokenizer(folder: #require(model.folder))
        let ids = try tokenizer.encode(prompt).ids
        let output = try model.module.call(ModuleInputs(Tensor(ids, shape: [1, ids.count])))
        let logits = try #require(output["logits"]?.tensor)
        return tokenizer.decode(try argmax(logits.get([.int(0), .int(-1)])).integers())
    }
}
