import FoundationEssentials
import Testing

import Models
import Networks
import Tensors

/// Files that somebody damaged on purpose, or by chance: each gives an error or a model, and none ends the process.
@Suite struct HostileFileTests {
    // MARK: Weights

    @Test func twoThousandSpoiledHeadersGiveErrorsOrTensorsInsideTheFile() throws {
        let header =
            #"{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"b":{"dtype":"I64","shape":[1],"#
            + #""data_offsets":[16,24]},"__metadata__":{"format":"pt"}}"#
        let whole = file(header: header, data: 24)
        var random = Spoiler(seed: 11)
        var refused = 0
        try withFolder { path in
            for _ in 0..<2_000 {
                try write(random.spoiled(whole), to: path + "/model.safetensors")
                do {
                    let weights = try Weights(ModelFolder(name: "x", path: path))
                    #expect(weights.tensors.values.allSatisfy { $0.bytes.count <= 24 })
                } catch is CheckpointError {
                    refused += 1
                }
            }
        }
        #expect(refused > 1_000)
    }

    @Test(arguments: [
        (String(repeating: #"{"a":"#, count: 100_000), "no JSON"),
        (#"{"a":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,8]}}"#, "no list"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9223372036854775807]}}"#, "lie outside"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, "lie outside"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}"#, ""),
        (#"{"a":{"dtype":"F32","shape":"2","data_offsets":[0,8]}}"#, ""),
        (#"{"a":{"dtype":5,"shape":[2],"data_offsets":[0,8]}}"#, ""),
        (#"{"a":7}"#, ""), (#"{"a":{"dtype":"F32","shape":[1e400],"data_offsets":[0,8]}}"#, ""),
    ])
    func aHeaderThatLiesIsRefused(header: String, reason: String) throws {
        try withFolder { path in
            try write(file(header: header, data: 8), to: path + "/model.safetensors")
            #expect {
                try Weights(ModelFolder(name: "x", path: path))
            } throws: { $0 is CheckpointError && (reason.isEmpty || "\($0)".contains(reason)) }
        }
    }

    @Test(arguments: [
        "[]", "{}", #"{"weight_map": 5}"#, #"{"weight_map": {"a": "../../etc/passwd"}}"#,
        #"{"weight_map": {"a": ".."}}"#,
        #"{"weight_map": {"a": "missing.safetensors"}}"#, #"{"weight_map": {"b": "one.safetensors"}}"#,
        #"{"weight_map": {"a": "one.safetensors", "c": "two.safetensors"}}"#, #"{"weight_map": {"a": ""}}"#,
        "{\"weight_map\"",
    ])
    func anIndexOfShardsThatLiesIsRefused(index: String) throws {
        try withFolder { path in
            let one = #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
            try write(file(header: one, data: 8), to: path + "/one.safetensors")
            try write(file(header: one, data: 8), to: path + "/two.safetensors")
            try write(Array(index.utf8), to: path + "/model.safetensors.index.json")
            #expect(throws: CheckpointError.self) { try Weights(ModelFolder(name: "x", path: path)) }
        }
    }

    // MARK: Configurations

    @Test(arguments: [
        "gpt2", "gpt_neo", "gpt_neox", "gptj", "opt", "llama", "mistral", "qwen2", "gemma", "gemma2", "phi3", "bloom",
    ])
    func aConfigurationWithAbsurdNumbersGivesAnErrorOrATree(family: String) throws {
        let generation = Set(GenerationDefaults.defaults.map(\.name))
        let names = try Configuration(json: json(#"{"model_type": "\#(family)"}"#)).attributes.map(\.name)
            .filter { !generation.contains($0) }
        let sizes = [
            "n_embd": 4, "hidden_size": 4, "n_head": 1, "num_heads": 1, "num_attention_heads": 1, "n_layer": 2,
            "num_layers": 24, "num_hidden_layers": 2, "vocab_size": 4, "n_positions": 4, "max_position_embeddings": 4,
            "intermediate_size": 4, "ffn_dim": 4, "word_embed_proj_dim": 4, "num_key_value_heads": 1, "head_dim": 4,
            "rotary_dim": 4, "rotary_pct": 1,
        ]
        let small =
            sizes.filter { names.contains($0.key) }.map { JSONMember($0.key, .integer($0.value)) }
            + [JSONMember("pad_token_id", .null)]
        let absurd: [JSONValue] = [
            .integer(0), .integer(-1), .integer(.max), .array([]), .integer(3), .number(1e308), .string("x"),
            .null,
        ]
        var (refused, made) = (0, 0)
        for name in names where name != "model_type" {
            for value in absurd {
                let members = small.filter { $0.name != name } + [JSONMember(name, value)]
                do {
                    let all = JSONValue.object([JSONMember("model_type", .string(family))] + members)
                    let configuration = try Configuration(json: all)
                    _ = try PretrainedModel(configuration, task: .causalLanguageModel)
                    made += 1
                } catch {
                    refused += 1
                }
            }
        }
        #expect(refused > 20)
        #expect(made > 20)
    }

    @Test(arguments: ["", "[]", "7", "{", #"{"model_type": 5}"#, #"{"model_type": "nothing"}"#, #"{"n_layer": 2}"#])
    func aFileThatIsNoConfigurationIsRefused(text: String) throws {
        try withFolder { path in
            try write(Array(text.utf8), to: path + "/config.json")
            #expect(throws: CheckpointError.self) { try PretrainedModel(folder: ModelFolder(name: "x", path: path)) }
        }
    }

    // MARK: Tokenizers

    @Test func aThousandSpoiledTokenizersGiveErrorsOrTokens() throws {
        let text = tinyTokenizer
        var random = Spoiler(seed: 5)
        try withFolder { path in
            for _ in 0..<1_000 {
                try write(random.spoiled(Array(text.utf8)), to: path + "/tokenizer.json")
                guard let tokenizer = try? Tokenizer(folder: ModelFolder(name: "x", path: path)) else { continue }
                if let row = try? tokenizer.encode("ab ba \u{1F600} <s>") { _ = tokenizer.decode(row.ids) }
                _ = tokenizer.decode([-1, 0, 1, 99, .max])
            }
        }
    }

    private let tinyTokenizer = #"""
        {"added_tokens": [{"id": 5, "content": "<s>", "special": true, "lstrip": false, "rstrip": true}],
         "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Replace", "pattern": {"String": " "},
         "content": "_"}]}, "pre_tokenizer": {"type": "Split", "pattern": {"String": "_"}, "behavior": "Isolated",
         "invert": false}, "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<s>",
         "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}], "pair": [], "special_tokens": {"<s>": {"id": "<s>",
         "ids": [5], "tokens": ["<s>"]}}}, "decoder": {"type": "Fuse"}, "model": {"type": "BPE", "unk_token": "a",
         "byte_fallback": false, "vocab": {"a": 0, "b": 1, "_": 2, "ab": 3, "ba": 4}, "merges": ["a b", ["b", "a"]]}}
        """#

    // MARK: Files

    private func json(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)) }

    private func file(header: String, data: Int) -> [UInt8] {
        let length = header.utf8.count
        return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
            + Array(repeating: 0, count: data)
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        try Data(bytes).write(to: URL(filePath: path))
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.path + "/hostile-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }
}

/// Changes, removes, doubles and cuts bytes, the same way in every run.
private struct Spoiler {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func spoiled(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for _ in 0...next(below: 3) where !result.isEmpty {
            let place = next(below: result.count)
            switch next(below: 6) {
            case 0: result[place] = UInt8(truncatingIfNeeded: next(below: 256))
            case 1: result.remove(at: place)
            case 2: result.insert(result[place], at: place)
            case 3: result.removeLast(next(below: result.count))
            case 4: result.replaceSubrange(place..<place, with: Array("-99999999999999999999".utf8))
            default: result[place] = Array("0123456789[]{}\",:".utf8)[next(below: 17)]
            }
        }
        return result
    }

    private mutating func next(below count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % count
    }
}
