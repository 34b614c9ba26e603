import Testing

import Models

@Suite struct PaddingTests {
    private func tokenizer() throws -> Tokenizer { try Tokenizer(folder: Checkpoint.folder("tiny-gpt2")) }

    @Test func withoutAPaddingTokenPaddingIsRefused() throws {
        let tokenizer = try tokenizer()
        let row = try tokenizer.encode("the city")
        #expect(throws: TokenizationError.noPaddingToken) { try tokenizer.pad([row]) }
    }

    @Test func leftPaddingPutsZeroAttentionInFront() throws {
        let tokenizer = try tokenizer()
        tokenizer.setSpecialToken(.padding, to: "<|endoftext|>")
        tokenizer.paddingSide = .left
        let rows = try tokenizer.pad([try tokenizer.encode("The Eiffel Tower is"), try tokenizer.encode("The city")])
        #expect(rows.map(\.count) == [4, 4])
        #expect(rows[1].ids.prefix(2) == [0, 0])
        #expect(rows[1].attentionMask == [0, 0, 1, 1])
        #expect(rows[1].specialTokensMask == [1, 1, 0, 0])
    }

    @Test func rightPaddingToAMultipleFillsTheEnd() throws {
        let tokenizer = try tokenizer()
        tokenizer.setSpecialToken(.padding, to: "<|endoftext|>")
        let row = try tokenizer.pad([tokenizer.encoding(of: [5, 6, 7])], multipleOf: 4)[0]
        #expect(row.ids == [5, 6, 7, 0])
        #expect(row.attentionMask == [1, 1, 1, 0])
    }

    @Test func anAddedTokenGetsTheNextId() throws {
        let tokenizer = try tokenizer()
        #expect(tokenizer.add(["<answer>", "<answer>"], areSpecial: true) == 1)
        #expect(tokenizer.id(of: "<answer>") == 512)
        #expect(try tokenizer.encode("The<answer>The").ids == [276, 512, 276])
        #expect(tokenizer.decode([276, 512], skipsSpecialTokens: true) == "The")
    }
}
