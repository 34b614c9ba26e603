import FoundationEssentials
import Testing

import Models
import Networks
import Tensors

@Suite struct CheckpointWriterTests {
    @Test func whatIsSavedIsLoadedAgain() throws {
        try withFolder { path in
            let model = try tiny()
            try CheckpointWriter(path + "/deep/er").write(model)
            let again = try PretrainedModel(folder: ModelFolder(name: "again", path: path + "/deep/er"))
            let report = try again.load()
            #expect(report.missing.isEmpty && report.unexpected.isEmpty)
            #expect(report.parameterCount == 2_048)
            for (name, parameter) in model.module.namedParameters() {
                #expect(try again.module.parameter(at: name).doubles() == parameter.doubles())
            }
            #expect(!again.module.isTraining)
        }
    }

    @Test func tiedWeightsAreStoredOnce() throws {
        try withFolder { path in
            try CheckpointWriter(path).write(tiny())
            let weights = try Weights(ModelFolder(name: "tiny", path: path))
            #expect(weights["transformer.wte.weight"]?.shape == [20, 8])
            #expect(weights["lm_head.weight"] == nil)
        }
    }

    @Test func theConfigurationIsWrittenAsTransformersWritesIt() throws {
        try withFolder { path in
            try CheckpointWriter(path).write(tiny())
            let folder = ModelFolder(name: "tiny", path: path)
            let config = try #require(try folder.json("config.json"))
            #expect(config["architectures"] == .array([.string("GPT2LMHeadModel")]))
            #expect(config["torch_dtype"] == .string("float32"))
            #expect(config["top_k"] == nil)
            #expect(
                try folder.text("generation_config.json") == """
                    {
                      "_from_model_config": true,
                      "bos_token_id": 50256,
                      "eos_token_id": 50256,
                      "transformers_version": "4.45.2"
                    }

                    """)
        }
    }

    @Test func aCheckpointMayBeWrittenOverWhileItIsMapped() throws {
        try withFolder { path in
            let model = try tiny()
            try CheckpointWriter(path).write(model)
            let mapped = try PretrainedModel(folder: ModelFolder(name: "mapped", path: path))
            try mapped.load()
            let before = try mapped.module.parameter(at: "transformer.wte.weight").doubles()
            try CheckpointWriter(path).write(tiny(seed: 1))
            #expect(try mapped.module.parameter(at: "transformer.wte.weight").doubles() == before)
        }
    }

    @Test func aFolderThatCannotBeMadeIsNamed() throws {
        let model = try tiny()
        #expect { try CheckpointWriter("/proc/nowhere").write(model) } throws: { "\($0)".contains("cannot write") }
    }

    @Test func aTokenizerKeepsWhatWasSet() throws {
        try withFolder { path in
            let tokenizer = try Tokenizer(folder: Checkpoint.folder("walkthrough-gpt2"))
            tokenizer.paddingSide = .left
            tokenizer.setSpecialToken(.padding, to: "<|endoftext|>")
            let files = try CheckpointWriter(path).write(tokenizer)
            #expect(files.map { $0.dropFirst(path.count + 1) }.contains("tokenizer.json"))
            let again = try Tokenizer(folder: ModelFolder(name: "again", path: path))
            #expect(again.paddingSide == .left)
            #expect(again.specialTokens[.padding] == "<|endoftext|>")
            #expect(again.className == "GPT2TokenizerFast")
            #expect(try again.encode("The Eiffel Tower").ids == tokenizer.encode("The Eiffel Tower").ids)
            _ = tokenizer.add(["<new>"], areSpecial: false)
            #expect(throws: CheckpointError.self) { try CheckpointWriter(path).write(tokenizer) }
        }
    }

    private func tiny(seed: UInt64 = 0) throws -> PretrainedModel {
        Generator.standard.seed(seed)
        let text =
            #"{"model_type": "gpt2", "vocab_size": 20, "n_positions": 16, "n_embd": 8, "n_layer": 2, "n_head": 2}"#
        return try PretrainedModel(
            Configuration(json: JSONReader.read(Array(text.utf8))), task: .causalLanguageModel)
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.path + "/checkpoint-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }
}
