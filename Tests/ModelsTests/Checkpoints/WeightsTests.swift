import Testing

import Models

@Suite struct WeightsTests {
    @Test func oneFileHoldsEveryTensor() throws {
        let weights = try Weights(Checkpoint.folder("tiny-gpt2"))
        #expect(weights.tensors.count == 148)
        #expect(weights["transformer.wte.weight"]?.shape == [512, 48])
        #expect(weights["transformer.wte.weight"]?.type == .float32)
    }

    @Test func shardsAreReadThroughTheirIndex() throws {
        let weights = try Weights(Checkpoint.folder("tiny-mistral"))
        #expect(weights.files.count == 4)
        #expect(weights["model.layers.2.mlp.down_proj.weight"]?.shape == [48, 96])
    }

    @Test func anOldPyTorchFileIsReadWithoutCallingAnything() throws {
        let weights = try Weights(Checkpoint.folder("tiny-opt"))
        let tensor = try #require(weights["model.decoder.embed_tokens.weight"])
        #expect(tensor.shape == [470, 64])
        #expect(tensor.bytes.count == 120_320)
        #expect(tensor.isRowMajor)
    }

    @Test(arguments: [("tiny-qwen2", StoredType.bfloat16), ("tiny-gptj", .float16)])
    func halfPrecisionKeepsItsType(name: String, type: StoredType) throws {
        #expect(try Weights(Checkpoint.folder(name)).tensors.values.allSatisfy { $0.type == type })
    }
}
