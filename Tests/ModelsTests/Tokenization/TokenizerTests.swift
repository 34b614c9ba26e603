import Testing

import Models

/// Every tokenizer against what transformers 4.45 gives for the same awkward texts.
@Suite struct TokenizerTests {
    static let names = [
        "tiny-gpt2", "tiny-llama", "tiny-mistral", "tiny-qwen2", "tiny-gpt-neox", "tiny-gptj", "tiny-opt",
        "tiny-gemma2", "tiny-bert", "walkthrough-gpt2", "walkthrough-llama", "unigram", "roberta", "llama2",
        "wordlevel", "suffix",
    ]
    static let golden = try? Checkpoint.golden("tokenizers/golden.json")

    struct Fixture {
        let tokenizer: Tokenizer
        let expected: JSONValue
        var rows: [JSONValue] { expected["rows"]?.array ?? [] }

        init(_ name: String) throws {
            tokenizer = try Tokenizer(folder: Checkpoint.folder(name))
            expected = try #require(TokenizerTests.golden?[name])
        }
    }

    @Test(arguments: names) func awkwardTextsGiveTheRecordedTokens(name: String) throws {
        let fixture = try Fixture(name)
        #expect(fixture.rows.count == 28)
        for row in fixture.rows {
            let text = row["text"]?.string ?? ""
            let encoding = try fixture.tokenizer.encode(text)
            #expect(encoding.ids == row["ids"]?.integers, "\(text)")
            #expect(
                encoding.ids.map { exact(fixture.tokenizer.token($0)) } == row["tokens"]?.strings.map(exact), "\(text)")
            #expect(encoding.specialTokensMask == row["special"]?.integers, "\(text)")
            #expect(
                try fixture.tokenizer.encode(text, addsSpecialTokens: false).ids == row["plain"]?.integers, "\(text)")
        }
    }

    @Test(arguments: names) func everyTokenKnowsWhereItCameFrom(name: String) throws {
        let fixture = try Fixture(name)
        for row in fixture.rows {
            let text = row["text"]?.string ?? ""
            let encoding = try fixture.tokenizer.encode(text)
            let offsets = encoding.offsets.map { [$0.lowerBound, $0.upperBound] }
            #expect(offsets == (row["offsets"]?.array ?? []).map(\.integers), "\(text)")
            #expect(encoding.words == (row["words"]?.array ?? []).map(\.integer), "\(text)")
        }
    }

    @Test(arguments: names) func idsAreReadBackAsTransformersReadsThem(name: String) throws {
        let fixture = try Fixture(name)
        let tokenizer = fixture.tokenizer
        for row in fixture.rows {
            let ids = row["ids"]?.integers ?? []
            #expect(exact(tokenizer.decode(ids)) == exact(row["decoded"]?.string), "\(ids)")
            #expect(exact(tokenizer.decode(ids, cleansUp: false)) == exact(row["raw"]?.string), "\(ids)")
            #expect(exact(tokenizer.decode(ids, skipsSpecialTokens: true)) == exact(row["skipped"]?.string), "\(ids)")
        }
        let single = fixture.expected["single"]?.strings ?? []
        #expect(single.indices.map { exact(tokenizer.decode([$0])) } == single.map(exact))
    }

    @Test(arguments: names) func pairsAndTruncationFollowTheTemplate(name: String) throws {
        let fixture = try Fixture(name)
        let tokenizer = fixture.tokenizer
        let pair = try tokenizer.encode("hello world", pair: "the city")
        #expect(pair.ids == fixture.expected["pair"]?["ids"]?.integers)
        #expect(pair.typeIDs == fixture.expected["pair"]?["types"]?.integers)
        #expect(pair.specialTokensMask == fixture.expected["pair"]?["special"]?.integers)
        let sentence = "The Eiffel Tower is in the city of"
        let short = try tokenizer.encode(sentence, truncation: Truncation(maxLength: 5))
        #expect(short.ids == fixture.expected["truncated"]?.integers)
        let both = try tokenizer.encode(sentence, pair: "hello world and tea", truncation: Truncation(maxLength: 9))
        #expect(both.ids == fixture.expected["truncatedPair"]?.integers)
    }

    @Test(arguments: names) func sizesNamesAndPrintedFormAgree(name: String) throws {
        let fixture = try Fixture(name)
        let tokenizer = fixture.tokenizer
        #expect(tokenizer.vocabularySize == fixture.expected["size"]?.integer)
        #expect(tokenizer.baseVocabularySize == fixture.expected["base"]?.integer)
        #expect(tokenizer.specialTokens.all == fixture.expected["special"]?.strings)
        #expect(tokenizer.modelInputNames == fixture.expected["names"]?.strings)
        #expect(tokenizer.description == fixture.expected["repr"]?.string)
    }

    private func exact(_ text: String?) -> ExactText { ExactText(text ?? "") }
}
