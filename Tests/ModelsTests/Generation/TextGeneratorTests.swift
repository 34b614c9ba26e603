import Networks
import Tensors
import Testing

import Models

/// What transformers wrote for the prompt "The Eiffel Tower is in", token by token.
@Suite(.serialized) struct TextGeneratorTests {
    private let prompt = [276, 393, 394, 273, 284]

    private func generate(_ options: [(String, TensorTree)], seed: UInt64? = nil) throws -> [[Int]] {
        let model = try PretrainedModel(folder: Checkpoint.folder("tiny-gpt2"))
        try model.load()
        var all = try GenerationOptions(model.generation)
        for (name, value) in options { try all.set(name, to: value) }
        if let seed { Generator.standard.seed(seed) }
        let rows = try TextGenerator(model: model.module, options: all).generate(
            Tensor(prompt, shape: [1, prompt.count]))
        let width = try rows.size(1)
        let ids = try contiguous(rows).integers()
        return stride(from: 0, to: ids.count, by: width).map { Array(ids[($0 + prompt.count)..<($0 + width)]) }
    }

    @Test func beamSearchFindsTheLikelierText() throws {
        let found = try generate([("max_new_tokens", .int(6)), ("num_beams", .int(2))])
        #expect(found == [[364, 238, 364, 24, 15, 24]])
    }

    @Test func severalBeamsComeBackBestFirst() throws {
        let found = try generate([
            ("max_new_tokens", .int(6)), ("num_beams", .int(3)), ("num_return_sequences", .int(3)),
        ])
        #expect(found == [[364, 238, 364, 24, 15, 24], [400, 364, 91, 24, 15, 24], [364, 238, 364, 24, 364, 24]])
    }

    @Test func samplesOfASeedAreThoseOfPyTorch() throws {
        let wish: [(String, TensorTree)] = [("max_new_tokens", .int(8)), ("do_sample", .bool(true))]
        #expect(try generate(wish, seed: 0) == [[499, 430, 364, 411, 15, 15, 296, 291]])
        #expect(
            try generate(wish + [("temperature", .float(0.7))], seed: 1) == [[364, 207, 15, 24, 451, 117, 495, 24]])
        #expect(try generate(wish + [("top_k", .int(5))], seed: 2) == [[400, 495, 15, 24, 451, 370, 111, 370]])
        #expect(try generate(wish + [("top_p", .float(0.8))], seed: 3) == [[15, 495, 46, 495, 24, 364, 107, 57]])
        #expect(try generate(wish + [("min_p", .float(0.1))], seed: 4) == [[495, 495, 182, 229, 24, 46, 495, 473]])
        #expect(try generate(wish + [("typical_p", .float(0.5))], seed: 7) == [[501, 46, 15, 473, 91, 186, 501, 24]])
    }

    @Test func repeatedTokensAreAvoidedOrForbidden() throws {
        let wish: [(String, TensorTree)] = [("max_new_tokens", .int(8))]
        #expect(
            try generate(wish + [("repetition_penalty", .float(1.5))]) == [[364, 238, 57, 91, 24, 15, 495, 473]])
        #expect(
            try generate(wish + [("no_repeat_ngram_size", .int(2))]) == [[364, 238, 364, 24, 15, 24, 495, 473]])
    }

    @Test func tokensCanBeForbiddenAndForced() throws {
        let wish: [(String, TensorTree)] = [("max_new_tokens", .int(5))]
        let forbidden = TensorTree.list([.list([.int(364)]), .list([.int(238)])])
        #expect(try generate(wish + [("bad_words_ids", forbidden)]) == [[495, 182, 400, 182, 495]])
        #expect(try generate(wish + [("forced_eos_token_id", .int(7))]) == [[364, 238, 364, 24, 7]])
    }

    @Test func anEndTokenEndsTheTextButNotTooEarly() throws {
        let wish: [(String, TensorTree)] = [("max_new_tokens", .int(8))]
        #expect(try generate(wish + [("eos_token_id", .int(24))]) == [[364, 238, 364, 24]])
        let late = try generate(wish + [("eos_token_id", .int(238)), ("min_new_tokens", .int(6))])
        #expect(late == [[364, 364, 270, 24, 15, 24, 15, 24]])
    }

    @Test func moreSequencesThanBeamsAreRefused() throws {
        #expect(throws: GenerationError.tooManySequences(count: 4, beams: 2)) {
            try generate([("num_beams", .int(2)), ("num_return_sequences", .int(4))])
        }
    }
}
