import Language
import Models
import Networks
import Tensors
import Torch

/// One call of `generate`: the options that it names, before those of the model, and where the tokens go as they come.
///
///     try GenerationCall(pretrained, keywords, decode: tokenizer.decode, evaluator).run(ids, mask: nil)
struct GenerationCall {
    private let module: Module
    private let options: GenerationOptions
    private let decode: (([Int]) -> String)?
    private let streamer: Value?
    private let evaluator: Evaluator

    /// - Parameter newTokens: how many tokens follow when the call does not say; nil for the model's own limit.
    init(
        _ model: PretrainedModel, _ keywords: [(name: Symbol, value: Value)], newTokens: Int? = nil,
        decode: (([Int]) -> String)?, _ evaluator: Evaluator
    ) throws {
        module = model.module
        streamer = keywords.first { $0.name == "streamer" }?.value.ifNotNone
        let tokenizer = keywords.first { $0.name == "tokenizer" }?.value.as(TokenizerObject.self)?.tokenizer
        self.decode = decode ?? tokenizer.map { tokenizer in { tokenizer.decode($0) } }
        self.evaluator = evaluator
        let given = keywords.first { $0.name == "generation_config" }?.value.as(GenerationConfigObject.self)
        var options = try GenerationOptions(given?.defaults ?? model.generation)
        if let newTokens, options.maxNewTokens == nil { options.maxNewTokens = newTokens }
        try Self.read(keywords, into: &options, evaluator)
        self.options = options
    }

    private static let ownNames: Set = ["streamer", "generation_config"]

    private static func read(
        _ keywords: [(name: Symbol, value: Value)], into options: inout GenerationOptions, _ evaluator: Evaluator
    ) throws {
        var unknown: [String] = []
        for (name, value) in keywords where !ownNames.contains(name.text) {
            if GenerationOptions.ignored.contains(name.text) { continue }
            guard GenerationOptions.names.contains(name.text) else {
                unknown.append(name.text)
                continue
            }
            try options.set(name.text, to: TensorTree(tuples(value, of: name.text, evaluator)))
        }
        guard unknown.isEmpty else { throw GenerationError.unknownOptions(unknown) }
    }

    /// No option is a list nested deeper than `force_words_ids`; a list may contain itself.
    private static let depthLimit = 4

    /// Lists as tuples, which are looked into.
    private static func tuples(
        _ value: Value, of option: String, depth: Int = 0, _ evaluator: Evaluator
    ) throws -> Value {
        guard value.as(List.self) != nil else { return value }
        guard depth < depthLimit else {
            throw GenerationError.outOfRange("`\(option)` has lists nested deeper than any option of generate")
        }
        return Value(
            tuple: try evaluator.array(from: value).map {
                try tuples($0, of: option, depth: depth + 1, evaluator)
            })
    }

    /// The prompts with the new tokens behind them, or an output class that holds them.
    func run(_ ids: Tensor, mask: Tensor?) throws -> TensorTree {
        let generator = TextGenerator(model: module, options: options)
        generator.decode = decode
        let put = try streaming(ids)
        let progress = RoundProgress(
            "generating", total: options.newTokenLimit(prompt: ids.shape.last ?? 0), unit: "tokens", evaluator)
        generator.onTokens = { tokens in
            progress.advance()
            try put?(tokens)
            return true
        }
        let output = try generator.output(ids, attentionMask: mask)
        progress.end()
        if let streamer {
            _ = try evaluator.call(try evaluator.requiredAttribute("end", of: streamer), [])
        }
        return output
    }

    /// Gives the prompt to the streamer of the call; what it gives takes the new tokens, as they come.
    private func streaming(_ prompt: Tensor) throws -> (([Int]) throws -> Void)? {
        guard let streamer else { return nil }
        let put = try evaluator.requiredAttribute("put", of: streamer)
        _ = try evaluator.call(put, [Value(prompt)])
        return { [evaluator] tokens in _ = try evaluator.call(put, [Value(try Tensor(tokens, shape: [tokens.count]))]) }
    }
}
